import fc from 'fast-check'
import { createSignal } from 'solid-js'
import { describe, expect, test } from 'vitest'
import { createRecentDays } from '../../src/app/recentDays.ts'
import { createStats } from '../../src/app/stats.ts'
import { firstIdAt, formatEventId } from '../../src/domain/clock.ts'
import { type EventId, isReview, type ReviewEvent, type StoredEvent } from '../../src/domain/event.ts'
import type { StatsFilter } from '../../src/domain/statsFilter.ts'
import { runsOf } from '../../src/domain/statsRuns.ts'
import { DAY_MS, type Due, toInstant, toStudyDay } from '../../src/domain/time.ts'
import { effectiveEvents } from '../../src/domain/undo.ts'
import type { Store } from '../../src/storage/store.ts'
import { until } from '../storage/check.ts'
import { front, makeDeck, rebuild } from '../storage/world.ts'
import { type AppTab, MONDAY_MORNING } from './device.ts'
import { device, renewDevice, withDevice } from './eachTest.ts'

withDevice()

const TODAY = Math.floor(MONDAY_MORNING / DAY_MS)

const reviewOn = (daysAgo: number, change: Partial<ReviewEvent> = {}): ReviewEvent => {
  const at = toInstant(MONDAY_MORNING - daysAgo * DAY_MS)
  return {
    id: firstIdAt(at),
    kind: 'review',
    at,
    offsetMinutes: 0,
    day: toStudyDay(TODAY - daysAgo),
    cardId: front('d-n0'),
    rating: 'good',
    elapsedMs: 5000,
    source: 'study',
    due: (TODAY + 3) as Due,
    step: null,
    ...change,
  }
}

async function openWith(events: readonly StoredEvent[], tab?: AppTab): Promise<AppTab> {
  const opened = tab ?? (await device.open())
  const deck = { ...makeDeck('d', 3), builtIn: false, retired: [] }
  await opened.store.replaceAll(() => ({ decks: [deck], events }), rebuild)
  return opened
}

async function recentDays(tab: AppTab) {
  const { it, leave } = tab.use(() => createRecentDays(63))
  await until(() => it() !== undefined, 'the days are read')
  const days = it()
  leave()
  if (!days) throw new Error('no days were read')
  return days
}

describe('the days up to today', () => {
  test('are counted one by one, today last, without what was crammed or taken back', async () => {
    const undone = reviewOn(1)
    const tab = await openWith([
      reviewOn(62),
      reviewOn(63),
      reviewOn(2),
      { ...reviewOn(2), id: `${reviewOn(2).id.slice(0, -1)}1` as EventId },
      undone,
      { ...reviewOn(0), id: `${reviewOn(0).id.slice(0, -1)}1` as EventId, source: 'cram' },
      { ...reviewOn(0), kind: 'undo', of: [undone.id] } as StoredEvent,
    ])
    const { answers, today, currentRun } = await recentDays(tab)
    expect(today).toBe(TODAY)
    expect(answers).toHaveLength(63)
    expect([answers[0], answers[60], answers[61], answers[62]]).toEqual([1, 2, 0, 0])
    expect(currentRun).toBe(0)
  })

  test('end a run that is found whole, however far back it goes', async () => {
    const tab = await device.open()
    await fc.assert(
      fc.asyncProperty(fc.integer({ min: 0, max: 400 }), async (length) => {
        const run = Array.from({ length }, (_, daysAgo) => reviewOn(daysAgo))
        await openWith([...run, reviewOn(length + 1), reviewOn(length + 2)], tab)
        expect((await recentDays(tab)).currentRun).toBe(length === 0 ? 2 : length)
      }),
      { numRuns: 12, examples: [[0], [30], [31], [32], [62], [63], [64], [200]] },
    )
  })

  test('read no more of the log than the run is long', async () => {
    const asked: (EventId | null)[] = []
    const tab = await device.open({
      between: (store) => ({
        ...store,
        eventsSince: (since) => {
          asked.push(since)
          return store.eventsSince(since)
        },
      }),
    })
    await openWith([reviewOn(0), reviewOn(1), reviewOn(900)], tab)
    asked.length = 0
    await recentDays(tab)
    expect(asked).toEqual([firstIdAt(toInstant(MONDAY_MORNING - 66 * DAY_MS))])
  })

  test('read a long run once: after that the newest days of it, however long it is', async () => {
    let read = 0
    const tab = await device.open({ between: (store) => counting(store, (events) => (read += events)) })
    await openWith(
      Array.from({ length: 2000 }, (_, daysAgo) => reviewOn(daysAgo)),
      tab,
    )
    for (const [daysLater, most] of [
      [0, 2100],
      [0, 10],
      [1, 10],
      [40, 50],
      [1, 10],
    ] as const) {
      device.at += daysLater * DAY_MS
      read = 0
      const { currentRun } = await recentDays(tab)
      expect(currentRun).toBe(daysLater > 1 || device.at > MONDAY_MORNING + 2 * DAY_MS ? 0 : 2000)
      expect(read).toBeLessThanOrEqual(most)
    }
  })

  test('are what the whole log says, whatever is answered, undone, merged and however time goes on', async () => {
    const step = fc.oneof(
      fc.record({ kind: fc.constant('answers' as const), from: fc.nat(300), days: fc.integer({ min: 1, max: 300 }) }),
      fc.record({ kind: fc.constant('undo' as const), of: fc.array(fc.nat(400), { minLength: 1, maxLength: 3 }) }),
      fc.record({ kind: fc.constant('wait' as const), days: fc.integer({ min: 1, max: 20 }) }),
    )
    await fc.assert(
      fc.asyncProperty(fc.array(step, { maxLength: 8 }), fc.boolean(), async (steps, restDays) => {
        renewDevice()
        const tab = await device.open()
        await tab.services.settings.change({ restDays })
        let nth = 0
        for (const one of steps) {
          if (one.kind === 'wait') device.at += one.days * DAY_MS
          else {
            const log = await tab.store.eventsSince(null)
            const daysSince = (device.at - MONDAY_MORNING) / DAY_MS
            const events: StoredEvent[] =
              one.kind === 'answers'
                ? Array.from({ length: one.days }, (_, i) => ({
                    ...reviewOn(one.from + i - daysSince),
                    id: named(one.from + i - daysSince, ++nth),
                  }))
                : [
                    {
                      ...reviewOn(-daysSince),
                      id: named(-daysSince, ++nth),
                      kind: 'undo',
                      of: one.of.flatMap((n) => log[n % Math.max(log.length, 1)]?.id ?? []),
                    } as StoredEvent,
                  ]
            await tab.store.commit({ events: events as never, cards: [] })
          }
          const found = await recentDays(tab)
          const reviews = effectiveEvents(await tab.store.eventsSince(null)).filter(isReview)
          const counts = new Map<number, number>()
          for (const { day } of reviews) counts.set(day, (counts.get(day) ?? 0) + 1)
          expect(found.answers).toEqual(found.answers.map((_, i) => counts.get(found.today - 62 + i) ?? 0))
          expect(found.currentRun).toBe(runsOf(counts.keys(), found.today, restDays).current)
        }
        await device.closeAll()
      }),
      { numRuns: 40 },
    )
  })
})

const named = (daysAgo: number, nth: number): EventId =>
  formatEventId({ ms: MONDAY_MORNING - daysAgo * DAY_MS, counter: nth, deviceId: 'days0001' })

/** Tells how many events are read of a store. */
const counting = (store: Store, told: (events: number) => void): Store => ({
  ...store,
  eventsSince: async (since) => {
    const events = await store.eventsSince(since)
    told(events.length)
    return events
  },
  eachEvent: (range, take) =>
    store.eachEvent(range, (part) => {
      told(part.length)
      take(part)
    }),
})

describe('the statistics', () => {
  test('follow what is answered, and the choice of cards', async () => {
    const tab = await openWith([reviewOn(1), { ...reviewOn(0), cardId: front('d-n1'), rating: 'again' }])
    const [filter, setFilter] = createSignal<StatsFilter>({ kind: 'all' })
    const { it: view, leave } = tab.use(() => createStats(filter))
    await until(() => view() !== undefined, 'they are counted')
    expect(view()?.stats.answers).toBe(2)
    expect(view()?.stats.day).toEqual({
      answers: 1,
      cards: 1,
      elapsedMs: 5000,
      firstTries: { recalled: 0, total: 1 },
    })
    expect(view()?.stats.memory.words).toEqual({ new: 1, learning: 0, settling: 2, known: 0 })
    expect(view()?.choices.decks).toEqual(['Test', 'Test::d'])

    setFilter({ kind: 'deck', path: 'Elsewhere' })
    await until(() => view.latest?.stats.answers === 0, 'no card is in that deck')
    setFilter({ kind: 'tag', tag: 'test' })
    await until(() => view.latest?.stats.answers === 2, 'all cards have that tag')

    const [card] = await tab.store.cards([front('d-n2')])
    if (!card) throw new Error('the card is not there')
    const event = { ...reviewOn(0), id: tab.services.clock.next(tab.services.now()), cardId: card.cardId }
    await tab.store.commit({ events: [event], cards: [{ ...card, reps: 1, events: [event.id] }] })
    await until(() => view.latest?.stats.answers === 3, 'the new answer is counted')
    leave()
  })

  test('keep the reviews of cards that are gone in the whole, and not in a choice', async () => {
    const tab = await openWith([reviewOn(0, { cardId: front('gone') }), reviewOn(1)])
    const [filter, setFilter] = createSignal<StatsFilter>({ kind: 'all' })
    const { it: view, leave } = tab.use(() => createStats(filter))
    await until(() => view() !== undefined, 'they are counted')
    expect(view()?.stats.answers).toBe(2)
    setFilter({ kind: 'deck', path: 'Test' })
    await until(() => view.latest?.stats.answers === 1, 'the card that is gone is in no deck')
    leave()
  })
})
