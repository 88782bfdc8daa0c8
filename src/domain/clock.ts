import type { EventId } from './event.ts'
import { DAY_MS, type Instant, toInstant } from './time.ts'

/**
 * A hybrid logical clock: names events so that sorting their ids by code unit gives an order in which causes come first,
 * on one device and across devices, whatever the wall clocks did.
 */
export type Clock = {
  /** A new id, after every id given or observed before. */
  readonly next: (at: Instant) => EventId
  /**
   * Takes note of another device's id, so that what is done here next comes after it. False for one that lies more than
   * a day ahead of `at`: its event is as good as any, but a broken clock elsewhere must not drag ours along.
   */
  readonly observe: (id: EventId, at: Instant) => boolean
}

/**
 * `00000000` to `zzzzzzzz`: seven characters of base 36, chosen once for each device, and one that tells its tabs apart.
 */
export const isDeviceId = (text: string): boolean => /^[0-9a-z]{8}$/.test(text)

/** `last` is the newest event known to this device; null on first run. */
export function makeClock(deviceId: string, last: EventId | null): Clock {
  if (!isDeviceId(deviceId)) throw new RangeError(`not a device id: ${deviceId}`)
  const started = last === null ? null : parseEventId(last)
  // What another tab of this device gave is known to be ours, however the wall clock was set since.
  const isForeign = (stamp: EventStamp): boolean => stamp.deviceId.slice(0, -1) !== deviceId.slice(0, -1)
  let ours: Stamp = started !== null && !isForeign(started) ? started : { ms: 0, counter: -1 }
  let pending = started !== null && isForeign(started) ? started : null

  const follow = (stamp: Stamp): void => {
    if (isAfter(stamp, ours)) ours = { ms: stamp.ms, counter: stamp.counter }
  }

  return {
    next: (at) => {
      const ms = clampMs(at)
      if (pending !== null && !isTooFarAhead(pending, at)) follow(pending)
      pending = null
      ours = ms > ours.ms ? { ms, counter: 0 } : tick(ours)
      return formatEventId({ ...ours, deviceId })
    },
    observe: (id, at) => {
      const stamp = parseEventId(id)
      if (stamp === null || (isForeign(stamp) && isTooFarAhead(stamp, at))) return false
      follow(stamp)
      return true
    },
  }
}

export type EventStamp = Stamp & { readonly deviceId: string }
type Stamp = { readonly ms: number; readonly counter: number }

/** Milliseconds in 9, counter in 4 and device in 8 characters of base 36: fixed width, so code units sort it. */
const MS_WIDTH = 9
const COUNTER_WIDTH = 4
const ID = /^([0-9a-z]{9})([0-9a-z]{4})([0-9a-z]{8})$/
/** In the year 5188. */
const MAX_MS = 36 ** MS_WIDTH - 1
const MAX_COUNTER = 36 ** COUNTER_WIDTH - 1

/** The parts of an event's id, or null for text that is none. */
export function parseEventId(id: string): EventStamp | null {
  const [, ms, counter, deviceId] = ID.exec(id) ?? []
  if (ms === undefined || counter === undefined || deviceId === undefined) return null
  return { ms: Number.parseInt(ms, 36), counter: Number.parseInt(counter, 36), deviceId }
}

export function formatEventId(stamp: EventStamp): EventId {
  const ms = stamp.ms.toString(36).padStart(MS_WIDTH, '0')
  const counter = stamp.counter.toString(36).padStart(COUNTER_WIDTH, '0')
  return `${ms}${counter}${stamp.deviceId}` as EventId
}

/** The least id that an event of this instant or later can have: for reading the log from a point in time. */
export const firstIdAt = (at: Instant): EventId => formatEventId({ ms: clampMs(at), counter: 0, deviceId: '00000000' })

/** When the event was named, by the clock that named it; null for text that is no id. */
export function instantOfId(id: EventId): Instant | null {
  const stamp = parseEventId(id)
  return stamp === null ? null : toInstant(stamp.ms)
}

const isTooFarAhead = (stamp: Stamp, at: Instant): boolean => stamp.ms > at + DAY_MS

const isAfter = (a: Stamp, b: Stamp): boolean => a.ms > b.ms || (a.ms === b.ms && a.counter > b.counter)

const tick = ({ ms, counter }: Stamp): Stamp =>
  counter < MAX_COUNTER ? { ms, counter: counter + 1 } : { ms: ms + 1, counter: 0 }

function clampMs(ms: number): number {
  if (!Number.isFinite(ms)) throw new RangeError(`not an instant: ${ms}`)
  return Math.min(Math.max(Math.floor(ms), 0), MAX_MS)
}
