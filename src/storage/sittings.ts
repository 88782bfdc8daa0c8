import type { DBSchema } from 'idb'
import type { EventId } from '../domain/event.ts'
import type { Sitting } from '../domain/examSitting.ts'
import { readIn } from './issue.ts'
import { makeOwnDatabase } from './ownDatabase.ts'
import { PAPERS } from './paperNames.ts'
import { readable } from './readable.ts'

/** A paper under way. `examId` is what an earlier version was about to call it in the log; this one calls it by its own id. */
export type KeptSitting = { readonly sitting: Sitting; readonly examId: EventId | null }

/** Papers that are not handed in yet, in a database of their own: the log holds what was done, not what is being done. */
export type SittingStore = {
  /** Those that can be read. */
  readonly all: () => Promise<readonly KeptSitting[]>
  readonly get: (id: string) => Promise<KeptSitting | null>
  /** Resolves once it is durable. */
  readonly put: (kept: KeptSitting) => Promise<void>
  readonly remove: (id: string) => Promise<void>
}

type Schema = DBSchema & { sittings: { key: string; value: KeptSitting } }

const VERSION = 1

/** Opens with the first call. Every method rejects with a `StorageFailure`, and changes nothing when it does. */
export function openSittings(): SittingStore {
  const use = makeOwnDatabase<Schema>(PAPERS, VERSION, (db) => {
    db.createObjectStore('sittings', { keyPath: 'sitting.id' })
  })

  return {
    all: () => use(async (db) => (await readable(db, 'sittings')).records),
    get: (id) => use(async (db) => (await readIn(db, 'sittings', (store) => store.get(id))) ?? null),
    put: (kept) =>
      use(async (db) => {
        const tx = db.transaction('sittings', 'readwrite', { durability: 'strict' })
        await Promise.all([tx.store.put(kept), tx.done])
      }),
    remove: (id) => use((db) => db.delete('sittings', id)),
  }
}
