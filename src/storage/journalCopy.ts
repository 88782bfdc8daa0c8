import { openDB } from 'idb'
import { collectDeck } from './collectDeck.ts'
import { type Connection, makeConnection } from './connection.ts'
import type { JournalAddition } from './journal.ts'
import type { JournalCopy } from './journalFile.ts'
import type { Schema } from './schema.ts'

/**
 * Hands over what a copy of the database of this name must hold, part by part. Whoever else wants the database is not
 * kept waiting: each part is a transaction of its own, and what is written meanwhile is appended to the copy later.
 */
export async function withCopyOf(name: string, use: (copy: Omit<JournalCopy, 'dbId'>) => Promise<void>): Promise<void> {
  const db = await openDB<Schema>(name, undefined, { blocking: () => db.close() })
  const connection = makeConnection(db, () => Promise.reject(new Error('the database was closed')))
  try {
    const [events, records] = await connection.read(['events', 'decks'], (tx) =>
      Promise.all([tx.objectStore('events').count(), tx.objectStore('decks').getAll()]),
    )
    const own = records.filter((record) => !record.info.builtIn)
    await use({ lines: events + own.length, parts: partsOf(connection, own) })
  } finally {
    await connection.close()
  }
}

/** A few megabytes. */
const EVENTS_A_PART = 5000

async function* partsOf(
  connection: Connection,
  records: readonly Schema['decks']['value'][],
): AsyncGenerator<JournalAddition> {
  for (const record of records)
    yield { decks: [await connection.read(['chunks', 'sources'], (tx) => collectDeck(tx, record))] }
  for (let range: IDBKeyRange | null = null; ; ) {
    const from: IDBKeyRange | null = range
    const events = await connection.read(['events'], (tx) => tx.objectStore('events').getAll(from, EVENTS_A_PART))
    yield { events }
    const last = events.at(-1)
    if (last === undefined || events.length < EVENTS_A_PART) return
    range = IDBKeyRange.lowerBound(last.id, true)
  }
}
