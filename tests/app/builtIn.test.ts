import { readFileSync } from 'node:fs'
import { describe, expect, test, vi } from 'vitest'
import { installBuiltInDecks } from '../../src/app/builtIn.ts'
import { decodeDeck, encodeDeck } from '../../src/formats/deckFile.ts'
import type { Store } from '../../src/storage/store.ts'
import { shippedDecks } from '../shippedDecks.ts'
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
