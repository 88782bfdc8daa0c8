import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { type AnswerTimes, answerTimes, timeFor } from '../../src/domain/answerTimes.ts'
import { type ReviewEvent, tookMs } from '../../src/domain/event.ts'
import type { CardId } from '../../src/domain/note.ts'
import { makeRandom } from '../../src/domain/random.ts'
import { dueOnDay, toStudyDay } from '../../src/domain/time.ts'
import { cardIdNamed, eventId, FIRST_DAY, momentAt } from './arbitraries.ts'

let ids = 0
const review = (card: string, day: number, elapsedMs: number, more: Partial<ReviewEvent> = {}): ReviewEvent => ({
  ...momentAt(day),
  id: eventId(++ids),
  kind: 'review',
  cardId: cardIdNamed(card),
  rating: 'good',
  elapsedMs,
  source: 'study',
  due: dueOnDay(toStudyDay(day + 1)),
  step: null,
  ...more,
})

const NONE: AnswerTimes = { new: [], review: [], learning: [] }
const left = (fresh: number, due: number) => ({ new: fresh, review: due, learning: 0 })

describe('the time that cards take', () => {
  it('is told apart by kind: a new card with its repeats, a review with those of a lapse, what follows a first answer', () => {
    const log = [
      review('a', FIRST_DAY, 9000),
      review('a', FIRST_DAY, 4000),
      review('a', FIRST_DAY + 3, 6000),
      review('old', FIRST_DAY, 7000, { rating: 'again' }),
      review('old', FIRST_DAY, 3000),
      review('b', FIRST_DAY, 100, { source: 'cram' }),
      review('b', FIRST_DAY, 0),
    ]
    const reps: Record<string, number> = { a: 3, old: 9, b: 1 }
    const times = answerTimes(log, (cardId: CardId) => reps[cardId.split('/')[0] ?? ''] ?? 0)
    expect(times).toEqual({ new: [13_000], review: [6000, 10_000], learning: [4000, 3000] })
  })

  it('is that of sound answers alone: a time that a log has wrong is none, and none is longer than a minute', () => {
    const wrong = ['x', null, undefined, {}, -5, Number.NaN] as unknown as number[]
    const log = [...wrong.map((ms, i) => review(`w${i}`, FIRST_DAY, ms)), review('long', FIRST_DAY, 1e308)]
    expect(answerTimes(log, () => 9)).toEqual({ ...NONE, review: [60_000] })
    expect(wrong.map((ms) => tookMs(review('w', FIRST_DAY, ms)))).toEqual(wrong.map(() => 0))
  })

  it('is not known without any, and never shrinks with more cards', () => {
    expect(timeFor(left(20, 5), NONE)).toBeNull()
    const some = fc.array(fc.integer({ min: 1, max: 60_000 }), { minLength: 1 })
    fc.assert(
      fc.property(some, some, fc.nat(300), fc.nat(300), (fresh, due, n, m) => {
        const times = { new: fresh, review: due, learning: [] }
        const less = timeFor(left(n, m), times) ?? -1
        expect(less).toBeGreaterThanOrEqual(0)
        expect(timeFor(left(n + 1, m), times) ?? -1).toBeGreaterThan(less)
      }),
    )
  })

  it('comes within a tenth of what a simulated day then takes, for quick and for slow learners', () => {
    for (const [seed, seconds] of [5, 9, 16].entries()) {
      const random = makeRandom(seed + 1)
      /** Skewed as answer times are, capped as the log caps them. */
      const takes = (scale: number) => {
        const normal = Array.from({ length: 12 }, random).reduce((sum, value) => sum + value, -6)
        return Math.min(60_000, Math.round(seconds * scale * 1000 * Math.exp(0.6 * normal)))
      }
      const log: ReviewEvent[] = []
      const dayOf = (day: number): number => {
        const before = log.length
        for (let i = 0; i < 20; i++) {
          const repeats = 2 + Math.floor(random() * 3)
          for (let n = 0; n < repeats; n++) log.push(review(`new-${day}-${i}`, day, takes(n === 0 ? 1.5 : 1)))
        }
        for (let i = 0; i < 60; i++) {
          log.push(review(`old-${i}`, day, takes(1)))
          if (random() < 0.1) log.push(review(`old-${i}`, day, takes(1)))
        }
        return log.slice(before).reduce((sum, { elapsedMs }) => sum + elapsedMs, 0)
      }
      for (let day = 0; day < 4; day++) dayOf(FIRST_DAY + day)
      const reps = new Map<CardId, number>()
      for (const { cardId } of log) reps.set(cardId, (reps.get(cardId) ?? 0) + 1)
      const times = answerTimes(log, (cardId) => (cardId.startsWith('old') ? 1000 : (reps.get(cardId) ?? 0)))
      const took = Array.from({ length: 10 }, (_, i) => dayOf(FIRST_DAY + 10 + i)).reduce((a, b) => a + b, 0) / 10
      expect((timeFor(left(20, 60), times) ?? 0) / took).toBeGreaterThan(0.9)
      expect((timeFor(left(20, 60), times) ?? 0) / took).toBeLessThan(1.1)
    }
  })
})
