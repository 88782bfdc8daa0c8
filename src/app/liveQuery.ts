import { createResource, onCleanup, type Resource } from 'solid-js'
import type { Store, StoreChange } from '../storage/store.ts'

/**
 * Reads from the store, suspends once, then updates in place whenever something of these kinds is written, here or in
 * another tab, and whenever `also` says so. All asynchronous reading in the interface goes through here.
 */
export function createLiveQuery<T>(
  store: Store,
  kinds: readonly StoreChange['kind'][],
  read: () => Promise<T>,
  also?: (readAgain: () => void) => () => void,
): Resource<T> {
  const [value, { refetch }] = createResource(read)
  // Read as the latest: to suspend again would take the page, with any dialog open on it, out of the document and back.
  const inPlace = Object.defineProperties((() => value.latest) as Resource<T>, Object.getOwnPropertyDescriptors(value))
  const concerns = (change: StoreChange) => change.kind === 'all' || kinds.includes(change.kind)
  onCleanup(store.onChange((change) => concerns(change) && void refetch()))
  if (also) onCleanup(also(() => void refetch()))
  return inPlace
}
