import { describe, expect, test } from 'vitest'
import { createDeckOptions } from '../../src/app/deckOptions.ts'
import { deckScope, EVERYWHERE, folderScope } from '../../src/domain/deckTree.ts'
import type { DeckId } from '../../src/domain/note.ts'
import { until } from '../storage/check.ts'
import { makeDeck } from '../storage/world.ts'
import type { AppTab } from './device.ts'
import { device, withDevice } from './eachTest.ts'
import { startWorker } from './optimizeWorker.ts'

withDevice()

const asia = 'asia' as DeckId

async function open(): Promise<AppTab> {
  const tab = await device.open()
  await tab.store.putDeck({ ...makeDeck('asia', 30), title: 'News::Asia' }, { builtIn: false })
  await tab.store.putDeck({ ...makeDeck('sport', 60), title: 'Sport' }, { builtIn: false })
  return tab
}

async function optionsOf(tab: AppTab, deckId: DeckId | null = asia) {
  const { it } = tab.use(() => createDeckOptions(deckId, startWorker))
  await until(() => it.choices().length === (deckId ? 3 : 1), 'the decks are read')
  return it
}

describe('options of a deck', () => {
  test('are for all decks, a folder or the deck, each saying where a value comes from', async () => {
    const tab = await open()
    const options = await optionsOf(tab)
    expect(options.choices().map(({ kind, name }) => [kind, name])).toEqual([
      ['all', ''],
      ['folder', 'News'],
      ['deck', 'Asia'],
    ])
    expect(options.scope()).toBe(deckScope(asia))
    expect(options.inheritedFrom('newPerDay')).toMatchObject({ kind: 'all' })
    options.choose(folderScope('News'))
    await options.change({ newPerDay: 6 })
    expect(options.inheritedFrom('newPerDay')).toBeNull()
    options.choose(deckScope(asia))
    expect(options.values().newPerDay).toBe(6)
    expect(options.inheritedFrom('newPerDay')).toMatchObject({ kind: 'folder', name: 'News' })
    await options.change({ newPerDay: 2 })
    expect(options.inheritedFrom('newPerDay')).toBeNull()
    await options.restore('newPerDay')
    expect(options.values().newPerDay).toBe(6)
    options.choose(EVERYWHERE)
    expect(options.values().newPerDay).toBe(20)
  })

  test('of all decks are settings like any other, and go back to the default', async () => {
    const tab = await open()
    const options = await optionsOf(tab, null)
    expect(options.inheritedFrom('easyDays')).toBe('default')
    await options.change({ easyDays: options.values().easyDays.with(6, 'minimum'), leechLapses: null })
    expect(tab.services.settings.current()).toMatchObject({ leechLapses: 8, scoped: {} })
    expect(options.inheritedFrom('easyDays')).toBeNull()
    await options.restore('easyDays')
    expect(options.inheritedFrom('easyDays')).toBe('default')
  })

  test('of two quick choices neither is lost, and the last normal day cannot be taken', async () => {
    const tab = await open()
    for (const scope of [EVERYWHERE, deckScope(asia)]) {
      const options = await optionsOf(tab)
      options.choose(scope)
      const taken = await Promise.all([0, 1, 2, 3, 4, 5, 6].map((day) => options.easeDay(day, 'reduced')))
      expect(taken).toEqual([true, true, true, true, true, true, false])
      expect(options.values().easyDays).toEqual([...Array(6).fill('reduced'), 'normal'])
      await Promise.all([options.limitToday({ newPerDay: 7 }), options.limitToday({ reviewsPerDay: 9 })])
      expect(options.today()).toMatchObject({ newPerDay: 7, reviewsPerDay: 9 })
      expect(await tab.store.settings()).toEqual(tab.services.settings.current())
      await options.restore('easyDays')
    }
  })

  test('limits for today end with it, and one can be set beside the other', async () => {
    const tab = await open()
    const options = await optionsOf(tab)
    await options.limitToday({ newPerDay: 40 })
    device.at += 1000
    await options.limitToday({ reviewsPerDay: 5 })
    expect(options.today()).toMatchObject({ newPerDay: 40, reviewsPerDay: 5 })
    device.at += 24 * 3_600_000
    expect(options.today()).toEqual({ newPerDay: null, reviewsPerDay: null })
  })

  test('say what they cost a day, for what they reach, anew with each change', async () => {
    const tab = await open()
    const options = await optionsOf(tab)
    await until(() => options.cost() !== undefined, 'the cost of the deck')
    const own = options.cost()
    options.choose(EVERYWHERE)
    await until(() => (options.cost()?.answers ?? 0) > (own?.answers ?? 0), 'the cost of all')
    options.choose(deckScope(asia))
    await until(() => options.cost()?.answers === own?.answers, 'the deck again')
    await options.change({ desiredRetentionRatio: 0.97 })
    await until(() => (options.cost()?.answers ?? 0) > (own?.answers ?? 0), 'more for more')
  })

  test('cost nothing where there is nothing to study', async () => {
    const tab = await device.open()
    const options = await optionsOf(tab, null)
    await until(() => options.cost() === null, 'there is no card')
  })
})
