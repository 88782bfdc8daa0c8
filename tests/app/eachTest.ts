import 'fake-indexeddb/auto'
import { IDBFactory } from 'fake-indexeddb'
import { afterEach, beforeEach, vi } from 'vitest'
import { type Device, type Devices, makeDevice, makeDevices } from './device.ts'

/**
 * What stands in for globals, by name, made anew for each test. Databases are always each test's own; where no navigator
 * is given it can nothing: where locks are missing, a session is simply not held.
 */
export type Globals = () => Readonly<Record<string, unknown>>

const none: Globals = () => ({})

/** A fresh device for each test of a file that calls `withDevice`. */
export let device: Device

/** Gives each test of a file one device, and takes it and the globals away again. */
export function withDevice(globals: Globals = none): void {
  beforeEach(() => {
    stub(globals)
    device = makeDevice()
  })
  afterEach(async () => {
    await device.closeAll()
    vi.unstubAllGlobals()
  })
}

/** Another fresh device within one test, with databases of its own, as each case of a property needs it. */
export function renewDevice(): void {
  vi.stubGlobal('indexedDB', new IDBFactory())
  device = makeDevice()
}

/** Gives each test of a file as many devices as it opens, and takes them and the globals away again. */
export function withDevices(globals: Globals = none): Devices {
  const devices = makeDevices()
  beforeEach(() => stub(globals))
  afterEach(async () => {
    await devices.closeAll()
    vi.unstubAllGlobals()
  })
  return devices
}

function stub(globals: Globals): void {
  const all = { indexedDB: new IDBFactory(), navigator: {}, ...globals() }
  for (const [name, value] of Object.entries(all)) vi.stubGlobal(name, value)
}
