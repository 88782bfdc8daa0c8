import { unwrap } from 'idb'
import { fail, isFailure, nameOf, toFailure } from './failure.ts'
import { issue } from './issue.ts'
import type { Database, ReadTx, StoreName, WriteTx } from './schema.ts'

/**
 * One connection that heals: browsers close connections behind the app's back and abort what is under way. Work given
 * to it may therefore run more than once, and must come to the same end each time.
 */
export type Connection = {
  /** For whoever reads record by record what is left: a record made anew meanwhile would move the ground under it. */
  readonly bare: BareConnection
  readonly read: <T>(stores: StoreName[], work: (tx: ReadTx) => Promise<T>) => Promise<T>
  /** One transaction, whole or not at all. `strict` waits for the disk; what can be derived again need not. */
  readonly write: <T>(
    stores: StoreName[],
    durability: 'strict' | 'relaxed',
    work: (tx: WriteTx) => Promise<T>,
  ) => Promise<T>
  /**
   * Takes back every write that is still being put together; each starts again should the page live on. A page that
   * WebKit keeps aside when it is left keeps its transactions too, and the next page would wait for them for ever.
   */
  readonly letGo: () => void
  /** The connection died: the next piece of work opens another. */
  readonly drop: () => void
  /** Lets go for good once what is under way has ended. */
  readonly close: () => Promise<void>
  readonly closed: () => boolean
}

/** Makes anew what cannot be read, as far as that can be had from elsewhere; false where nothing came of it. */
export type Heal = (bare: BareConnection) => Promise<boolean>

/** The same connection, that does not heal records and rejects with what the browser said. */
export type BareConnection = Pick<Connection, 'read' | 'write'>

const ATTEMPTS = 3
/** What work fails with where the connection under it died, or its transaction with it: on another it may go through. */
export const HEALABLE: ReadonlySet<string> = new Set([
  'AbortError',
  'InvalidStateError',
  'UnknownError',
  'TransactionInactiveError',
])

/** What work fails with where a record cannot be read, or is not what it was: also the error of whoever then trips over it. */
export const UNREADABLE: ReadonlySet<string> = new Set([
  'DataError',
  'UnknownError',
  'NotReadableError',
  'DataCloneError',
  'TypeError',
])

/** Transactions in which what cannot be read, and was not to be had from elsewhere, is as if it were not there. */
const lenient = new WeakSet<object>()

/** A record by a request of this transaction; where that is lenient, nothing for one that cannot be read. */
export async function readOne<T>(tx: object, request: () => Promise<T | undefined>): Promise<T | undefined> {
  const asked = request()
  if (!lenient.has(tx)) return asked
  // Else the transaction ends with it.
  unwrap(asked).addEventListener('error', (event) => event.preventDefault())
  return asked.catch((thrown) => {
    if (UNREADABLE.has(nameOf(thrown))) return undefined
    throw thrown
  })
}

type Work<T> = (db: Database, isLenient: boolean) => Promise<T>

/** `reopen` opens the same database again and must refuse one that is not the same any more. */
export function makeConnection(
  opened: Database,
  reopen: () => Promise<Database>,
  heal: Heal = async () => false,
): Connection {
  let db: Promise<Database> | null = Promise.resolve(opened)
  let isClosed = false
  const underWay = new Set<Promise<unknown>>()
  const unfinished = new Set<WriteTx>()

  const drop = () => {
    void db?.then(
      (dead) => dead.close(),
      () => {},
    )
    db = null
  }

  /** An opening that failed is not the last word: the next piece of work opens again. */
  function connected(): Promise<Database> {
    if (db) return db
    const opening = reopen()
    db = opening
    opening.catch(() => {
      if (db === opening) db = null
    })
    return opening
  }

  let healing: Promise<boolean> | null = null
  let isHopeless = false
  /** One at a time, for all that trip over it; once nothing could be done it is not tried again. */
  async function isHealed(): Promise<boolean> {
    if (isHopeless) return false
    healing ??= heal(bare).catch(() => false)
    const healed = await healing
    healing = null
    isHopeless ||= !healed
    return healed
  }

  async function withDatabase<T>(work: Work<T>, mayHeal = true, isLenient = false): Promise<T> {
    let roomMade = false
    for (let attempt = 1; ; attempt++) {
      if (isClosed) throw fail({ kind: 'closed' })
      try {
        return await work(await connected(), isLenient)
      } catch (thrown) {
        const name = nameOf(thrown)
        if (name === 'ConstraintError' || isFailure(thrown)) throw thrown
        if (name === 'QuotaExceededError' && !roomMade && db) {
          roomMade = true
          await makeRoom(await db)
          continue
        }
        if (HEALABLE.has(name) && attempt < ATTEMPTS) {
          drop()
          continue
        }
        if (!mayHeal) throw thrown
        if (!UNREADABLE.has(name)) throw toFailure(thrown)
        return withDatabase(work, false, !(await isHealed())).catch((again) => {
          isHopeless ||= UNREADABLE.has(nameOf(again))
          throw toFailure(again)
        })
      }
    }
  }

  function track<T>(work: Promise<T>): Promise<T> {
    underWay.add(work)
    const over = () => underWay.delete(work)
    work.then(over, over)
    return work
  }

  const working = (mayHeal: boolean): BareConnection => ({
    read: (stores, work) =>
      track(
        withDatabase((current, isLenient) => {
          const tx = current.transaction(stores, 'readonly') as ReadTx
          if (isLenient) lenient.add(tx)
          return runRead(tx, work)
        }, mayHeal),
      ),
    write: (stores, durability, work) =>
      track(
        withDatabase(async (current, isLenient) => {
          const tx = current.transaction(stores, 'readwrite', { durability }) as WriteTx
          if (isLenient) lenient.add(tx)
          unfinished.add(tx)
          return runWrite(tx, work, () => unfinished.delete(tx))
        }, mayHeal),
      ),
  })
  const bare = working(false)

  return {
    bare,
    ...working(true),
    letGo: () => {
      for (const tx of unfinished) abort(tx)
    },
    drop,
    close: async () => {
      if (isClosed) return
      await Promise.allSettled(underWay)
      isClosed = true
      drop()
    },
    closed: () => isClosed,
  }
}

async function runRead<T>(tx: ReadTx, work: (tx: ReadTx) => Promise<T>): Promise<T> {
  const done = tx.done.catch(() => {})
  const result = await work(tx)
  await done
  return result
}

async function runWrite<T>(tx: WriteTx, work: (tx: WriteTx) => Promise<T>, onIssued: () => void): Promise<T> {
  const ended = endOf(tx)
  try {
    const result = await work(tx)
    commit(tx)
    onIssued()
    const reason = await ended
    if (reason !== null) throw reason
    return result
  } catch (thrown) {
    onIssued()
    abort(tx)
    const reason = await ended
    // A request that dies with its transaction only knows that; the transaction knows why.
    throw nameOf(thrown) === 'AbortError' && reason !== null ? reason : thrown
  }
}

/**
 * Null when it was committed, else why not. `done` cannot tell: it rejects on the first failed request, when the
 * transaction does not know its own error yet. WebKit never tells it a transaction that was asked to commit: there the
 * first request that failed says why.
 */
function endOf(tx: WriteTx): Promise<unknown> {
  issue(tx.done)
  let first: unknown = null
  return new Promise((resolve) => {
    tx.addEventListener('complete', () => resolve(null))
    tx.addEventListener('error', ({ target }) => {
      first ??= (target as IDBRequest).error
    })
    tx.addEventListener('abort', () => resolve(tx.error ?? first ?? new DOMException('aborted', 'AbortError')))
  })
}

/** Says that nothing more will come, which saves the browser from waiting to see; it may have ended by itself. */
function commit(tx: WriteTx): void {
  try {
    tx.commit()
  } catch (thrown) {
    if (nameOf(thrown) !== 'InvalidStateError') throw thrown
  }
}

function abort(tx: WriteTx): void {
  try {
    tx.abort()
  } catch {
    // It has ended already.
  }
}

/** Gives up what can be derived again, so that an answer finds room. Where even that fails, there is nothing to give. */
async function makeRoom(db: Database): Promise<void> {
  try {
    const tx = db.transaction(['cols', 'meta'], 'readwrite')
    issue(tx.objectStore('cols').clear())
    issue(tx.objectStore('meta').delete('ballast'))
    await tx.done
  } catch {
    // The write itself is tried once more all the same, and its failure is the one that is told.
  }
}
