/** Records taken in at a time: a few milliseconds of work, so that thousands of them do not hold up the page. */
const PAGE = 400

type Readable<T> = { readonly getAll: (range: IDBKeyRange | null, count: number) => Promise<T[]> }

/** All records of a store from a key on, or from the first, in order: a page at a time within one transaction. */
export async function readPages<T>(
  store: Readable<T>,
  keyOf: (record: T) => IDBValidKey,
  from: IDBValidKey | null = null,
): Promise<T[]> {
  const records: T[] = []
  let range = from === null ? null : IDBKeyRange.lowerBound(from)
  for (;;) {
    const page = await store.getAll(range, PAGE)
    for (const record of page) records.push(record)
    const last = page.at(-1)
    if (last === undefined || page.length < PAGE) return records
    range = IDBKeyRange.lowerBound(keyOf(last), true)
  }
}
