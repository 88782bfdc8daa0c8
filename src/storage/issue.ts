import type { DBSchema, IDBPDatabase, IDBPObjectStore, StoreNames } from 'idb'

/**
 * Issues a write without waiting for it. It cannot fail alone: its transaction fails with it, and that is where it is
 * heard.
 */
export function issue(request: Promise<unknown>): void {
  request.catch(() => {})
}

/** A reading by itself. With idb's own shortcuts nobody hears the end of its transaction, should that be aborted. */
export function readIn<Known extends DBSchema, Name extends StoreNames<Known>, Found>(
  db: IDBPDatabase<Known>,
  name: Name,
  read: (store: IDBPObjectStore<Known, [Name], Name>) => Promise<Found>,
): Promise<Found> {
  const tx = db.transaction(name)
  issue(tx.done)
  return read(tx.store)
}
