import type { EventId } from './event.ts'
import type { Random } from './random.ts'
import { type Instant, toInstant } from './time.ts'

/**
 * A hybrid logical clock: names events so that sorting their ids by code unit gives an order in which causes come first,
 * on one device and across devices, whatever the wall clocks did.
 */
export type Clock = {
  /** A new id, after every id given here before and after the newest that is known by then. */
  readonly next: (at: Instant) => EventId
}

/**
 * `00000000` to `zzzzzzzz`: seven characters of base 36, chosen once for each device, and one that tells its tabs apart.
 */
export const isDeviceId = (text: string): boolean => /^[0-9a-z]{8}$/.test(text)

/**
 * `newest` tells the newest id of the log, null where there is none. It is asked each time, so that whatever way an event
 * came in by, what is done here next comes after it: of two changes to one thing the later id wins, and a clock that ran
 * far ahead elsewhere, or here for a minute, must not win for ever.
 *
 * A browser's profile can be copied to another computer, device id and all. While the log runs ahead of the wall clock
 * both would count on from the same id and give the same ones: so the first after one that came from the log is by
 * `random` up to a second on. Once they have met, one has another device id: so `device` is asked each time too.
 */
export function makeClock(device: () => string, newest: () => EventId | null, random: Random = () => 0): Clock {
  const named = (): string => {
    const deviceId = device()
    if (!isDeviceId(deviceId)) throw new RangeError(`not a device id: ${deviceId}`)
    return deviceId
  }
  named()
  let last: Stamp = { ms: 0, counter: -1 }
  return {
    next: (at) => {
      const ms = clampMs(at)
      const seen = parseEventId(newest() ?? '')
      const isSeen = seen !== null && seen.ms < IMPOSSIBLE_MS && isAfter(seen, last)
      if (isSeen) last = seen
      last = ms > last.ms ? { ms, counter: 0 } : tick(isSeen ? apart(last, random) : last)
      return formatEventId({ ms: last.ms, counter: last.counter, deviceId: named() })
    },
  }
}

export type EventStamp = Stamp & { readonly deviceId: string }
type Stamp = { readonly ms: number; readonly counter: number }

/** Milliseconds in 9, counter in 4 and device in 8 characters of base 36: fixed width, so code units sort it. */
const MS_WIDTH = 9
const COUNTER_WIDTH = 4
const ID = /^([0-9a-z]{9})([0-9a-z]{4})([0-9a-z]{8})$/
/**
 * The year 2200: our own clock is believed no further, so that no restore finds an id of ours further ahead than it lets
 * in (`believed.ts`). Beyond it ids count on, in order as ever; what an event says of when it was done is not touched.
 */
const LATEST_MS = Date.UTC(2200, 0)
/** The first of the ids that begin with `m`: a log has none, as there must be room for what comes after. */
const IMPOSSIBLE_MS = 22 * 36 ** 8
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

/** The least id that our clock gives at this instant or later: for reading the log from a point in time. */
export const firstIdAt = (at: Instant): EventId => formatEventId({ ms: clampMs(at), counter: 0, deviceId: '00000000' })

/** When the event was named, by the clock that named it; null for text that is no id. */
export function instantOfId(id: EventId): Instant | null {
  const stamp = parseEventId(id)
  return stamp === null ? null : toInstant(stamp.ms)
}

const isAfter = (a: Stamp, b: Stamp): boolean => a.ms > b.ms || (a.ms === b.ms && a.counter > b.counter)

const tick = ({ ms, counter }: Stamp): Stamp =>
  counter < MAX_COUNTER ? { ms, counter: counter + 1 } : { ms: ms + 1, counter: 0 }

const APART_MS = 1000
/** More than half of all counters is left for what comes next. */
const APART_COUNT = 2 ** 19

function apart(last: Stamp, random: Random): Stamp {
  const ms = last.ms + Math.floor(random() * APART_MS)
  return ms === last.ms ? last : { ms, counter: Math.floor(random() * APART_COUNT) }
}

function clampMs(ms: number): number {
  if (!Number.isFinite(ms)) throw new RangeError(`not an instant: ${ms}`)
  return Math.min(Math.max(Math.floor(ms), 0), LATEST_MS)
}
