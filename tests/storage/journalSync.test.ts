import 'fake-indexeddb/auto'
import { afterEach, describe, expect, it } from 'vitest'
import type { EventId, LogEvent, StoredEvent } from '../../src/domain/event.ts'
import type { JournalContent } from '../../src/storage/journal.ts'
import { lostFrom, withCopyOf } from '../../src/storage/journalCopy.ts'
import { until } from './check.ts'
import { deckId, makeDeck, makeWorld, type Tab, type World } from './world.ts'

/** More than a few parts. */
const LONG = 3300

let world: World
afterEach(() => world.closeAll())

async function longLog(): Promise<Tab> {
  world = makeWorld('sync')
  const tab = await world.open()
  await tab.store.putDeck(makeDeck('own', 3), { builtIn: false })
  const events = Array.from({ length: LONG }, () => ({ ...tab.stamp(), kind: 'of-later' }) as unknown as LogEvent)
  await tab.store.commit({ events, cards: [] })
  return tab
}

/** A journal whose worker looks into the database itself; what the page is asked for is an error. */
function workersJournal(found: JournalContent, world: World) {
  const asked: string[] = []
  let copied: JournalContent | null = null
  const [first = null] = found.events
    .map(({ id }) => id)
    .sort()
    .reverse()
  return {
    asked,
    copied: () => copied,
    journal: {
      read: async () => {
        asked.push('read')
        return found
      },
      onHeld: (listener: (summary: object) => Promise<void>) =>
        void listener({ dbId: found.dbId, events: found.events.length, lastId: first, decks: 'own 1', deckChanges: 1 }),
      append: async () => {},
      rewrite: async () => void asked.push('rewrite'),
      copyFrom: async (name: string, dbId: string) => {
        await withCopyOf(name, async ({ parts }) => {
          const all = { events: [] as StoredEvent[], decks: [] as JournalContent['decks'][number][] }
          for await (const { events = [], decks = [] } of parts) {
            expect(events.length).toBeLessThanOrEqual(1000)
            all.events.push(...events)
            all.decks.push(...decks)
          }
          copied = { dbId, ...all }
        })
        return true
      },
      lost: async (name: string) => ({ events: await lostFrom(name, found.events), decks: [] }),
      status: () => ({ kind: 'here' as const }),
      close: () => {},
    },
    world,
  }
}

const named = (n: number): StoredEvent => ({ id: `0-lost-${n}` as EventId, kind: 'of-later' })

describe('a second copy that is not what the log is', () => {
  it('is written anew where it lies: the page reads neither it nor the log', async () => {
    const tab = await longLog()
    const log = await tab.store.eventsSince(null)
    const held = { dbId: 'another', events: log.slice(0, 40), decks: [] }
    for (const dbId of ['another', world.canary?.dbId ?? '']) {
      const { journal, asked, copied } = workersJournal({ ...held, dbId }, world)
      await world.open({ journal } as never)
      await until(() => copied() !== null, 'it is copied')
      expect(copied()?.events).toEqual(log)
      expect(copied()?.decks.map(({ id }) => id)).toEqual([deckId('own')])
      expect(asked).toEqual([])
    }
  })

  it('gives back what the log has lost, wherever in it that was', async () => {
    const tab = await longLog()
    const log = await tab.store.eventsSince(null)
    const mixed = [...log.slice(2000), named(1), ...log.slice(0, 1999), named(2)]
    expect((await lostFrom(world.name, mixed)).map(({ id }) => id)).toEqual([named(1).id, named(2).id])
    expect(await lostFrom(world.name, log)).toEqual([])
    const shuffled = log.map((_, i) => log[(i * 1009) % log.length] as StoredEvent)
    expect(await lostFrom(world.name, [...shuffled, named(3)])).toEqual([named(3)])
    const { journal, copied } = workersJournal({ dbId: world.canary?.dbId ?? '', events: mixed, decks: [] }, world)
    const again = await world.open({ journal } as never)
    await until(() => copied() !== null, 'it is copied')
    expect(await again.store.eventsSince(null)).toHaveLength(LONG + 2)
    expect(copied()?.events).toHaveLength(LONG + 2)
  })
})
