import { describe, expect, test } from 'vitest'
import { allowMoreNew, readMore, readQueue, type StudyMode } from '../../src/app/studyQueue.ts'
import { deckScope, folderScope, type StudyScope } from '../../src/domain/deckTree.ts'
import { isReview } from '../../src/domain/event.ts'
import { foldLog } from '../../src/domain/fold.ts'
import type { DeckId } from '../../src/domain/note.ts'
import { DAY_MS } from '../../src/domain/time.ts'
import { until } from '../storage/check.ts'
import { assertWhole } from '../storage/whole.ts'
import { makeDeck } from '../storage/world.ts'
import type { AppTab } from './device.ts'
import { device, withDevice } from './eachTest.ts'
import { answer, openWithDeck, SECOND, shown, startStudy, undo } from './learner.ts'

withDevice()

const cram = (query = '', scope: StudyScope = null) => ({ kind: 'cram', scope, query }) as const

describe('cramming', () => {
  test('asks all, repeats misses until they are right, and leaves the schedule as it was', async () => {
    const tab = await openWithDeck(3)
    const first = await startStudy(tab)
    await answer(tab, first.study, 'good')
    first.leave()
    const columns = structuredClone(await tab.store.columns())
    const { study } = await startStudy(tab, cram())
    const missed = await answer(tab, study, 'again')
    const seen = new Set([missed])
    while (study.view().phase !== 'finished') {
      expect(study.preview()).toBe(null)
      seen.add(await answer(tab, study, 'good'))
    }
    expect(seen.size).toBe(3)
    const crammed = (await tab.store.eventsSince(null)).filter(isReview).filter(({ source }) => source === 'cram')
    expect(crammed.map(({ cardId }) => cardId).filter((id) => id === missed)).toHaveLength(2)
    expect(crammed).toHaveLength(4)
    expect(await tab.store.columns()).toEqual(columns)
    const memories = [...foldLog(await tab.store.eventsSince(null)).cards.values()].filter(({ reps }) => reps > 0)
    expect(memories).toHaveLength(1)
    await assertWhole(tab.store)
  })

  test('goes on where it was left on the same day, and begins anew when the round is through', async () => {
    const tab = await openWithDeck(3)
    const first = await startStudy(tab, cram())
    const done = await answer(tab, first.study, 'good')
    first.leave()
    const second = await startStudy(tab, cram())
    const rest = [await answer(tab, second.study, 'good'), await answer(tab, second.study, 'good')]
    expect(rest).not.toContain(done)
    expect(second.study.view().phase).toBe('finished')
    second.leave()
    const third = await startStudy(tab, cram())
    expect(third.study.view()).toMatchObject({ progress: { total: 3 } })
  })

  test('is of a deck or of what a search finds, suspended cards left alone', async () => {
    const tab = await openWithDeck(3)
    await tab.store.putDeck(makeDeck('e', 2), { builtIn: true })
    const deck = await startStudy(tab, cram('', 'e' as DeckId))
    expect(deck.study.view()).toMatchObject({ progress: { total: 2 } })
    device.at += SECOND
    deck.study.act('suspend')
    await until(() => deck.study.done() !== null, 'it is stored')
    deck.leave()
    const all = await startStudy(tab, cram())
    expect(all.study.view()).toMatchObject({ progress: { total: 4 } })
    all.leave()
    const found = await startStudy(tab, cram('deck:d'))
    expect(found.study.view()).toMatchObject({ progress: { total: 3 } })
    found.leave()
    const none = await startStudy(tab, cram('tag:none'))
    expect(none.study.view().phase).toBe('finished')
  })

  test('is taken back step by step', async () => {
    const tab = await openWithDeck(2)
    const { study } = await startStudy(tab, cram())
    const cardId = await answer(tab, study, 'good')
    await undo(tab, study)
    expect(shown(study)).toBe(cardId)
    expect(study.view()).toMatchObject({ progress: { done: 0, total: 2 } })
    await assertWhole(tab.store)
  })

  test('uses up nothing of the limits of a day', async () => {
    const tab = await openWithDeck(4)
    await tab.services.settings.change({ newPerDay: 2 })
    const first = await startStudy(tab, cram())
    for (let i = 0; i < 4; i++) await answer(tab, first.study, 'good')
    first.leave()
    const { study } = await startStudy(tab)
    expect(study.view()).toMatchObject({ progress: { total: 2 } })
  })
})

describe('more than today asks for', () => {
  test('is studying ahead: what is due next, soonest first, for the schedule like any review', async () => {
    const tab = await openWithDeck(3)
    const first = await startStudy(tab)
    for (let i = 0; i < 3; i++) await answer(tab, first.study, 'easy')
    first.leave()
    device.at += DAY_MS
    expect(await readMore(tab.services, null)).toMatchObject({ ahead: 3, fresh: 0, all: 3 })
    const { study } = await startStudy(tab, { kind: 'ahead', scope: null })
    const cardId = await answer(tab, study, 'good')
    const [state] = await tab.store.cards([cardId])
    expect(state?.reps).toBe(2)
    expect(await readMore(tab.services, null)).toMatchObject({ ahead: 2 })
    await assertWhole(tab.store)
  })

  test('is ten more new cards, today alone, also where a deck has them for itself', async () => {
    const tab = await openWithDeck(20)
    await tab.services.settings.change({ newPerDay: 1, reviewsPerDay: 2 })
    const first = await startStudy(tab)
    await answer(tab, first.study, 'easy')
    expect(first.study.view().phase).toBe('finished')
    first.leave()
    expect(await readMore(tab.services, null)).toMatchObject({ fresh: 10 })
    await allowMoreNew(tab.services, null)
    const second = await startStudy(tab)
    expect(second.study.view()).toMatchObject({ progress: { total: 10 } })
    for (let i = 0; i < 10; i++) await answer(tab, second.study, 'easy')
    second.leave()
    await allowMoreNew(tab.services, 'd' as DeckId)
    const third = await startStudy(tab, 'd' as DeckId)
    expect(third.study.view()).toMatchObject({ progress: { total: 9 } })
    third.leave()
    device.at += DAY_MS
    const { study } = await startStudy(tab)
    expect(study.view()).toMatchObject({ progress: { total: 1 } })
  })
})

describe('a deck that others lie in', () => {
  async function openTree(reads: string[] = []): Promise<AppTab> {
    const tab = await device.open({
      between: (store) => ({
        ...store,
        eventsSince: (id) => {
          reads.push('events')
          return store.eventsSince(id)
        },
      }),
    })
    await tab.store.putDeck(makeDeck('top', 2, { title: 'A' }), { builtIn: true })
    await tab.store.putDeck(makeDeck('in', 30, { title: 'A::B' }), { builtIn: true })
    await tab.store.putDeck(makeDeck('else', 3, { title: 'AB' }), { builtIn: true })
    return tab
  }
  const top = 'top' as DeckId

  test('is studied, crammed and studied ahead with them, its own cards first', async () => {
    const tab = await openTree()
    await tab.services.settings.change({ newPerDay: 5 })
    const first = await startStudy(tab, top)
    expect(first.study.view()).toMatchObject({ progress: { total: 5 } })
    const asked = []
    for (let i = 0; i < 5; i++) asked.push(await answer(tab, first.study, 'easy'))
    expect(asked.map((id) => id.split('-')[0])).toEqual(['top', 'top', 'in', 'in', 'in'])
    first.leave()
    device.at += DAY_MS
    const ahead = await startStudy(tab, { kind: 'ahead', scope: top })
    expect(ahead.study.view()).toMatchObject({ progress: { total: 5 } })
    ahead.leave()
    const { study } = await startStudy(tab, cram('', top))
    expect(study.view()).toMatchObject({ progress: { total: 32 } })
    expect(await readMore(tab.services, top)).toMatchObject({ ahead: 5, fresh: 10, all: 32 })
  })

  test('keeps to its own limit and to theirs, and lets more come on top of both', async () => {
    const tab = await openTree()
    await tab.services.settings.changeIn(deckScope(top), { newPerDay: 8 })
    await tab.services.settings.changeIn(deckScope('in' as DeckId), { newPerDay: 3 })
    const first = await startStudy(tab, top)
    expect(first.study.view()).toMatchObject({ progress: { total: 5 } })
    for (let i = 0; i < 5; i++) await answer(tab, first.study, 'easy')
    first.leave()
    const before = (await tab.store.eventsSince(null)).length
    await allowMoreNew(tab.services, top)
    const second = await startStudy(tab, top)
    expect(second.study.view()).toMatchObject({ progress: { total: 10 } })
    second.leave()
    expect((await tab.store.eventsSince(null)).length).toBe(before + 2)
    const inner = await startStudy(tab, 'in' as DeckId)
    expect(inner.study.view()).toMatchObject({ progress: { total: 10 } })
  })

  test('reads no more of the log than a session needs: none to study ahead, the day once to cram', async () => {
    const reads: string[] = []
    const tab = await openTree(reads)
    const readsOf = async (mode: StudyMode) => {
      reads.length = 0
      await readQueue(tab.services, mode)
      return reads.length
    }
    expect(await readsOf({ kind: 'due', scope: top })).toBe(1)
    expect(await readsOf({ kind: 'ahead', scope: top })).toBe(0)
    expect(await readsOf(cram('', top))).toBe(1)
  })
})

describe('a folder that is no deck itself', () => {
  const news: StudyScope = { folder: 'News' }

  async function openFolder(): Promise<AppTab> {
    const tab = await device.open()
    await tab.store.putDeck(makeDeck('asia', 14, { title: 'News::Asia' }), { builtIn: true })
    await tab.store.putDeck(makeDeck('kabul', 12, { title: 'News::Asia::Kabul' }), { builtIn: true })
    await tab.store.putDeck(makeDeck('lone', 3, { title: 'Newsroom' }), { builtIn: true })
    return tab
  }

  test('is studied, crammed and studied ahead as one', async () => {
    const tab = await openFolder()
    await tab.services.settings.change({ newPerDay: 5 })
    const first = await startStudy(tab, { kind: 'due', scope: news })
    expect(first.study.view()).toMatchObject({ progress: { total: 5 } })
    for (let i = 0; i < 5; i++) await answer(tab, first.study, 'easy')
    first.leave()
    device.at += DAY_MS
    const ahead = await startStudy(tab, { kind: 'ahead', scope: news })
    expect(ahead.study.view()).toMatchObject({ progress: { total: 5 } })
    ahead.leave()
    const { study } = await startStudy(tab, cram('', news))
    expect(study.view()).toMatchObject({ progress: { total: 26 } })
    expect(await readMore(tab.services, news)).toMatchObject({ ahead: 5, fresh: 10, all: 26 })
    expect(await readMore(tab.services, { folder: 'Gone' })).toMatchObject({ ahead: 0, fresh: 0, all: 0 })
  })

  test('keeps to its settings, and lets more come on top of its own limit', async () => {
    const tab = await openFolder()
    await tab.services.settings.change({ newPerDay: 1 })
    const asks = async (total: number) => {
      const session = await startStudy(tab, { kind: 'due', scope: news })
      expect(session.study.view()).toMatchObject({ progress: { total } })
      session.leave()
    }
    await asks(1)
    await allowMoreNew(tab.services, news)
    await asks(10)
    await tab.services.settings.changeIn(folderScope('News'), { newPerDay: 2, newCardMix: 'last' })
    expect((await readQueue(tab.services, { kind: 'due', scope: news })).queue.main).toHaveLength(10)
    device.at += DAY_MS
    await asks(2)
  })
})
