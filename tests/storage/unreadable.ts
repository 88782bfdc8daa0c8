import { openDB, unwrap } from 'idb'

type RawStore = { readonly name: string; readonly records: { readonly values: (range?: unknown) => Iterable<Raw> } }
type Raw = { readonly key: IDBValidKey }

/**
 * Does work while some records cannot be read, as a browser has it: any request that would give one of them fails, alone
 * or with many others, and its transaction with it. For fake-indexeddb.
 */
export async function withUnreadable<T>(
  name: string,
  isBad: (store: string, key: IDBValidKey) => boolean,
  work: () => Promise<T>,
  error = 'DataError',
): Promise<T> {
  const raw = await rawStore(name)
  const originals = (['getValue', 'getAllValues'] as const).map(
    (method) => [method, Object.getOwnPropertyDescriptor(raw, method)] as const,
  )
  for (const [method, original] of originals)
    Object.defineProperty(raw, method, {
      ...original,
      value: function (this: RawStore, query: unknown, ...rest: unknown[]): unknown {
        let left = typeof rest[0] === 'number' && rest[0] > 0 ? rest[0] : Number.POSITIVE_INFINITY
        for (const { key } of this.records.values(asRange(query))) {
          if (left-- <= 0) break
          if (isBad(this.name, key)) throw new DOMException('this record cannot be read', error)
        }
        return Reflect.apply(original?.value, this, [query, ...rest])
      },
    })
  try {
    return await work()
  } finally {
    for (const [method, original] of originals) if (original) Object.defineProperty(raw, method, original)
  }
}

/**
 * Makes the first such record of a store unreadable until another is written in its place: any request that would give it
 * fails, alone or with many others. For fake-indexeddb.
 */
export async function spoil(name: string, storeName: string, isMeant: (key: IDBValidKey) => boolean): Promise<void> {
  const db = unwrap(await openDB(name))
  const store = db.transaction(storeName).objectStore(storeName) as unknown as { readonly _rawObjectStore: RawStore }
  db.close()
  for (const record of store._rawObjectStore.records.values()) {
    if (!isMeant(record.key)) continue
    // What cannot be cloned cannot be given out.
    Object.assign(record, { value: () => {} })
    return
  }
  throw new Error(`no such record in ${storeName}`)
}

const asRange = (query: unknown): unknown =>
  query === undefined || query instanceof IDBKeyRange ? query : IDBKeyRange.only(query)

/** What all of fake-indexeddb's stores do their work by. */
async function rawStore(name: string): Promise<object> {
  const db = unwrap(await openDB(name))
  const store = db.transaction('events').objectStore('events') as unknown as { readonly _rawObjectStore: object }
  const raw: unknown = Object.getPrototypeOf(store._rawObjectStore)
  db.close()
  if (typeof raw !== 'object' || raw === null) throw new Error('not fake-indexeddb')
  return raw
}
