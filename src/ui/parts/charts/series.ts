import type { DayCount } from '../../../domain/stats.ts'
import type { Histogram } from '../../../domain/statsBins.ts'
import type { DueDay, DueForecast } from '../../../domain/statsMemory.ts'
import type { Share } from '../../../domain/statsTally.ts'
import { addDays, type StudyDay } from '../../../domain/time.ts'

/** What charts draw, made of what was counted. */

export type Horizon = 'month' | 'year'

export const HORIZON_DAYS: Readonly<Record<Horizon, number>> = { month: 30, year: 364 }

/** Days in one bar: over a year a day would be a hair's breadth. */
const BAR_DAYS: Readonly<Record<Horizon, number>> = { month: 1, year: 7 }

export type DueBar = DueDay & { readonly from: StudyDay; readonly to: StudyDay; readonly backlog: number }

/** What comes due, bar by bar; what waits from before is part of the first one. */
export function dueBars(forecast: DueForecast, horizon: Horizon, today: StudyDay): readonly DueBar[] {
  const size = BAR_DAYS[horizon]
  return Array.from({ length: HORIZON_DAYS[horizon] / size }, (_, i) => {
    const days = forecast.days.slice(i * size, (i + 1) * size)
    return {
      from: addDays(today, i * size),
      to: addDays(today, (i + 1) * size - 1),
      backlog: i === 0 ? forecast.backlog : 0,
      review: days.reduce((sum, day) => sum + day.review, 0),
      learning: days.reduce((sum, day) => sum + day.learning, 0),
    }
  })
}

/** All that is due today, whenever it became so. */
export const dueToday = ({ backlog, days: [first] }: DueForecast): number =>
  backlog + (first?.review ?? 0) + (first?.learning ?? 0)

export type Bucket = DayCount & { readonly from: StudyDay; readonly to: StudyDay }

const BUCKETS = [
  ['day', 1],
  ['week', 7],
  ['month', 28],
  ['year', 364],
] as const

/** As many bars as can be told apart. */
const MOST_BARS = 60

/** Time by days, weeks or longer, so that the bars stay few; the last one ends today. */
export function bucketsOf(
  daily: readonly DayCount[],
  today: StudyDay,
): { name: (typeof BUCKETS)[number][0]; buckets: readonly Bucket[] } {
  const [name, size] = BUCKETS.find(([, days]) => daily.length / days <= (days === 1 ? 31 : MOST_BARS)) ?? BUCKETS[3]
  const count = Math.ceil(daily.length / size)
  const buckets = Array.from({ length: count }, (_, i) => {
    const end = daily.length - (count - 1 - i) * size
    const days = daily.slice(Math.max(0, end - size), end)
    return {
      from: addDays(today, end - daily.length - days.length + 1),
      to: addDays(today, end - daily.length),
      answers: days.reduce((sum, day) => sum + day.answers, 0),
      elapsedMs: days.reduce((sum, day) => sum + day.elapsedMs, 0),
    }
  })
  return { name, buckets }
}

/** The axis begins at a tenth below what is shown, at 80 % at the most. */
export function lowestShown(weeks: readonly (Share | null)[], desired: number): number {
  const lowest = Math.min(desired - 0.05, ...weeks.flatMap((week) => (week ? [week.low] : [])))
  return Math.max(0, Math.min(0.8, Math.floor(lowest * 10 + 1e-9) / 10))
}

/** Where the median lies, counted in bins: within its own in proportion, the last one being open. */
export function placeIn({ edges, median }: Histogram, lowest: number): number {
  const value = median ?? lowest
  const bin = edges.filter((edge) => edge <= value).length
  const from = bin === 0 ? lowest : (edges[bin - 1] ?? lowest)
  const to = edges[bin] ?? from + 2 * Math.max(1, value - from)
  return bin + (value - from) / (to - from)
}
