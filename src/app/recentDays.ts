import type { Resource } from 'solid-js'
import { firstIdAt } from '../domain/clock.ts'
import { isReview } from '../domain/event.ts'
import { type Runs, runsOf } from '../domain/statsRuns.ts'
import { DAY_MS, type StudyDay, toInstant } from '../domain/time.ts'
import { effectiveEvents } from '../domain/undo.ts'
import { createLiveQuery } from './liveQuery.ts'
import { type Services, useServices } from './services.ts'

/** Answers a day over the last `days`, today the last of them, and the run of days that goes on. */
export type RecentDays = {
  readonly today: StudyDay
  readonly answers: readonly number[]
  readonly currentRun: Runs['current']
}

/** An event may be named by a clock that was a little off, and a study day begins before its date ends elsewhere. */
const MARGIN_DAYS = 3

export function createRecentDays(days: number): Resource<RecentDays> {
  const services = useServices()
  return createLiveQuery(services.store, ['cards', 'settings'], () => readRecentDays(services, days))
}

/** Reads the end of the log, and more of it only as long as the run goes back. */
async function readRecentDays(services: Services, days: number): Promise<RecentDays> {
  const { at, day: today } = services.moment()
  const { restDays } = services.settings.current()
  for (let window = days; ; window *= 2) {
    const isAll = window * DAY_MS >= at
    const since = isAll ? null : firstIdAt(toInstant(at - (window + MARGIN_DAYS) * DAY_MS))
    const counts = new Map<number, number>()
    for (const event of effectiveEvents(await services.store.eventsSince(since))) {
      if (!isReview(event) || event.source === 'cram') continue
      counts.set(event.day, (counts.get(event.day) ?? 0) + 1)
    }
    const inWindow = [...counts.keys()].filter((day) => isAll || day > today - window)
    const currentRun = runsOf(inWindow, today, restDays).current
    // A run of less than half the window, rest days and all, ends within it.
    if (!isAll && currentRun * 2 >= window - 2) continue
    return { today, answers: Array.from({ length: days }, (_, i) => counts.get(today - days + 1 + i) ?? 0), currentRun }
  }
}
