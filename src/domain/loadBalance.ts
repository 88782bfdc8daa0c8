import { isInReview } from './backlog.ts'
import type { Columns, Place } from './columns.ts'
import { EASY_DAY_SHARES, type EasyDay, weekdayOf } from './easyDays.ts'
import type { DayRange } from './fuzz.ts'
import type { Settings } from './settings.ts'
import { addDays, type Due, isDayDue, type StudyDay } from './time.ts'

/** Longer intervals are not balanced: what comes of them cannot be told yet. */
export const MOST_BALANCED_DAYS = 90

/** How many reviews each day brings, as far as intervals are balanced. Made once, kept by adding and moving. */
export type DayLoad = {
  readonly on: (day: StudyDay) => number
  /** A card that was due on one day, or not at all, is due on another. */
  readonly move: (from: Due | null, to: Due | null) => void
}

/** Days counted: more than any balanced interval with its fuzz, and room for sessions that go on over midnight. */
const DAYS = 128

/** One pass over the columns: what is hidden, overdue or further off is not counted. */
export function makeDayLoad(decks: readonly Columns[], today: StudyDay): DayLoad {
  const counts = new Int32Array(DAYS)
  const count = (due: number, by: number): void => {
    const at = due - today
    if (at >= 0 && at < DAYS) counts[at] = (counts[at] ?? 0) + by
  }
  for (const columns of decks) {
    for (let row = 0; row < columns.length; row++) if (isInReview(columns, row)) count(columns.due[row] ?? -1, 1)
  }
  return {
    on: (day) => counts[day - today] ?? 0,
    move: (from, to) => {
      if (from !== null && isDayDue(from)) count(from, -1)
      if (to !== null && isDayDue(to)) count(to, 1)
    },
  }
}

/** Decides among the days that fuzz allows, counted from a day. Whole days; null where it is not for this to decide. */
export type Balance = (from: StudyDay, range: DayRange, intervalDays: number, draw: number) => number | null

export type BalanceInput = {
  readonly load: DayLoad
  /** Days on which other cards of the note are due. */
  readonly siblings: readonly StudyDay[]
  readonly settings: Pick<Settings, 'easyDays' | 'away'>
}

/**
 * Picks one of the days at random, but a day with less load, fewer siblings near and more of the learner's time far
 * more often; the weights are Anki's. The draw decides, so the same draw over the same load gives the same day.
 */
export function makeBalance({ load, siblings, settings }: BalanceInput): Balance {
  return (from, range, intervalDays, draw) => {
    if (intervalDays > MOST_BALANCED_DAYS || range.lower > MOST_BALANCED_DAYS) return null
    const days = Array.from({ length: range.upper - range.lower + 1 }, (_, i) => addDays(from, range.lower + i))
    const easy = easyWeights(days, load, settings)
    const weights = days.map(
      (day, i) => loadWeight(load.on(day), day - from) * siblingWeight(day, siblings) * (easy[i] ?? 1),
    )
    return pick(days, weights, draw) - from
  }
}

/** An empty day weighs 1, and among full ones a sooner day weighs more. */
const loadWeight = (count: number, days: number): number => (count <= 0 ? 1 : count ** -2.15 * Math.max(1, days) ** -3)

/** Next to nothing on a sibling's day, a fifth of the full weight for each day that it is away. */
function siblingWeight(day: StudyDay, siblings: readonly StudyDay[]): number {
  const nearest = siblings.reduce((least, other) => Math.min(least, Math.abs(day - other)), SIBLING_DAYS)
  return nearest === 0 ? 1e-6 : nearest / SIBLING_DAYS
}

const SIBLING_DAYS = 5

/**
 * A reduced day is as good as any until, for its share, it holds more than the other days do; from then on it weighs as
 * little as a minimum one. Days away weigh less than any full day can.
 */
function easyWeights(
  days: readonly StudyDay[],
  load: DayLoad,
  { easyDays, away }: BalanceInput['settings'],
): readonly number[] {
  const kinds = days.map((day): EasyDay => easyDays[weekdayOf(day)] ?? 'normal')
  const total = days.reduce((sum, day) => sum + load.on(day), 0)
  const shares = kinds.reduce((sum, kind) => sum + EASY_DAY_SHARES[kind], 0)
  return days.map((day, i) => {
    if (away !== null && day >= away.from && day <= away.to) return AWAY
    const kind = kinds[i] ?? 'normal'
    if (kind !== 'reduced') return EASY_DAY_SHARES[kind]
    const share = EASY_DAY_SHARES.reduced
    const others = shares - share
    const isFull = others > 0 && load.on(day) / share > (total - load.on(day)) / others
    return isFull ? EASY_DAY_SHARES.minimum : 1
  })
}

const AWAY = 1e-12

function pick(days: readonly StudyDay[], weights: readonly number[], draw: number): StudyDay {
  let left = draw * weights.reduce((sum, weight) => sum + weight, 0)
  for (const [i, day] of days.entries()) {
    left -= weights[i] ?? 0
    if (left < 0) return day
  }
  return days.at(-1) as StudyDay
}

/** Days on which the other cards of a card's note are due. `dueOf` is asked for rows; they stand beside the card's. */
export function siblingDays(
  columns: Columns,
  place: Pick<Place, 'row' | 'note'>,
  dueOf: (row: number) => Due | null,
): StudyDay[] {
  const days: StudyDay[] = []
  const look = (row: number): boolean => {
    if (row < 0 || row >= columns.length || columns.note[row] !== place.note) return false
    const due = dueOf(row)
    if (due !== null && isDayDue(due)) days.push(due as number as StudyDay)
    return true
  }
  for (let row = place.row - 1; look(row); row--);
  for (let row = place.row + 1; look(row); row++);
  return days
}
