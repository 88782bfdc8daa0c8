import fc from 'fast-check'
import { default_w } from 'ts-fsrs'
import { describe, expect, test } from 'vitest'
import { optimize } from '../../src/domain/optimize.ts'
import { fitOf } from '../../src/domain/optimizeFit.ts'
import { makeCardGradient } from '../../src/domain/optimizeGradient.ts'
import {
  daysUntil,
  firstMemory,
  type MemoryCell,
  type Model,
  makeFutures,
  makeModel,
  nextMemories,
  nextMemory,
  recallAfter,
} from '../../src/domain/optimizeModel.ts'
import { DEFAULT_WEIGHTS, FSRS_RS_SETTINGS, SHIPPED_SETTINGS } from '../../src/domain/optimizeSettings.ts'
import { gradeOf } from '../../src/domain/rating.ts'
import { makeScheduler } from '../../src/domain/scheduler.ts'
import { DEFAULT_SETTINGS } from '../../src/domain/settings.ts'
import { toStudyDay } from '../../src/domain/time.ts'
import { rowsOf, type TrainingRows } from '../../src/domain/trainingRows.ts'
import { areWeights, WEIGHT_RANGES } from '../../src/domain/weights.ts'
import { ratings } from './arbitraries.ts'
import { LEARNERS, simulateLearner } from './optimizeLearner.ts'
import { drain } from './optimizeWork.ts'

/** Anything within the ranges, first stabilities in order and as large as the scheduler takes them. */
const weightSets = fc
  .tuple(...WEIGHT_RANGES.map(([low, high], i) => fc.double({ min: i < 4 ? 0.1 : low, max: high, noNaN: true })))
  .map((weights) => [...weights.slice(0, 4).sort((a, b) => a - b), ...weights.slice(4)])

const histories = fc.array(
  fc.array(fc.record({ grade: fc.integer({ min: 1, max: 4 }), gap: fc.nat({ max: 400 }) }), {
    minLength: 1,
    maxLength: 12,
  }),
  { maxLength: 60 },
)

const rowsFrom = (cards: readonly (readonly { grade: number; gap: number }[])[]): TrainingRows =>
  rowsOf(
    cards.map((card) => {
      let day = 20_000
      return card.map(({ grade, gap }) => {
        day += gap
        return { grade, day }
      })
    }),
  )

describe('the four futures of a review', () => {
  test('are to the last bit those that come one by one', () => {
    fc.assert(
      fc.property(
        fc.double({ min: 0.001, max: 36_500, noNaN: true }),
        fc.double({ min: 1, max: 10, noNaN: true }),
        fc.integer({ min: 1, max: 2000 }),
        (stability, difficulty, gap) => {
          const model = makeModel(DEFAULT_WEIGHTS)
          const futures = makeFutures()
          nextMemories(model, stability, difficulty, recallAfter(model, gap, stability), futures)
          for (let grade = 1; grade <= 4; grade++) {
            const cell = { stability, difficulty }
            nextMemory(model, gap, grade, cell)
            expect([futures[2 * grade - 2], futures[2 * grade - 1]]).toEqual([cell.stability, cell.difficulty])
          }
        },
      ),
    )
  })
})

/** ts-fsrs rounds recall, and what it is made from, to eight decimals at every step. */
const ROUNDING = 5e-8

/** What a review makes of a memory where recall is as much less, and as much more, as rounding may make it. */
function withRecallRounded(model: Model, gap: number, grade: number, { stability, difficulty }: MemoryCell) {
  const recall = recallAfter(model, gap, stability)
  const of = (rounded: number) => {
    const futures = makeFutures()
    nextMemories(model, stability, difficulty, rounded, futures)
    return futures[2 * grade - 2] ?? Number.NaN
  }
  const [less, more] = [of(recall - ROUNDING), of(Math.min(1, recall + ROUNDING))]
  return [{ stability: Math.min(less, more) }, { stability: Math.max(less, more) }] as const
}

describe('the formulas', () => {
  test('are those of the scheduler, for any weights and history', () => {
    const reviews = fc.array(fc.record({ rating: ratings, gap: fc.nat({ max: 700 }) }), { minLength: 1, maxLength: 15 })
    fc.assert(
      fc.property(weightSets, reviews, (weights, history) => {
        const scheduler = makeScheduler({ ...DEFAULT_SETTINGS, weights })
        const model = makeModel(weights)
        const cell: MemoryCell = { stability: 0, difficulty: 0 }
        let recall = null
        let day = 20_000
        for (const [i, { rating, gap }] of history.entries()) {
          day += gap
          const grade = gradeOf(rating)
          const reached = { ...cell }
          if (i === 0) firstMemory(model, grade, cell)
          else nextMemory(model, gap, grade, cell)
          recall = scheduler.remember(recall, toStudyDay(day), rating)
          const [low, high] = i === 0 || gap === 0 ? [cell, cell] : withRecallRounded(model, gap, grade, reached)
          expect(recall.stability).toBeGreaterThan(low.stability - 1e-8 - 1e-8 * recall.stability)
          expect(recall.stability).toBeLessThan(high.stability + 1e-8 + 1e-8 * recall.stability)
          expect(Math.abs(cell.difficulty - recall.difficulty)).toBeLessThan(ROUNDING)
          const ahead = recallAfter(model, 10, recall.stability)
          expect(Math.abs(ahead - scheduler.retrievabilityAfter(recall.stability, 10))).toBeLessThan(ROUNDING)
          // Of the least stability, 0.001 days, a rounding is much, and later steps may make more of it: each begins where
          // the one before it was rounded to.
          Object.assign(cell, { stability: recall.stability, difficulty: recall.difficulty })
        }
      }),
    )
  })

  test('recall has fallen to the ratio after the days that they say', () => {
    fc.assert(
      fc.property(
        weightSets,
        fc.double({ min: 0.7, max: 0.99, noNaN: true }),
        fc.double({ min: 0.01, max: 30_000, noNaN: true }),
        (weights, ratio, stability) => {
          const model = makeModel(weights)
          expect(recallAfter(model, daysUntil(model, ratio, stability), stability)).toBeCloseTo(ratio, 8)
        },
      ),
    )
  })

  test('start from the weights that ts-fsrs starts from', () => {
    expect(DEFAULT_WEIGHTS).toEqual([...default_w])
  })
})

describe('the gradient', () => {
  /** Largest difference to central differences, relative where the derivative is above 1. */
  function worstError(weights: readonly number[], rows: TrainingRows): number {
    const cardGradient = makeCardGradient()
    const reviewWeights = Float64Array.from(rows.scored)
    const lossAt = (at: readonly number[], gradient: Float64Array): number => {
      let loss = 0
      for (let card = 0; card + 1 < rows.starts.length; card++) {
        loss += cardGradient(rows, card, makeModel(at), reviewWeights, gradient)
      }
      return loss
    }
    const exact = new Float64Array(21)
    lossAt(weights, exact)
    const errors = weights.map((weight, k) => {
      const step = 1e-5 * Math.max(weight, 0.01)
      const above = lossAt(weights.with(k, weight + step), new Float64Array(21))
      const below = lossAt(weights.with(k, weight - step), new Float64Array(21))
      const slope = exact[k] ?? Number.NaN
      return Math.abs((above - below) / (2 * step) - slope) / Math.max(1, Math.abs(slope))
    })
    return Math.max(...errors)
  }

  // Each learner's histories at another's weights: far from any minimum, so that no derivative is small by chance.
  test.each([
    ['strong', 'weak'],
    ['weak', 'strong'],
    ['average', 'strong'],
    ['strong', 'average'],
  ])('of a %s learner at the weights of the %s one is that of finite differences', (learner, at) => {
    const rows = simulateLearner(LEARNERS[learner] ?? [], 1500, 7)
    expect(worstError(LEARNERS[at] ?? [], rows)).toBeLessThan(1e-5)
  })

  test('comes with the loss that the fit counts', () => {
    const rows = simulateLearner(LEARNERS.weak ?? [], 800, 3)
    const cardGradient = makeCardGradient()
    const reviewWeights = Float64Array.from(rows.scored)
    let loss = 0
    for (let card = 0; card + 1 < rows.starts.length; card++) {
      loss += cardGradient(rows, card, makeModel(DEFAULT_WEIGHTS), reviewWeights, new Float64Array(21))
    }
    const fit = fitOf(DEFAULT_WEIGHTS, rows)
    expect(loss / fit.reviews).toBeCloseTo(fit.logLoss, 9)
  })
})

describe('the optimizer', () => {
  test('gives weights that the scheduler takes, whatever the reviews', () => {
    fc.assert(
      fc.property(histories, fc.constantFrom(SHIPPED_SETTINGS, FSRS_RS_SETTINGS), (cards, settings) => {
        const { value } = drain(optimize(rowsFrom(cards), settings))
        expect(areWeights(value)).toBe(true)
      }),
      { numRuns: 60 },
    )
  })

  test.each([1, 2, 3, 4])('gives such weights also where every answer is %i', (grade) => {
    const card = Array.from({ length: 8 }, () => ({ grade, gap: 3 }))
    const { value } = drain(optimize(rowsFrom(Array.from({ length: 50 }, () => card)), SHIPPED_SETTINGS))
    expect(areWeights(value)).toBe(true)
  })

  test('gives the same for the same reviews and seed, and tells how far it is up to the end', () => {
    const rows = simulateLearner(LEARNERS.strong ?? [], 2000, 5)
    const first = drain(optimize(rows, SHIPPED_SETTINGS))
    expect(drain(optimize(rows, SHIPPED_SETTINGS))).toEqual(first)
    expect(first.shares).toEqual(first.shares.toSorted((a, b) => a - b))
    expect(first.shares.at(-1)).toBe(1)
    expect(drain(optimize(rows, { ...SHIPPED_SETTINGS, seed: 1 })).value).not.toEqual(first.value)
  })

  test('leaves the defaults to who has hardly any review', () => {
    expect(drain(optimize(rowsFrom([]), SHIPPED_SETTINGS)).value).toEqual(DEFAULT_WEIGHTS)
    const few = rowsFrom([[3, 3, 3].map((grade) => ({ grade, gap: 4 }))])
    expect(drain(optimize(few, SHIPPED_SETTINGS)).value).toEqual(DEFAULT_WEIGHTS)
  })

  test.each(['strong', 'weak'])('finds most of what there is to gain for a %s learner', (learner) => {
    const hidden = LEARNERS[learner] ?? []
    const fresh = simulateLearner(hidden, 20_000, 999)
    const lossOf = (weights: readonly number[]) => fitOf(weights, fresh).logLoss
    const { value } = drain(optimize(simulateLearner(hidden, 10_000, 11), SHIPPED_SETTINGS))
    const gain = (lossOf(DEFAULT_WEIGHTS) - lossOf(value)) / (lossOf(DEFAULT_WEIGHTS) - lossOf(hidden))
    expect(gain).toBeGreaterThan(0.7)
  })
})
