import 'fake-indexeddb/auto'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { EventId, StoredEvent } from '../../src/domain/event.ts'
import { foldFacts } from '../../src/storage/facts.ts'
import { makeDeck, makeWorld, noteId } from './world.ts'

const moment = { at: Date.UTC(2026, 0, 5), offsetMinutes: 0, day: 20_458 }
const idOf = (n: number) => String(n).padStart(6, '0') as EventId
const event = (n: number, more: object) => ({ ...moment, id: idOf(n), ...more }) as StoredEvent

/** One note's event, and undos each of which names the two events before it. */
const chain = (length: number): StoredEvent[] => [
  event(0, { kind: 'retire', noteId: noteId('d-n0'), deckId: 'd', on: true }),
  ...Array.from({ length }, (_, i) => event(i + 1, { kind: 'undo', of: [idOf(i), ...(i > 0 ? [idOf(i - 1)] : [])] })),
]

describe('what facts are about', () => {
  it('is found by reading each undo a few times, however many ways lead to it', async () => {
    const readsOf = async (length: number): Promise<number> => {
      let reads = 0
      const counted = chain(length).map((one) => {
        if (!('of' in one)) return one
        const { of, ...rest } = one
        const get = () => {
          reads++
          return of
        }
        return Object.defineProperty(rest, 'of', { enumerable: true, get }) as StoredEvent
      })
      const { overlays } = await foldFacts(counted)
      expect(overlays).toMatchObject([{ noteId: 'd-n0', events: { length: length + 1 } }])
      return reads
    }
    const [few, many] = [await readsOf(10), await readsOf(20)]
    expect(many).toBeLessThan(3 * few)
  })

  it('is, for an undo, what the undos before it that it names are about, and never what comes later', async () => {
    const log = fc.array(fc.array(fc.nat(11), { maxLength: 3 }), { minLength: 1, maxLength: 9 })
    await fc.assert(
      fc.asyncProperty(log, async (named) => {
        const notes = [0, 1, 2].map((n) => event(n, { kind: 'retire', noteId: noteId(`n${n}`), deckId: 'd', on: true }))
        const undos = named.map((of, i) => ({ n: i + 3, of }))
        const about = (n: number): ReadonlySet<number> =>
          n < 3
            ? new Set([n])
            : new Set((undos[n - 3]?.of ?? []).filter((to) => to < n).flatMap((to) => [...about(to)]))
        const { overlays } = await foldFacts([
          ...notes,
          ...undos.map(({ n, of }) => event(n, { kind: 'undo', of: of.map(idOf) })),
        ])
        for (const [n, overlay] of overlays.entries())
          expect(overlay.events).toEqual(
            [n, ...undos.map((undo) => undo.n).filter((undo) => about(undo).has(n))].map(idOf),
          )
      }),
    )
  })

  it('is written down for a log of undos within undos', async () => {
    const world = makeWorld('facts')
    const { store } = await world.open()
    await store.putDeck(makeDeck('d', 2), { builtIn: true })
    await store.commit({ events: chain(60), cards: [] })
    const [first] = (await store.exportAll()).decks
    expect(first?.notes.length).toBe(2)
    expect(await store.eventsSince(null)).toHaveLength(61)
    await world.closeAll()
  })
})

it('gives a deck no longer a title than files of decks may, whatever its event says', async () => {
  const title = 'a::'.repeat(30_000)
  const { titles } = await foldFacts([event(1, { kind: 'title', deckId: 'd', title })])
  expect(titles.value).toEqual({ d: title.slice(0, 500) })
})
