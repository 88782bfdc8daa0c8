import { isLogShort } from './canary.ts'
import type { Connection } from './connection.ts'
import { decksSince } from './decksSince.ts'
import type { JournalContent } from './journal.ts'
import { restore } from './restore.ts'
import type { IdentityRecord } from './schema.ts'
import type { LogEnd, StartDeps, Started } from './start.ts'
import type { StartReport } from './store.ts'

/** What a start found of a database that lost something, and its second copy. */
type Short = {
  readonly copy: JournalContent | null
  readonly identity: IdentityRecord | undefined
  readonly end: LogEnd
}

/** Brings back what the second copy has of it. */
export async function bringBack(
  connection: Connection,
  { copy, identity, end }: Short,
  { canary, rebuild, mintIdentity }: StartDeps,
): Promise<Started> {
  const mended = identity ?? mintIdentity()
  const emptied = (await connection.read(['decks'], (tx) => tx.objectStore('decks').count())) === 0
  // A copy of another database knows of other changes.
  const own = identity && copy?.dbId !== identity.dbId ? null : copy
  const { deckChanges = 0 } = own ?? {}
  // Of a database that still has decks, one that is missing was removed, unless the copy has it by a later change.
  const lostDecks = emptied ? (copy?.decks ?? []) : own ? decksSince(own, end.deckChanges) : []
  const lost = { events: copy?.events ?? [], decks: lostDecks, deckChanges }
  const { added, decks, end: restored } = await restore(connection, lost, rebuild, mended)
  // Where the copy knows of all changes and has nothing to give, what was lost was of no deck that is still wanted.
  const isKnown = identity && canary && !isLogShort(canary, end) && canary.deckChanges <= deckChanges
  const isSound = isKnown && added + decks === 0
  const expected = Math.max(canary?.events ?? 0, copy?.events.length ?? 0)
  const report: StartReport = isSound
    ? { kind: 'ready' }
    : { kind: 'restored', expected, restored: added, decks, emptied }
  return { report, identity: mended, end: restored }
}
