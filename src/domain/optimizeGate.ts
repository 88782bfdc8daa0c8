import { optimize } from './optimize.ts'
import { type Fit, fitOf } from './optimizeFit.ts'
import { DEFAULT_WEIGHTS, type OptimizeSettings, SHIPPED_SETTINGS } from './optimizeSettings.ts'
import { withoutOutliers } from './trainingOutliers.ts'
import { rowsBefore, scoredCount, scoredFrom, splitDay, type TrainingRows } from './trainingRows.ts'

/** What a search for better weights came to. Fits are over the learner's last fifth of scored reviews. */
export type Tuning =
  | { readonly kind: 'too-few'; readonly reviews: number }
  | { readonly kind: 'kept'; readonly reviews: number; readonly before: Fit; readonly after: Fit }
  | {
      readonly kind: 'better'
      readonly reviews: number
      readonly before: Fit
      /** By weights that had not seen these reviews: what `weights` can be expected to do on the next ones. */
      readonly after: Fit
      readonly weights: readonly number[]
    }

const HELD_OUT_SHARE = 0.2
/** Below this no fit says anything. */
const FEWEST_REVIEWS = 64
/** A gain in log loss that is worth a change. */
const LEAST_GAIN = 0.001

/**
 * Fits weights to all but the last fifth of the reviews and lets them predict that fifth. Only if they beat the weights
 * in force (null for the defaults) are weights fitted to everything, and those have to beat them there as well.
 * Yields the share done, 0 to 1.
 */
export function* tune(
  rows: TrainingRows,
  current: readonly number[] | null,
  settings: OptimizeSettings = SHIPPED_SETTINGS,
): Generator<number, Tuning> {
  const reviews = scoredCount(rows)
  if (reviews < FEWEST_REVIEWS) return { kind: 'too-few', reviews }
  const day = splitDay(rows, HELD_OUT_SHARE)
  const earlier = rowsBefore(rows, day)
  const heldOut = scoredFrom(rows, day)
  if (scoredCount(earlier) < FEWEST_REVIEWS / 2) return { kind: 'too-few', reviews }

  const before = fitOf(current ?? DEFAULT_WEIGHTS, heldOut)
  const trial = yield* inPart(optimize(withoutOutliers(earlier), settings), 0, 0.45)
  const after = fitOf(trial, heldOut)
  const isBetter = (fit: Fit): boolean => fit.logLoss < before.logLoss - LEAST_GAIN
  if (!isBetter(after)) return { kind: 'kept', reviews, before, after }
  const weights = yield* inPart(optimize(withoutOutliers(rows), settings), 0.45, 1)
  if (!isBetter(fitOf(weights, heldOut))) return { kind: 'kept', reviews, before, after }
  return { kind: 'better', reviews, before, after, weights }
}

/** The same steps, their share told as a part of a longer work. */
function* inPart<T>(steps: Generator<number, T>, from: number, to: number): Generator<number, T> {
  let step = steps.next()
  while (step.done !== true) {
    yield from + (to - from) * step.value
    step = steps.next()
  }
  return step.value
}
