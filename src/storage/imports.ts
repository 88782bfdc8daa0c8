import { type MediaHash, mediaIn } from '../domain/media.ts'
import type { Connection } from './connection.ts'
import { issue } from './issue.ts'
import { getMeta, type ImportRecord } from './schema.ts'
import type { Locks } from './slot.ts'
import type { Imports } from './store.ts'

/**
 * An import leaves a record until its last transaction, which removes it. While it lasts its tab holds a lock: a record
 * that is found where nobody does is of an import that was cut off.
 */
export function makeImports(connection: Connection, locks: Locks | null, database: string): Imports {
  const lock = `${database}-import`
  const inLine = <T>(work: () => Promise<T>): Promise<T> =>
    locks === null
      ? work()
      : new Promise((resolve, reject) => {
          locks.request(lock, {}, () => work().then(resolve, reject)).catch(reject)
        })
  /** Null where another tab is at it, and where nobody can know: there are browsers without locks. */
  const ifNobodyIs = async <T>(work: () => Promise<T>): Promise<T | null> =>
    locks &&
    new Promise<T | null>((resolve, reject) => {
      const take = (got: unknown) => (got === null ? Promise.resolve(null) : work()).then(resolve, reject)
      locks.request(lock, { ifAvailable: true }, take).catch(reject)
    })

  return {
    run: (title, media, work) =>
      inLine(async () => {
        await takeBack(connection)
        await connection.write(['meta', 'media'], 'strict', async (tx) => {
          const known = new Set(await tx.objectStore('media').getAllKeys())
          await tx.objectStore('meta').put({ name: 'import', title, media: media.filter((hash) => !known.has(hash)) })
        })
        try {
          return await work()
        } catch (thrown) {
          await takeBack(connection).catch(() => {})
          throw thrown
        }
      }),
    cutOff: () =>
      ifNobodyIs(async () => {
        const left = await readRecord(connection)
        if (left && left.media.length > 0) await takeBack(connection, { ...left, media: [] })
        return left && { title: left.title }
      }),
    forget: async () => {
      await ifNobodyIs(() => takeBack(connection))
    },
    abandon: () => inLine(() => takeBack(connection)),
  }
}

const readRecord = async (connection: Connection): Promise<ImportRecord | null> =>
  (await connection.read(['meta'], (tx) => getMeta(tx, 'import'))) ?? null

/** Takes away what an import brought and nothing names. What another tab has put into a note meanwhile stays. */
async function takeBack(connection: Connection, rest: ImportRecord | null = null): Promise<void> {
  const record = await readRecord(connection)
  if (!record) return
  const named = record.media.length > 0 ? await namedIn(connection) : new Set()
  await connection.write(['meta', 'media'], 'strict', async (tx) => {
    for (const hash of record.media) if (!named.has(hash)) issue(tx.objectStore('media').delete(hash))
    await (rest ? tx.objectStore('meta').put(rest) : tx.objectStore('meta').delete('import'))
  })
}

/** Every start looks for a record; what reads a whole collection is fetched only where there is one. */
async function namedIn(connection: Connection): Promise<ReadonlySet<MediaHash>> {
  const { exportParts } = await import('./exporting.ts')
  let named = new Set<MediaHash>()
  await exportParts(connection, () => {
    named = new Set()
    const add = (one: unknown) => {
      for (const hash of mediaIn(one)) named.add(hash)
    }
    return { deck: add, events: (part) => part.forEach(add) }
  })
  return named
}
