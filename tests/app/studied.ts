import { formatEventId } from '../../src/domain/clock.ts'
import type { ReviewEvent } from '../../src/domain/event.ts'
import { RATINGS } from '../../src/domain/rating.ts'
import { DAY_MS, dueOnDay, toInstant, toStudyDay } from '../../src/domain/time.ts'
import { LEARNERS, simulateLearner } from '../domain/optimizeLearner.ts'
import { front } from '../storage/world.ts'

/** Two years of reviews, from a study day on, by a learner with hidden weights, of the cards of a deck `d`. */
export function studiedFrom(firstDay: number, learner: string, reviews: number, cards: number): ReviewEvent[] {
  const rows = simulateLearner(LEARNERS[learner] ?? [], reviews, 1)
  const given = Array.from(rows.grades, (grade, i) => {
    const card = rows.starts.findLastIndex((start) => start <= i)
    return { grade, card, day: rows.days[i] ?? 0, next: rows.days[i + 1] ?? 0 }
  })
  return given
    .map((one, i) => ({ ...one, i }))
    .sort((a, b) => a.day - b.day || a.i - b.i)
    .map(({ grade, card, day, next }, order): ReviewEvent => {
      const at = toInstant((firstDay + day) * DAY_MS + 10 * 3_600_000 + order)
      const due = firstDay + (next > day ? next : day + 30)
      return {
        id: formatEventId({ ms: at, counter: 0, deviceId: 'learner0' }),
        kind: 'review',
        at,
        offsetMinutes: 0,
        day: toStudyDay(firstDay + day),
        cardId: front(`d-n${card % cards}`),
        rating: RATINGS[grade - 1] ?? 'good',
        elapsedMs: 6000,
        source: 'study',
        due: dueOnDay(toStudyDay(due)),
        step: null,
      }
    })
}
