import { cardIdOfEvent } from './apply.ts'
import { isReview, type StoredEvent } from './event.ts'
import type { CardId } from './note.ts'
import { gradeOf, RATINGS } from './rating.ts'
import { effectiveEvents } from './undo.ts'

/** How a learner answers, as far as memory does not decide it. Shares of a row add up to 1. */
export type Habits = {
  /** By grade, of a card never seen before. */
  readonly first: readonly number[]
  /** Hard, good and easy, of cards that were recalled. */
  readonly recalled: readonly number[]
  /** By the answer before (again, hard, good, easy), of cards that come back on the same day. */
  readonly sameDay: readonly (readonly number[])[]
  /** Mean seconds an answer takes, by grade. */
  readonly seconds: {
    readonly first: readonly number[]
    readonly review: readonly number[]
    readonly sameDay: readonly number[]
  }
}

/** What most learners do: fsrs-rs's `SimulatorConfig` (BSD-3-Clause). */
const USUAL: Habits = {
  first: [0.24, 0.094, 0.495, 0.171],
  recalled: [0.224, 0.631, 0.145],
  sameDay: [
    [0.3686, 0.0628, 0.5109, 0.0577],
    [0.0442, 0.4553, 0.4456, 0.0549],
    [0.0519, 0.047, 0.8461, 0.055],
    [0.05, 0.05, 0.85, 0.05],
  ],
  seconds: {
    first: [19.58, 18.79, 13.78, 10.71],
    review: [19.38, 17.59, 12.38, 8.94],
    sameDay: [16.44, 15.25, 12.32, 8.03],
  },
}

/** The usual habit counts as much as this many answers of the learner's own. */
const USUAL_ANSWERS = 20

/** The learner's own habits from the log, cram left out; the usual ones where there is little to go by. */
export function habitsOf(events: Iterable<StoredEvent>): Habits {
  const first = tally(1)
  const recalled = tally(1)
  const sameDay = tally(4)
  const seconds = { first: tally(1), review: tally(1), sameDay: tally(1) }
  const before = new Map<CardId, { readonly day: number; readonly grade: number }>()
  for (const event of effectiveEvents(events)) {
    const cardId = cardIdOfEvent(event)
    if (cardId === null) continue
    if (event.kind === 'reset') before.delete(cardId)
    if (!isReview(event) || event.source === 'cram' || !RATINGS.includes(event.rating)) continue
    const grade = gradeOf(event.rating)
    const last = before.get(cardId)
    before.set(cardId, { day: event.day, grade })
    const kind = last === undefined ? 'first' : event.day <= last.day ? 'sameDay' : 'review'
    if (kind === 'first') first.add(0, grade, 1)
    else if (kind === 'sameDay') sameDay.add((last?.grade ?? 1) - 1, grade, 1)
    else if (grade > 1) recalled.add(0, grade - 1, 1)
    if (event.elapsedMs > 0 && event.elapsedMs <= 60_000) seconds[kind].add(0, grade, event.elapsedMs / 1000)
  }
  return {
    first: first.shares(0, USUAL.first),
    recalled: recalled.shares(0, USUAL.recalled),
    sameDay: USUAL.sameDay.map((usual, row) => sameDay.shares(row, usual)),
    seconds: {
      first: seconds.first.means(0, USUAL.seconds.first),
      review: seconds.review.means(0, USUAL.seconds.review),
      sameDay: seconds.sameDay.means(0, USUAL.seconds.sameDay),
    },
  }
}

type Tally = {
  /** `grade` counts from 1. */
  readonly add: (row: number, grade: number, amount: number) => void
  /** Counts as shares, and amounts as means, each drawn towards the usual. */
  readonly shares: (row: number, usual: readonly number[]) => readonly number[]
  readonly means: (row: number, usual: readonly number[]) => readonly number[]
}

function tally(rows: number): Tally {
  const counts = Array.from({ length: rows }, () => [0, 0, 0, 0])
  const sums = Array.from({ length: rows }, () => [0, 0, 0, 0])
  const at = (table: readonly (readonly number[])[], row: number, i: number): number => table[row]?.[i] ?? 0
  return {
    add: (row, grade, amount) => {
      for (const [table, more] of [[counts, 1] as const, [sums, amount] as const]) {
        const cells = table[row]
        if (cells) cells[grade - 1] = (cells[grade - 1] ?? 0) + more
      }
    },
    shares: (row, usual) => {
      const total = usual.reduce((sum, _, i) => sum + at(counts, row, i), 0)
      return usual.map((share, i) => (at(counts, row, i) + USUAL_ANSWERS * share) / (total + USUAL_ANSWERS))
    },
    means: (row, usual) =>
      usual.map((mean, i) => (at(sums, row, i) + USUAL_ANSWERS * mean) / (at(counts, row, i) + USUAL_ANSWERS)),
  }
}
