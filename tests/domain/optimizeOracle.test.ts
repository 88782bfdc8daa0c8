import { describe, expect, test } from 'vitest'
import { optimize } from '../../src/domain/optimize.ts'
import { fitOf } from '../../src/domain/optimizeFit.ts'
import { SHIPPED_SETTINGS } from '../../src/domain/optimizeSettings.ts'
import { withoutOutliers } from '../../src/domain/trainingOutliers.ts'
import { LEARNERS, simulateLearner } from './optimizeLearner.ts'
import { loadOracle } from './optimizeOracle.ts'
import { drain } from './optimizeWork.ts'

const oracle = loadOracle()
if (!oracle) console.log('Skipped: the comparison with fsrs-rs, as its native binding cannot be loaded here.')

/** 100 000 reviews, and more seeds, in `npm run bench optimizer`. */
describe.runIf(oracle).each([3000, 10_000])('fitted to %i reviews, on fresh ones of the same learner', (count) => {
  test.each(Object.keys(LEARNERS))(
    'the weights of a %s learner are no more than 0.001 behind fsrs-rs in log loss',
    async (learner) => {
      const hidden = LEARNERS[learner] ?? []
      const fresh = simulateLearner(hidden, 20_000, 999)
      const rows = simulateLearner(hidden, count, 201)
      const ours = fitOf(drain(optimize(withoutOutliers(rows), SHIPPED_SETTINGS)).value, fresh)
      const theirs = fitOf((await oracle?.(rows)) ?? [], fresh)
      expect(ours.logLoss).toBeLessThan(theirs.logLoss + 0.001)
    },
    30_000,
  )
})
