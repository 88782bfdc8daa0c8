import type { EventId } from '../domain/event.ts'
import { type CanaryRecord, isLogShort } from './canary.ts'
import type { Connection } from './connection.ts'
import { pendingChanges } from './follow.ts'
import { issue } from './issue.ts'
import type { Journal } from './journal.ts'
import { getMeta, type IdentityRecord } from './schema.ts'
import type { Rebuild, StartReport } from './store.ts'

/** What is known of the log without reading it, and how many changes of decks are known of (`DecksRecord`). */
export type LogEnd = { readonly events: number; readonly lastId: EventId | null; readonly deckChanges: number }

export type Started = { readonly report: StartReport; readonly identity: IdentityRecord; readonly end: LogEnd }

export type StartDeps = {
  readonly canary: CanaryRecord | null
  readonly journal: Pick<Journal, 'read'>
  readonly rebuild: Rebuild
  readonly mintIdentity: () => IdentityRecord
}

/**
 * Tells a first run, a sound database, and one that lost something apart; the last is mended from the second copy. Of
 * a sound one it reads a handful of records, however much it holds.
 */
export async function start(connection: Connection, deps: StartDeps): Promise<Started> {
  const { canary } = deps
  const { identity, end } = await readEnd(connection)
  if (identity && !isShort(identity, end, canary)) return { report: { kind: 'ready' }, identity, end }

  const copy = await deps.journal.read()
  if (!identity && !canary?.events && !copy?.events.length && end.events === 0 && !copy?.decks.length) {
    const fresh = deps.mintIdentity()
    await connection.write(['meta'], 'strict', async (tx) => {
      issue(tx.objectStore('meta').put(fresh))
      await tx.objectStore('meta').put({ name: 'ballast', bytes: new ArrayBuffer(BALLAST_BYTES) })
    })
    return { report: { kind: 'first-run' }, identity: fresh, end }
  }
  const { bringBack } = await import('./bringBack.ts')
  return bringBack(connection, { copy, identity, end }, deps)
}

const BALLAST_BYTES = 256 * 1024

/** The canary speaks of another database after a backup was put in: then it has nothing to say of this one. */
function isShort(identity: IdentityRecord, end: LogEnd, canary: CanaryRecord | null): boolean {
  if (canary?.dbId !== identity.dbId) return false
  return isLogShort(canary, end) || canary.deckChanges > end.deckChanges
}

export function readEnd(connection: Connection): Promise<{ identity: IdentityRecord | undefined; end: LogEnd }> {
  return connection.read(['meta', 'events', 'pending'], async (tx) => {
    const [identity, { events }, decks, last] = await Promise.all([
      getMeta(tx, 'identity'),
      pendingChanges(tx),
      getMeta(tx, 'decks'),
      tx.objectStore('events').openKeyCursor(null, 'prev'),
    ])
    return { identity, end: { events, lastId: last?.key ?? null, deckChanges: decks?.changes ?? 0 } }
  })
}
