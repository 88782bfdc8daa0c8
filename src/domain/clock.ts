import type { EventId } from './event.ts'
import { DAY_MS, type Instant, toInstant } from './time.ts'

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
 */
export function makeClock(deviceId: string, newest: () => EventId | null): Clock {
  if (!isDeviceId(deviceId)) throw new RangeError(`not a device id: ${deviceId}`)
  let last: Stamp = { ms: 0, counter: -1 }
  return {
    next: (at) => {
      const ms = Math.min(clampMs(at), LATEST_MS)
      const seen = newest()
      const stamp = seen !== null && isPossible(seen) ? stampNotBefore(seen) : null
      if (stamp !== null && isAfter(stamp, last)) last = { ms: stamp.ms, counter: stamp.counter }
      last = ms > last.ms ? { ms, counter: 0 } : tick(last)
      return formatEventId({ ...last, deviceId })
    },
  }
}

/** Our own clock is not believed beyond the year 3000, nor an id beyond 4000: there must be room for what comes after. */
const LATEST_MS = 32_503_680_000_000
const IMPOSSIBLE_MS = 64_060_588_800_000

/** Whether an id can be of a log at all: ids that sort after all that a clock ever gives would have the last word. */
export const isPossible = (id: string): boolean => id < firstIdAt(toInstant(IMPOSSIBLE_MS))

/** As far ahead as a clock may be set by mistake, in ms: 200 years. */
const MOST_AHEAD_MS = 200 * 365 * DAY_MS

/**
 * Whether an event of this id may come in at `at`. One of a phone that was set to 2099 may, with all that the phone did
 * since; what is still further ahead was made up, and would leave less and less room.
 */
export const isBelieved = (id: string, at: Instant): boolean => id < firstIdAt(toInstant(at + MOST_AHEAD_MS))

/** An id's own stamp, or for a text that is none the first of those that sort after it. */
function stampNotBefore(id: string): Stamp {
  const own = parseEventId(id)
  if (own !== null) return own
  let [low, high] = [0, MAX_MS]
  while (low < high) {
    const middle = Math.floor((low + high) / 2)
    if (firstIdAt(toInstant(middle)) > id) high = middle
    else low = middle + 1
  }
  return { ms: low, counter: 0 }
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

const isAfter = (a: Stamp, b: Stamp): boolean => a.ms > b.ms || (a.ms === b.ms && a.counter > b.counter)

const tick = ({ ms, counter }: Stamp): Stamp =>
  counter < MAX_COUNTER ? { ms, counter: counter + 1 } : { ms: ms + 1, counter: 0 }

function clampMs(ms: number): number {
  if (!Number.isFinite(ms)) throw new RangeError(`not an instant: ${ms}`)
  return Math.min(Math.max(Math.floor(ms), 0), MAX_MS)
}
