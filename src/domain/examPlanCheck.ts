import type { ExamPlan } from './examPlan.ts'
import { DAY_MS } from './time.ts'

export const MOST_EXAMS = 20
export const MOST_DAILY_MINUTES = 600

/** From 2000 to 2099: each day until an exam is gone through, which a made-up one would make millions of. */
const [EARLIEST, BEFORE] = [Date.UTC(2000, 0), Date.UTC(2100, 0)]
/** Whatever the rollover and the time zone, a study day and the instants of it lie no further apart. */
const MOST_DAYS_APART = 3

export const isExamTime = (at: number): boolean => at >= EARLIEST && at < BEFORE

export function isExamPlan(value: unknown): value is ExamPlan {
  if (typeof value !== 'object' || value === null) return false
  const { id, name, at, day, deckIds, query, minutes, price } = value as Partial<Record<keyof ExamPlan, unknown>>
  return (
    typeof id === 'string' &&
    typeof name === 'string' &&
    typeof at === 'number' &&
    isExamTime(at) &&
    Number.isInteger(day) &&
    Math.abs(Number(day) - at / DAY_MS) <= MOST_DAYS_APART &&
    Array.isArray(deckIds) &&
    deckIds.every((deckId) => typeof deckId === 'string') &&
    typeof query === 'string' &&
    Array.isArray(minutes) &&
    minutes.length === 7 &&
    minutes.every((each) => typeof each === 'number' && each >= 0 && each <= MOST_DAILY_MINUTES) &&
    (price === null || (typeof price === 'number' && price > 0 && price < 1))
  )
}
