import type { Connection } from './connection.ts'
import { deckList, type Journal, type JournalSummary, type LostContent } from './journal.ts'
import { type LogEnd, readEnd } from './start.ts'
import type { Rebuild } from './store.ts'

/**
 * Brings the second copy and the database together when this tab becomes the copy's writer. Of the same database, what the
 * copy has and the log has not was lost there and comes back, and so does what became of decks by changes that only the
 * copy knows of; otherwise the copy becomes what the database is. Gives the log's end if anything came back, else null.
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
  const isAhead = found.deckChanges > end.deckChanges
  const isSameContent = found.deckChanges === end.deckChanges && found.decks === (await ownDecks(connection))
  if (isSameDatabase && isSameLog && isSameContent) return null
  const lost =
    isSameDatabase && (isAhead || !isSameLog) ? await lostOf(connection, journal, name, end.deckChanges) : NOTHING
  const { deckChanges } = found
  const restored =
    (isSameDatabase && isAhead) || lost.events.length > 0
      ? await (await import('./restore.ts')).restore(connection, { ...lost, deckChanges }, rebuild, identity)
      : null
  await copyLog(connection, journal, name, identity.dbId)
  return restored?.end ?? null
}

/** By the journal's own worker, where it can: a long log is too much for a page. */
export async function copyLog(connection: Connection, journal: Journal, name: string, dbId: string): Promise<void> {
  if (await journal.copyFrom?.(name, dbId)) return
  await journal.rewrite({ dbId, ...(await (await import('./journalInPage.ts')).readCopy(connection)) })
}

const NOTHING: LostContent = { events: [], decks: [] }

async function lostOf(connection: Connection, journal: Journal, name: string, known: number): Promise<LostContent> {
  const lost = await journal.lost?.(name, known)
  return lost ?? (await import('./journalInPage.ts')).findLost(connection, journal, known)
}

async function ownDecks(connection: Connection): Promise<string> {
  const records = await connection.read(['decks'], (tx) => tx.objectStore('decks').getAll())
  return deckList(records.map((record) => record.info).filter((info) => !info.builtIn))
}
