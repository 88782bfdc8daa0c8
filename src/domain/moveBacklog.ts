import type { Backlog } from './backlog.ts'
import { countByDay, type DueCard, deal, levelled, type Move } from './moves.ts'
import { addDays, type StudyDay } from './time.ts'

/**
 * What is overdue, spread over so many days from today on, as evenly as what is due then allows: what is likeliest to be
 * recalled first, as it is kept with the least effort. What is left for today is due today, and nothing overdue any more.
 */
export function spreadBacklog(cards: readonly DueCard[], today: StudyDay, days: number): Move[] {
  const overdue = cards.filter(({ due }) => due < today).sort((a, b) => faded(a, today) - faded(b, today))
  const others = cards.filter(({ due }) => due >= today).map(({ due }) => due)
  const dates = Array.from({ length: days }, (_, i) => addDays(today, i))
  return deal(overdue, dates, levelled(countByDay(others, today, days), overdue.length))
}

/** In how many days a backlog is gone at so many reviews a day; null where they are not more than what comes anew. */
export function daysToClear({ overdue, perDay }: Backlog, reviewsPerDay: number): number | null {
  return reviewsPerDay > perDay ? Math.ceil(overdue / (reviewsPerDay - perDay)) : null
}

/** Falling chance of recall, by the share of stability that has passed. */
const faded = (card: DueCard, today: StudyDay): number => (today - card.day) / card.stability
