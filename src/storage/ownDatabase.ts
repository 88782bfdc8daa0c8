import { type DBSchema, type IDBPDatabase, openDB } from 'idb'
import { HEALABLE } from './connection.ts'
import { nameOf, toFailure } from './failure.ts'

/**
 * Runs work on the database, which opens with the first call. Where it died under the page, which a browser tells late or
 * never, it is opened again and the work done once more: it must come to the same end. Rejects with a `StorageFailure`.
 */
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
    const isFirst = connection === null
    connection ??= connect()
    let tried = connection
    const attempt = async () => {
      try {
        return await work(await tried)
      } catch (thrown) {
        if (connection === tried) connection = null
        throw thrown
      }
    }
    try {
      return await attempt().catch((thrown) => {
        if (isFirst || !HEALABLE.has(nameOf(thrown))) throw thrown
        connection ??= connect()
        tried = connection
        return attempt()
      })
    } catch (thrown) {
      throw toFailure(thrown)
    }
  }
}
