import type { Brand } from './brand.ts'

/** A point in time: milliseconds since 1970-01-01T00:00Z. */
export type Instant = Brand<number, 'Instant'>

/**
 * A learner's day, counted in whole days since 1970-01-01. It begins at the rollover hour (04:00 by default) of local
 * wall-clock time, not at midnight, and not in UTC.
 */
export type StudyDay = Brand<number, 'StudyDay'>

export const MINUTE_MS = 60_000
export const HOUR_MS = 3_600_000
export const DAY_MS = 86_400_000

/** The only makers: they refuse what is not a finite number, so a broken clock never reaches the scheduler. */
export function toInstant(ms: number): Instant {
  if (!Number.isFinite(ms)) throw new RangeError(`not an instant: ${ms}`)
  return Math.round(ms) as Instant
}

export function toStudyDay(day: number): StudyDay {
  if (!Number.isInteger(day)) throw new RangeError(`not a study day: ${day}`)
  return day as StudyDay
}

/** Where and when: an instant with the offset of local time from UTC then and there, in minutes east of UTC. */
export type LocalTime = { readonly at: Instant; readonly offsetMinutes: number }

/**
 * The study day that an instant belongs to: the civil date of its local time, less one before the rollover. Computed
 * once, when an answer is given, and stored, so that no later change of time zone or rollover rewrites history.
 * `rolloverHour` is 0 to 23. Wall-clock arithmetic, so days of 23 or 25 hours count as one.
 */
export function studyDayAt(time: LocalTime, rolloverHour: number): StudyDay {
  const localMs = time.at + time.offsetMinutes * MINUTE_MS - rolloverHour * HOUR_MS
  return toStudyDay(Math.floor(localMs / DAY_MS))
}

/**
 * No study day began longer ago than this, however its clocks were changed: 24 hours, 26 between the first time zone and
 * the last, and 23 between the first rollover hour and the last.
 */
export const LONGEST_DAY_MS = 73 * HOUR_MS

/** So many days back a journey and a later rollover hour can bring the study day, together. */
export const DAYS_BACK = 2

export const addDays = (day: StudyDay, days: number): StudyDay => toStudyDay(day + days)

/** The civil date of a study day as a Date at noon UTC: format it with `timeZone: 'UTC'`. */
export const studyDayToDate = (day: StudyDay): Date => new Date(day * DAY_MS + DAY_MS / 2)

/**
 * When a card is due, in one sortable number: a review card is due on a study day, a learning step at an instant.
 * Study days stay below a million until the year 4707; instants passed it seventeen minutes into 1970.
 */
export type Due = Brand<number, 'Due'>

const DAY_LIMIT = 1_000_000

export const dueOnDay = (day: StudyDay): Due => day as number as Due
export const dueAtInstant = (at: Instant): Due => at as number as Due
export const isDayDue = (due: Due): boolean => due < DAY_LIMIT

/** True when a due number has come by study day `today` and instant `now` (plus a learn-ahead in milliseconds). */
export function hasCome(due: Due, today: StudyDay, now: Instant, aheadMs = 0): boolean {
  return isDayDue(due) ? due <= today : due <= now + aheadMs
}
