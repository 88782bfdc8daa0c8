import 'fake-indexeddb/auto'
import type { Resource } from 'solid-js'
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import { readDayQueue } from '../../src/app/dayQueue.ts'
import { createStudy } from '../../src/app/study.ts'
import { createToday, type Today } from '../../src/app/today.ts'
import { queueCounts } from '../../src/domain/queue.ts'
import type { Rating } from '../../src/domain/rating.ts'
import { DAY_MS, HOUR_MS, MINUTE_MS } from '../../src/domain/time.ts'
import { until } from '../storage/check.ts'
import { makeDeck } from '../storage/world.ts'
import { type AppTab, type Device, makeDevice } from './device.ts'

let device: Device
/** What the app sees of the page: whether it is looked at. */
let page: EventTarget

beforeEach(() => {
  vi.stubGlobal('navigator', {})
  page = new EventTarget()
  vi.stubGlobal('document', page)
  device = makeDevice()
})

afterEach(async () => {
  await device.closeAll()
  vi.unstubAllGlobals()
})

async function openWithDecks(): Promise<AppTab> {
  const tab = await device.open()
  await tab.store.putDeck(makeDeck('d', 12), { builtIn: true })
  await tab.store.putDeck(makeDeck('e', 3), { builtIn: true })
  return tab
}

async function openToday(tab: AppTab): Promise<() => Today> {
  const { it } = tab.use((): Resource<Today> => createToday())
  await until(() => it.state === 'ready', 'Today is read')
  return () => {
    const today = it.latest
    if (!today) throw new Error('nothing is read')
    return today
  }
}

async function readToday(tab: AppTab): Promise<Today> {
  return (await openToday(tab))()
}

async function studyFor(tab: AppTab, ratings: readonly Rating[]): Promise<void> {
  const { it, leave } = tab.use(() => createStudy({ kind: 'due', scope: null }))
  await until(() => it.view().phase !== 'loading', 'the session is there')
  for (const rating of ratings) {
    device.at += 4000
    it.reveal()
    it.rate(rating)
    await until(() => tab.services.writer.state().phase === 'safe', 'all is stored')
  }
  leave()
}

/** What a session that opened now would hold. */
const queueNow = async (tab: AppTab) => (await readDayQueue(tab.services, null)).queue

describe('Today', () => {
  test('says what a session then asks: due and new, in all and by deck, under the limits', async () => {
    const tab = await openWithDecks()
    await tab.services.settings.change({ newPerDay: 13 })
    for (let visit = 0; visit < 4; visit++) {
      const today = await readToday(tab)
      const counts = queueCounts(await queueNow(tab))
      const come = (await queueNow(tab)).learning.filter((item) => item.due <= device.at + 20 * MINUTE_MS).length
      expect(today.fresh).toBe(counts.new)
      expect(today.due).toBe(counts.review + counts.learning - (await queueNow(tab)).learning.length + come)
      expect(today.decks.reduce((sum, deck) => sum + deck.due, 0)).toBe(today.due)
      expect(today.decks.reduce((sum, deck) => sum + deck.fresh, 0)).toBe(today.fresh)
      await studyFor(tab, ['good', 'again', 'easy'])
      if (visit === 2) device.at += 3 * DAY_MS
    }
  })

  test('has a first run until the first answer, and then the way of every day', async () => {
    const tab = await openWithDecks()
    const today = await openToday(tab)
    expect(today()).toMatchObject({ untouched: true, fresh: 15, due: 0, done: { cards: 0, recalled: 0 }, later: null })
    await studyFor(tab, ['again'])
    await until(() => !today().untouched, 'it is read again by itself')
    expect(today().done).toEqual({ cards: 1, recalled: 0 })
  })

  test('counts a card once, by its first answer of the day', async () => {
    const tab = await openWithDecks()
    await tab.services.settings.change({ newPerDay: 2 })
    await studyFor(tab, ['again', 'easy', 'good', 'good'])
    expect((await readToday(tab)).done).toEqual({ cards: 2, recalled: 1 })
    device.at += DAY_MS
    expect((await readToday(tab)).done).toEqual({ cards: 0, recalled: 0 })
  })

  test('tells of steps that come later today', async () => {
    const tab = await openWithDecks()
    await tab.services.settings.change({ newPerDay: 1, learningStepsMinutes: [60] })
    await studyFor(tab, ['again'])
    const dueAt = device.at + HOUR_MS
    const today = await readToday(tab)
    expect([today.due, today.fresh]).toEqual([0, 0])
    expect(today.later?.count).toBe(1)
    expect(Math.abs((today.later?.at ?? 0) - dueAt)).toBeLessThan(5 * MINUTE_MS)
    device.at = dueAt
    expect(await readToday(tab)).toMatchObject({ due: 1, later: null })
  })

  test('left open over the rollover is of the new day when it is looked at again', async () => {
    const tab = await openWithDecks()
    await studyFor(tab, ['easy'])
    const today = await openToday(tab)
    const before = today()
    device.at += DAY_MS
    page.dispatchEvent(new Event('visibilitychange'))
    await until(() => today().day === before.day + 1, 'it is the next day')
    expect(before.done.cards).toBe(1)
    expect(today()).toMatchObject({ fresh: 14, done: { cards: 0 } })
  })

  test('hears of an answer in another tab', async () => {
    const tab = await openWithDecks()
    const today = await openToday(tab)
    const other = await device.open()
    await studyFor(other, ['easy', 'easy'])
    await until(() => today().done.cards === 2, 'the other tab is heard')
    expect(today().fresh).toBe(13)
  })
})
