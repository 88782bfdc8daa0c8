import type { Resource } from 'solid-js'
import { describe, expect, test } from 'vitest'
import { readDayQueue } from '../../src/app/dayQueue.ts'
import { createStudy } from '../../src/app/study.ts'
import { createToday, type Today } from '../../src/app/today.ts'
import { deckScope, type StudyScope } from '../../src/domain/deckTree.ts'
import type { DeckId } from '../../src/domain/note.ts'
import { queueCounts } from '../../src/domain/queue.ts'
import type { Rating } from '../../src/domain/rating.ts'
import { addDays, DAY_MS, HOUR_MS, MINUTE_MS, toInstant } from '../../src/domain/time.ts'
import { until } from '../storage/check.ts'
import { makeDeck } from '../storage/world.ts'
import type { AppTab } from './device.ts'
import { device, withDevice } from './eachTest.ts'

/** What the app sees of the page: whether it is looked at. */
let page: EventTarget

withDevice(() => {
  page = new EventTarget()
  return { document: page }
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

describe('Today', () => {
  test('says what a session then asks: in all, and in each deck with those that lie in it, under the limits', async () => {
    const tab = await openWithDecks()
    const { settings, store } = tab.services
    await store.putDeck(makeDeck('below', 9, { title: 'Test::d::below' }), { builtIn: true })
    await settings.change({ newPerDay: 13 })
    await settings.changeIn(deckScope('below' as DeckId), { newPerDay: 4 })
    const exam = { id: 'x', name: 'Final', deckIds: ['e' as DeckId], query: '', price: null } as const
    const day = addDays(tab.services.moment().day, 9)
    const minutes = [1, 1, 1, 1, 1, 1, 1]
    for (let visit = 0; visit < 4; visit++) {
      const today = await readToday(tab)
      const asked = async (scope: StudyScope) => {
        const queue = (await readDayQueue(tab.services, scope)).queue
        const counts = queueCounts(queue)
        const come = queue.learning.filter((item) => item.due <= device.at + 20 * MINUTE_MS).length
        return { due: counts.review + counts.learning - queue.learning.length + come, fresh: counts.new }
      }
      expect(today).toMatchObject(await asked(null))
      for (const deck of today.decks) expect(deck).toMatchObject(await asked(deck.info.id))
      expect(today.on('Test::d')).toMatchObject(await asked('d' as DeckId))
      expect(today.on('Test')).toMatchObject({ ...(await asked({ folder: 'Test' })), cards: 24, articles: 3 })
      const decks = new Map(today.decks.map((deck) => [deck.info.id as string, deck]))
      expect(decks.get('d')).toMatchObject({ cards: 21, articles: 2 })
      if (visit === 0) expect([...decks.values()].map(({ fresh }) => fresh)).toEqual([4, 16, 3])
      if (visit === 1) await settings.change({ exams: [{ ...exam, at: toInstant(day * DAY_MS), day, minutes }] })
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
