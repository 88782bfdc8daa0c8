import { describe, expect, test } from 'vitest'
import { createTuning, createTuningOffer, installWeights, type TuningView } from '../../src/app/optimize.ts'
import { createRetentionChoice } from '../../src/app/retention.ts'
import { applyEvent } from '../../src/domain/apply.ts'
import { type CardState, newCard } from '../../src/domain/card.ts'
import { formatEventId } from '../../src/domain/clock.ts'
import { foldLog } from '../../src/domain/fold.ts'
import { makeScheduler } from '../../src/domain/scheduler.ts'
import { DEFAULT_SETTINGS } from '../../src/domain/settings.ts'
import { DAY_MS } from '../../src/domain/time.ts'
import { optimizeHandlers } from '../../src/workers/optimizeApi.ts'
import type { WorkerLike } from '../../src/workers/rpc.ts'
import { LEARNERS } from '../domain/optimizeLearner.ts'
import { until } from '../storage/check.ts'
import { assertWhole } from '../storage/whole.ts'
import { front, makeDeck } from '../storage/world.ts'
import { type AppTab, MONDAY_MORNING } from './device.ts'
import { device, withDevice } from './eachTest.ts'
import { startWorker } from './optimizeWorker.ts'
import { studiedFrom } from './studied.ts'

withDevice()

const CARDS = 400
const FIRST_STUDY_DAY = Math.floor(MONDAY_MORNING / DAY_MS)
const reviewsOf = (learner: string, reviews: number) => studiedFrom(FIRST_STUDY_DAY, learner, reviews, CARDS)

/** A tab of somebody who has studied for two years: the reviews of a learner with hidden weights, in the store. */
async function openStudied(learner: string, reviews: number): Promise<AppTab> {
  const tab = await device.open()
  await tab.store.putDeck(makeDeck('d', CARDS), { builtIn: true })
  const events = reviewsOf(learner, reviews)
  await tab.store.commit({ events, cards: [...foldLog(events).cards.values()] })
  device.at = MONDAY_MORNING + 740 * DAY_MS
  return tab
}

const allCards = (tab: AppTab): Promise<readonly CardState[]> =>
  tab.store.cards(Array.from({ length: CARDS }, (_, i) => front(`d-n${i}`)))

const dues = async (tab: AppTab) =>
  (await allCards(tab)).map(({ memory }) => (memory.phase === 'new' ? null : memory.due))

async function openTuning(tab: AppTab, start: () => WorkerLike = startWorker): Promise<TuningView> {
  const { it } = tab.use(() => createTuning(start))
  await until(() => it.history() !== undefined, 'the log was read')
  return it
}

async function findBetter(tab: AppTab): Promise<TuningView> {
  const tuning = await openTuning(tab)
  await tuning.check()
  expect(tuning.state()).toMatchObject({ phase: 'found', result: { kind: 'better' } })
  return tuning
}

describe('tuning the scheduler', () => {
  test('finds what fits better, and changes nothing by looking', async () => {
    const tab = await openStudied('strong', 2000)
    const before = await allCards(tab)
    const tuning = await findBetter(tab)
    expect(await allCards(tab)).toEqual(before)
    expect(tab.services.settings.current().weights).toBeNull()
    expect(tuning.history()).toMatchObject({ current: null, previous: undefined })
  })

  test('puts it into force with every card’s memory under it, and moves no due date', async () => {
    const tab = await openStudied('strong', 2000)
    const [before, due] = [await allCards(tab), await dues(tab)]
    const tuning = await findBetter(tab)
    await tuning.install()
    expect(tuning.state()).toEqual({ phase: 'installed' })
    await assertWhole(tab.store)
    expect(await dues(tab)).toEqual(due)
    expect(await allCards(tab)).not.toEqual(before)
    expect((await tab.store.settings()).weights).toEqual(tab.services.settings.current().weights)
    expect(tuning.history()?.current).toEqual(tab.services.settings.current().weights)
  })

  test('goes back to exactly what was before, and forth again', async () => {
    const tab = await openStudied('strong', 2000)
    const before = await allCards(tab)
    const tuning = await findBetter(tab)
    await tuning.install()
    const tuned = await allCards(tab)
    await tuning.goBack()
    expect(await allCards(tab)).toEqual(before)
    expect(tab.services.settings.current().weights).toBeNull()
    await tuning.goBack()
    expect(await allCards(tab)).toEqual(tuned)
    await assertWhole(tab.store)
  })

  test('says that nothing needs changing where the defaults fit', async () => {
    const tab = await openStudied('average', 2000)
    const tuning = await openTuning(tab)
    await tuning.check()
    expect(tuning.state()).toMatchObject({ phase: 'found', result: { kind: 'kept' } })
    await tuning.install()
    expect(await tab.store.settings()).toMatchObject({ weights: null })
  })

  test('can be stopped, which ends the worker, and started again', async () => {
    const tab = await openStudied('strong', 1200)
    const workers: ReturnType<typeof startWorker>[] = []
    const tuning = await openTuning(tab, () => {
      const worker = startWorker({
        ...optimizeHandlers,
        tune: (input, call) => (workers.length === 1 ? new Promise(() => {}) : optimizeHandlers.tune(input, call)),
      })
      workers.push(worker)
      return worker
    })
    const first = tuning.check()
    await until(() => workers.length === 1, 'the worker runs')
    tuning.stop()
    await first
    expect(workers[0]?.isOver()).toBe(true)
    expect(tuning.state()).toEqual({ phase: 'idle' })
    await tuning.check()
    expect(tuning.state()).toMatchObject({ phase: 'found' })
  })

  test('says when it failed, with nothing changed', async () => {
    const tab = await openStudied('strong', 1200)
    const tuning = await openTuning(tab, () =>
      startWorker({
        ...optimizeHandlers,
        tune: () => {
          throw new RangeError('no')
        },
      }),
    )
    await tuning.check()
    expect(tuning.state()).toEqual({ phase: 'failed' })
    expect(await tab.store.settings()).toMatchObject({ weights: null })
  })

  test('loses no answer that another tab stores between reading and writing', async () => {
    const tab = await openStudied('strong', 1200)
    const other = await device.open()
    const late = reviewsOf('weak', 30).slice(0, 1)
    let reads = 0
    const store = {
      ...tab.store,
      eventsSince: async (since: Parameters<typeof tab.store.eventsSince>[0]) => {
        const events = await tab.store.eventsSince(since)
        if (reads++ === 0) {
          const answer = late.map((event) => ({
            ...event,
            id: formatEventId({ ms: device.at - 1000, counter: 0, deviceId: 'another0' }),
          }))
          const cards = [...foldLog([...events, ...answer]).cards.values()].filter(({ cardId }) =>
            answer.some((event) => event.cardId === cardId),
          )
          await other.store.commit({ events: answer, cards })
        }
        return events
      },
    }
    await installWeights({ ...tab.services, store }, LEARNERS.strong ?? null)
    await assertWhole(tab.store)
    expect((await tab.store.eventsSince(null)).some(({ id }) => id.endsWith('another0'))).toBe(true)
  })

  test('mends the memory of a card that another tab answers before it has heard of the new weights', async () => {
    const tab = await openStudied('strong', 1200)
    const other = await device.open()
    const [late] = reviewsOf('weak', 30)
    if (!late) throw new Error('there is a review')
    const event = { ...late, id: formatEventId({ ms: device.at - 1000, counter: 0, deviceId: 'another0' }) }
    const [old] = await other.store.cards([late.cardId])
    const before = old ?? newCard(late.cardId)
    let commits = 0
    const settings: typeof tab.services.settings = {
      ...tab.services.settings,
      change: async (change, cards) => {
        await tab.services.settings.change(change, cards)
        if (commits++ === 0) {
          const scheduler = makeScheduler(DEFAULT_SETTINGS)
          await other.store.commit({ events: [event], cards: [applyEvent(before, event, scheduler)] })
        }
      },
    }
    await installWeights({ ...tab.services, settings }, LEARNERS.strong ?? null)
    expect(commits).toBe(2)
    await assertWhole(tab.store)
  })
})

describe('the offer', () => {
  const offered = async (tab: AppTab): Promise<ReturnType<ReturnType<typeof createTuningOffer>>> => {
    let calls = 0
    const { it } = tab.use(() =>
      createTuningOffer(() => {
        calls++
        return startWorker()
      }),
    )
    await until(() => it() !== undefined, 'an answer')
    expect(calls).toBeLessThanOrEqual(1)
    return it()
  }

  test('comes by itself where there are reviews enough and it would pay', async () => {
    expect(await offered(await openStudied('strong', 3000))).toMatchObject({ kind: 'better' })
  })

  test('does not come where it would not pay', async () => {
    expect(await offered(await openStudied('average', 3000))).toBeNull()
  })

  test('does not come before there are a thousand reviews', async () => {
    expect(await offered(await openStudied('strong', 900))).toBeNull()
  })

  test('does not come again to who took it', async () => {
    const tab = await openStudied('strong', 3000)
    const better = await offered(tab)
    await installWeights(tab.services, better?.weights ?? null)
    const again = await device.open()
    expect(await offered(again)).toBeNull()
  })
})

describe('help with the retention', () => {
  test('is a year of the learner’s own decks at every retention', async () => {
    const tab = await openStudied('strong', 1200)
    const { it: state } = tab.use(() => createRetentionChoice(startWorker))
    expect(state()).toMatchObject({ phase: 'simulating' })
    await until(() => state().phase === 'ready', 'the year')
    const ready = state()
    if (ready.phase !== 'ready') throw new Error('it is ready')
    const [first, last] = [ready.workloads[0], ready.workloads.at(-1)]
    expect([first?.retentionRatio, last?.retentionRatio]).toEqual([0.7, 0.99])
    expect(first?.minutesPerDay).toBeLessThan(last?.minutesPerDay ?? 0)
    expect(last?.seen).toBe(CARDS)
  })

  test('says that there is nothing to study yet', async () => {
    const tab = await device.open()
    const { it: state } = tab.use(() => createRetentionChoice(startWorker))
    await until(() => state().phase === 'empty', 'it is empty')
  })
})
