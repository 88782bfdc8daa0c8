import { toQuestion } from '../answers.ts'
import { addContext } from '../attribution.ts'
import { futureOf } from '../clauseTimes.ts'
import type { Draft, Drop } from '../draft.ts'
import type { Reading } from '../reading.ts'
import { makeStem } from '../stem.ts'
import { isContiguous, lower, trimEdges, wordAt } from '../tree.ts'

/** `What is the chief difficulty …?`: of "S is not X but Y", what S is. */
export function* askContrasts(reading: Reading): Generator<Draft | Drop> {
  const { document } = reading
  for (const clause of reading.clauses) {
    const be = wordAt(document, clause.verb)
    if (be.lemma !== 'be' || clause.negation !== be.index + 1 || clause.auxes.length > 0 || clause.kind === 'relative')
      continue
    if (
      /^(it|this|that|there|he|she|they)$/.test(lower(wordAt(document, clause.subject))) ||
      clause.subjectWords.length < 3
    )
      continue
    const end = document.sentences[clause.sentence]?.to ?? be.index
    let but = -1
    for (let at = be.index + 3; at < Math.min(end, be.index + 16); at++) {
      if (/^[;:]$/.test(wordAt(document, at).text)) break
      if (lower(wordAt(document, at)) === 'but') but = at
    }
    if (but < 0) continue
    let from = but + 1
    while (from < end && /^(rather|instead|,)$/.test(lower(wordAt(document, from)))) from++
    const answer = trimEdges(
      document,
      Array.from({ length: end - from }, (_, i) => from + i).filter((at) => wordAt(document, at).text !== '"'),
    )
    const first = wordAt(document, answer[0] ?? from)
    if (
      answer.length < 3 ||
      answer.length > 18 ||
      !isContiguous(answer) ||
      !/^(DT|PRP\$|NN|NNS|NNP|JJ|VBG)$/.test(first.tag)
    )
      continue
    if (answer.some((at) => wordAt(document, at).text === ',')) continue
    const stem = makeStem(reading)
    addContext(reading, clause, stem)
    stem
      .say('what')
      .say(lower(be))
      .add(fullSubject(reading, clause.subjectWords, be.index), { future: futureOf(reading, clause) })
    yield toQuestion(reading, {
      rule: 'contrast',
      sentence: clause.sentence,
      stem: stem.say('?'),
      answer,
      answerType: 'clause',
      verb: clause.verb,
    })
  }
}

/** The subject up to the verb, its own relative clause included. */
function fullSubject(reading: Reading, words: readonly number[], be: number): number[] {
  const first = words[0] ?? be
  return trimEdges(
    reading.document,
    Array.from({ length: be - first }, (_, i) => first + i),
  )
}
