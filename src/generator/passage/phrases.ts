import { answerFault } from '../answers.ts'
import type { Sentence, Word } from '../document.ts'
import { PERSON_NOUNS, SAYING } from '../lexicon.ts'
import type { Reading } from '../reading.ts'
import { childOf, childrenOf, isContiguous, mentionAt, nounPhrase, verbatim, wordAt } from '../tree.ts'
import { contentStems } from '../words.ts'
import type { Fact } from './facts.ts'

/** Longest phrase, in words, that a learner can be asked to say whole. */
const MAX_WORDS = 9

/** Verbs that say too little of what follows them. */
const LIGHT =
  /^(be|have|do|make|take|get|give|go|come|see|find|use|include|involve|seem|become|remain|appear|know|think|feel|like|want|need|try|begin|start|continue|help|keep|let|put|show|play|provide|face|receive|tell|ask|say|suffer|mark|schedule)$/

/** What the main verb of a sentence does something to: the whole phrase, and only where the rest says enough. */
export function phrasesIn(reading: Reading, sentence: Sentence, root: number): Fact[] {
  const { document } = reading
  const verb = wordAt(document, root)
  const out: Fact[] = []
  for (const head of targets(reading, verb)) {
    const words = nounPhrase(document, head.index)
    if (words.length > MAX_WORDS || !isContiguous(words)) continue
    if (answerFault(reading, head.index, words, MAX_WORDS) !== null) continue
    const next = document.words[(words[words.length - 1] ?? 0) + 1]
    if (next !== undefined && /^(NOUN|PROPN|NUM)$/.test(next.coarse)) continue
    if (PERSON_NOUNS.has(head.lemma) || /^authorit/.test(head.lemma)) continue
    if (words.some((at) => /^(CARDINAL|TIME|DATE|PERCENT|MONEY|ORDINAL)$/.test(mentionAt(document, at)?.type ?? '')))
      continue
    const text = verbatim(document, words)
    const stems = contentStems(text)
    if (
      stems.length < 2 ||
      /["(),]/.test(text) ||
      /^(this|that|these|those|his|her|its|their|some|any|no|all|many|more)\b/i.test(text)
    )
      continue
    const rest = contentStems(document.text.slice(sentence.span.start, sentence.span.end)).length - stems.length
    if (rest < 6) continue
    out.push({ words, answer: text, type: 'phrase', hint: 'what?', weight: 1 })
  }
  return out
}

/** The objects of the main verb and of what completes it, what they are done by, and what something is seen as. */
function targets(reading: Reading, verb: Word): Word[] {
  const { document } = reading
  const verbs = [verb, ...childrenOf(document, verb.index, 'xcomp', 'ccomp').filter((word) => word.coarse === 'VERB')]
  const found = verbs.flatMap((each) => {
    const governed = childrenOf(document, each.index, 'agent', 'prep')
      .filter((word) => word.dep === 'agent' || /^as$/i.test(word.text))
      .map((word) => childOf(document, word.index, 'pobj'))
    const object = LIGHT.test(each.lemma) || SAYING.has(each.lemma) ? null : childOf(document, each.index, 'dobj')
    return [...governed, object]
  })
  return found.filter(
    (word): word is Word =>
      word !== null &&
      word.coarse === 'NOUN' &&
      word.index > verb.index &&
      childOf(document, word.index, 'conj') === null,
  )
}
