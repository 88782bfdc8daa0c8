import { firstIdAt, parseEventId } from './clock.ts'
import { DAY_MS, type Instant, toInstant } from './time.ts'

/** As far ahead as a clock may be set by mistake, in ms: 200 years. */
const MOST_AHEAD_MS = 200 * 365 * DAY_MS

/**
 * Whether an event of this id may come in at `at`. One of a phone that was set to 2099 may, with all that the phone did
 * since; what is still further ahead was made up, and would leave less and less room. So was a text that no clock gives.
 */
export const isBelieved = (id: string, at: Instant): boolean =>
  parseEventId(id) !== null && id < firstIdAt(toInstant(at + MOST_AHEAD_MS))

/** Whether a log can have the id at all, whatever the time: there must be room for the ids that come after (`clock.ts`). */
export const isPossible = (id: string): boolean => /^[0-9a-l]/.test(id)
