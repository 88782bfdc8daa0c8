import type { StoredEvent } from '../domain/event.ts'
import { collectDeck } from './collectDeck.ts'
import type { Connection } from './connection.ts'
import { readLog } from './deckReading.ts'
import type { Journal, JournalContent } from './journal.ts'

/*
 * What a journal's own worker does where it can, in the page: the copy and the log are then in memory whole.
 */

/** What the copy holds and the log does not. */
export async function findLost(connection: Connection, journal: Journal): Promise<readonly StoredEvent[]> {
  const copy = await journal.read()
  const known = new Set((await readLog(connection, null)).map(({ id }) => id))
  return copy?.events.filter((event) => !known.has(event.id)) ?? []
}

/** What a copy must hold: all events, and the decks that do not ship with the app. */
export function readCopy(connection: Connection): Promise<Pick<JournalContent, 'events' | 'decks'>> {
  return connection.read(['events', 'decks', 'chunks', 'sources'], async (tx) => {
    const [events, records] = await Promise.all([tx.objectStore('events').getAll(), tx.objectStore('decks').getAll()])
    const own = records.filter((record) => !record.info.builtIn)
    return { events, decks: await Promise.all(own.map((record) => collectDeck(tx, record))) }
  })
}
