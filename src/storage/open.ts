import { openDB } from 'idb'
import { fail, nameOf, toFailure } from './failure.ts'
import { issue, readIn } from './issue.ts'
import type { Database, Migration, Schema, SchemaRecord } from './schema.ts'

export type Opening = {
  readonly name: string
  readonly migrations: readonly Migration[]
  readonly minReader: number
  /** How long an opening may wait for other tabs before it is called blocked. */
  readonly blockedMs: number
  /** The oldest version that other tabs hold open, or null. */
  readonly askHolders: () => Promise<number | null>
  /** A newer version of the app wants the database: let go of it. */
  readonly onWanted: () => void
  /** The browser took the connection away. */
  readonly onTerminated: () => void
}

/**
 * Opens the database and brings it to this schema. Rejects with `blocked` in time even where the browser itself would
 * wait for ever, with `newer-schema` when a later version has written what this one cannot read, and with the
 * browser's own error otherwise.
 */
export function openDatabase(opening: Opening): Promise<Database> {
  const version = opening.migrations.length
  return new Promise((resolve, reject) => {
    let over = false
    const timers: ReturnType<typeof setTimeout>[] = []
    const finish = (act: () => void) => {
      if (over) return
      over = true
      for (const timer of timers) clearTimeout(timer)
      act()
    }
    const refuse = (thrown: unknown) => finish(() => reject(thrown))
    const blocked = () => refuse(fail({ kind: 'blocked' }))

    openDB<Schema>(opening.name, version, {
      upgrade: (db, from, _to, tx) => {
        issue(tx.done)
        for (const step of opening.migrations.slice(from)) step(db, tx)
        const schema: SchemaRecord = { name: 'schema', minReader: opening.minReader }
        issue(tx.objectStore('meta').put(schema))
      },
      blocked: () => timers.push(setTimeout(blocked, opening.blockedMs / 2)),
      blocking: opening.onWanted,
      terminated: opening.onTerminated,
    }).then(
      (db) => (over ? db.close() : finish(() => resolve(db))),
      (thrown) => (nameOf(thrown) === 'VersionError' ? openNewer(opening).then(resolve, refuse) : refuse(thrown)),
    )

    // A third tab, queued behind another one's blocked upgrade, gets no event at all: it has to ask.
    const limbo = async () => {
      const held = await opening.askHolders()
      if (held !== null && held < version) blocked()
    }
    timers.push(setTimeout(() => void limbo(), opening.blockedMs / 2))
  })
}

/** The data is of a later schema. Additive changes leave it readable: its own record says for whom. */
async function openNewer(opening: Opening): Promise<Database> {
  const db = await openDB<Schema>(opening.name, undefined, {
    blocking: opening.onWanted,
    terminated: opening.onTerminated,
  })
  const schema = await readIn(db, 'meta', (store) => store.get('schema')).catch(() => undefined)
  if (schema?.name === 'schema' && schema.minReader <= opening.migrations.length) return db
  const found = db.version
  db.close()
  throw fail({ kind: 'newer-schema', found })
}

/**
 * Opens under the first name that opens at all. A database whose files are damaged can refuse for ever; it is left as
 * it is, for whoever may still read it, and a new one takes its place. `tries` guards against doing so for a hiccup.
 */
export async function openFirst(names: readonly string[], open: (name: string) => Promise<Database>, tries = 3) {
  let last: unknown
  for (const name of names) {
    for (let i = 0; i < tries; i++) {
      try {
        return { name, db: await open(name) }
      } catch (thrown) {
        last = thrown
        if (nameOf(thrown) !== 'UnknownError') throw toFailure(thrown)
        await new Promise((resolve) => setTimeout(resolve, 100 * (i + 1)))
      }
    }
  }
  throw toFailure(last)
}
