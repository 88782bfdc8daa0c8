import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { applyEvent } from '../../src/domain/apply.ts'
import { type CardState, newCard } from '../../src/domain/card.ts'
import { makeColumns, setRow } from '../../src/domain/columns.ts'
import { isReview, type LogEvent, type Moment, type ReviewEvent, type StoredEvent } from '../../src/domain/event.ts'
import { countDone, doneCards } from '../../src/domain/limits.ts'
import type { CardId } from '../../src/domain/note.ts'
import { buildQueue, type QueueItem } from '../../src/domain/queue.ts'
import type { Rating } from '../../src/domain/rating.ts'
import { DEFAULT_SETTINGS } from '../../src/domain/settings.ts'
import { makeStudyPlan } from '../../src/domain/studyPlan.ts'
import {
  DAY_MS,
  HOUR_MS,
  type Instant,
  LONGEST_DAY_MS,
  MINUTE_MS,
  type StudyDay,
  studyDayAt,
  toInstant,
  toStudyDay,
} from '../../src/domain/time.ts'
import { cardIdNamed, deckNamed, defaultScheduler, eventId, FIRST_DAY, ratings } from './arbitraries.ts'

/** What happens to a learner: time passes, they travel, they set another end of the day, they study or put a card off. */
type Deed =
  | { readonly kind: 'wait'; readonly minutes: number }
  | { readonly kind: 'travel'; readonly offsetMinutes: number }
  | { readonly kind: 'rollover'; readonly hour: number }
  | { readonly kind: 'answer'; readonly rating: Rating }
  | { readonly kind: 'bury' }

const deeds: fc.Arbitrary<readonly Deed[]> = fc.array(
  fc.oneof(
    { weight: 6, arbitrary: fc.record({ kind: fc.constant('answer' as const), rating: ratings }) },
    {
      weight: 3,
      arbitrary: fc.record({ kind: fc.constant('wait' as const), minutes: fc.integer({ min: 1, max: 2000 }) }),
    },
    {
      weight: 2,
      arbitrary: fc
        .integer({ min: -24, max: 28 })
        .map((halfHours) => ({ kind: 'travel' as const, offsetMinutes: halfHours * 30 })),
    },
    { weight: 1, arbitrary: fc.record({ kind: fc.constant('rollover' as const), hour: fc.nat({ max: 23 }) }) },
    { weight: 1, arbitrary: fc.constant({ kind: 'bury' as const }) },
  ),
  { maxLength: 80 },
)

const NEW_PER_DAY = 3
const REVIEWS_PER_DAY = 8
/** Twelve notes of two cards each. */
const FACES = Array.from({ length: 12 }, () => 2)
const CARDS = Array.from({ length: 24 }, (_, row) => cardIdNamed(`card${row}`))

type World = {
  at: Instant
  offsetMinutes: number
  rolloverHour: number
  readonly states: Map<CardId, CardState>
  readonly events: StoredEvent[]
}

const makeWorld = (): World => ({
  at: toInstant(FIRST_DAY * DAY_MS + 9 * HOUR_MS),
  offsetMinutes: 0,
  rolloverHour: 4,
  states: new Map(),
  events: [],
})

const dayOf = (world: World): StudyDay => studyDayAt(world, world.rolloverHour)
const stateOf = (world: World, row: number): CardState => {
  const cardId = CARDS[row] as CardId
  return world.states.get(cardId) ?? newCard(cardId)
}

/** A session that opens now: as the app reads it, from the states and the end of the log. */
function queueNow(world: World) {
  const today = dayOf(world)
  const columns = makeColumns(deckNamed('deck'), FACES)
  for (const row of CARDS.keys()) setRow(columns, row, stateOf(world, row))
  const recent = world.events.filter((event) => 'at' in event && event.at > world.at - LONGEST_DAY_MS)
  const plan = makeStudyPlan({
    settings: { ...DEFAULT_SETTINGS, newPerDay: NEW_PER_DAY, reviewsPerDay: REVIEWS_PER_DAY },
    tree: () => [],
    today,
    done: countDone(doneCards(today, recent, world.states), doneCards(today + 1, recent, world.states)),
    doneIn: new Map(),
    session: [],
    isBehind: false,
  })
  return { today, queue: buildQueue([columns], { today, plan, seed: today }) }
}

function nextItem(world: World): QueueItem | undefined {
  const { queue } = queueNow(world)
  return queue.learning.find(({ due }) => due <= world.at) ?? queue.main[0]
}

function keep(world: World, state: CardState, event: LogEvent): void {
  world.events.push(event)
  world.states.set(state.cardId, applyEvent(state, event, defaultScheduler))
}

function happen(world: World, deed: Deed): void {
  switch (deed.kind) {
    case 'wait':
      world.at = toInstant(world.at + deed.minutes * MINUTE_MS)
      return
    case 'travel':
      world.offsetMinutes = deed.offsetMinutes
      return
    case 'rollover':
      world.rolloverHour = deed.hour
      return
  }
  const item = nextItem(world)
  if (!item) return
  const state = stateOf(world, item.place.row)
  world.at = toInstant(world.at + MINUTE_MS)
  const moment: Moment = { at: world.at, offsetMinutes: world.offsetMinutes, day: dayOf(world) }
  const base = { ...moment, id: eventId(world.events.length + 1), cardId: state.cardId }
  if (deed.kind === 'bury') {
    keep(world, state, { ...base, kind: 'bury' })
    return
  }
  const { due, step } = defaultScheduler.answer(state, deed.rating, moment)
  keep(world, state, { ...base, kind: 'review', rating: deed.rating, elapsedMs: 4000, source: 'study', due, step })
}

const reviewsOf = (world: World): readonly ReviewEvent[] => world.events.filter(isReview)

/** The study day on which each card was first answered. */
function firstDays(world: World): ReadonlyMap<CardId, StudyDay> {
  const days = new Map<CardId, StudyDay>()
  for (const { cardId, day } of reviewsOf(world)) if (!days.has(cardId)) days.set(cardId, day)
  return days
}

describe('a learner who travels and changes the end of the day', () => {
  const run = (check: (world: World, deed: Deed) => void) =>
    fc.assert(
      fc.property(deeds, (all) => {
        const world = makeWorld()
        for (const deed of all) {
          happen(world, deed)
          check(world, deed)
        }
      }),
      { numRuns: 400 },
    )

  it('meets no more new cards on a study day than the limit, whatever that day went through', () => {
    run((world) => {
      const counts = new Map<number, number>()
      for (const day of firstDays(world).values()) counts.set(day, (counts.get(day) ?? 0) + 1)
      for (const count of counts.values()) expect(count).toBeLessThanOrEqual(NEW_PER_DAY)
    })
  })

  it('has each new card counted on one study day, the one it was met on, and never on two', () => {
    fc.assert(
      fc.property(deeds, (all) => {
        const world = makeWorld()
        for (const deed of all) happen(world, deed)
        const days = [...new Set(reviewsOf(world).map(({ day }) => day))]
        const metOn = new Map<CardId, number>()
        for (const day of days) {
          for (const [cardId, kind] of doneCards(day, world.events, world.states)) {
            if (kind === 'new') expect(metOn.has(cardId)).toBe(false)
            if (kind === 'new') metOn.set(cardId, day)
          }
        }
        expect(metOn).toEqual(new Map(firstDays(world)))
      }),
      { numRuns: 400 },
    )
  })

  it('is not asked a review again on a day that its answer belongs to, nor a card put off before its day is over', () => {
    run((world) => {
      const { today, queue } = queueNow(world)
      for (const { place, kind } of queue.main) {
        const { memory, buriedOn } = stateOf(world, place.row)
        if (buriedOn !== null) expect(buriedOn).toBeLessThan(today)
        if (kind === 'review' && memory.phase === 'review') expect(memory.day).toBeLessThan(today)
      }
    })
  })

  it('is kept apart from siblings of what was answered on this study day or on one still ahead', () => {
    run((world) => {
      const { today, queue } = queueNow(world)
      const answered = new Set(
        CARDS.flatMap((_, row) => {
          const { memory } = stateOf(world, row)
          return memory.phase !== 'new' && memory.day >= today ? [row >> 1] : []
        }),
      )
      for (const { place, kind } of queue.main) {
        if (kind !== 'learning') expect(answered.has(place.note)).toBe(false)
      }
    })
  })

  it('has no review skipped: what is due comes, up to the limit, or waits for its sibling', () => {
    run((world) => {
      const { today, queue } = queueNow(world)
      const shown = new Set([...queue.main, ...queue.learning].map(({ place }) => place.row))
      const left = REVIEWS_PER_DAY - countOn(world, today)
      if (queue.main.filter(({ kind }) => kind === 'review').length >= left) return
      for (const row of CARDS.keys()) {
        const { memory, buriedOn } = stateOf(world, row)
        if (memory.phase !== 'review' || memory.due > today || (buriedOn !== null && buriedOn >= today)) continue
        const sibling = stateOf(world, row ^ 1).memory
        const waits = shown.has(row ^ 1) || (sibling.phase !== 'new' && sibling.day >= today)
        expect(shown.has(row) || waits).toBe(true)
      }
    })
  })

  const countOn = (world: World, today: StudyDay): number => {
    const { new: fresh, review } = countDone(doneCards(today, world.events, world.states))
    return fresh + review
  }

  const metOn = (world: World, day: StudyDay): number =>
    [...firstDays(world).values()].filter((met) => met === day).length

  it('meets none more on a day that was there before by an answer to the last card of the day before it', () => {
    const world = makeWorld()
    happen(world, { kind: 'wait', minutes: 1585 })
    for (const rating of ['again', 'good', 'again'] as const) happen(world, { kind: 'answer', rating })
    const full = dayOf(world)
    expect(metOn(world, full)).toBe(NEW_PER_DAY)
    happen(world, { kind: 'travel', offsetMinutes: -450 })
    for (let i = 0; i < 3; i++) happen(world, { kind: 'answer', rating: 'again' })
    expect(dayOf(world)).toBe(full - 1)
    expect(queueNow(world).queue.main.filter(({ kind }) => kind === 'new')).toEqual([])
    expect(metOn(world, full)).toBe(NEW_PER_DAY)
    happen(world, { kind: 'wait', minutes: DAY_MS / MINUTE_MS })
    happen(world, { kind: 'wait', minutes: 60 })
    expect(queueNow(world).queue.main.filter(({ kind }) => kind === 'new')).toHaveLength(NEW_PER_DAY)
  })

  it('meets no more new cards on the longest study day that there can be', () => {
    const world = makeWorld()
    happen(world, { kind: 'travel', offsetMinutes: 14 * 60 })
    happen(world, { kind: 'rollover', hour: 0 })
    const untilNext = DAY_MS - ((world.at + 14 * HOUR_MS) % DAY_MS)
    happen(world, { kind: 'wait', minutes: untilNext / MINUTE_MS })
    const first = dayOf(world)
    const began = world.at
    for (let i = 0; i < 3; i++) happen(world, { kind: 'answer', rating: 'easy' })
    happen(world, { kind: 'wait', minutes: 72 * 60 })
    happen(world, { kind: 'travel', offsetMinutes: -12 * 60 })
    happen(world, { kind: 'rollover', hour: 23 })
    expect(dayOf(world)).toBe(first)
    expect(world.at - began).toBeLessThan(LONGEST_DAY_MS)
    for (let i = 0; i < 3; i++) happen(world, { kind: 'answer', rating: 'easy' })
    expect(metOn(world, first)).toBe(NEW_PER_DAY)
  })

  it('who flies west after learning a new card finds it counted where it was met', () => {
    const world = makeWorld()
    world.offsetMinutes = 9 * 60
    happen(world, { kind: 'answer', rating: 'good' })
    const met = dayOf(world)
    happen(world, { kind: 'travel', offsetMinutes: -10 * 60 })
    happen(world, { kind: 'wait', minutes: 20 })
    expect(dayOf(world)).toBe(toStudyDay(met - 1))
    happen(world, { kind: 'answer', rating: 'good' })
    expect(reviewsOf(world).map(({ cardId }) => cardId)).toEqual([CARDS[0], CARDS[0]])
    expect(countDone(doneCards(met, world.events, world.states))).toEqual({ new: 1, review: 0 })
  })
})
