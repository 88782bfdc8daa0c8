import { type DBSchema, type IDBPDatabase, openDB } from 'idb'
import { toFailure } from './failure.ts'

/** Runs work on the database, which opens with the first call, and again should it have died. Rejects with a `StorageFailure`. */
export type OwnDatabase<Schema extends DBSchema> = <T>(work: (db: IDBPDatabase<Schema>) => Promise<T>) => Promise<T>

/** A small database beside the collection, of things that are not part of it: losing it can harm nothing else. */
export function makeOwnDatabase<Schema extends DBSchema>(
  name: string,
  version: number,
  upgrade: (db: IDBPDatabase<Schema>) => void,
): OwnDatabase<Schema> {
  const connect = () =>
    openDB<Schema>(name, version, {
      upgrade: (db) => upgrade(db),
      blocking: (_current, _wanted, event) => {
        connection = null
        if (event.target instanceof IDBDatabase) event.target.close()
      },
      terminated: () => {
        connection = null
      },
    })
  let connection: ReturnType<typeof connect> | null = null
  return async (work) => {
    try {
      connection ??= connect()
      return await work(await connection)
    } catch (thrown) {
      connection = null
      throw toFailure(thrown)
    }
  }
}
