import { spreadBacklog } from './moveBacklog.ts'
import { countByDay, type DueCard, deal, levelled, type Move } from './moves.ts'
import { addDays, type StudyDay } from './time.ts'

/** Days without study, both ends included. */
export type Break = { readonly from: StudyDay; readonly to: StudyDay }

export type BreakInput = {
  readonly cards: readonly DueCard[]
  readonly today: StudyDay
  readonly maximumIntervalDays: number
  /** Chance of recall of a card so many days after its last answer. */
  readonly recallAfter: (stability: number, days: number) => number
}

/** At the least so many days on each side take what a break pushes out. */
const FEWEST_DAYS = 3

/**
 * What falls due in a break, put before and after it: as evenly as what is due on those days allows, and earlier the
 * cards that would suffer most from waiting. After a break that is over, what became due in it is spread from today on.
 */
export function planBreak({ from, to }: Break, input: BreakInput): Move[] {
  const { today, cards } = input
  const length = Math.max(FEWEST_DAYS, to - from + 1)
  if (to < today) {
    const missed = cards.filter(({ due }) => due >= today || (due >= from && due <= to))
    return spreadBacklog(missed, today, length)
  }
  const start = Math.max(from, today)
  const affected = cards.filter(({ due }) => due >= start && due <= to)
  const before = daysBetween(Math.max(today, from - length), from - 1)
  const after = daysBetween(to + 1, to + length)
  const dates = [...before, ...after]
  const loads = loadsOn(dates, cards, today)
  const taken = levelled(loads, affected.length)
  const early = taken.slice(0, before.length).reduce((sum, count) => sum + count, 0)
  const byLoss = affected
    .map((card) => ({ card, loss: lossByWaiting(card, to + length, input) }))
    .sort((a, b) => b.loss - a.loss)
  const inOrder = (some: typeof byLoss): DueCard[] => some.map(({ card }) => card).sort((a, b) => a.due - b.due)
  return [
    ...deal(inOrder(byLoss.slice(0, early)), before, taken.slice(0, before.length)),
    ...deal(inOrder(byLoss.slice(early)), after, taken.slice(before.length)),
  ].filter(({ card, to }) => to - card.day <= input.maximumIntervalDays)
}

/** Mean chance of recall of the cards that move: on the days they were due, and on those they are moved to. */
export function recallOfMoves(
  moves: readonly Move[],
  { today, recallAfter }: Pick<BreakInput, 'today' | 'recallAfter'>,
): { readonly before: number; readonly after: number } {
  const mean = (dayOf: (move: Move) => number): number =>
    moves.reduce((sum, move) => sum + recallAfter(move.card.stability, dayOf(move) - move.card.day), 0) /
    Math.max(1, moves.length)
  return { before: mean(({ card }) => Math.max(card.due, today)), after: mean(({ to }) => to) }
}

/** Cards that may not wait so long go first. */
function lossByWaiting(card: DueCard, last: number, { recallAfter, maximumIntervalDays }: BreakInput): number {
  if (last - card.day > maximumIntervalDays) return Number.POSITIVE_INFINITY
  return recallAfter(card.stability, card.due - card.day) - recallAfter(card.stability, last - card.day)
}

function loadsOn(days: readonly StudyDay[], cards: readonly DueCard[], today: StudyDay): number[] {
  const counts = countByDay(
    cards.map(({ due }) => due),
    today,
    Math.max(0, ...days.map((day) => day - today + 1)),
  )
  return days.map((day) => counts[day - today] ?? 0)
}

const daysBetween = (first: number, last: number): StudyDay[] =>
  Array.from({ length: Math.max(0, last - first + 1) }, (_, i) => addDays(first as StudyDay, i))
