import { collectDeck } from './collectDeck.ts'
import type { Connection } from './connection.ts'
import { readDeckChanges } from './deckChanges.ts'
import { readLog } from './deckReading.ts'
import { decksSince } from './decksSince.ts'
import type { Journal, JournalContent, LostContent } from './journal.ts'

/*
 * What a journal's own worker does where it can, in the page: the copy and the log are then in memory whole.
 */

/** What the copy holds and the database, which knows of so many changes of decks, does not. */
export async function findLost(connection: Connection, journal: Journal, deckChanges: number): Promise<LostContent> {
  const copy = await journal.read()
  if (!copy) return { events: [], decks: [] }
  const known = new Set((await readLog(connection, null)).map(({ id }) => id))
  return { events: copy.events.filter((event) => !known.has(event.id)), decks: decksSince(copy, deckChanges) }
}

/** What a copy must hold: all events, and the decks that do not ship with the app. */
export function readCopy(connection: Connection): Promise<Omit<JournalContent, 'dbId'>> {
  return connection.read(['events', 'decks', 'chunks', 'sources', 'meta'], async (tx) => {
    const [events, records] = await Promise.all([tx.objectStore('events').getAll(), tx.objectStore('decks').getAll()])
    const own = records.filter((record) => !record.info.builtIn)
    const decks = await Promise.all(own.map((record) => collectDeck(tx, record)))
    return { events, decks, deckChanges: await readDeckChanges(tx) }
  })
}
