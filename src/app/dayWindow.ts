import { firstIdAt } from '../domain/clock.ts'
import type { EventId } from '../domain/event.ts'
import type { Runs } from '../domain/statsRuns.ts'
import { DAY_MS, type Instant, type StudyDay, toInstant } from '../domain/time.ts'

/** Answers a day over the last `days`, today the last of them, and the run of days that goes on. */
export type RecentDays = {
  readonly today: StudyDay
  readonly answers: readonly number[]
  readonly currentRun: Runs['current']
}

/** An event may be named by a clock that was a little off, and a study day begins before its date ends elsewhere. */
export const MARGIN_DAYS = 3

/** Where a long run is kept, once there was one. */
export const DAYS_KEY = 'recite.days'

export const idDaysBefore = (at: Instant, days: number): EventId =>
  firstIdAt(toInstant(Math.max(0, at - (days + MARGIN_DAYS) * DAY_MS)))
