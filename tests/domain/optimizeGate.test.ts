import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { fitOf } from '../../src/domain/optimizeFit.ts'
import { type Tuning, tune } from '../../src/domain/optimizeGate.ts'
import { DEFAULT_WEIGHTS } from '../../src/domain/optimizeSettings.ts'
import { scoredFrom, splitDay, type TrainingRows } from '../../src/domain/trainingRows.ts'
import { areWeights } from '../../src/domain/weights.ts'
import { LEARNERS, simulateLearner } from './optimizeLearner.ts'
import { drain, mean } from './optimizeWork.ts'

const tuned = (rows: TrainingRows, current: readonly number[] | null = null): Tuning => drain(tune(rows, current)).value

describe('a search for better weights', () => {
  test('never offers weights that lose on the last fifth, whoever the learner and whatever is in force', () => {
    const learners = fc.constantFrom(...Object.values(LEARNERS))
    let offered = 0
    fc.assert(
      fc.property(learners, fc.constantFrom(null, ...Object.values(LEARNERS)), fc.nat(), (hidden, current, seed) => {
        const rows = simulateLearner(hidden, 400, seed)
        const result = tuned(rows, current)
        if (result.kind !== 'better') return
        offered++
        const lastFifth = scoredFrom(rows, splitDay(rows, 0.2))
        const before = fitOf(current ?? DEFAULT_WEIGHTS, lastFifth)
        expect(areWeights(result.weights)).toBe(true)
        expect(fitOf(result.weights, lastFifth).logLoss).toBeLessThan(before.logLoss)
        expect(result.after.logLoss).toBeLessThan(before.logLoss)
        expect(result.before).toEqual(before)
      }),
      { numRuns: 40 },
    )
    expect(offered).toBeGreaterThan(5)
  })

  test('leaves the true weights alone', () => {
    const { strong = [] } = LEARNERS
    expect(tuned(simulateLearner(strong, 3000, 4), strong).kind).toBe('kept')
  })

  test('replaces weights that were fitted to somebody else', () => {
    const { strong = [], weak = [] } = LEARNERS
    const result = tuned(simulateLearner(weak, 3000, 4), strong)
    expect(result.kind).toBe('better')
  })

  test('says so where there is too little to go by', () => {
    const { weak = [] } = LEARNERS
    expect(tuned(simulateLearner(weak, 40, 1))).toMatchObject({ kind: 'too-few' })
  })

  test('tells how far it is, rising, never past the whole', () => {
    const { shares } = drain(tune(simulateLearner(LEARNERS.weak ?? [], 3000, 2), null))
    expect(shares.length).toBeGreaterThan(5)
    expect(shares).toEqual(shares.toSorted((a, b) => a - b))
    expect(shares.at(-1)).toBeLessThanOrEqual(1)
  })
})

/** More seeds in `npm run bench optimizer`. */
const SEEDS = [1, 2, 3, 4, 5, 6, 7, 8]

describe.each([300, 1000])('after %i reviews, on fresh ones', (count) => {
  test('the outcome is on average no worse than the defaults', () => {
    const losses = Object.values(LEARNERS).flatMap((hidden) => {
      const fresh = simulateLearner(hidden, 15_000, 999)
      const defaults = fitOf(DEFAULT_WEIGHTS, fresh).logLoss
      return SEEDS.map((seed) => {
        const result = tuned(simulateLearner(hidden, count, 100 + seed))
        return (result.kind === 'better' ? fitOf(result.weights, fresh).logLoss : defaults) - defaults
      })
    })
    expect(losses.some((loss) => loss !== 0)).toBe(true)
    expect(mean(losses)).toBeLessThanOrEqual(0)
  })
})
