import type { StoredEvent } from '../domain/event.ts'
import { inOrder } from '../domain/undo.ts'
import { collectDeck } from './collectDeck.ts'
import type { Connection } from './connection.ts'
import { toFailure } from './failure.ts'
import { pendingChanges } from './follow.ts'
import { isClosed, isDeckWhole, isEvent, salvage } from './salvage.ts'
import { ALL_STORES, EVENTS_A_PART, getMeta, type StoreName, type Tx, type WriteTx } from './schema.ts'
import type { CollectedDeck, Collection, CollectionSink, Lost } from './store.ts'

const LOG_STORES: StoreName[] = ['events', 'decks', 'meta', 'pending']
/** So often it is read in parts; whoever writes decks all the time has it read at once. */
const ATTEMPTS = 2

/** `stored` is how many notes a deck has, retired ones among them, by its own record. */
type PartSink = Pick<CollectionSink, 'events'> & {
  readonly deck: (deck: CollectedDeck, stored: number) => void | Promise<void>
}

/**
 * Everything as of one moment, that of its last part, though each part is a transaction of its own: an answer need not
 * wait for the end of a long log, and is in it if it came before. The log only grows, so that it is whole if at the end
 * it has as many events as were read; where it has more, or a deck changed, all is read again.
 */
export async function exportParts(connection: Connection, begin: () => PartSink): Promise<void> {
  for (let attempt = 0; attempt < ATTEMPTS; attempt++) if (await readParts(connection, begin())) return
  const sink = begin()
  const { records, decks, events } = await connection.read(ALL_STORES, async (tx) => {
    const records = await tx.objectStore('decks').getAll()
    const decks = await Promise.all(records.map((record) => collectDeck(tx, record)))
    return { records, decks, events: await tx.objectStore('events').getAll() }
  })
  for (const [i, deck] of decks.entries()) await sink.deck(deck, records[i]?.storedNotes ?? 0)
  await handOver(events, sink)
}

/** See `Store.exportAll`. */
export async function exportAll(connection: Connection): Promise<Collection> {
  let decks: CollectedDeck[] = []
  let events: StoredEvent[] = []
  const lost = await exportReadable(connection, () => {
    decks = []
    events = []
    return { deck: (deck) => void decks.push(deck), events: (part) => void events.push(...part) }
  })
  return { decks, events, ...(lost.length > 0 && { lost }) }
}

/** See `Store.exportReadable`. Where all of it can be read it is never in memory together; else it is. */
export async function exportReadable(connection: Connection, begin: () => CollectionSink): Promise<readonly Lost[]> {
  try {
    await exportParts(connection, () => {
      const sink = begin()
      return {
        deck: (deck, stored) => (isDeckWhole(deck, stored) ? sink.deck(deck) : notWhole()),
        events: (part) => (part.every(isEvent) ? sink.events(part) : notWhole()),
      }
    })
    return []
  } catch (thrown) {
    if (isClosed(thrown)) throw thrown
  }
  const { collection, lost } = await salvage(connection.bare).catch((thrown) => {
    throw toFailure(thrown)
  })
  const sink = begin()
  for (const deck of collection.decks) await sink.deck(deck)
  await handOver(inOrder(collection.events), sink)
  return lost
}

function notWhole(): never {
  throw new Error('a record is not what it should be')
}

async function handOver(events: readonly StoredEvent[], sink: Pick<CollectionSink, 'events'>): Promise<void> {
  for (let at = 0; at < events.length; at += EVENTS_A_PART) await sink.events(events.slice(at, at + EVENTS_A_PART))
}

/** False where what was read is not of one moment. */
async function readParts(connection: Connection, sink: PartSink): Promise<boolean> {
  const { records, state } = await connection.read(LOG_STORES, async (tx) => ({
    records: await tx.objectStore('decks').getAll(),
    state: await contentOf(tx),
  }))
  for (const record of records)
    await sink.deck(await connection.read(['chunks', 'sources'], (tx) => collectDeck(tx, record)), record.storedNotes)
  let count = 0
  for (let range: IDBKeyRange | null = null; ; ) {
    const from: IDBKeyRange | null = range
    const read = await connection.read(LOG_STORES, async (tx) => {
      const events = await tx.objectStore('events').getAll(from, EVENTS_A_PART)
      const isLast = events.length < EVENTS_A_PART
      return { events, end: isLast ? await endOf(tx) : null }
    })
    count += read.events.length
    if (read.events.length > 0) await sink.events(read.events)
    if (read.end !== null) return read.end.state === state && read.end.events === count
    const last = read.events.at(-1)
    range = last ? IDBKeyRange.lowerBound(last.id, true) : null
  }
}

const endOf = async (tx: Tx) => ({ state: await contentOf(tx), events: (await pendingChanges(tx)).events })

/** Another one whenever a deck, or everything, was put in the place of another. */
async function contentOf(tx: Tx): Promise<string> {
  const [identity, records] = await Promise.all([
    getMeta(tx, 'identity'),
    (tx as WriteTx).objectStore('decks').getAll(),
  ])
  return JSON.stringify([identity?.dbId, records.map(({ contentKey, layoutKey }) => [contentKey, layoutKey])])
}
