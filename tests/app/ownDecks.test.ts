import { describe, expect, test } from 'vitest'
import { createBrowse } from '../../src/app/browse.ts'
import { createKnownNotes } from '../../src/app/knownNotes.ts'
import { addDeck, addNote, renameDeck } from '../../src/app/ownDecks.ts'
import { partsToRemove, removeDeck } from '../../src/app/removeDeck.ts'
import { createUndo } from '../../src/app/undo.ts'
import { emptyFields } from '../../src/domain/noteFields.ts'
import { decodeDeck, encodeDeck } from '../../src/formats/deckFile.ts'
import type { Store } from '../../src/storage/store.ts'
import { until } from '../storage/check.ts'
import { assertWhole } from '../storage/whole.ts'
import { deckId, front, makeDeck } from '../storage/world.ts'
import { device, withDevice } from './eachTest.ts'

withDevice()

describe('a deck of one’s own', () => {
  test('is empty at first, takes notes, and lets go of the last one again', async () => {
    const { services, store, use } = await device.open()
    const { it: undo } = use(createUndo)
    const mine = await addDeck(services, ' Mine :: French ', 'fr')
    expect((await store.decks()).map(({ title, cardCount }) => [title, cardCount])).toEqual([['Mine::French', 0]])
    for (const question of ['Cat?', 'Dog?']) {
      device.at += 1000
      const fields = { ...emptyFields('qa', ['animals']), question, answer: 'un animal' }
      expect(await addNote(services, undo, fields, mine)).not.toBeNull()
    }
    const { it: known } = use(createKnownNotes)
    await until(() => known.isAsked('cat', null), 'the notes are read')
    expect(known.tags()).toEqual(['animals'])
    device.at += 1000
    await undo.undo()
    const deck = await store.deck(mine)
    expect(deck?.notes.map((note) => note.content)).toEqual([{ kind: 'qa', question: 'Cat?', answer: 'un animal' }])
    await assertWhole(store)
  })

  test('has the name that it was given last, until that is taken back', async () => {
    const { services, store, use } = await device.open()
    await store.putDeck(makeDeck('d', 1), { builtIn: true })
    const { it: undo } = use(createUndo)
    const title = async () => (await store.decks())[0]?.title
    await renameDeck(services, undo, deckId('d'), { was: 'Test::d', title: 'Other::Name' })
    expect(await title()).toBe('Other::Name')
    device.at += 1000
    await undo.undo()
    expect(await title()).toBe('Test::d')
  })

  test('has the author’s next name, where its own was saved as it stood', async () => {
    const { services, store, use } = await device.open()
    const deck = makeDeck('d', 1)
    await store.putDeck(deck, { builtIn: true })
    const { it: undo } = use(createUndo)
    expect(await renameDeck(services, undo, deckId('d'), { was: deck.title, title: ` ${deck.title} ` })).toBeNull()
    await store.putDeck({ ...deck, version: 2, title: 'Test::e' }, { builtIn: true })
    expect((await store.decks())[0]?.title).toBe('Test::e')
  })
})

describe('into a deck that another tab removed meanwhile', () => {
  test('nothing is written and nothing is moved', async () => {
    const { services, store, use } = await device.open()
    await store.putDeck(makeDeck('d', 2), { builtIn: false })
    const mine = await addDeck(services, 'Mine', 'en')
    const { it: browse } = use(() => createBrowse('deck:Test::d'))
    await until(() => browse.search.hits().complete && browse.search.hits().rows.length === 2, 'the cards are found')
    browse.selection.toggle(0)
    await store.removeDeck(mine)
    expect(await browse.act({ kind: 'move', deckId: mine })).toBeNull()
    expect(await addNote(services, browse.undo, { ...emptyFields('qa'), question: 'Q?', answer: 'a' }, mine)).toBeNull()
    expect((await store.deck(deckId('d')))?.notes).toHaveLength(2)
    expect(await store.eventsSince(null)).toEqual([])
  })

  test('nothing is written where it was removed at the last moment, and what is done next is stored', async () => {
    let mine = deckId('none')
    const others: Store[] = []
    const { services, store, use } = await device.open({
      // Between the last look at the decks and the write.
      between: (real) => ({
        ...real,
        commit: async (change) => {
          await others[0]?.removeDeck(mine)
          return real.commit(change)
        },
      }),
    })
    await store.putDeck(makeDeck('d', 2), { builtIn: false })
    mine = await addDeck(services, 'Mine', 'en')
    const { it: browse } = use(() => createBrowse('deck:Test::d'))
    await until(() => browse.search.hits().complete && browse.search.hits().rows.length === 2, 'the cards are found')
    browse.selection.toggle(0)
    others.push((await device.open()).store)
    expect(await browse.act({ kind: 'move', deckId: mine })).toBeNull()
    const again = await addDeck(services, 'Mine', 'en')
    mine = again
    expect(
      await addNote(services, browse.undo, { ...emptyFields('qa'), question: 'Q?', answer: 'a' }, again),
    ).toBeNull()
    expect(services.writer.state()).toEqual({ phase: 'safe' })
    expect(await browse.act({ kind: 'flag', flag: 2 })).toHaveLength(1)
    expect((await store.eventsSince(null)).map(({ kind }) => kind)).toEqual(['flag'])
    expect(browse.undo.steps()).toHaveLength(1)
  })
})

describe('cards moved to another deck', () => {
  test('stay there where the one they came from was removed since, and what is done next is stored', async () => {
    const { services, store, use } = await device.open()
    await store.putDeck(makeDeck('d', 2), { builtIn: false })
    const mine = await addDeck(services, 'Mine', 'en')
    const { it: browse } = use(() => createBrowse('deck:Test::d'))
    await until(() => browse.search.hits().complete && browse.search.hits().rows.length === 2, 'the cards are found')
    browse.selection.toggle(0)
    expect(await browse.act({ kind: 'move', deckId: mine })).toHaveLength(1)
    const other = await device.open()
    const parts = await partsToRemove(other.services, deckId('d'))
    await removeDeck(other.services, deckId('d'), parts ?? expect.fail('no deck'))
    const cards = async () => (await store.deck(mine))?.notes.map(({ id }) => id)
    expect(await cards()).toEqual(['d-n0'])
    expect(await browse.undo.undo()).toBeNull()
    expect(await cards()).toEqual(['d-n0'])
    expect(services.writer.state()).toEqual({ phase: 'safe' })
    expect(browse.undo.last()).not.toBeNull()
    await assertWhole(store)
  })

  test('go along with their source into a file of that deck, and come back with Undo', async () => {
    const tab = await device.open()
    const { store, use } = tab
    await store.putDeck(makeDeck('d', 3), { builtIn: true })
    await store.putDeck(makeDeck('e', 1), { builtIn: false })
    const { it: browse } = use(() => createBrowse('deck:Test::d'))
    await until(() => browse.search.hits().complete && browse.search.hits().rows.length === 3, 'the cards are found')
    browse.selection.toggle(1)
    browse.selection.toggle(2)
    device.at += 1000
    expect((await browse.act({ kind: 'move', deckId: deckId('e') }))?.length).toBe(2)
    const moved = await store.deck(deckId('e'))
    const read = moved && decodeDeck(encodeDeck(moved))
    expect(read?.ok && read.value.notes.map((note) => note.id)).toEqual(['e-n0', 'd-n1', 'd-n2'])
    expect((await store.placeOf(front('d-n1')))?.deckId).toBe('e')
    device.at += 1000
    await browse.undo.undo()
    expect((await store.deck(deckId('d')))?.notes).toHaveLength(3)
    await assertWhole(store)
  })
})
