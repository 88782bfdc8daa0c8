import { describe, expect, test } from 'vitest'
import { updateBuiltIn } from '../../src/app/builtInUpdate.ts'
import { takePatch } from '../../src/app/corrections.ts'
import { partsToRemove, removeDeck } from '../../src/app/removeDeck.ts'
import { takeDeck } from '../../src/app/takeDeck.ts'
import type { Deck } from '../../src/domain/deck.ts'
import { makePatch } from '../../src/domain/deckPatch.ts'
import type { Note } from '../../src/domain/note.ts'
import type { Store } from '../../src/storage/store.ts'
import { assertWhole } from '../storage/whole.ts'
import { deckId, makeDeck, noteId } from '../storage/world.ts'
import type { AppTab } from './device.ts'
import { device, withDevice } from './eachTest.ts'
import { reword } from './transfers.ts'

withDevice()

type Work = () => Promise<unknown>
const DECK = makeDeck('d', 3)
const MADE = makeDeck('made', 1)

/** Two tabs, and what the other does in the very moment before this one's next change of a deck is written. */
async function openTorn() {
  let waiting: Work | null = null
  const torn = async () => {
    const work = waiting
    waiting = null
    await work?.()
  }
  const between = (store: Store): Store => ({
    ...store,
    commit: async (...all) => torn().then(() => store.commit(...all)),
    putDeck: async (...all) => torn().then(() => store.putDeck(...all)),
    removeDeck: async (...all) => torn().then(() => store.removeDeck(...all)),
  })
  const tab = await device.open({ between })
  const other = await device.open()
  const first = (work: Work) => {
    waiting = work
  }
  return { tab, other, first }
}

/** As another tab puts cards into a deck that were made from an article. */
async function putInto({ store }: AppTab): Promise<void> {
  const held = await store.collectedDeck(DECK.id)
  if (!held) throw new Error('no deck')
  const { builtIn: _builtIn, retired, own: _own, ...deck } = held.deck
  const sources = [...deck.sources, ...MADE.sources]
  await store.putDeck(
    { ...deck, sources, notes: [...deck.notes, ...MADE.notes] },
    { builtIn: false, retired, own: [noteId('made-n0')] },
  )
}

const newer = (deck: Deck, version: number): Deck => ({
  ...deck,
  version,
  notes: deck.notes.map((note): Note => ({ ...note, tags: [...note.tags, `v${version}`] })),
})

const held = async ({ store }: AppTab) => (await store.collectedDeck(DECK.id))?.deck

describe('what another tab does in the moment in which a deck is written', () => {
  test.each(['came from a file', 'ships with the app'])('stays where a newer version %s', async (how) => {
    const { tab, other, first } = await openTorn()
    await tab.store.putDeck(DECK, { builtIn: how !== 'came from a file' })
    first(() => putInto(other))
    if (how === 'came from a file') await takeDeck(tab.services, newer(DECK, 2))
    else await updateBuiltIn(tab.store, newer(DECK, 2), true)
    const deck = await held(tab)
    expect(deck).toMatchObject({ version: 2, own: ['made-n0'], retired: [] })
    expect(deck?.notes).toEqual([...newer(DECK, 2).notes, ...MADE.notes])
    await assertWhole(tab.store)
  })

  test('stays where a newer version is merged into words that were changed once more', async () => {
    const { tab, other, first } = await openTorn()
    await tab.store.putDeck(DECK, { builtIn: false })
    await reword(tab, DECK, 0, 'Early?')
    first(() => reword(other, DECK, 0, 'Late?'))
    await takeDeck(tab.services, newer(DECK, 2))
    const note = (await tab.store.deck(DECK.id))?.notes[0]
    expect(note).toMatchObject({ content: { question: 'Late?' }, tags: ['test', 'v2'] })
    await assertWhole(tab.store)
  })

  test('stays where an older version would have come over a newer one', async () => {
    const { tab, other, first } = await openTorn()
    await tab.store.putDeck(DECK, { builtIn: true })
    first(() => updateBuiltIn(other.store, newer(DECK, 3), true))
    await updateBuiltIn(tab.store, newer(DECK, 2), true)
    expect(await held(tab)).toMatchObject({ version: 3 })
  })

  test.each([true, false])(
    'stays where an update is taken back, into a deck that was here before: %s',
    async (isHere) => {
      const { tab, other, first } = await openTorn()
      if (isHere) await tab.store.putDeck(DECK, { builtIn: false })
      const takeBack = await takeDeck(tab.services, newer(DECK, 2))
      first(() => putInto(other))
      expect(await takeBack()).toBe('changed')
      expect(await held(tab)).toMatchObject({ version: 2, own: ['made-n0'], retired: [] })
      await assertWhole(tab.store)
    },
  )

  test('is asked about anew where the deck was to be removed', async () => {
    const { tab, other, first } = await openTorn()
    await tab.store.putDeck(DECK, { builtIn: false })
    const parts = await partsToRemove(tab.services, deckId('d'))
    if (!parts) throw new Error('no deck')
    first(() => putInto(other))
    expect(await removeDeck(tab.services, deckId('d'), parts)).toEqual({ own: 1, received: 3 })
    expect(await held(tab)).toMatchObject({ own: ['made-n0'] })
  })

  test('stays where corrections to the same card are taken', async () => {
    const { tab, other, first } = await openTorn()
    await tab.store.putDeck(DECK, { builtIn: false })
    await reword(other, DECK, 0, 'Early?')
    const corrected = DECK.notes.map(
      (note): Note => ({ ...note, content: { ...note.content, answer: 'Corrected' } as Note['content'] }),
    )
    const patch = makePatch({
      deck: { ...DECK, builtIn: false, retired: [] },
      versions: corrected.map((note) => ({ noteId: note.id, deckId: DECK.id, note, guest: null })),
    })
    if (!patch) throw new Error('no patch')
    first(() => reword(other, DECK, 0, 'Late?'))
    await takePatch(tab.services, patch, () => 'theirs')
    const note = (await tab.store.deck(DECK.id))?.notes[0]
    expect(note).toMatchObject({ content: { question: 'Late?', answer: 'Corrected' } })
  })

  test('counts as the learner’s own where the deck came just before it, and goes nowhere with that', async () => {
    const { tab, other, first } = await openTorn()
    const takeBack = await takeDeck(tab.services, DECK)
    const note = { ...MADE.notes[0], id: noteId('written'), evidence: [] } as unknown as Note
    const when = other.services.moment()
    const move = { kind: 'move', noteId: note.id, from: null, deckId: DECK.id, note } as const
    first(() =>
      other.store.commit({ events: [{ ...when, id: other.services.clock.next(when.at), ...move }], cards: [] }),
    )
    expect(await takeBack()).toBe(1)
    expect((await tab.store.deck(DECK.id))?.notes.map(({ id }) => id)).toEqual(['written'])
    await assertWhole(tab.store)
  })
})
