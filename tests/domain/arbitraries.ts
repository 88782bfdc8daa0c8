import fc from 'fast-check'
import { applyEvent } from '../../src/domain/apply.ts'
import { type CardState, newCard } from '../../src/domain/card.ts'
import { formatEventId } from '../../src/domain/clock.ts'
import type { EventId, LogEvent, Moment, StoredEvent } from '../../src/domain/event.ts'
import { type CardId, cardIdOf, type DeckId, type Note, type NoteContent, type NoteId } from '../../src/domain/note.ts'
import { RATINGS, type Rating } from '../../src/domain/rating.ts'
import { makeScheduler, type Scheduler, type SchedulerSettings } from '../../src/domain/scheduler.ts'
import { DEFAULT_SETTINGS } from '../../src/domain/settings.ts'
import { DAY_MS, dueOnDay, HOUR_MS, toInstant, toStudyDay } from '../../src/domain/time.ts'

/** A morning in 2026, in UTC. */
export const FIRST_DAY = 20_500

export const momentAt = (day: number, hour = 10, minute = 0): Moment => ({
  at: toInstant(day * DAY_MS + hour * HOUR_MS + minute * 60_000),
  offsetMinutes: 0,
  day: toStudyDay(day),
})

export const cardIdNamed = (name: string): CardId => cardIdOf(name as NoteId, 'front')

export const makeNote = (id: string, content: NoteContent, more: Partial<Note> = {}): Note => ({
  id: id as NoteId,
  content,
  tags: [],
  accepted: [],
  distractors: [],
  evidence: [],
  confidence: null,
  ...more,
})

export const deckNamed = (name: string): DeckId => name as DeckId

export const ratings: fc.Arbitrary<Rating> = fc.constantFrom(...RATINGS)

const stepLists = fc.array(fc.integer({ min: 1, max: 5000 }), { maxLength: 4 })

export const schedulerSettings: fc.Arbitrary<SchedulerSettings> = fc.record({
  desiredRetentionRatio: fc.double({ min: 0.7, max: 0.99, noNaN: true }),
  learningStepsMinutes: stepLists,
  relearningStepsMinutes: stepLists,
  maximumIntervalDays: fc.oneof(fc.integer({ min: 1, max: 60 }), fc.integer({ min: 1, max: 36_500 })),
  weights: fc.constant(null),
})

/** An answer after some days (now and then fewer than none) and minutes. */
export const answers = fc.array(
  fc.record({ rating: ratings, days: fc.integer({ min: -1, max: 60 }), minutes: fc.integer({ min: 1, max: 600 }) }),
  { maxLength: 14 },
)

/** A card's state after these answers, each on the day and at the time it gives. */
export function stateAfter(
  scheduler: Scheduler,
  given: readonly { readonly rating: Rating; readonly days: number; readonly minutes: number }[],
  name = 'note',
): { readonly state: CardState; readonly day: number; readonly events: readonly StoredEvent[] } {
  const cardId = cardIdNamed(name)
  let state = newCard(cardId)
  let day = FIRST_DAY
  const events: StoredEvent[] = []
  for (const [i, { rating, days, minutes }] of given.entries()) {
    day += days
    const moment = momentAt(day, 5, minutes)
    const { due, step } = scheduler.answer(state, rating, moment)
    const event: LogEvent = {
      ...moment,
      id: eventId(i + 1),
      kind: 'review',
      cardId,
      rating,
      elapsedMs: 4000,
      source: 'study',
      due,
      step,
    }
    state = applyEvent(state, event, scheduler)
    events.push(event)
  }
  return { state, day, events }
}

export const eventId = (n: number, device = 'aaaaaaaa'): EventId =>
  formatEventId({ ms: FIRST_DAY * DAY_MS + n, counter: 0, deviceId: device })

export const defaultScheduler = makeScheduler(DEFAULT_SETTINGS)

const cardIds = fc.constantFrom('one', 'two', 'three').map(cardIdNamed)

/** What a learner may do, all of it, without an id: undo names events by their place in the log. */
const deeds: fc.Arbitrary<(ids: readonly EventId[]) => Record<string, unknown>> = fc.oneof(
  {
    weight: 6,
    arbitrary: fc
      .record({
        cardId: cardIds,
        rating: ratings,
        due: fc.integer({ min: FIRST_DAY, max: FIRST_DAY + 90 }),
        step: fc.constantFrom(null, 0, 1),
      })
      .map((review) => () => ({ ...review, kind: 'review', elapsedMs: 3000, source: 'study' })),
  },
  {
    weight: 3,
    arbitrary: fc.array(fc.nat(), { minLength: 1, maxLength: 2 }).map((places) => (ids: readonly EventId[]) => ({
      kind: 'undo',
      of: places.flatMap((place) => ids[place % Math.max(1, ids.length)] ?? []),
    })),
  },
  fc.record({ cardId: cardIds, on: fc.boolean() }).map((deed) => () => ({ ...deed, kind: 'suspend' })),
  cardIds.map((cardId) => () => ({ cardId, kind: 'bury' })),
  cardIds.map((cardId) => () => ({ cardId, kind: 'reset' })),
  cardIds.map((cardId) => () => ({ cardId, kind: 'setDue', due: dueOnDay(toStudyDay(FIRST_DAY + 3)) })),
  fc.record({ cardId: cardIds, flag: fc.integer({ min: 0, max: 7 }) }).map((deed) => () => ({ ...deed, kind: 'flag' })),
  cardIds.map((cardId) => () => ({ cardId, kind: 'baseline', stability: 12, difficulty: 5, due: FIRST_DAY + 12 })),
  fc.integer({ min: -5, max: 60 }).map((newPerDay) => () => ({ kind: 'setting', change: { newPerDay } })),
  fc.boolean().map((removed) => () => ({ kind: 'deck', deckId: 'deck', removed })),
  fc.boolean().map((gone) => () => ({
    kind: 'note',
    noteId: 'one',
    deckId: 'deck',
    note: gone ? null : makeNote('one', { kind: 'qa', question: 'Q', answer: 'A' }),
  })),
  fc.constant(() => ({ kind: 'of a later version', cardId: 'one/front' })),
  fc.constant(() => ({ kind: 'review', cardId: 'one/front', rating: 'good', due: Number.NaN, step: null })),
)

/** A log as it grew on two devices, in order of ids; undos name only what was there before them. */
export const logs: fc.Arbitrary<readonly StoredEvent[]> = fc
  .array(fc.record({ deed: deeds, days: fc.nat({ max: 2 }), device: fc.constantFrom('aaaaaaaa', 'bbbbbbbb') }), {
    maxLength: 30,
  })
  .map((steps) => {
    const events: StoredEvent[] = []
    let day = FIRST_DAY
    for (const [i, { deed, days, device }] of steps.entries()) {
      day += days
      const ids = events.map((event) => event.id)
      events.push({ ...momentAt(day), ...deed(ids), id: eventId(i, device) } as unknown as StoredEvent)
    }
    return events
  })

/** The same over months: long enough between answers for cards to become known. */
export const longLogs: fc.Arbitrary<readonly StoredEvent[]> = fc
  .tuple(logs, fc.constantFrom(1, 4, 12))
  .map(([events, factor]) =>
    events.map((event) =>
      'day' in event ? { ...event, ...momentAt(FIRST_DAY + (event.day - FIRST_DAY) * factor) } : event,
    ),
  )
