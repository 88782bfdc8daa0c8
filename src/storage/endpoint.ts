import { type DBSchema, openDB } from 'idb'
import type { Endpoint } from '../domain/endpoint.ts'
import { toFailure } from './failure.ts'
import { readIn } from './issue.ts'

/** A learner's own model as it was set up; `on` is false until they say so, and again when they turn it off. */
export type ModelSetup = Endpoint & { readonly on: boolean }

/** Holds one thing: how to reach a learner's own model, its key among it. No log, backup or deck ever reads it. */
export type EndpointStore = {
  readonly read: () => Promise<ModelSetup | null>
  /** Null forgets it. */
  readonly write: (setup: ModelSetup | null) => Promise<void>
}

type Schema = DBSchema & { setup: { key: string; value: ModelSetup } }

const NAME = 'recite-model'
const KEY = 'setup'

/** In a database of its own, opened for each call, since it is seldom asked. Rejects with a `StorageFailure`. */
export function openEndpoint(): EndpointStore {
  async function use<T>(work: (db: Awaited<ReturnType<typeof connect>>) => Promise<T>): Promise<T> {
    try {
      const db = await connect()
      try {
        return await work(db)
      } finally {
        db.close()
      }
    } catch (thrown) {
      throw toFailure(thrown)
    }
  }
  const connect = () => openDB<Schema>(NAME, 1, { upgrade: (db) => void db.createObjectStore('setup') })

  return {
    read: () => use(async (db) => (await readIn(db, 'setup', (store) => store.get(KEY))) ?? null),
    write: (setup) =>
      use(async (db) => {
        if (setup) await db.put('setup', setup, KEY)
        else await db.delete('setup', KEY)
      }),
  }
}
