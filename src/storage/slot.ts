/** As much of a LockManager as is used here. */
export type Locks = {
  readonly request: (
    name: string,
    options: { readonly ifAvailable?: boolean },
    hold: (lock: unknown) => Promise<unknown> | undefined,
  ) => Promise<unknown>
}

const SLOTS = '0123456789abcdefghijklmnopqrstuvwxyz'

/**
 * A character that no other tab has while this one lives; the only tab always gets the first. As part of the device id
 * it keeps two tabs from naming two events alike.
 */
export async function takeSlot(locks: Locks | null, name: string): Promise<string> {
  if (locks === null) return '0'
  for (const slot of SLOTS) if (await take(locks, `${name}-${slot}`)) return slot
  return '0'
}

/** Holds a lock until the tab ends, or says that somebody else does. */
function take(locks: Locks, name: string): Promise<boolean> {
  return new Promise((resolve, reject) => {
    locks
      .request(name, { ifAvailable: true }, (lock) => {
        resolve(lock !== null)
        return lock === null ? undefined : new Promise<void>(() => {})
      })
      .catch(reject)
  })
}
