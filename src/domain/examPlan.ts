import { weekdayOf } from './easyDays.ts'
import { hashToSeed } from './hash.ts'
import type { CardId, DeckId } from './note.ts'
import { addDays, DAY_MS, type Instant, type StudyDay } from './time.ts'

/** An exam to come: when, of which cards, and how long a learner means to study for it on each weekday. */
export type ExamPlan = {
  readonly id: string
  readonly name: string
  readonly at: Instant
  /** The study day of it: the last day to study is the one before. */
  readonly day: StudyDay
  /** None for all decks. */
  readonly deckIds: readonly DeckId[]
  /** A search that narrows them down; '' for all of their cards. */
  readonly query: string
  /** Seven, from Monday on; 0 to `MOST_DAILY_MINUTES`. */
  readonly minutes: readonly number[]
  /** The price a second at which a later review is thought of (`examAhead.ts`); null where that does not pay. */
  readonly price: number | null
  /** Whether it was worked out what pays: until then the price is null as well. */
  readonly priced?: boolean
}

/** Cards that are ranked with a look ahead in the blink of an eye. */
const MOST_AHEAD = 3000

/** The price that holds today. Looking ahead knows of one exam only, and takes ten times as long a card. */
export const priceInForce = (plans: readonly ExamPlan[], cards: number): number | null =>
  plans.length === 1 && cards <= MOST_AHEAD ? (plans[0]?.price ?? null) : null

export const MOST_DAILY_MINUTES = 600

/** From 2000 to 2099: each day until an exam is gone through, which a made-up one would make millions of. */
const [EARLIEST, BEFORE] = [Date.UTC(2000, 0), Date.UTC(2100, 0)]
/** Whatever the rollover and the time zone, a study day and the instants of it lie no further apart. */
const MOST_DAYS_APART = 3

export const MOST_EXAMS = 20

/**
 * Exams that lie ahead, the next one first. After its day an exam changes nothing any more; nor does one that came into
 * the settings when less was asked of it.
 */
export const examsAhead = (plans: readonly ExamPlan[], today: StudyDay): readonly ExamPlan[] =>
  plans.filter((plan) => plan.day > today && isExamPlan(plan)).sort((a, b) => a.at - b.at || (a.id < b.id ? -1 : 1))

/** Seconds meant for all these exams on a day. */
export const secondsOn = (plans: readonly ExamPlan[], day: StudyDay): number =>
  plans.reduce((sum, plan) => sum + (plan.day > day ? 60 * (plan.minutes[weekdayOf(day)] ?? 0) : 0), 0)

/** The closing days, of which each brings its share of a last pass: a fifth of what is left, a week at most. */
const closingDays = (left: number): number => Math.max(1, Math.min(7, Math.round(left / 5)))

/**
 * The latest day on which a card comes back before an exam: one of the closing days, by lot but always the same for it,
 * so that the last pass does not pile up on the eve. Never before tomorrow, never on the day of the exam.
 */
export function lastPassOn(cardId: CardId | string, exam: StudyDay, today: StudyDay): StudyDay {
  const left = exam - today
  if (left <= 1) return exam
  const back = 1 + (hashToSeed(`${cardId}@${exam}`) % closingDays(left))
  return addDays(today, Math.max(1, left - back))
}

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
