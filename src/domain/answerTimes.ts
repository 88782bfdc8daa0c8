import { isReview, type StoredEvent, tookMs } from './event.ts'
import { addTo } from './lists.ts'
import type { CardId } from './note.ts'
import type { StudyDay } from './time.ts'
import { effectiveEvents } from './undo.ts'

/** What an answer, or all that a card asks on a day, was for. */
export type TimeKind = 'new' | 'review' | 'learning'

/** Of each kind the times that a learner took, in milliseconds. */
export type AnswerTimes = Readonly<Record<TimeKind, readonly number[]>>

/**
 * A learner's own times. Of a new card and of a review: what the card took on that day, repeats and all; of a card that
 * is being learned: what still came on that day after its first answer. Answers without a time (imported ones) tell
 * nothing. `repsOf` says how often a card was answered in all: one of whom the events hold every answer was new in them.
 */
export function answerTimes(events: Iterable<StoredEvent>, repsOf: (cardId: CardId) => number): AnswerTimes {
  const days = new Map<CardId, Map<StudyDay, number[]>>()
  for (const event of effectiveEvents(events)) {
    if (!isReview(event) || event.source !== 'study' || tookMs(event) === 0) continue
    const ofCard = days.get(event.cardId) ?? new Map<StudyDay, number[]>()
    days.set(event.cardId, ofCard)
    addTo(ofCard, event.day, tookMs(event))
  }
  const times = { new: [] as number[], review: [] as number[], learning: [] as number[] }
  for (const [cardId, ofCard] of days) {
    const answers = [...ofCard.values()].flat().length
    let isNew = answers >= repsOf(cardId)
    for (const [first = 0, ...repeats] of ofCard.values()) {
      const again = sumOf(repeats)
      times[isNew ? 'new' : 'review'].push(first + again)
      if (repeats.length > 0) times.learning.push(again)
      isNew = false
    }
  }
  return times
}

/** Cards that are still to come, by kind. */
export type CardsLeft = Readonly<Record<TimeKind, number>>

/** What these cards take, in milliseconds; null where there is no time at all to go by. */
export function timeFor(left: CardsLeft, times: AnswerTimes): number | null {
  if (KINDS.every((kind) => times[kind].length === 0)) return null
  return sumOf(KINDS.map((kind) => left[kind] * typicalMs(times[kind], USUAL_MS[kind])))
}

const KINDS = ['new', 'review', 'learning'] as const

/** A new card with two or three answers to it, a review that is mostly one, the rest of a card's steps. */
const USUAL_MS: Readonly<Record<TimeKind, number>> = { new: 30_000, review: 12_000, learning: 15_000 }

/** The usual time counts as much as this many of the learner's own. */
const USUAL_COUNT = 3

/**
 * The mean, as it is times the number of cards that a day takes; times are skewed, and a median falls short of it by a
 * sixth. A card that took far longer than most counts as four such.
 */
function typicalMs(times: readonly number[], usualMs: number): number {
  const middle = times.toSorted((a, b) => a - b)[times.length >> 1] ?? usualMs
  const most = MOST_MEDIANS * middle
  return (sumOf(times.map((ms) => Math.min(ms, most))) + USUAL_COUNT * usualMs) / (times.length + USUAL_COUNT)
}

const MOST_MEDIANS = 4

const sumOf = (values: readonly number[]): number => values.reduce((sum, value) => sum + value, 0)
