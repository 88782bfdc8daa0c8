import { createComponent, createRoot, untrack } from 'solid-js'
import type { Services } from '../../src/app/services.ts'
import { ServicesContext } from '../../src/app/services.ts'
import { createSettings } from '../../src/app/settings.ts'
import { createWriter } from '../../src/app/writer.ts'
import { makeClock } from '../../src/domain/clock.ts'
import type { Moment } from '../../src/domain/event.ts'
import { type Instant, studyDayAt, toInstant } from '../../src/domain/time.ts'
import type { StoreDeps } from '../../src/storage/createStore.ts'
import { fail } from '../../src/storage/failure.ts'
import type { Store } from '../../src/storage/store.ts'
import type { WorkerLike } from '../../src/workers/rpc.ts'
import { makeWorld, type World } from '../storage/world.ts'

/** A device whose wall clock the test sets, with tabs on one real store. */
export type Device = {
  readonly world: World
  /** Milliseconds since 1970, UTC; local time is UTC plus `offsetMinutes`. */
  at: number
  offsetMinutes: number
  readonly open: (options?: TabOptions) => Promise<AppTab>
  readonly closeAll: () => Promise<void>
}

export type TabOptions = {
  /** Puts something between the app and its store, for instance a write that fails. */
  readonly between?: (store: Store) => Store
  readonly startGenerator?: () => WorkerLike
  readonly startNetwork?: () => WorkerLike
  readonly overrides?: Partial<StoreDeps>
}

export type AppTab = {
  readonly services: Services
  readonly store: Store
  /** Runs a `createX` as a component of the page would; gives what it made and the way to leave the page. */
  readonly use: <T>(create: () => T) => { readonly it: T; readonly leave: () => void }
  readonly close: () => Promise<void>
}

/** 5 January 2026, 09:00 in the device's local time. */
export const MONDAY_MORNING = Date.UTC(2026, 0, 5, 9)

let tabs = 0

export function makeDevice(): Device {
  const world = makeWorld('app')
  const device: Device = {
    world,
    at: MONDAY_MORNING,
    offsetMinutes: 0,
    open: async ({ between = same, startGenerator, startNetwork, overrides = {} }: TabOptions = {}) => {
      const opened = await world.open(overrides)
      const store = between(opened.store)
      const slot = ++tabs % 10
      const clock = makeClock(() => `${store.deviceId().slice(0, 7)}${slot}`, store.lastEventId)
      const now = (): Instant => toInstant(device.at)
      const initial = await store.settings()
      return createRoot((dispose): AppTab => {
        const writer = createWriter(store)
        const momentAt = (at: Instant): Moment => {
          const when = { at, offsetMinutes: device.offsetMinutes }
          return { ...when, day: studyDayAt(when, settings.current().rolloverHour) }
        }
        const moment = () => momentAt(now())
        const settings = createSettings(store, clock, writer, moment, initial)
        const services: Services = {
          store,
          report: opened.report,
          clock,
          settings,
          writer,
          updates: { waiting: () => null, savedForOffline: () => true },
          now,
          moment,
          momentAt,
          random: () => 0.5,
          startGenerator: (startGenerator ?? noWorker) as unknown as Services['startGenerator'],
          startNetwork: (startNetwork ?? noWorker) as unknown as Services['startNetwork'],
        }
        return {
          services,
          store,
          use: (create) => usePage(services, create),
          close: async () => {
            await store.flush()
            dispose()
            opened.store.close()
          },
        }
      })
    },
    closeAll: world.closeAll,
  }
  return device
}

/** Several devices in one test, each with a store of its own. */
export type Devices = {
  readonly make: () => Device
  /** A tab on a device that nobody else has. */
  readonly open: (options?: TabOptions) => Promise<AppTab>
  /** The one made last. */
  readonly last: () => Device
  /** Closes and forgets all of them. */
  readonly closeAll: () => Promise<void>
}

export function makeDevices(): Devices {
  const all: Device[] = []
  const make = () => {
    const device = makeDevice()
    all.push(device)
    return device
  }
  return {
    make,
    open: (options) => make().open(options),
    last: () => {
      const device = all.at(-1)
      if (!device) throw new Error('no device was made')
      return device
    },
    closeAll: async () => {
      for (const device of all.splice(0)) await device.closeAll()
    },
  }
}

function usePage<T>(services: Services, create: () => T): { it: T; leave: () => void } {
  const made: T[] = []
  const leave = createRoot((dispose) => {
    const children = createComponent(ServicesContext.Provider, {
      value: services,
      get children() {
        made.push(untrack(create))
        return null
      },
    })
    // A provider is a memo: reading it runs what stands inside.
    if (typeof children === 'function') (children as () => unknown)()
    return dispose
  })
  const [it] = made
  if (it === undefined) throw new Error('nothing was made')
  return { it, leave }
}

const same = (store: Store): Store => store

function noWorker(): never {
  throw new Error('this test starts no worker')
}

/** Puts between app and store that there is no room for what is committed, while `isFull` says so. */
export const withoutRoom =
  (isFull: () => boolean) =>
  (store: Store): Store => ({
    ...store,
    commit: (change) => (isFull() ? Promise.reject(fail({ kind: 'quota' })) : store.commit(change)),
  })

/** A promise with its ends in hand. */
export function makeGate<T = void>(): {
  readonly promise: Promise<T>
  readonly open: (value: T) => void
  readonly fail: (reason: unknown) => void
} {
  let open: (value: T) => void = () => {}
  let fail: (reason: unknown) => void = () => {}
  const promise = new Promise<T>((resolve, reject) => {
    open = resolve
    fail = reject
  })
  return { promise, open, fail }
}
