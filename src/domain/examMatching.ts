import type { PoolNote } from './exam.ts'
import { fitDistractors } from './examOptions.ts'
import { addTo } from './lists.ts'
import { DEFAULT_FOLDING, type Folding, normalise } from './normalise.ts'
import type { NoteId } from './note.ts'

/** Notes whose answers can stand beside each other, each a fit wrong option for all the others. */
export type Group = { readonly notes: readonly PoolNote[] }

/** Which notes may be asked together with which. */
export type Matches = {
  /** Notes of the same deck whose answer is a fit distractor of this one, and the other way round; in drawing order. */
  readonly besides: (asked: PoolNote) => readonly PoolNote[]
}

/** With fewer a matching gives itself away; more do not fit a phone. */
const FEWEST = 3
const MOST = 5

export function makeMatches(pool: readonly PoolNote[]): Matches {
  const byAnswer = new Map<string, { readonly one: PoolNote; readonly place: number }[]>()
  for (const [place, one] of pool.entries()) {
    const answer = answerOf(one)
    if (answer === null) continue
    const key = `${one.deckId}\u0000${answer}`
    addTo(byAnswer, key, { one, place })
  }
  const besides = (asked: PoolNote) =>
    [...optionsOf(asked)]
      .flatMap((option) => byAnswer.get(`${asked.deckId}\u0000${option}`) ?? [])
      .filter(({ one }) => one.note.id !== asked.note.id && optionsOf(one).has(answerOf(asked) ?? ''))
      .sort((a, b) => a.place - b.place)
      .map(({ one }) => one)
  return { besides }
}

/** The first notes in drawing order that all fit each other; null where there are too few of them. */
export function findGroup(asked: PoolNote, matches: Matches, taken: ReadonlySet<NoteId>): Group | null {
  const notes = [asked]
  for (const other of matches.besides(asked)) {
    if (notes.length >= MOST) break
    if (taken.has(other.note.id)) continue
    const options = optionsOf(other)
    const fits = notes.every((one) => options.has(answerOf(one) ?? '') && optionsOf(one).has(answerOf(other) ?? ''))
    if (fits) notes.push(other)
  }
  return notes.length >= FEWEST ? { notes } : null
}

const foldingOf = ({ language }: PoolNote): Folding => ({ ...DEFAULT_FOLDING, language })

function answerOf(one: PoolNote): string | null {
  const { content } = one.note
  return content.kind === 'qa' || content.kind === 'choice' ? normalise(content.answer, foldingOf(one)) : null
}

function optionsOf(one: PoolNote): ReadonlySet<string> {
  const { content } = one.note
  if (content.kind !== 'qa' && content.kind !== 'choice') return new Set()
  const folding = foldingOf(one)
  return new Set(fitDistractors(one.note, [content.answer], folding).map(({ text }) => normalise(text, folding)))
}
