import type { StoredEvent } from '../domain/event.ts'
import type { Connection } from './connection.ts'
import { deckList, type Journal, type JournalSummary } from './journal.ts'
import { type LogEnd, readEnd } from './start.ts'
import type { Rebuild } from './store.ts'

/**
 * Brings the second copy and the log together when this tab becomes the copy's writer. Of the same database, what the
 * copy has and the log has not was lost there and comes back; otherwise the copy becomes what the log is. Gives the
 * log's end if events came back, else null.
 */
export async function syncJournal(
  connection: Connection,
  journal: Journal,
  found: JournalSummary,
  rebuild: Rebuild,
  name: string,
): Promise<LogEnd | null> {
  const { identity, end } = await readEnd(connection)
  if (!identity) return null
  const isSameDatabase = found.dbId === identity.dbId
  const isSameLog = found.events === end.events && found.lastId === end.lastId
  if (isSameDatabase && isSameLog && found.decks === (await ownDecks(connection))) return null
  const lost = isSameDatabase && !isSameLog ? await lostOf(connection, journal, name) : []
  const restored =
    lost.length > 0
      ? await (await import('./restore.ts')).restore(connection, { events: lost, decks: [] }, rebuild, identity)
      : null
  await copyLog(connection, journal, name, identity.dbId)
  return restored?.end ?? null
}

/** By the journal's own worker, where it can: a long log is too much for a page. */
export async function copyLog(connection: Connection, journal: Journal, name: string, dbId: string): Promise<void> {
  if (await journal.copyFrom?.(name, dbId)) return
  await journal.rewrite({ dbId, ...(await (await import('./journalInPage.ts')).readCopy(connection)) })
}

async function lostOf(connection: Connection, journal: Journal, name: string): Promise<readonly StoredEvent[]> {
  return (await journal.lost?.(name)) ?? (await import('./journalInPage.ts')).findLost(connection, journal)
}

async function ownDecks(connection: Connection): Promise<string> {
  const records = await connection.read(['decks'], (tx) => tx.objectStore('decks').getAll())
  return deckList(records.map((record) => record.info).filter((info) => !info.builtIn))
}
