import { parseEventId } from './clock.ts'
import type { StoredEvent } from './event.ts'
import { DAY_MS, type Instant } from './time.ts'

/** As far ahead as a clock may be set by mistake, in ms: 200 years. */
const MOST_AHEAD_MS = 200 * 365 * DAY_MS

/**
 * Whether an event of this id may come in at `at`. One of a phone that was set to 2099 may, with all that the phone did
 * since; what is still further ahead was made up, and would leave less and less room. So was a text that no clock gives.
 */
export function isBelieved(id: string, at: Instant): boolean {
  const stamp = parseEventId(id)
  return stamp !== null && stamp.ms < at + MOST_AHEAD_MS
}

/** Our clocks once went on to 2984, and count on from the furthest that they saw: there is room beyond this for ever. */
const FURTHEST_MS = 33e12

/**
 * The same of an event, which may also be one that a clock of ours gave when it still believed whatever it was set to:
 * then its own time is as far ahead, or it was counted on from another one. A log with such is to be had back.
 */
export function isBelievedEvent(event: StoredEvent, at: Instant): boolean {
  if (isBelieved(event.id, at)) return true
  const stamp = parseEventId(event.id)
  if (stamp === null || stamp.ms > FURTHEST_MS) return false
  return stamp.counter > 0 || ('at' in event && event.at >= stamp.ms)
}

/** Whether a log can have the id at all, whatever the time: there must be room for the ids that come after (`clock.ts`). */
export const isPossible = (id: string): boolean => /^[0-9a-l]/.test(id)
