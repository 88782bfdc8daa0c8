/** Faults as browsers have them: the n-th write dies with its transaction, or the n-th request of any kind. */
export type Fault = {
  readonly of: 'write' | 'request'
  /** The first that fails, from 1. */
  readonly from: number
  /** Whether all later ones fail too, or only this one. */
  readonly lasting: boolean
  /** Throws this at the call instead of aborting the transaction. */
  readonly error?: DOMException
}

const WRITES = ['add', 'put', 'delete', 'clear'] as const
const READS = ['get', 'getAll', 'getKey', 'getAllKeys', 'count', 'openCursor', 'openKeyCursor'] as const
const NONE = { of: 'write', from: Number.POSITIVE_INFINITY, lasting: false } as const

/** Runs work while requests fail as said; gives how many of that kind it made. */
export async function withFault(fault: Fault, work: () => Promise<unknown>): Promise<number> {
  let count = 0
  const originals = [...WRITES, ...(fault.of === 'request' ? READS : [])].map(
    (name) => [name, Object.getOwnPropertyDescriptor(IDBObjectStore.prototype, name)] as const,
  )
  for (const [name, original] of originals) {
    if (!original) throw new Error(`no ${name} to fail`)
    Object.defineProperty(IDBObjectStore.prototype, name, {
      ...original,
      value: function (this: IDBObjectStore, ...args: unknown[]): unknown {
        count++
        const fails = fault.lasting ? count >= fault.from : count === fault.from
        if (fails && fault.error) throw fault.error
        const request: unknown = Reflect.apply(original.value, this, args)
        // Whatever is asked for in one breath is asked for before a browser can let any of it fail.
        if (fails && fault.of === 'request') queueMicrotask(() => abort(this.transaction))
        else if (fails) this.transaction.abort()
        return request
      },
    })
  }
  try {
    await work()
  } finally {
    for (const [name, original] of originals)
      if (original) Object.defineProperty(IDBObjectStore.prototype, name, original)
  }
  return count
}

/** How many writes, or requests, work makes when nothing fails. */
export const countOf = (of: Fault['of'], work: () => Promise<unknown>): Promise<number> =>
  withFault({ ...NONE, of }, work)

function abort(transaction: IDBTransaction): void {
  try {
    transaction.abort()
  } catch {
    // Another request of the same breath has done so.
  }
}
