/** Faults as browsers have them: the n-th write dies with its transaction. */
export type Fault = {
  /** The first write that fails, from 1. */
  readonly from: number
  /** Whether all later ones fail too, or only this one. */
  readonly lasting: boolean
  /** Throws this at the call instead of aborting the transaction. */
  readonly error?: DOMException
}

const WRITES = ['add', 'put', 'delete', 'clear'] as const

/** Runs work while writes fail as said; gives how many writes it asked for. */
export async function withFault(fault: Fault | null, work: () => Promise<unknown>): Promise<number> {
  let writes = 0
  const originals = WRITES.map(
    (name) => [name, Object.getOwnPropertyDescriptor(IDBObjectStore.prototype, name)] as const,
  )
  for (const [name, original] of originals) {
    if (!original) throw new Error(`no ${name} to fail`)
    Object.defineProperty(IDBObjectStore.prototype, name, {
      ...original,
      value: function (this: IDBObjectStore, ...args: unknown[]): unknown {
        writes++
        const fails = fault !== null && (fault.lasting ? writes >= fault.from : writes === fault.from)
        if (fails && fault.error) throw fault.error
        const request: unknown = Reflect.apply(original.value, this, args)
        if (fails) this.transaction.abort()
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
  return writes
}
