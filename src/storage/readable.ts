import type { DBSchema, IDBPDatabase, StoreKey, StoreNames, StoreValue } from 'idb'
import { UNREADABLE } from './connection.ts'
import { nameOf } from './failure.ts'
import { readIn } from './issue.ts'

/**
 * The records of a small store that can be read, and the keys of those that cannot: one of these must not keep the others
 * from whoever asks for all. Rejects where it is not a record that cannot be read but the database.
 */
export async function readable<Known extends DBSchema, Name extends StoreNames<Known>>(
  db: IDBPDatabase<Known>,
  name: Name,
): Promise<{ readonly records: readonly StoreValue<Known, Name>[]; readonly bad: readonly StoreKey<Known, Name>[] }> {
  try {
    return { records: await readIn(db, name, (store) => store.getAll()), bad: [] }
  } catch (thrown) {
    if (!UNREADABLE.has(nameOf(thrown))) throw thrown
  }
  const records: StoreValue<Known, Name>[] = []
  const bad: StoreKey<Known, Name>[] = []
  for (const key of await readIn(db, name, (store) => store.getAllKeys())) {
    if (!(await isReadable(db, name, key))) {
      bad.push(key)
      continue
    }
    const record = await readIn(db, name, (store) => store.get(key))
    if (record !== undefined) records.push(record)
  }
  return { records, bad }
}

/** Whether a record can be read, if it is there at all. */
export async function isReadable<Known extends DBSchema, Name extends StoreNames<Known>>(
  db: IDBPDatabase<Known>,
  name: Name,
  key: StoreKey<Known, Name>,
): Promise<boolean> {
  try {
    await readIn(db, name, (store) => store.get(key))
    return true
  } catch (thrown) {
    if (!UNREADABLE.has(nameOf(thrown))) throw thrown
    return false
  }
}
