import { type Columns, PHASES } from './columns.ts'
import { type Due, isDayDue, type StudyDay } from './time.ts'

/** More than was done in time: how many reviews are overdue, and how many a usual day brings. */
export type Backlog = { readonly overdue: number; readonly perDay: number }

/** Days' worth of reviews that may be overdue before it is a backlog; and how many are none however little a day brings. */
const DAYS_OF_LOAD = 2
const FEWEST = 10

/** Null where what is overdue is at most two usual days' reviews. */
export function backlogOf(decks: readonly Columns[], today: StudyDay): Backlog | null {
  let overdue = 0
  let perDay = 0
  for (const columns of decks) {
    for (let row = 0; row < columns.length; row++) {
      if (!isInReview(columns, row)) continue
      const due = columns.due[row] ?? 0
      if (due < today) overdue++
      perDay += 1 / Math.max(1, due - (columns.lastDay[row] ?? due))
    }
  }
  return overdue >= FEWEST && overdue > perDay * DAYS_OF_LOAD ? { overdue, perDay } : null
}

const REVIEW = PHASES.indexOf('review')

/** Review cards that are due on a day, but for those that are hidden. */
export const isInReview = ({ phase, hidden, due }: Columns, row: number): boolean =>
  phase[row] === REVIEW && hidden[row] === 0 && isDayDue((due[row] ?? 0) as Due)
