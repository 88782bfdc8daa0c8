import 'fake-indexeddb/auto'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { STAND_IN_TITLE } from '../../src/domain/standIn.ts'
import { spoil } from './unreadable.ts'
import { assertWhole } from './whole.ts'
import { deckId, everything, front, makeDeck, makeWorld, type Tab, type World } from './world.ts'

let world: World
beforeEach(() => {
  world = makeWorld('heal')
})
afterEach(() => world.closeAll())

/** A deck that ships, one of the learner's with a retired note and a title of their own, a note written by hand, answers. */
async function lived(): Promise<Tab> {
  const tab = await world.open()
  const { store } = tab
  await store.putDeck(makeDeck('shipped', 3), { builtIn: true })
  await store.putDeck(makeDeck('own', 300), { builtIn: false })
  await store.putDeck({ ...makeDeck('own', 290), version: 2 }, { builtIn: false })
  const [note] = makeDeck('hand', 1).notes
  if (!note) throw new Error('no note')
  const guest = { ...note, evidence: [], distractors: [] }
  await store.commit({
    events: [{ ...tab.stamp(), kind: 'move', noteId: note.id, from: null, deckId: deckId('own'), note: guest }],
    cards: [],
  })
  await store.commit({ events: [{ ...tab.stamp(), kind: 'setting', change: { newPerDay: 9 } }], cards: [] })
  for (const name of ['shipped-n0', 'own-n0', 'own-n1', 'hand-n0']) await store.commit(await tab.answer(front(name)))
  await store.flush()
  return tab
}

const isOf = (id: string) => (key: IDBValidKey) => key === id || (Array.isArray(key) && String(key[0]).startsWith(id))

describe('a record that cannot be read', () => {
  const whole: readonly (readonly [string, string, (key: IDBValidKey) => boolean])[] = [
    ['the record of my deck', 'decks', isOf('own')],
    ['notes of my deck', 'chunks', (key) => isOf('own')(key) && (key as unknown[])[1] === 1],
    ['a source of my deck', 'sources', isOf('own')],
    ['an answer', 'events', () => true],
    ['what is remembered of a card', 'sched', () => true],
    ['the columns of a deck', 'cols', isOf('shipped')],
    ['the rows of a deck', 'rows', isOf('own')],
    ['my version of a note', 'overlays', () => true],
    ['my settings', 'meta', (key) => key === 'settings'],
    ['how far the columns follow', 'meta', (key) => key === 'log'],
  ]
  test.each(whole)('is made anew, and all is as it was: %s', async (_, store, isMeant) => {
    const before = await lived()
    const was = await everything(before.store)
    before.store.close()
    await spoil(world.name, store, isMeant)
    const { store: after } = await world.open()
    await Promise.all([after.decks(), after.columns(), after.eventsSince(null), after.settings()])
    await after.scan(() => {})
    await after.placeOf(front('own-n0'))
    expect(await everything(after)).toEqual(was)
    await assertWhole(after)
    expect(after.healed()).toBe(1)
    // And stays so.
    const { store: later } = await world.open()
    expect(await everything(later)).toEqual(was)
    expect(later.healed()).toBe(0)
  })

  test('of a deck that the second copy has as it was before keeps the notes that came since', async () => {
    const before = await lived()
    const old = structuredClone(world.journal)
    const more = makeDeck('more', 1).notes.map((note) => ({ ...note, evidence: [], distractors: [] }))
    const deck = await before.store.collectedDeck(deckId('own'))
    if (!deck) throw new Error('no deck')
    const { builtIn, retired, own: _own, standIn: _standIn, ...content } = deck.deck
    await before.store.putDeck({ ...content, notes: [...content.notes, ...more] }, { builtIn, retired })
    await before.store.flush()
    const was = (await before.store.exportAll()).decks.find(({ id }) => id === 'own')
    before.store.close()
    for (const [store, key] of [
      ['decks', isOf('own')],
      ['sources', isOf('own')],
    ] as const) {
      world.journal = structuredClone(old)
      await spoil(world.name, store, key)
      const { store: after } = await world.open()
      await after.decks()
      const all = (await after.exportAll()).decks.find(({ id }) => id === 'own')
      expect(new Set(all?.notes)).toEqual(new Set(was?.notes))
      expect(all?.retired).toEqual(was?.retired)
      await assertWhole(after)
      after.close()
    }
  })

  test('of a deck that is in no second copy is made up from its notes: they are studied as before, and it is said', async () => {
    const before = await lived()
    await before.store.putDeck({ ...makeDeck('shipped', 2), version: 2 }, { builtIn: true })
    const was = await everything(before.store)
    before.store.close()
    await spoil(world.name, 'decks', isOf('shipped'))
    const { store } = await world.open()
    const infos = await store.decks()
    expect(infos.find(({ id }) => id === 'shipped')).toMatchObject({
      standIn: true,
      title: 'About shipped',
      cardCount: 2,
    })
    const now = await everything(store)
    expect(now.columns).toEqual(was.columns)
    expect(now.cards).toEqual(was.cards)
    expect(now.events).toEqual(was.events)
    await assertWhole(store)
    // What knows better takes its place.
    await store.putDeck({ ...makeDeck('shipped', 2), version: 2 }, { builtIn: true })
    expect((await everything(store)).decks).toEqual(was.decks)
  })

  test('of a deck of which nothing else is here is still a deck, with what was written for it', async () => {
    const tab = await world.open()
    await tab.store.putDeck({ ...makeDeck('mine', 0), sources: [] }, { builtIn: false })
    const [note] = makeDeck('hand', 1).notes
    if (!note) throw new Error('no note')
    const guest = { ...note, evidence: [], distractors: [] }
    await tab.store.commit({
      events: [{ ...tab.stamp(), kind: 'move', noteId: note.id, from: null, deckId: deckId('mine'), note: guest }],
      cards: [],
    })
    await tab.store.flush()
    tab.store.close()
    world.journal = null
    await spoil(world.name, 'decks', isOf('mine'))
    const { store } = await world.open()
    expect(await store.decks()).toMatchObject([{ title: STAND_IN_TITLE, cardCount: 1 }])
    await assertWhole(store)
  })

  test('that can be had from nowhere stays where it is, and whoever asks for many gets the others', async () => {
    const tab = await lived()
    const events = await tab.store.eventsSince(null)
    await tab.store.flush()
    tab.store.close()
    world.journal = null
    await spoil(world.name, 'events', (key) => key === events[2]?.id)
    const { store } = await world.open()
    expect(await store.decks()).toHaveLength(2)
    expect(await store.columns()).toHaveLength(2)
    const others = events.filter((_, i) => i !== 2)
    expect(await store.eventsSince(null)).toEqual(others)
    expect(await store.eventsSince(events[1]?.id ?? null)).toEqual(others.slice(1))
    const parts: unknown[] = []
    await store.eachEvent({ since: events[1]?.id ?? null, before: events[4]?.id ?? null }, (part) =>
      parts.push(...part),
    )
    expect(parts).toEqual([events[1], events[3]])
    expect(await store.logSize()).toBe(events.length)
    expect(await store.eventsSince(events[3]?.id ?? null)).toEqual(events.slice(3))
    await store.commit(await tab.answer(front('own-n5')).catch(() => ({ events: [], cards: [] })))
    expect(store.healed()).toBe(0)
    expect((await store.exportAll()).lost).toEqual([{ kind: 'event', deck: null, count: 1 }])
  })

  test('that can be had from nowhere keeps nobody from changing a setting or a note whose earlier change it is', async () => {
    const tab = await world.open()
    const { store } = tab
    const deck = makeDeck('d', 2)
    const note = deck.notes[0] ?? expect.fail('no note')
    await store.putDeck(deck, { builtIn: false })
    const setting = (newPerDay: number) => ({ ...tab.stamp(), kind: 'setting' as const, change: { newPerDay } })
    const edit = (tag: string) => {
      const edited = { ...note, tags: [tag] }
      return { ...tab.stamp(), kind: 'note' as const, noteId: note.id, deckId: deck.id, note: edited }
    }
    const old = [setting(3), edit('one')]
    for (const event of old) await store.commit({ events: [event], cards: [] })
    await store.commit(await tab.answer(front('d-n0')))
    world.journal = null
    for (const { id } of old) await spoil(world.name, 'events', (key) => key === id)
    await store.commit({ events: [setting(7)], cards: [] })
    expect((await store.settings()).newPerDay).toBe(7)
    await store.commit({ events: [edit('two')], cards: [] })
    expect((await store.deck(deck.id))?.notes[0]?.tags).toEqual(['two'])
    await store.commit(await tab.answer(front('d-n1')))
    expect(await store.logSize()).toBe(6)
    expect((await store.exportAll()).lost).toEqual([{ kind: 'event', deck: null, count: 2 }])
  })

  test('is told to other tabs, which read it anew', async () => {
    const here = await lived()
    const there = await world.open()
    await there.store.columns()
    const heard: string[] = []
    there.store.onChange(({ kind }) => heard.push(kind))
    await spoil(world.name, 'decks', isOf('own'))
    expect(await here.store.decks()).toHaveLength(2)
    await expect.poll(() => heard).toContain('all')
    expect(await there.store.decks()).toEqual(await here.store.decks())
    await assertWhole(there.store)
  })
})
