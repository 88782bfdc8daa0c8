import { openDB } from 'idb'
import { makeConnection } from './connection.ts'
import type { JournalContent } from './journal.ts'
import { readCopy } from './journalSync.ts'
import type { Schema } from './schema.ts'

/** What a copy of the database of this name must hold. Whoever else wants the database is not kept waiting. */
export async function readCopyOf(name: string): Promise<Pick<JournalContent, 'events' | 'decks'>> {
  const db = await openDB<Schema>(name, undefined, { blocking: () => db.close() })
  const connection = makeConnection(db, () => Promise.reject(new Error('the database was closed')))
  try {
    return await readCopy(connection)
  } finally {
    await connection.close()
  }
}
