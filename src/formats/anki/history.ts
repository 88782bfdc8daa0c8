import { formatEventId } from '../../domain/clock.ts'
import type { EventId, LogEvent, Moment } from '../../domain/event.ts'
import { importedAs } from '../../domain/importedId.ts'
import type { CardId } from '../../domain/note.ts'
import { RATINGS } from '../../domain/rating.ts'
import { addDays, DAY_MS, type Due, dueAtInstant, dueOnDay, type StudyDay, toInstant } from '../../domain/time.ts'
import { atHome, isUntouched, writeCardRow } from './cardRow.ts'
import type { AnkiCard, AnkiReview } from './collection.ts'
import { memoryFromEase } from './sm2.ts'

export type Calendar = {
  /** The study day that is Anki's day 0 of this collection. */
  readonly dayZero: StudyDay
  readonly momentAt: (ms: number) => Moment
}

export type Steps = { readonly learning: readonly number[]; readonly relearning: readonly number[] }

type CardEvent = Extract<LogEvent, { cardId: CardId }>
type Naming = (ms: number, rank: number) => Moment & { readonly id: EventId }

/** Days to come that no schedule reaches; beyond them a number is an instant in seconds. */
const MOST_DAYS = 1_000_000_000
const MOST_ELAPSED_MS = 60_000
/** The year 2100: cards do not say a later one by mistake, and ids of it would sort after all that is done in Recite. */
const LATEST_MS = 4_102_444_800_000
/** The longest step, in seconds, and the longest interval, in days, that are believed. */
const LONGEST_STEP_S = 8_640_000
const LONGEST_DAYS = 100_000

/**
 * A card's past as events, whose ids follow from the card and the instant alone: read twice, they are the same events.
 * The log is replayed; FSRS's memory, where the card brings it, stands at its end. `reviews` in order, the card's own.
 */
export function cardEvents(
  cardId: CardId,
  card: AnkiCard,
  reviews: readonly AnkiReview[],
  calendar: Calendar,
  steps: Steps,
): readonly CardEvent[] {
  const name = namingOf(cardId, calendar)
  const past = pastOf(cardId, reviews, name, steps)
  const events = withPresent(past, cardId, card, calendar, steps, name)
  const changedMs = card.changed * 1000
  if (card.queue === -1) events.push({ ...name(changedMs, 4), kind: 'suspend', cardId, on: true })
  if (card.queue === -2 || card.queue === -3) events.push({ ...name(changedMs, 5), kind: 'bury', cardId })
  if (card.flag > 0) events.push({ ...name(changedMs, 6), kind: 'flag', cardId, flag: card.flag })
  if (!isUntouched(card, reviews)) {
    const row = writeCardRow({ dayZero: calendar.dayZero, card: atHome(card), log: reviews })
    events.push({ ...name(changedMs, 7), kind: 'anki', cardId, row })
  }
  return events
}

/** `rank` orders those of one card. */
function namingOf(cardId: CardId, { momentAt }: Calendar): Naming {
  const deviceId = importedAs(cardId)
  return (ms, rank) => {
    const at = Math.min(Math.max(0, ms), LATEST_MS)
    return { ...momentAt(at), id: formatEventId({ ms: at, counter: rank, deviceId }) }
  }
}

function pastOf(cardId: CardId, reviews: readonly AnkiReview[], name: Naming, steps: Steps): CardEvent[] {
  const events: CardEvent[] = []
  let step = 0
  let isKnown = false
  for (const [i, review] of reviews.entries()) {
    if (review.kind === 'manual' || review.kind === 'rescheduled') {
      const isReset = review.kind === 'manual' && review.factor === 0
      if (isReset) events.push({ ...name(review.id, 0), kind: 'reset', cardId })
      else if (isKnown) events.push({ ...name(review.id, 0), kind: 'setDue', cardId, due: dueAfter(review, name) })
      if (isReset) isKnown = false
      continue
    }
    const rating = RATINGS[review.button - 1]
    if (!rating) continue
    const isCram = review.kind === 'filtered' && review.factor === 0
    if (!isKnown && !isCram && review.kind !== 'learn' && review.lastInterval > 0)
      events.push(seedOf(cardId, review, name))
    isKnown ||= !isCram
    const onStep = review.interval < 0 || isLongStep(review, reviews[i + 1])
    const list = review.kind === 'relearn' || review.kind === 'review' ? steps.relearning : steps.learning
    step =
      !onStep || rating === 'again' ? 0 : Math.min(step + (rating === 'good' ? 1 : 0), Math.max(0, list.length - 1))
    events.push({
      ...name(review.id, 1),
      kind: 'review',
      cardId,
      rating,
      elapsedMs: Math.min(review.tookMs, MOST_ELAPSED_MS),
      source: isCram ? 'cram' : 'study',
      due: dueAfter(review, name),
      step: onStep ? step : null,
    })
  }
  return events
}

function dueAfter(review: AnkiReview, name: Naming): Due {
  const { at, day } = name(review.id, 0)
  if (review.interval < 0) return dueAtInstant(toInstant(at - Math.max(review.interval, -LONGEST_STEP_S) * 1000))
  return dueOnDay(addDays(day, Math.min(review.interval, LONGEST_DAYS)))
}

/** A step of a day or more looks like a graduation, but for what follows it. */
const isLongStep = (review: AnkiReview, next: AnkiReview | undefined): boolean =>
  (review.kind === 'learn' || review.kind === 'relearn') && next !== undefined && next.kind === review.kind

/** The log begins in the middle: what was before it is an interval and an ease. */
function seedOf(cardId: CardId, review: AnkiReview, name: Naming): CardEvent {
  const { day } = name(review.id, 0)
  const before = Math.min(review.lastInterval, day)
  const ease = review.factor > 1100 ? review.factor / 1000 : 2.5
  const { id } = name(review.id, 0)
  const moment = name(review.id - before * DAY_MS, 0)
  return { ...moment, id, kind: 'baseline', cardId, ...memoryFromEase(before, ease), due: dueOnDay(day) }
}

/** Makes the end of the past agree with where the card stands. */
function withPresent(
  events: CardEvent[],
  cardId: CardId,
  card: AnkiCard,
  calendar: Calendar,
  steps: Steps,
  name: Naming,
): CardEvent[] {
  const at = events.findLastIndex((event) => event.kind !== 'review' || event.source === 'study')
  const last = events[at]
  const lastMs = last ? last.at : 0
  switch (card.phase) {
    case 'new': {
      const isFresh = !last || last.kind === 'reset'
      return isFresh ? events : [...events, { ...name(lastMs, 2), kind: 'reset', cardId }]
    }
    case 'learning':
    case 'relearning': {
      if (last?.kind !== 'review') return events
      const list = card.phase === 'learning' ? steps.learning : steps.relearning
      const step = Math.max(0, list.length - Math.max(1, card.stepsLeft % 1000))
      const due = card.due > MOST_DAYS ? dueAtInstant(toInstant(card.due * 1000)) : dueOnDay(dayOf(card, calendar))
      return events.with(at, { ...last, due, step })
    }
    case 'review': {
      const due = dueOnDay(dayOf(card, calendar))
      const isReplayed = last !== undefined && last.kind !== 'reset'
      if (card.memory === null && isReplayed) return events.with(at, settled(last, due))
      const memory = card.memory ?? memoryFromEase(card.intervalDays, card.ease / 1000)
      const reviewedMs = Math.max(lastMs, (card.lastReview ?? 0) * 1000)
      const known = reviewedMs > 0 ? reviewedMs : Math.max(0, (due - card.intervalDays) * DAY_MS + DAY_MS / 2)
      return [...events, { ...name(known, 3), kind: 'baseline', cardId, ...memory, due }]
    }
  }
}

const settled = (last: CardEvent, due: Due): CardEvent =>
  last.kind === 'review'
    ? { ...last, due, step: null }
    : last.kind === 'setDue' || last.kind === 'baseline'
      ? { ...last, due }
      : last

/** The study day that a card is due on; of one lent to a filtered deck, the day it would be due at home. */
function dayOf(card: AnkiCard, { dayZero, momentAt }: Calendar): StudyDay {
  const due = card.homeDeckId !== 0 && card.homeDue !== 0 ? card.homeDue : card.due
  if (due > MOST_DAYS) return momentAt(due * 1000).day
  return addDays(dayZero, Math.min(Math.max(due, -LONGEST_DAYS), LONGEST_DAYS))
}
