import { isMisdated } from './misdated.ts'
import type { StudyDay } from './time.ts'

/** Days in a row with at least one answer: how many were studied, rest days not counted. */
export type Runs = { readonly current: number; readonly longest: number }

/**
 * The run that goes on and the longest of all. Today does not break a run before it is over, and a day that lies ahead
 * (somebody flew west) belongs to it, but for one that no journey brings: a clock was set wrong then. With `restDays`, one missed day at a time breaks no run either; two do. The days
 * studied may come in any order, and more than once.
 */
export function runsOf(studied: Iterable<number>, today: StudyDay, restDays: boolean): Runs {
  const days = [...new Set(studied)].filter((day) => !isMisdated(day, today)).sort((a, b) => a - b)
  const reach = restDays ? 2 : 1
  let run = 0
  let longest = 0
  let current = 0
  let previous = Number.NEGATIVE_INFINITY
  for (const day of days) {
    run = day - previous <= reach ? run + 1 : 1
    longest = Math.max(longest, run)
    // A lone day ahead does not hide the run that today can still go on.
    if (today - day <= reach) current = Math.max(current, run)
    previous = day
  }
  return { current, longest }
}
