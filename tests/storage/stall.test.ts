import 'fake-indexeddb/auto'
import { afterEach, expect, test, vi } from 'vitest'
import { cardIdOf, type Note } from '../../src/domain/note.ts'
import type { Change } from '../../src/storage/store.ts'
import { deckId, makeDeck, makeWorld, type Tab } from './world.ts'

/** No other timer has this. */
const STALL_MS = 54_321

const MANY = 300
const { notes } = makeDeck('d', MANY)

const world = makeWorld('stall')
afterEach(async () => {
  vi.restoreAllMocks()
  await world.closeAll()
})

const ofAll = (tab: Tab, make: (note: Note) => object): Change => ({
  events: notes.map((note) => ({ ...tab.stamp(), ...make(note) }) as never),
  cards: [],
})

test('a write of many records has so long for each part of it, and not for all of them', async () => {
  let ticks = 0
  // A clock that goes on with every look at it: whatever is done in parts is done in the smallest.
  const tab = await world.open({ now: () => ++ticks * 1000, timing: { stallMs: STALL_MS, flushMs: 10_000 } })
  await tab.store.putDeck(makeDeck('d', MANY), { builtIn: false })
  const timers = vi.spyOn(globalThis, 'setTimeout')
  const watched = async (change: Change): Promise<number> => {
    timers.mockClear()
    await tab.store.commit(change)
    return timers.mock.calls.filter(([, ms]) => ms === STALL_MS).length
  }
  const flags = ofAll(tab, (note) => ({ kind: 'flag', cardId: cardIdOf(note.id, 'front'), flag: 1 }))
  expect(await watched(flags)).toBeGreaterThanOrEqual(MANY)
  // What follows from facts besides is done in parts as well.
  const tagged = ofAll(tab, (note) => ({ kind: 'note', noteId: note.id, deckId: deckId('d'), note }))
  expect(await watched(tagged)).toBeGreaterThan(MANY + 1)
  expect(await watched({ events: [], cards: [] })).toBe(1)
})
