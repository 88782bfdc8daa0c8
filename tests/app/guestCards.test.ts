import { describe, expect, test } from 'vitest'
import { partsToRemove, removeDeck } from '../../src/app/removeDeck.ts'
import { takeDeck } from '../../src/app/takeDeck.ts'
import type { Deck } from '../../src/domain/deck.ts'
import type { StoredEvent } from '../../src/domain/event.ts'
import { takenOf, unplanForeign } from '../../src/domain/foreignBack.ts'
import { planForeign } from '../../src/domain/foreignImport.ts'
import { cardIdOf, type Note } from '../../src/domain/note.ts'
import { assertWhole } from '../storage/whole.ts'
import { deckId, everything, makeDeck, noteId, rebuild } from '../storage/world.ts'
import type { AppTab } from './device.ts'
import { withDevices } from './eachTest.ts'

const devices = withDevices()

const stamped = ({ services: { clock, moment } }: AppTab) => {
  const when = moment()
  return { ...when, id: clock.next(when.at) }
}

async function say(tab: AppTab, event: object): Promise<void> {
  await tab.store.commit({ events: [{ ...stamped(tab), ...event } as StoredEvent], cards: [] })
}

const noteOf = (deck: Deck, n: number): Note => {
  const note = deck.notes[n]
  if (!note) throw new Error(`no note ${n}`)
  return note
}

const WRITTEN = { ...noteOf(makeDeck('w', 1), 0), id: noteId('written'), evidence: [] }

/** A card that the learner wrote for a deck, and one moved into it from another. */
async function putIn(tab: AppTab, name: string): Promise<readonly Note['id'][]> {
  const home = makeDeck('home', 2)
  await tab.store.putDeck(home, { builtIn: false })
  const note = noteOf(home, 0)
  await say(tab, { kind: 'move', noteId: WRITTEN.id, from: null, deckId: deckId(name), note: WRITTEN })
  await say(tab, { kind: 'move', noteId: note.id, from: home.id, deckId: deckId(name), note })
  return [WRITTEN.id, note.id]
}

/** A deck from elsewhere, with cards of mine in it, that I then removed with all of them. */
async function removedWith(tab: AppTab, name: string): Promise<readonly Note['id'][]> {
  await takeDeck(tab.services, makeDeck(name, 3))
  const mine = await putIn(tab, name)
  for (let parts = await partsToRemove(tab.services, deckId(name)); parts; ) {
    await removeDeck(tab.services, deckId(name), parts)
    parts = await partsToRemove(tab.services, deckId(name))
  }
  return mine
}

/** Takes notes as another program's; gives the way back. */
async function takeForeign(tab: AppTab, { id, title, notes }: Deck): Promise<() => Promise<void>> {
  const stamp = () => stamped(tab)
  const here = await tab.store.exportAll()
  const plan = planForeign(here, { decks: [{ id, title, notes }], events: [], settings: null }, stamp)
  await tab.store.replaceAll(() => ({ decks: plan.decks, events: [...here.events, ...plan.events] }), rebuild)
  return () => tab.store.replaceAll((now) => unplanForeign(now, takenOf(here.decks, plan), stamp), rebuild)
}

const idsIn = async (tab: AppTab, name: string) => (await tab.store.deck(deckId(name)))?.notes.map(({ id }) => id)

describe('cards that I wrote or moved into a deck', () => {
  test('stay in it when its import is taken back, and it is told how many', async () => {
    const tab = await devices.open()
    const takeBack = await takeDeck(tab.services, makeDeck('d', 3), { address: 'https://example.org/d.json' })
    const mine = await putIn(tab, 'd')
    expect(await takeBack()).toBe(2)
    expect(await idsIn(tab, 'd')).toEqual(mine)
    expect(await tab.store.placeOf(cardIdOf(WRITTEN.id, 'front'))).not.toBeNull()
    expect(await tab.store.subscription(deckId('d'))).toBeNull()
    await assertWhole(tab.store)
    // The same deck again is whole again.
    await takeDeck(tab.services, makeDeck('d', 3))
    expect(await idsIn(tab, 'd')).toEqual([...makeDeck('d', 3).notes.map(({ id }) => id), ...mine])
  })

  test('stay when the deck is removed, and its address is let go of', async () => {
    const tab = await devices.open()
    await takeDeck(tab.services, makeDeck('d', 3), { address: 'https://example.org/d.json' })
    const mine = await putIn(tab, 'd')
    expect(await partsToRemove(tab.services, deckId('d'))).toEqual({ own: 2, received: 3 })
    expect(await removeDeck(tab.services, deckId('d'), { own: 2, received: 3 })).toBeNull()
    expect(await idsIn(tab, 'd')).toEqual(mine)
    expect(await tab.store.subscription(deckId('d'))).toBeNull()
    // Now it holds nothing else, and goes whole, which is said before.
    expect(await partsToRemove(tab.services, deckId('d'))).toEqual({ own: 2, received: 0 })
    await removeDeck(tab.services, deckId('d'), { own: 2, received: 0 })
    expect(await tab.store.collectedDeck(deckId('d'))).toBeNull()
    await assertWhole(tab.store)
  })

  test('are asked about anew where another tab wrote them since, and nothing goes meanwhile', async () => {
    const tab = await devices.open()
    await tab.store.putDeck(makeDeck('d', 0), { builtIn: false })
    const asked = await partsToRemove(tab.services, deckId('d'))
    if (!asked) throw new Error('no deck')
    const mine = await putIn(tab, 'd')
    expect(await removeDeck(tab.services, deckId('d'), asked)).toEqual({ own: 2, received: 0 })
    expect(await idsIn(tab, 'd')).toEqual(mine)
    expect(await removeDeck(tab.services, deckId('d'), { own: 2, received: 0 })).toBeNull()
    expect(await tab.store.deck(deckId('d'))).toBeNull()
  })

  test('from an article stay too, with the article', async () => {
    const tab = await devices.open()
    const [deck, made] = [makeDeck('d', 2), makeDeck('made', 1)]
    const grown = { ...deck, sources: [...deck.sources, ...made.sources], notes: [...deck.notes, ...made.notes] }
    await tab.store.putDeck(grown, { builtIn: false, own: made.notes.map(({ id }) => id) })
    expect(await partsToRemove(tab.services, deck.id)).toEqual({ own: 1, received: 2 })
    await removeDeck(tab.services, deck.id, { own: 1, received: 2 })
    expect(await tab.store.deck(deck.id)).toMatchObject({ notes: made.notes, sources: made.sources })
  })

  test('that I took out or moved on keep no deck', async () => {
    const tab = await devices.open()
    const takeBack = await takeDeck(tab.services, makeDeck('d', 3))
    const [written, moved] = await putIn(tab, 'd')
    await say(tab, { kind: 'retire', noteId: written, deckId: deckId('d'), on: true })
    const note = noteOf(makeDeck('home', 2), 0)
    await say(tab, { kind: 'move', noteId: moved, from: deckId('d'), deckId: deckId('home'), note })
    expect(await takeBack()).toBe(0)
    expect(await tab.store.decks()).toMatchObject([{ id: 'home' }])
    expect(await idsIn(tab, 'home')).toEqual(makeDeck('home', 2).notes.map(({ id }) => id))
  })

  test('stay where I put them in since, and are told of, when the import of a removed deck is taken back', async () => {
    const tab = await devices.open()
    const [early] = await removedWith(tab, 'd')
    const takeBack = await takeDeck(tab.services, makeDeck('d', 3))
    const late = { ...WRITTEN, id: noteId('late') }
    await say(tab, { kind: 'move', noteId: late.id, from: null, deckId: deckId('d'), note: late })
    expect(await takeBack()).toBe(3)
    expect(await idsIn(tab, 'd')).toEqual([early, noteId('home-n0'), late.id])
    expect(await tab.store.mend('all')).toBe(0)
    await assertWhole(tab.store)
  })

  test.each([
    ['worded one of them anew', { kind: 'note', noteId: WRITTEN.id, deckId: deckId('d'), note: WRITTEN }],
    [
      'moved one of them out and in again',
      { kind: 'move', noteId: WRITTEN.id, from: deckId('d'), deckId: deckId('home'), note: WRITTEN },
    ],
  ])('stay where I have %s since', async (_what, event) => {
    const tab = await devices.open()
    const [early] = await removedWith(tab, 'd')
    const takeBack = await takeDeck(tab.services, makeDeck('d', 3))
    await say(tab, event)
    if (event.kind === 'move') await say(tab, { ...event, from: deckId('home'), deckId: deckId('d') })
    expect(await takeBack()).toBe(2)
    expect(await idsIn(tab, 'd')).toContain(early)
    expect(await tab.store.mend('all')).toBe(0)
  })

  test('go with their deck again when the import that brought it back is taken back', async () => {
    const tab = await devices.open()
    const mine = await removedWith(tab, 'd')
    const before = await everything(tab.store)
    const takeBack = await takeDeck(tab.services, makeDeck('d', 3))
    expect(await idsIn(tab, 'd')).toEqual([...makeDeck('d', 3).notes.map(({ id }) => id), ...mine])
    expect(await takeBack()).toBe(0)
    expect(await everything(tab.store)).toEqual(before)
    expect(await tab.store.mend('all')).toBe(0)
    await assertWhole(tab.store)
  })

  test('are back in the deck that holds them when the import is taken back that they were waiting for', async () => {
    const tab = await devices.open()
    const home = makeDeck('home', 2)
    await tab.store.putDeck(home, { builtIn: false })
    const [note] = home.notes
    const move = { ...stamped(tab), kind: 'move', noteId: note?.id, from: home.id, deckId: deckId('d'), note }
    const moved = [move as unknown as StoredEvent]
    await tab.store.replaceAll((here) => ({ ...here, events: [...here.events, ...moved] }), rebuild)
    const before = await everything(tab.store)
    const takeBack = await takeDeck(tab.services, makeDeck('d', 3))
    expect(await idsIn(tab, 'home')).toEqual(['home-n1'])
    expect(await takeBack()).toBe(0)
    expect(await everything(tab.store)).toEqual(before)
    expect(await tab.store.mend('all')).toBe(0)
    await assertWhole(tab.store)
  })

  test('stay when an import from another program is taken back', async () => {
    const tab = await devices.open()
    const takeBack = await takeForeign(tab, makeDeck('d', 2))
    const mine = await putIn(tab, 'd')
    await takeBack()
    expect(await idsIn(tab, 'd')).toEqual(mine)
    await assertWhole(tab.store)
  })

  test.each(['here before', 'new'])(
    'and cards that came since, at whatever version, outlive the undo of an import into a deck that was %s',
    async (which) => {
      const tab = await devices.open()
      const { id } = makeDeck('d', 4)
      const [first, second, third, fourth] = [0, 1, 2, 3].map((n) => noteOf(makeDeck('d', 4), n))
      if (!first || !second || !third || !fourth) throw new Error('four')
      const old = { ...first, content: { kind: 'qa', question: 'Before?', answer: 'Before' } } as const
      const isHere = which === 'here before'
      if (isHere) await tab.store.putDeck({ ...makeDeck('d', 4), notes: [old, second] }, { builtIn: false })
      const takeBack = await takeForeign(tab, { ...makeDeck('d', 4), notes: [first, third, fourth] })
      const left = (await tab.store.collectedDeck(id))?.deck
      if (!left) throw new Error('no deck')
      const { builtIn, retired, own: _own, ...deck } = left
      const made = makeDeck('made', 1)
      const other = { ...fourth, content: { kind: 'qa', question: 'Reworded since?', answer: 'Yes' } } as const
      const since = deck.notes.map((note) => (note.id === fourth.id ? other : note))
      const version = { ...deck, sources: [...deck.sources, ...made.sources], notes: [...since, ...made.notes] }
      await tab.store.putDeck(version, { builtIn, retired, own: [noteId('made-n0')] })
      await takeBack()
      const back = (await tab.store.collectedDeck(id))?.deck
      expect(back?.notes).toEqual(isHere ? [old, second, other, ...made.notes] : [other, ...made.notes])
      expect(back?.own).toEqual(['made-n0'])
      await assertWhole(tab.store)
    },
  )

  test('that another import brought to another version do not keep the first from being taken back', async () => {
    const tab = await devices.open()
    const deck = makeDeck('d', 4)
    await tab.store.putDeck({ ...deck, notes: deck.notes.slice(0, 1) }, { builtIn: false })
    const takeBack = await takeForeign(tab, { ...deck, notes: deck.notes.slice(0, 2) })
    const takeSecondBack = await takeForeign(tab, { ...deck, notes: deck.notes.slice(0, 3) })
    await takeBack()
    expect(await idsIn(tab, 'd')).toEqual(['d-n0', 'd-n2'])
    await takeSecondBack()
    expect(await idsIn(tab, 'd')).toEqual(['d-n0'])
    await assertWhole(tab.store)
  })

  test('go with their deck again, unless something was done to one, also when another program had brought it back', async () => {
    const tab = await devices.open()
    const mine = await removedWith(tab, 'd')
    const before = await everything(tab.store)
    const takeBack = await takeForeign(tab, makeDeck('d', 2))
    expect(await idsIn(tab, 'd')).toEqual(['d-n0', 'd-n1', ...mine])
    await takeBack()
    expect(await everything(tab.store)).toEqual(before)
    expect(await tab.store.mend('all')).toBe(0)
    const takeAgain = await takeForeign(tab, makeDeck('d', 2))
    await say(tab, { kind: 'note', noteId: WRITTEN.id, deckId: deckId('d'), note: WRITTEN })
    await takeAgain()
    expect(await idsIn(tab, 'd')).toEqual(mine)
    await assertWhole(tab.store)
  })
})
