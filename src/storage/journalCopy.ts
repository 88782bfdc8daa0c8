import { openDB } from 'idb'
import type { EventId, StoredEvent } from '../domain/event.ts'
import { collectDeck } from './collectDeck.ts'
import { type Connection, makeConnection } from './connection.ts'
import { readDeckChanges } from './deckChanges.ts'
import { pendingChanges } from './follow.ts'
import type { JournalAddition } from './journal.ts'
import type { JournalCopy } from './journalFile.ts'
import { logParts } from './logParts.ts'
import { EVENTS_A_PART, type Schema } from './schema.ts'

/**
 * Hands over what a copy of the database of this name must hold, part by part. Whoever else wants the database is not
 * kept waiting: each part is a transaction of its own, and what is written meanwhile is appended to the copy later.
 */
export const withCopyOf = (name: string, use: (copy: Omit<JournalCopy, 'dbId'>) => Promise<void>): Promise<void> =>
  withDatabase(name, async (connection) => {
    const [{ events }, records, deckChanges] = await connection.read(['meta', 'pending', 'decks'], (tx) =>
      Promise.all([pendingChanges(tx), tx.objectStore('decks').getAll(), readDeckChanges(tx)]),
    )
    const own = records.filter((record) => !record.info.builtIn)
    await use({ lines: events + own.length, deckChanges, parts: partsOf(connection, own, deckChanges) })
  })

/** The events among these that the database of this name does not have; asked for a part at a time. */
export const lostFrom = (name: string, events: Iterable<StoredEvent>): Promise<StoredEvent[]> =>
  withDatabase(name, async (connection) => {
    const lost: StoredEvent[] = []
    let part: StoredEvent[] = []
    const look = async () => {
      const known = await knownOf(
        connection,
        part.map(({ id }) => id),
      )
      for (const event of part) if (!known.has(event.id)) lost.push(event)
      part = []
    }
    for (const event of events) {
      part.push(event)
      if (part.length === EVENTS_A_PART) await look()
    }
    await look()
    return lost
  })

/** Mostly these are all that lies between the first and the last of them. */
async function knownOf(connection: Connection, ids: readonly EventId[]): Promise<ReadonlySet<EventId>> {
  const [first, last] = ids.reduce<[EventId, EventId] | []>(
    ([least, most], id) => [
      least === undefined || id < least ? id : least,
      most === undefined || id > most ? id : most,
    ],
    [],
  )
  if (first === undefined || last === undefined) return new Set()
  return connection.read(['events'], async (tx) => {
    const events = tx.objectStore('events')
    const between = await events.getAllKeys(IDBKeyRange.bound(first, last), MOST_BETWEEN)
    if (between.length < MOST_BETWEEN) return new Set(between)
    return new Set((await Promise.all(ids.map((id) => events.getKey(id)))).filter((id) => id !== undefined))
  })
}

/** Of a part of events that are out of order far more may lie between: they are then looked up one by one. */
const MOST_BETWEEN = 2 * EVENTS_A_PART

async function withDatabase<T>(name: string, work: (connection: Connection) => Promise<T>): Promise<T> {
  const db = await openDB<Schema>(name, undefined, { blocking: () => db.close() })
  const connection = makeConnection(db, () => Promise.reject(new Error('the database was closed')))
  try {
    return await work(connection)
  } finally {
    await connection.close()
  }
}

async function* partsOf(
  connection: Connection,
  records: readonly Schema['decks']['value'][],
  deckChanges: number,
): AsyncGenerator<JournalAddition> {
  for (const record of records)
    yield { decks: [await connection.read(['chunks', 'sources'], (tx) => collectDeck(tx, record))], deckChanges }
  for await (const events of logParts(connection, { since: null, before: null })) yield { events }
}
