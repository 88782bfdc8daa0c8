import { cardIdOfEvent } from './apply.ts'
import { isReview, type StoredEvent } from './event.ts'
import type { CardId } from './note.ts'
import { gradeOf, RATINGS } from './rating.ts'
import { effectiveEvents } from './undo.ts'

/**
 * Reviews to fit weights to, card by card, as plain arrays that can be posted to a worker. Reviews of card `c` stand
 * from `starts[c]` to `starts[c + 1]` (exclusive), in order of time.
 */
export type TrainingRows = {
  readonly starts: Uint32Array
  /** 1 to 4. */
  readonly grades: Uint8Array
  /** Study days since the card's review before; 0 for its first one and for another on the same day. */
  readonly gapDays: Uint16Array
  readonly days: Int32Array
  /** 1 for a review that is predicted and scored; the others only lead up to those. */
  readonly scored: Uint8Array
}

/**
 * A log as training rows. Undone events and cramming are out; a reset cuts what came before it; a card whose memory
 * came from elsewhere is out until a reset, as nobody knows what led to it. Reviews on the day of the one before are
 * inputs, never scored, since the formula within a day is no prediction.
 */
export function trainingRows(events: Iterable<StoredEvent>): TrainingRows {
  const histories = new Map<CardId, History>()
  for (const event of effectiveEvents(events)) {
    const cardId = cardIdOfEvent(event)
    if (cardId === null) continue
    if (event.kind === 'reset') histories.delete(cardId)
    else if (event.kind === 'baseline') histories.set(cardId, null)
    else if (
      isReview(event) &&
      event.source !== 'cram' &&
      RATINGS.includes(event.rating) &&
      Number.isInteger(event.day)
    ) {
      const history = histories.get(cardId)
      if (history === null) continue
      const review = { grade: gradeOf(event.rating), day: event.day }
      if (history) history.push(review)
      else histories.set(cardId, [review])
    }
  }
  return rowsOf([...histories.values()].filter((history) => history !== null))
}

type Review = { readonly grade: number; readonly day: number }
/** Null while a card's memory came from elsewhere. */
type History = Review[] | null

/** Rows from each card's reviews in order of time. A clock that went back counts as the same day. */
export function rowsOf(histories: readonly (readonly Review[])[]): TrainingRows {
  const length = histories.reduce((sum, history) => sum + history.length, 0)
  const starts = new Uint32Array(histories.length + 1)
  const grades = new Uint8Array(length)
  const gapDays = new Uint16Array(length)
  const days = new Int32Array(length)
  const scored = new Uint8Array(length)
  let at = 0
  for (const [card, history] of histories.entries()) {
    for (const [i, { grade, day }] of history.entries()) {
      const before = history[i - 1]?.day ?? day
      const gap = Math.min(Math.max(0, day - before), 65_535)
      grades[at] = grade
      gapDays[at] = gap
      days[at] = day
      scored[at] = gap > 0 ? 1 : 0
      at++
    }
    starts[card + 1] = at
  }
  return { starts, grades, gapDays, days, scored }
}

export function scoredCount(rows: TrainingRows): number {
  let count = 0
  for (const one of rows.scored) count += one
  return count
}

/** The study day from which on lies the last `share` (0 to 1) of scored reviews; a day is never split. */
export function splitDay(rows: TrainingRows, share: number): number {
  const days = rows.days.filter((_, i) => rows.scored[i] === 1).sort()
  return days[Math.floor(days.length * (1 - share))] ?? 0
}

/** Only what was known before a study day. */
export function rowsBefore(rows: TrainingRows, day: number): TrainingRows {
  const histories: Review[][] = []
  for (let card = 0; card + 1 < rows.starts.length; card++) {
    const history: Review[] = []
    for (let i = rows.starts[card] ?? 0; i < (rows.starts[card + 1] ?? 0); i++) {
      if ((rows.days[i] ?? 0) >= day) break
      history.push({ grade: rows.grades[i] ?? 0, day: rows.days[i] ?? 0 })
    }
    if (history.length > 0) histories.push(history)
  }
  return rowsOf(histories)
}

/** The same reviews, scored from a study day on only: those before lead up to them. */
export const scoredFrom = (rows: TrainingRows, day: number): TrainingRows => ({
  ...rows,
  scored: rows.scored.map((one, i) => ((rows.days[i] ?? 0) >= day ? one : 0)),
})
