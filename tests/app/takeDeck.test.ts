import { describe, expect, test, vi } from 'vitest'
import { takeDeck } from '../../src/app/takeDeck.ts'
import { readIncoming } from '../../src/app/transfer.ts'
import { readSteps } from '../../src/app/undo.ts'
import type { Deck } from '../../src/domain/deck.ts'
import type { Note } from '../../src/domain/note.ts'
import { makeFakeFolder } from '../storage/fakeFolder.ts'
import { assertWhole } from '../storage/whole.ts'
import { everything, front, makeDeck, noteId } from '../storage/world.ts'
import type { AppTab } from './device.ts'
import { withDevices } from './eachTest.ts'
import { answered, deckFile, fileOf, preview, reword } from './transfers.ts'

const { open } = withDevices()

async function previewDeck(tab: AppTab, deck: Deck) {
  const incoming = await preview(tab, deckFile(deck))
  if (incoming.kind !== 'deck') throw new Error('not a deck')
  const { isNew, counts } = incoming.merge
  return { isNew, ...counts }
}

describe('a deck file, before it is taken', () => {
  test('counts what is new, changed, the same and retired, and changes nothing', async () => {
    const tab = await open()
    const deck = makeDeck('d', 5)
    expect(await previewDeck(tab, deck)).toEqual({
      isNew: true,
      fresh: 5,
      changed: 0,
      same: 0,
      removed: 0,
      clashing: 0,
    })
    expect(await tab.store.decks()).toEqual([])
    await tab.store.putDeck(deck, { builtIn: false })
    const before = await everything(tab.store)
    const [first, second, ...rest] = deck.notes
    if (!first || !second) throw new Error('too few notes')
    const reworded: Note = { ...first, content: { kind: 'qa', question: 'Reworded?', answer: 'Yes' } }
    const fresh: Note = { ...second, id: noteId('d-fresh') }
    const update = { ...deck, version: 2, notes: [reworded, ...rest.slice(0, 2), fresh] }
    expect(await previewDeck(tab, update)).toEqual({
      isNew: false,
      fresh: 1,
      changed: 1,
      same: 2,
      removed: 2,
      clashing: 0,
    })
    expect(await everything(tab.store)).toEqual(before)
  })

  test('is the same as the one here, though the learner has worded a note anew', async () => {
    const tab = await open()
    const deck = makeDeck('d', 3)
    await tab.store.putDeck(deck, { builtIn: false })
    await reword(tab, deck, 1)
    expect(await previewDeck(tab, deck)).toEqual({
      isNew: false,
      fresh: 0,
      changed: 0,
      same: 3,
      removed: 0,
      clashing: 0,
    })
  })

  test('is refused with a reason when it is empty, too big, or nothing of ours', async () => {
    const tab = await open()
    const kindOf = async (file: File) => {
      const read = await readIncoming(tab.services, file)
      return read.ok ? 'taken' : read.error.kind
    }
    expect(await kindOf(fileOf(''))).toBe('empty')
    expect(await kindOf(fileOf('x'.repeat(50_000_001)))).toBe('too-big')
    expect(await kindOf(fileOf('{"format":'))).toBe('not-json')
    expect(await kindOf(fileOf('[]'))).toBe('other-format')
    expect(await kindOf(fileOf('{"format":"recite-backup","formatVersion":1}'))).toBe('shape')
    expect(await kindOf(fileOf('{"format":"recite-backup","formatVersion":3,"records":[]}'))).toBe('newer-version')
  })
})

/** The author's next version: the second note has a new tag, the third is gone. */
const retagged = (deck: Deck): Deck => ({
  ...deck,
  version: deck.version + 1,
  notes: deck.notes.flatMap((note, i) =>
    i === 2 ? [] : [i === 1 ? { ...note, tags: [...note.tags, 'theirs'] } : note],
  ),
})

describe('an update of a deck', () => {
  test('keeps my words, takes what only the author changed, retires what is gone, and moves no progress', async () => {
    const tab = await open()
    const deck = makeDeck('d', 4)
    await tab.store.putDeck(deck, { builtIn: false })
    const mine = await reword(tab, deck, 1)
    await tab.store.commit(await answered(tab, front('d-n1')))
    await tab.store.commit(await answered(tab, front('d-n2')))
    const cards = [front('d-n1'), front('d-n2')]
    const known = await tab.store.cards(cards)

    await takeDeck(tab.services, retagged(deck))
    const now = await tab.store.deck(deck.id)
    expect(now?.notes[1]).toEqual({ ...mine, tags: ['test', 'theirs'] })
    expect(now?.notes.map(({ id }) => id)).toEqual(['d-n0', 'd-n1', 'd-n3'])
    expect((await tab.store.collectedDeck(deck.id))?.deck.retired.map(({ id }) => id)).toEqual(['d-n2'])
    expect(await tab.store.cards(cards)).toEqual(known)
    await assertWhole(tab.store)
  })

  test('opened twice changes nothing the second time, not even the log', async () => {
    const tab = await open()
    const deck = makeDeck('d', 4)
    await tab.store.putDeck(deck, { builtIn: false })
    await reword(tab, deck, 1)
    await takeDeck(tab.services, retagged(deck))
    const once = await everything(tab.store)
    const again = await preview(tab, deckFile(retagged(deck)))
    expect(again).toMatchObject({ kind: 'deck', merge: { changesNothing: true } })
    await takeDeck(tab.services, retagged(deck))
    expect(await everything(tab.store)).toEqual(once)
  })

  test('asks about what both changed, and the choice holds', async () => {
    const tab = await open()
    const deck = makeDeck('d', 2)
    await tab.store.putDeck(deck, { builtIn: false })
    const mine = await reword(tab, deck, 1)
    const theirs = { ...mine, content: { kind: 'qa', question: 'Theirs?', answer: 'café 1' } } as Note
    const next = { ...deck, version: 2, notes: [deck.notes[0] ?? theirs, theirs] }
    const incoming = await preview(tab, deckFile(next))
    expect(incoming).toMatchObject({
      merge: {
        counts: { clashing: 1 },
        clashes: [{ noteId: 'd-n1', field: 'question', mine: 'Mine?', theirs: 'Theirs?' }],
      },
    })
    const takeBack = await takeDeck(tab.services, next, { choose: () => 'theirs' })
    expect((await tab.store.deck(deck.id))?.notes[1]?.content).toEqual({
      kind: 'qa',
      question: 'Theirs?',
      answer: 'Mine.',
    })
    await takeBack()
    await takeDeck(tab.services, next)
    expect((await tab.store.deck(deck.id))?.notes[1]).toEqual(mine)
    await assertWhole(tab.store)
  })

  test('is no step that another screen could take back alone: old words over the new deck would pass for mine', async () => {
    const tab = await open()
    const deck = makeDeck('d', 4)
    await tab.store.putDeck(deck, { builtIn: false })
    await reword(tab, deck, 1)
    const steps = await readSteps(tab.services)
    await takeDeck(tab.services, retagged(deck))
    expect((await tab.store.eventsSince(null)).length).toBeGreaterThan(steps.length)
    expect(await readSteps(tab.services)).toEqual(steps)
  })

  test('does not retire cards that I had made for it from an article', async () => {
    const tab = await open()
    const deck = makeDeck('d', 2)
    const [first] = makeDeck('own', 1).notes
    const [source] = makeDeck('own', 1).sources
    if (!first || !source) throw new Error('no note')
    const grown = { ...deck, version: 2, sources: [...deck.sources, source], notes: [...deck.notes, first] }
    await tab.store.putDeck(deck, { builtIn: false })
    await tab.store.putDeck(grown, { builtIn: false, own: [first.id] })
    const takeBack = await takeDeck(tab.services, { ...deck, version: 3, title: 'New' })
    const now = await tab.store.deck(deck.id)
    expect(now?.notes.map(({ id }) => id)).toEqual(['d-n0', 'd-n1', 'own-n0'])
    expect(await tab.store.source(deck.id, source.id)).toEqual(source)
    await takeBack()
    expect((await tab.store.collectedDeck(deck.id))?.deck).toEqual({
      ...grown,
      builtIn: false,
      own: [first.id],
      retired: [],
    })
    await assertWhole(tab.store)
  })
})

describe('an update of a deck, while another tab works', () => {
  test('keeps the cards that are put into the deck while the point to go back to is written', async () => {
    const tab = await open()
    const deck = makeDeck('d', 2)
    await tab.store.putDeck(deck, { builtIn: false })
    const made = makeDeck('own', 1)
    const own = made.notes.map(({ id }) => id)
    const grown = {
      ...deck,
      version: 2,
      sources: [...deck.sources, ...made.sources],
      notes: [...deck.notes, ...made.notes],
    }
    let wrote = false
    vi.stubGlobal(
      'FileSystemFileHandle',
      class {
        createWritable() {}
      },
    )
    vi.stubGlobal('navigator', {
      storage: {
        getDirectory: async () => {
          if (!wrote) await tab.store.putDeck(grown, { builtIn: false, own })
          wrote = true
          return makeFakeFolder('root')
        },
      },
    })
    await takeDeck(tab.services, { ...deck, version: 3, title: 'New' })
    expect(wrote).toBe(true)
    const now = (await tab.store.collectedDeck(deck.id))?.deck
    expect(now).toMatchObject({ version: 3, title: 'New', own, retired: [] })
    expect(now?.notes.map(({ id }) => id)).toEqual(['d-n0', 'd-n1', 'own-n0'])
    await assertWhole(tab.store)
  })
})

describe('taking an update of a deck back', () => {
  test("gives back everything exactly: notes, retired ones, the learner's own wording, where it came from", async () => {
    const tab = await open()
    const deck = makeDeck('d', 4)
    await tab.store.putDeck(makeDeck('d', 5), { builtIn: true })
    await tab.store.putDeck({ ...deck, version: 2 }, { builtIn: true })
    await tab.store.commit(await answered(tab, front('d-n2')))
    const mine = await reword(tab, deck, 1)
    const before = await everything(tab.store)
    const content = (await tab.store.exportAll()).decks

    const update = { ...makeDeck('d', 8), version: 3, title: 'Theirs', notes: makeDeck('d', 8).notes.slice(3) }
    const takeBack = await takeDeck(tab.services, update)
    expect((await tab.store.deck(deck.id))?.title).toBe('Theirs')
    await takeBack()

    expect((await tab.store.exportAll()).decks).toEqual(content)
    expect(await everything(tab.store)).toEqual(before)
    expect((await tab.store.deck(deck.id))?.notes[1]).toEqual(mine)
    await assertWhole(tab.store)
  })

  test('gives back my words where the author’s were merged into them, in one step', async () => {
    const tab = await open()
    const deck = makeDeck('d', 4)
    await tab.store.putDeck(deck, { builtIn: false })
    await reword(tab, deck, 1)
    await tab.store.commit(await answered(tab, front('d-n1')))
    const before = await everything(tab.store)
    const takeBack = await takeDeck(tab.services, retagged(deck))
    expect((await tab.store.deck(deck.id))?.notes[1]).toMatchObject({ tags: ['test', 'theirs'] })
    await takeBack()
    // The log only grows.
    expect({ ...(await everything(tab.store)), events: before.events }).toEqual(before)
    await assertWhole(tab.store)
  })

  test('leaves a newer version alone that came meanwhile', async () => {
    const tab = await open()
    const deck = makeDeck('d', 3)
    await tab.store.putDeck(deck, { builtIn: false })
    const takeBack = await takeDeck(tab.services, { ...deck, version: 2, title: 'Two' })
    await takeDeck(tab.services, { ...deck, version: 3, title: 'Three' })
    await takeBack()
    expect((await tab.store.decks())[0]).toMatchObject({ version: 3, title: 'Three' })
  })

  test('leaves the deck as it is where my cards came into it since, though its version is the same', async () => {
    const tab = await open()
    const deck = makeDeck('d', 3)
    const made = makeDeck('own', 2)
    const own = made.notes.map(({ id }) => id)
    for (const isNew of [true, false]) {
      if (!isNew) await tab.store.putDeck(deck, { builtIn: false })
      const takeBack = await takeDeck(tab.services, { ...deck, version: 2 })
      const notes = [...deck.notes, ...made.notes]
      const joined = { ...deck, version: 2, notes, sources: [...deck.sources, ...made.sources] }
      await tab.store.putDeck(joined, { builtIn: false, own })
      expect(await takeBack()).toBe('changed')
      expect((await tab.store.collectedDeck(deck.id))?.deck).toMatchObject({ version: 2, notes, own, retired: [] })
      await tab.store.removeDeck(deck.id)
    }
    await assertWhole(tab.store)
  })

  test('leaves no trace of a deck that was new', async () => {
    const tab = await open()
    const before = await everything(tab.store)
    const takeBack = await takeDeck(tab.services, makeDeck('d', 3))
    expect(await tab.store.decks()).toHaveLength(1)
    await takeBack()
    expect(await everything(tab.store)).toEqual(before)
  })
})
