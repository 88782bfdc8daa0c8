import type { Canary } from './canary.ts'
import { askHolders, type Channel, makeBus } from './channel.ts'
import { type Connection, makeConnection } from './connection.ts'
import { broken, toFailure } from './failure.ts'
import { isNamed, mintDeviceId } from './identity.ts'
import { readIn } from './issue.ts'
import type { Journal } from './journal.ts'
import { makeListeners } from './listeners.ts'
import { makeLiveStore } from './liveStore.ts'
import { openDatabase, openFirst } from './open.ts'
import { type Database, type IdentityRecord, MIGRATIONS, MIN_READER, type Migration } from './schema.ts'
import { type Locks, takeSlot } from './slot.ts'
import { start } from './start.ts'
import type { Rebuild, StartReport, Store } from './store.ts'

export type StoreDeps = {
  readonly now: () => number
  /** A text that nothing else was ever named, such as a UUID. */
  readonly newId: () => string
  readonly rebuild: Rebuild
  readonly canary: Canary
  readonly journal: Journal
  /** To other tabs with this database; null where there is no such thing. */
  readonly channel: Channel | null
  /** Keeps the ids of events of two tabs apart; null where there is no such thing. */
  readonly locks: Locks | null
  readonly name?: string
  readonly schema?: { readonly migrations: readonly Migration[]; readonly minReader: number }
  readonly timing?: Partial<Timing>
}

export type Timing = {
  /** After how long a write that has not ended is called stalled. */
  readonly stallMs: number
  /** Within how long a blocked upgrade is told. */
  readonly blockedMs: number
  /** How long after a commit the stored columns follow. */
  readonly flushMs: number
}

const TIMING: Timing = { stallMs: 3000, blockedMs: 900, flushMs: 10_000 }
/** Names to go on under when a database cannot be opened any more. */
const SPARE_NAMES = 4

/** Opens a learner's collection; rejects with a `StorageFailure`. */
export async function createStore(deps: StoreDeps): Promise<{ store: Store; report: StartReport }> {
  const timing = { ...TIMING, ...deps.timing }
  const schema = deps.schema ?? { migrations: MIGRATIONS, minReader: MIN_READER }
  const bus = makeBus(deps.channel)
  const wanted = makeListeners<void>()
  let connection: Connection | null = null
  let version = 0
  let isWanted = false

  const open = async (name: string): Promise<Database> => {
    const db = await openDatabase({
      ...schema,
      name,
      blockedMs: timing.blockedMs,
      askHolders: () => askHolders(bus, name, timing.blockedMs / 4),
      onWanted: () => {
        isWanted = true
        wanted.tell()
      },
      onTerminated: () => connection?.drop(),
    })
    version = db.version
    return db
  }
  const canary = deps.canary.read()
  const { name, db } = await openFirst(namesToTry(deps.name ?? 'recite', canary?.name), open)
  bus.listen((message) => {
    if (message.kind === 'who-holds' && message.name === name && connection && !connection.closed())
      bus.send({ kind: 'holding', name, version })
  })

  let identity: IdentityRecord | null = null
  const reopen = async () => {
    const again = await open(name)
    const found = await readIn(again, 'meta', (store) => store.get('identity')).catch((thrown) => {
      again.close()
      throw thrown
    })
    if (identity === null || (found?.name === 'identity' && isNamed(found, identity.deviceId))) return again
    again.close()
    throw broken('the database was emptied while the app was open')
  }
  let healed = 0
  const mended = makeListeners<void>()
  connection = makeConnection(db, reopen, async (bare) => {
    const { healRecords } = await import('./healRecords.ts')
    const count = await healRecords(bare, deps)
    healed += count
    if (count > 0) mended.tell()
    return count > 0
  })
  const mintIdentity = (): IdentityRecord => ({
    name: 'identity',
    dbId: deps.newId(),
    deviceId: mintDeviceId(deps.newId),
  })
  try {
    const started = await start(connection, { canary, journal: deps.journal, rebuild: deps.rebuild, mintIdentity })
    identity = started.identity
    const slot = await takeSlot(deps.locks, `${name}-slot`)
    const store = makeLiveStore({
      deps,
      timing,
      name,
      slot,
      bus,
      connection,
      started,
      wanted,
      mended,
      healed: () => healed,
    })
    if (isWanted) wanted.tell()
    return { store, report: started.report }
  } catch (thrown) {
    await connection.close()
    throw toFailure(thrown)
  }
}

function namesToTry(base: string, latest: string | undefined): string[] {
  const names = [base, ...Array.from({ length: SPARE_NAMES }, (_, i) => `${base}-${i + 2}`)]
  return latest && names.includes(latest) ? names.slice(names.indexOf(latest)) : names
}
