import { answerFault } from '../answers.ts'
import type { Word } from '../document.ts'
import { PERSON_NOUNS, SAYING } from '../lexicon.ts'
import type { Reading } from '../reading.ts'
import { salientIn } from '../salience.ts'
import { childOf, childrenOf, isContiguous, isVerbal, mentionAt, nounPhrase, verbatim, wordAt } from '../tree.ts'
import { contentStems } from '../words.ts'
import type { Fact } from './facts.ts'
import type { Statement } from './statement.ts'

/** Longest phrase, in words, that a learner can be asked to say whole. */
const MAX_WORDS = 9

/** Verbs that say too little of what follows them. */
const LIGHT =
  /^(be|have|do|make|take|get|give|go|come|see|find|include|involve|seem|become|remain|appear|know|think|feel|like|want|need|try|begin|start|continue|help|keep|let|put|show|play|provide|face|receive|tell|ask|say|suffer|mark|schedule)$/

/** What the main verb of a sentence does something to: the whole phrase, and only where the rest says enough. */
export function phrasesIn(reading: Reading, { words: said, root }: Statement): Fact[] {
  const { document } = reading
  if (root === null) return []
  // Of the news one phrase in nine was worth asking.
  if (reading.genre === 'news') return termsIn(reading, said)
  const verb = wordAt(document, root)
  const out: Fact[] = []
  for (const head of targets(reading, verb)) {
    const words = nounPhrase(document, head.index)
    if (words.length > MAX_WORDS || !isContiguous(words)) continue
    if (answerFault(reading, head.index, words, MAX_WORDS) !== null) continue
    const next = document.words[(words[words.length - 1] ?? 0) + 1]
    if (next !== undefined && /^(NOUN|PROPN|NUM)$/.test(next.coarse)) continue
    if (
      childOf(document, head.index, 'appos') !== null ||
      (next?.text === ',' && mentionAt(document, words.at(-1) ?? 0)?.type === 'PERSON')
    )
      continue
    if (PERSON_NOUNS.has(head.lemma) || /^authorit/.test(head.lemma)) continue
    if (words.some((at) => /^(CARDINAL|TIME|DATE|PERCENT|MONEY|ORDINAL)$/.test(mentionAt(document, at)?.type ?? '')))
      continue
    const text = verbatim(document, words)
    const stems = contentStems(text)
    if (
      stems.length < 2 ||
      /["(),]/.test(text) ||
      words.some((at) => /^PRP/.test(wordAt(document, at).tag)) ||
      /^(this|that|these|those|some|any|no|all|many|more)\b|\b(particular|significant|important|major|special|certain|various|similar|different)\b/i.test(
        text,
      )
    )
      continue
    if (!isPinned(reading, head, words)) continue
    const rest = contentStems(verbatim(document, said)).length - stems.length
    if (rest < 6) continue
    out.push({ words, answer: text, type: 'phrase', hint: 'what?', weight: 1 })
  }
  return [...out, ...termsIn(reading, said)]
}

/** A name or a figure in a phrase leads to its one wording; in a text of nobody's own it must be more than an attribute. */
function isPinned(reading: Reading, head: Word, words: readonly number[]): boolean {
  const telling = words.filter((at) => /\p{Lu}|\d/u.test(wordAt(reading.document, at).text))
  return reading.genre === 'op-ed' ? telling.length > 0 : telling.some((at) => at >= head.index)
}

/** Words in quotation marks that are a name for something, too few for speech: only of texts whose holder is known. */
function termsIn(reading: Reading, said: readonly number[]): Fact[] {
  const { document } = reading
  const marks = said.filter((at) => wordAt(document, at).text === '"')
  const [open, close] = marks
  if (marks.length !== 2 || open === undefined || close === undefined || reading.genre === 'plain') return []
  const words = said.filter((at) => at > open && at < close)
  if (words.length < 2 || words.length > 6 || !isContiguous(words)) return []
  const text = verbatim(document, words)
  if (
    contentStems(text).length < 2 ||
    !/^\p{Ll}[^.?!]*\p{L}$/u.test(text) ||
    salientIn(reading, verbatim(document, said)) < 2
  )
    return []
  return [{ words, answer: text, type: 'phrase', hint: 'quoted words', weight: 1.2 }]
}

/** The objects of the main verb and of what completes it, what they are done by, and what something is seen as. */
function targets(reading: Reading, verb: Word): Word[] {
  const { document } = reading
  const below = (word: Word): Word[] =>
    [
      ...childrenOf(document, word.index, 'xcomp', 'ccomp', 'conj'),
      ...childrenOf(document, word.index, 'acomp').flatMap((each) =>
        childrenOf(document, each.index, 'xcomp', 'ccomp'),
      ),
    ].filter(isVerbal)
  const verbs = [verb, ...below(verb), ...below(verb).flatMap(below)]
  const found = verbs.flatMap((each) => {
    const governed = childrenOf(document, each.index, 'agent', 'prep')
      .filter((word) => word.dep === 'agent' || /^(as|against)$/i.test(word.text))
      .map((word) => childOf(document, word.index, 'pobj'))
    const felt = childrenOf(document, each.index, 'acomp').flatMap((word) => childrenOf(document, word.index, 'prep'))
    const of = felt
      .filter((word) => /^(of|with|about)$/i.test(word.text))
      .map((word) => childOf(document, word.index, 'pobj'))
    const object = LIGHT.test(each.lemma) || SAYING.has(each.lemma) ? null : childOf(document, each.index, 'dobj')
    return [...governed, ...of, object]
  })
  return found.filter(
    (word): word is Word =>
      word !== null &&
      word.coarse === 'NOUN' &&
      word.index > verb.index &&
      childOf(document, word.index, 'conj') === null,
  )
}
