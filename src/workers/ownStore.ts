import { makeClock } from '../domain/clock.ts'
import { hashToSeed } from '../domain/hash.ts'
import { makeRandom } from '../domain/random.ts'
import { type Instant, studyDayAt } from '../domain/time.ts'
import type { Canary } from '../storage/canary.ts'
import { makeMissingJournal } from '../storage/journal.ts'
import type { Store } from '../storage/store.ts'
import type { Work } from './ankiApi.ts'
import type { TakeDeps } from './ankiTake.ts'

/** A worker sees no `localStorage`: the page that asked it keeps watch. */
const NO_CANARY: Canary = { read: () => null, write: () => {} }

/**
 * Opens the learner's collection in a worker, as another tab would: the pages that have it open hear of what is written,
 * and one of them brings the second copy up to date. Opened once.
 */
export function makeOpener(offsetMinutes: (at: Instant) => number): (work: Work) => Promise<TakeDeps> {
  let opened: Promise<Store> | null = null
  let at = 0 as Instant
  let names = 0
  async function open({ database, newId }: Work): Promise<Store> {
    const { createStore } = await import('../storage/createStore.ts')
    const { store, report } = await createStore({
      name: database,
      now: () => at,
      newId: () => `${newId}-${++names}`,
      rebuild: () => Promise.reject(new Error('a worker mends nothing')),
      canary: NO_CANARY,
      journal: makeMissingJournal('a page writes it'),
      channel: new BroadcastChannel('recite'),
      locks: navigator.locks ?? null,
    })
    if (report.kind !== 'ready') throw new Error(`the collection is not there: ${report.kind}`)
    return store
  }
  return async (work) => {
    at = work.now
    opened ??= open(work)
    const store = await opened
    const { rolloverHour } = await store.settings()
    const clock = makeClock(store.deviceId, store.lastEventId, makeRandom(hashToSeed(work.newId)))
    const moment = { at, offsetMinutes: offsetMinutes(at) }
    const when = { ...moment, day: studyDayAt(moment, rolloverHour) }
    return { store, stamp: () => ({ ...when, id: clock.next(at) }) }
  }
}
