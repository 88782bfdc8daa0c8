import { createRoot } from 'solid-js'
import { makeClock } from '../domain/clock.ts'
import type { Moment } from '../domain/event.ts'
import { type Instant, studyDayAt } from '../domain/time.ts'
import { createStore, type StoreDeps } from '../storage/createStore.ts'
import { isFailure } from '../storage/failure.ts'
import type { StorageFailure } from '../storage/store.ts'
import { rebuild } from './rebuild.ts'
import type { Services } from './services.ts'
import { createSettings } from './settings.ts'
import type { UpdateState } from './status.ts'
import { createWriter } from './writer.ts'

export type { StorageFailure }

/** What opening the collection came to: everything the app stands on, or why there is nothing to stand on. */
export type Boot =
  | { readonly kind: 'ready'; readonly services: Services }
  | { readonly kind: 'failed'; readonly failure: StorageFailure }

export type World = Omit<StoreDeps, 'now' | 'rebuild'> & {
  readonly now: () => Instant
  /** Minutes of local time east of UTC at an instant. */
  readonly offsetMinutes: (at: Instant) => number
  readonly random: () => number
  readonly updates: UpdateState
  readonly startGenerator: () => Worker
  readonly startNetwork: () => Worker
}

/** Opens the learner's collection, adds the decks that ship with the app, and builds the services on top. */
export async function openCollection(world: World): Promise<Boot> {
  try {
    const { store, report } = await createStore({ ...world, rebuild })
    const fresh = report.kind === 'first-run' || (report.kind === 'restored' && report.emptied)
    const { installBuiltInDecks } = await import('./builtIn.ts')
    await installBuiltInDecks(store, { fresh }).catch((thrown) => {
      // Newer built-in decks can wait for room; a first run without any deck cannot.
      if (fresh || !isFailure(thrown) || thrown.kind !== 'quota') throw thrown
    })
    const initial = await store.settings()
    const clock = makeClock(store.deviceId, store.lastEventId, world.random)
    const services = createRoot((): Services => {
      const writer = createWriter(store)
      const momentAt = (at: Instant): Moment => {
        const offsetMinutes = world.offsetMinutes(at)
        return { at, offsetMinutes, day: studyDayAt({ at, offsetMinutes }, settings.current().rolloverHour) }
      }
      const moment = () => momentAt(world.now())
      const settings = createSettings(store, clock, writer, moment, initial)
      const { now, random, updates, startGenerator, startNetwork } = world
      return {
        store,
        report,
        clock,
        settings,
        writer,
        updates,
        now,
        moment,
        momentAt,
        random,
        startGenerator,
        startNetwork,
      }
    })
    return { kind: 'ready', services }
  } catch (thrown) {
    if (isFailure(thrown)) return { kind: 'failed', failure: thrown }
    throw thrown
  }
}
