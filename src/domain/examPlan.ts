import { weekdayOf } from './easyDays.ts'
import { isExamPlan } from './examPlanCheck.ts'
import { hashToSeed } from './hash.ts'
import type { CardId, DeckId } from './note.ts'
import { addDays, type Instant, type StudyDay } from './time.ts'

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
