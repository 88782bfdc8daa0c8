import { type StudyDay, studyDayToDate } from './time.ts'

/** How many of each kind of copy are kept: of the last days, weeks and months that have one. */
export const KEPT = { days: 7, weeks: 5, months: 12 } as const

/**
 * Which of the copies made on these days are kept: those of the last seven days that have one, and the oldest of each of
 * the last five weeks and twelve months that do. The newest is always kept, and thinning day by day comes to the same as
 * thinning once: what stands for a week is never thinned out before its month is over.
 */
export function keptCopies(days: Iterable<StudyDay>): ReadonlySet<StudyDay> {
  const newestFirst = [...new Set(days)].sort((a, b) => b - a)
  return new Set([
    ...newestFirst.slice(0, KEPT.days),
    ...oldestOfEach(newestFirst, weekOf).slice(0, KEPT.weeks),
    ...oldestOfEach(newestFirst, monthOf).slice(0, KEPT.months),
  ])
}

/** Of each period that has a copy its oldest one, the newest period first. */
function oldestOfEach(newestFirst: readonly StudyDay[], periodOf: (day: StudyDay) => number): StudyDay[] {
  return [...new Map(newestFirst.map((day) => [periodOf(day), day])).values()]
}

/** Weeks begin on Monday, as 5 January 1970 was one. */
const weekOf = (day: StudyDay): number => Math.floor((day - 4) / 7)

function monthOf(day: StudyDay): number {
  const date = studyDayToDate(day)
  return date.getUTCFullYear() * 12 + date.getUTCMonth()
}
