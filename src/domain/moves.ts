import { isInReview } from './backlog.ts'
import { type Columns, type Place, placeOf } from './columns.ts'
import { addDays, type StudyDay } from './time.ts'

/** A card in review as plans see it. */
export type DueCard = {
  readonly place: Place
  readonly due: StudyDay
  readonly stability: number
  /** Of its last answer. */
  readonly day: StudyDay
}

/** A card that is to be due on another day. */
export type Move = { readonly card: DueCard; readonly to: StudyDay }

/** Reviews on a day, now and after the moves. What is overdue counts for today. */
export type DayChange = { readonly day: StudyDay; readonly before: number; readonly after: number }

/** Cards in review that are not hidden, in the order of decks and rows. */
export function dueCards(decks: readonly Columns[]): DueCard[] {
  const cards: DueCard[] = []
  for (const columns of decks) {
    for (let row = 0; row < columns.length; row++) {
      if (!isInReview(columns, row)) continue
      cards.push({
        place: placeOf(columns, row),
        due: (columns.due[row] ?? 0) as StudyDay,
        stability: Math.max(columns.stability[row] ?? 0, 0.001),
        day: (columns.lastDay[row] ?? 0) as StudyDay,
      })
    }
  }
  return cards
}

/** The days worth showing: the coming week, and every day within a year that changes; the first `most` of them. */
export function daysToShow(
  cards: readonly DueCard[],
  moves: readonly Move[],
  today: StudyDay,
  most: number,
): readonly DayChange[] {
  return dayChanges(cards, moves, today, YEAR)
    .filter(({ before, after }, i) => i < WEEK || before !== after)
    .slice(0, most)
}

const WEEK = 7
const YEAR = 365

/** The day to speak of: tomorrow if it changes, else the one that changes most; null where none does. */
export function dayToTell(days: readonly DayChange[]): DayChange | null {
  const change = ({ before, after }: DayChange): number => Math.abs(after - before)
  const [, tomorrow] = days
  if (tomorrow !== undefined && change(tomorrow) > 0) return tomorrow
  return days.reduce<DayChange | null>((best, day) => (change(day) > (best ? change(best) : 0) ? day : best), null)
}

/** What each of the coming days becomes, from today on. */
export function dayChanges(
  cards: readonly DueCard[],
  moves: readonly Move[],
  today: StudyDay,
  days: number,
): readonly DayChange[] {
  const before = countByDay(
    cards.map(({ due }) => due),
    today,
    days,
  )
  const moved = new Map(moves.map(({ card, to }) => [card, to]))
  const after = countByDay(
    cards.map((card) => moved.get(card) ?? card.due),
    today,
    days,
  )
  return before.map((count, i) => ({ day: addDays(today, i), before: count, after: after[i] ?? 0 }))
}

export function countByDay(dues: readonly StudyDay[], today: StudyDay, days: number): number[] {
  const counts = Array.from({ length: days }, () => 0)
  for (const due of dues) {
    const at = Math.max(0, due - today)
    if (at < days) counts[at] = (counts[at] ?? 0) + 1
  }
  return counts
}

/** How many of `count` things each of these days takes so that, with what it has, all come as near as can be to level. */
export function levelled(loads: readonly number[], count: number): number[] {
  const taken = loads.map(() => 0)
  for (let left = count; left > 0 && loads.length > 0; left--) {
    let least = 0
    for (let i = 1; i < loads.length; i++) if (sum(loads, taken, i) < sum(loads, taken, least)) least = i
    taken[least] = (taken[least] ?? 0) + 1
  }
  return taken
}

const sum = (a: readonly number[], b: readonly number[], i: number): number => (a[i] ?? 0) + (b[i] ?? 0)

/** Gives cards, in their order, the days in theirs: as many to each as it takes. */
export function deal(cards: readonly DueCard[], days: readonly StudyDay[], taken: readonly number[]): Move[] {
  const slots = days.flatMap((day, i) => Array.from({ length: taken[i] ?? 0 }, () => day))
  return cards.flatMap((card, i) => {
    const to = slots[i]
    return to === undefined || to === card.due ? [] : [{ card, to }]
  })
}
