import { acceptedFor, tidy } from '../answers.ts'
import { addContext } from '../attribution.ts'
import type { Clause } from '../clause.ts'
import type { AnswerType, Draft, Drop } from '../draft.ts'
import { answerText, capitalise } from '../draft.ts'
import { headingFor } from '../passage/heading.ts'
import { bodyOf, frontOf, futureOf, isTime } from '../question.ts'
import type { Reading } from '../reading.ts'
import { makeStem } from '../stem.ts'
import { childrenOf, verbatim, wordAt } from '../tree.ts'
import type { Blank } from './blanks.ts'
import { blanksIn } from './blanks.ts'

/**
 * A statement with figures, a year, a person, a place or a body left out; it keeps the text's own order. Several figures
 * of one statement are blanks of one note: its cards are siblings, so that none shows the others' answers on one day.
 */
export function* askClozes(reading: Reading): Generator<Draft | Drop> {
  const { document } = reading
  // Of the news a blank is asked in its whole sentence only (`passage`): a clause by itself was turned down too often.
  if (reading.genre === 'news') return
  for (const clause of reading.clauses) {
    if (clause.kind === 'relative' || clause.kind === 'participle' || clause.guarded) continue
    if (childrenOf(document, clause.verb, 'conj').some((word) => word.coarse === 'ADP')) continue
    const blanks = [...blanksIn(reading, clause)]
    const figures = blanks.filter((blank) => blank.type === 'number')
    if (figures.length > 1) yield fill(reading, clause, figures, 'number')
    for (const blank of blanks)
      if (figures.length < 2 || blank.type !== 'number') yield fill(reading, clause, [blank], blank.type)
  }
}

function fill(reading: Reading, clause: Clause, blanks: readonly Blank[], type: AnswerType): Draft | Drop {
  const { document } = reading
  const stem = makeStem(reading)
  addContext(reading, clause, stem, {
    dated: [...clause.front, ...clause.rest].some((piece) => isTime(reading, piece)),
  })
  const spoken: number[] = []
  for (const piece of frontOf(reading, clause)) spoken.push(...piece.words)
  const body = bodyOf(reading, clause, new Set())
  const order = [
    ...clause.subjectWords,
    ...clause.auxes,
    ...(clause.negation === null ? [] : [clause.negation]),
    ...body.words,
  ]
  const statement = [...new Set(order)].sort((a, b) => a - b)
  const future = { future: futureOf(reading, clause) }
  const parts = spoken.length > 0 ? [spoken, statement] : [statement]
  let blanked = 0
  for (const [i, part] of parts.entries()) {
    let rest: readonly number[] = part
    for (const blank of blanks) {
      const first = blank.words[0] ?? 0
      const last = blank.words[blank.words.length - 1] ?? 0
      if (!rest.includes(first)) continue
      blanked += 1
      stem.add(
        rest.filter((word) => word < first),
        future,
      )
      const glued = document.words[first - 1]?.end === wordAt(document, first).start && rest.includes(first - 1)
      stem.say(`${glued ? GLUE : ''}{{c${blanked}::${answerText(reading, blank.words)}}}`)
      rest = rest.filter((word) => word > last)
    }
    stem.add(rest, future)
    if (i < parts.length - 1) stem.say(',')
  }
  const text = capitalise(tidy(`${stem.text()}.`))
    .replaceAll(` ${GLUE}`, '')
    .replaceAll(GLUE, '')
  const heading = headingFor(reading, text, { title: true, date: false }) ?? ''
  const failure = stem.failure()
  if (failure !== null || blanked !== blanks.length) return { drop: failure ?? 'blank left behind', text }
  const words = wordsBetween(blanks)
  const answer = verbatim(document, words)
  return {
    rule: blanks.length > 1 ? 'cloze-figures' : `cloze-${type}`,
    content: { kind: 'cloze', text: heading + text },
    sentence: clause.sentence,
    answers: [{ sentence: clause.sentence, words }],
    accepted: blanks.length > 1 ? [] : acceptedFor(reading, words, answer),
    resolutions: stem.resolutions(),
    answerType: type,
    verb: clause.verb,
  }
}

/** Marks a blank that touches the word before it, e.g. after a currency sign. */
const GLUE = '\u0001'

/** From the first blank to the last. */
function wordsBetween(blanks: readonly Blank[]): number[] {
  const first = blanks[0]?.words[0] ?? 0
  const last = blanks[blanks.length - 1]
  const end = last?.words[last.words.length - 1] ?? first
  return Array.from({ length: end - first + 1 }, (_, i) => first + i)
}
