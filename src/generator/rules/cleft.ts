import { balanceQuotes, toQuestion } from '../answers.ts'
import { addContext } from '../attribution.ts'
import type { Clause } from '../clause.ts'
import { futureOf } from '../clauseTimes.ts'
import type { Draft, Drop } from '../draft.ts'
import type { Reading } from '../reading.ts'
import { makeStem } from '../stem.ts'
import {
  childOf,
  childrenOf,
  isContiguous,
  isPlural,
  isSetOff,
  lower,
  nounPhrase,
  subtree,
  trimEdges,
  verbatim,
  wordAt,
} from '../tree.ts'
import { singular } from '../verbForms.ts'

/**
 * Sentences that ask their own question: `What X wants is Y` (What does X want?), and `One way to V is to W`, `The aim
 * of X is to W` (What is the aim of X?).
 */
export function* askClefts(reading: Reading): Generator<Draft | Drop> {
  const { document } = reading
  for (const word of document.words) {
    if (word.lemma !== 'be' || !/^(VBZ|VBD)$/.test(word.tag)) continue
    const what = childrenOf(document, word.index, 'csubj').find((child) => child.index < word.index) ?? null
    if (what !== null) yield* whatIs(reading, word.index, what.index)
    else yield* copula(reading, word.index)
  }
}

function complementOf(reading: Reading, be: number, kinds: readonly string[]): number[] {
  const { document } = reading
  const part = childrenOf(document, be, ...kinds).find((child) => child.index > be)
  if (part === undefined) return []
  const cut = subtree(
    document,
    part.index,
    (word) =>
      (/^(parataxis|dep)$/.test(word.dep) || /^(relcl|appos|advcl|conj)$/.test(word.dep)) && isSetOff(document, word),
  )
  return balanceQuotes(reading, trimEdges(document, cut))
}

function* whatIs(reading: Reading, be: number, core: number): Generator<Draft | Drop> {
  const { document } = reading
  const wh = childrenOf(document, core, 'nsubj', 'dobj').find((child) => lower(child) === 'what')
  const answer = complementOf(reading, be, ['ccomp', 'attr', 'xcomp'])
  if (wh === undefined || answer.length < 2 || !isContiguous(answer) || answer.length > 24) return
  const clause = standIn(reading, be, core)
  const stem = makeStem(reading)
  addContext(reading, clause, stem)
  const rest = subtree(document, core).filter((at) => at > wh.index && at !== core && at < be)
  const verb = wordAt(document, core)
  if (wh.dep === 'nsubj') {
    stem
      .say('what')
      .add(
        trimEdges(
          document,
          rest.filter((at) => at < core),
        ),
      )
      .say(singular(verb))
      .add(rest.filter((at) => at > core))
  } else {
    const subject = childOf(document, core, 'nsubj')
    if (subject === null || childOf(document, core, 'aux') !== null) return
    const subjectWords = nounPhrase(document, subject.index)
    stem.say(
      verb.tag === 'VBD'
        ? 'what did'
        : isPlural(document, subject.index) || verb.tag === 'VBP'
          ? 'what do'
          : 'what does',
    )
    stem.add(subjectWords)
    stem.add(rest.filter((at) => !subjectWords.includes(at) && at < core))
    stem.say(verb.lemma).add(rest.filter((at) => at > core))
  }
  yield toQuestion(reading, {
    rule: 'cleft',
    sentence: verb.sentence,
    stem: stem.say('?'),
    answer,
    answerType: 'clause',
    verb: be,
  })
}

/** Nouns whose content is what somebody means, wants or fears. */
const CONTENT =
  /^(way|aim|goal|purpose|task|plan|idea|hope|wish|problem|difficulty|reason|question|point|priority|objective|challenge|fear|danger|risk|advantage|method|solution|answer|role|duty|job|policy|rule|secret|key|condition|dream|intention|ambition)$/

function* copula(reading: Reading, be: number): Generator<Draft | Drop> {
  const { document } = reading
  const clause = reading.clauses.find((each) => each.verb === be && each.auxes.length === 0)
  if (clause === undefined || clause.negation !== null || clause.guarded) return
  if (!CONTENT.test(wordAt(document, clause.subject).lemma) || clause.subjectWords.length < 4) return
  const answer = complementOf(reading, be, ['xcomp', 'ccomp'])
  const first = wordAt(document, answer[0] ?? 0)
  if (answer.length < 3 || answer.length > 24 || !isContiguous(answer) || !/^(to|that)$/.test(lower(first))) return
  const stem = makeStem(reading)
  addContext(reading, clause, stem)
  stem.say('what').say(lower(wordAt(document, be)))
  const tail = subtree(document, clause.subject).filter((at) => at < be && document.words[at]?.coarse !== 'PUNCT')
  stem.add(tail.length >= clause.subjectWords.length ? tail : clause.subjectWords, {
    future: futureOf(reading, clause),
  })
  const draft = toQuestion(reading, {
    rule: 'copula',
    sentence: clause.sentence,
    stem: stem.say('?'),
    answer,
    answerType: 'clause',
    verb: be,
  })
  yield 'drop' in draft ? { ...draft, text: draft.text || verbatim(document, answer) } : draft
}

/** A clause for the context of a sentence whose subject is itself a clause. */
export function standIn(reading: Reading, be: number, core: number): Clause {
  return {
    sentence: wordAt(reading.document, be).sentence,
    kind: 'main',
    verb: be,
    subject: core,
    subjectWords: subtree(reading.document, core),
    auxes: [],
    finite: be,
    negation: null,
    passive: false,
    front: [],
    rest: [],
    speaker: speakerAround(reading, be),
    guarded: false,
  }
}

function speakerAround(reading: Reading, be: number): readonly number[] | null {
  const { document } = reading
  const word = wordAt(document, be)
  const head = wordAt(document, word.head)
  const as =
    childrenOf(document, be, 'advcl').find((child) => childOf(document, child.index, 'mark')?.lemma === 'as') ??
    (word.dep === 'ccomp' ? head : undefined)
  const speaker = as === undefined || as.index === be ? null : childOf(document, as.index, 'nsubj')
  return speaker === null ? null : subtree(document, speaker.index)
}
