import { type Columns, PHASES } from './columns.ts'
import { addDays, type Due, isDayDue, type StudyDay, toStudyDay } from './time.ts'

/** The first study day after today on which cards of a deck come due, and how many do; null where none will. */
export type NextDue = { readonly day: StudyDay; readonly count: number }

const NEW = PHASES.indexOf('new')

export function nextDueOf(columns: Columns, today: StudyDay): NextDue | null {
  let first = Number.POSITIVE_INFINITY
  let count = 0
  for (let row = 0; row < columns.length; row++) {
    if (columns.phase[row] === NEW || columns.hidden[row] !== 0) continue
    const due = columns.due[row] as Due
    if (!isDayDue(due) || due <= today || due > first) continue
    count = due === first ? count + 1 : 1
    first = due
  }
  return count === 0 ? null : { day: toStudyDay(first), count }
}

/** Cards of a deck that come due tomorrow. */
export function dueTomorrow(columns: Columns, today: StudyDay): number {
  const next = nextDueOf(columns, today)
  return next?.day === addDays(today, 1) ? next.count : 0
}
