import { readFileSync } from 'node:fs'
import { describe, expect, test, vi } from 'vitest'
import { installBuiltInDecks } from '../../src/app/builtIn.ts'
import { partsToRemove, removeDeck } from '../../src/app/removeDeck.ts'
import { takeDeck } from '../../src/app/takeDeck.ts'
import { addToHeld } from '../../src/domain/draftDeck.ts'
import type { Note } from '../../src/domain/note.ts'
import { decodeDeck, encodeDeck } from '../../src/formats/deckFile.ts'
import type { Store } from '../../src/storage/store.ts'
import { shippedDecks } from '../shippedDecks.ts'
import { makeDeck } from '../storage/world.ts'
import type { AppTab } from './device.ts'
import { device, withDevice } from './eachTest.ts'

const shipped = shippedDecks()

let kept: Map<string, string>
/** What the host gives for the n-th deck; null where it cannot be reached. */
let host: (text: string) => string | null
let fetched: number

withDevice(() => {
  kept = new Map()
  host = (text) => text
  fetched = 0
  return {
    localStorage: {
      getItem: (key: string) => kept.get(key) ?? null,
      setItem: (key: string, value: string) => void kept.set(key, value),
    },
    fetch: async (address: string) => {
      fetched++
      const name = address.split('/').at(-1)?.split('?')[0] ?? ''
      const text = host(readFileSync(new URL(`../../decks/${name}`, import.meta.url), 'utf8'))
      if (text === null) throw new TypeError('Failed to fetch')
      return new Response(text)
    },
  }
})

/** As after an update of the app: its decks have other addresses than those seen. */
function forgetAddresses(): void {
  for (const [key, value] of kept) kept.set(key, JSON.stringify({ ...JSON.parse(value), addresses: [] }))
}

/** The part of a start that concerns them. */
const start = (store: Store, fresh: boolean) => installBuiltInDecks(store, { fresh })

const versionsOf = async (tab: AppTab) => (await tab.store.decks()).map(({ id, version }) => [id, version])

const grown = (text: string): string => {
  const deck = decodeDeck(text)
  if (!deck.ok) throw new Error('no deck')
  return encodeDeck({ ...deck.value, version: deck.value.version + 1 })
}

describe('the decks that ship with the app', () => {
  test('are there after the first start, as they ship', async () => {
    const { store } = await device.open()
    await start(store, true)
    expect((await store.exportAll()).decks.map(({ builtIn, retired, ...deck }) => deck)).toEqual(shipped)
    expect((await store.decks()).every((deck) => deck.builtIn)).toBe(true)
  })

  test('are not even looked for on later starts', async () => {
    const { store } = await device.open()
    await start(store, true)
    fetched = 0
    await start(store, false)
    expect(fetched).toBe(0)
  })

  test('stay away once removed, also after an update of the app', async () => {
    const tab = await device.open()
    await start(tab.store, true)
    const [gone] = shipped
    if (!gone) throw new Error('no deck ships')
    await tab.store.removeDeck(gone.id)
    await start(tab.store, false)
    forgetAddresses()
    host = grown
    await start(tab.store, false)
    expect(await versionsOf(tab)).toEqual(shipped.slice(1).map(({ id, version }) => [id, version + 1]))
  })

  test('are brought up to date when their version grows, and left alone when it does not', async () => {
    const tab = await device.open()
    await start(tab.store, true)
    host = grown
    forgetAddresses()
    await start(tab.store, false)
    expect(await versionsOf(tab)).toEqual(shipped.map(({ id, version }) => [id, version + 1]))
    host = (text) => text
    forgetAddresses()
    await start(tab.store, false)
    expect(await versionsOf(tab)).toEqual(shipped.map(({ id, version }) => [id, version + 1]))
  })

  test('that cannot be reached just now keep nobody from starting, and come with the next start', async () => {
    const tab = await device.open()
    let calls = 0
    host = (text) => (++calls === 2 ? null : text)
    await start(tab.store, true)
    expect(await tab.store.decks()).toHaveLength(shipped.length - 1)
    await start(tab.store, false)
    expect(await tab.store.decks()).toHaveLength(shipped.length)
  })

  test('come also where the browser keeps no notes for us', async () => {
    vi.stubGlobal('localStorage', {
      getItem: () => {
        throw new DOMException('no', 'SecurityError')
      },
      setItem: () => {
        throw new DOMException('no', 'SecurityError')
      },
    })
    const tab = await device.open()
    await start(tab.store, true)
    expect(await tab.store.decks()).toHaveLength(shipped.length)
  })

  test('come whole after the note of what was seen was mangled', async () => {
    const tab = await device.open()
    for (const note of ['{', '[]', '{"addresses":5,"deckIds":{}}', '"text"']) {
      kept.set('recite.builtIn', note)
      await start(tab.store, false)
      expect(await tab.store.decks()).toHaveLength(shipped.length)
    }
  })
})

describe("cards of the learner's own in a deck that ships with the app", () => {
  /** A friend's version of it is no built-in deck any more: cards of an article can be kept in it. */
  async function withOwnCards() {
    const tab = await device.open()
    await start(tab.store, true)
    const [deck] = shipped
    if (!deck) throw new Error('no deck ships')
    await takeDeck(tab.services, { ...deck, version: deck.version + 1 })
    const held = await tab.store.collectedDeck(deck.id)
    const article = makeDeck('own', 3)
    const [source] = article.sources
    if (!held || !source) throw new Error('no deck to keep cards in')
    const { deck: grownDeck, own } = addToHeld(held, source, article.notes)
    await tab.store.putDeck(grownDeck, { builtIn: false, own })
    const ids = article.notes.map(({ id }) => id)
    const look = async () => {
      const now = (await tab.store.collectedDeck(deck.id))?.deck
      const isOwn = ({ id }: Note) => ids.includes(id)
      const live = now?.notes ?? []
      return {
        own: live.filter(isOwn).map(({ id }) => id),
        marked: now?.own,
        received: live.filter((note) => !isOwn(note)).length,
        out: now?.retired.filter(isOwn).length,
        builtIn: now?.builtIn,
        source: (await tab.store.source(deck.id, source.id)) !== null,
      }
    }
    const update = async () => {
      forgetAddresses()
      host = (text) => grown(grown(grown(grown(text))))
      await start(tab.store, false)
    }
    return { tab, deck, ids, look, update }
  }

  test('stay in study through an update of the app, with their article, and count as their own', async () => {
    const { tab, deck, ids, look, update } = await withOwnCards()
    await update()
    expect(await look()).toEqual({
      own: ids,
      marked: ids,
      received: deck.notes.length,
      out: 0,
      builtIn: false,
      source: true,
    })
    expect((await tab.store.decks()).find(({ id }) => id === deck.id)?.version).toBe(deck.version + 4)
  })

  test.each([
    ['as it was', () => {}],
    ['lost', () => kept.clear()],
  ])(
    'are all that is left of a deck that was removed, also after an update (note of what was seen: %s)',
    async (_, lose) => {
      const { tab, deck, ids, look, update } = await withOwnCards()
      const parts = await partsToRemove(tab.services, deck.id)
      if (!parts) throw new Error('nothing to remove')
      await removeDeck(tab.services, deck.id, parts)
      lose()
      await update()
      expect(await look()).toEqual({ own: ids, marked: ids, received: 0, out: 0, builtIn: false, source: true })
    },
  )
})
