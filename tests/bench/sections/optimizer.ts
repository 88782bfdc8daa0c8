import { optimize } from '../../../src/domain/optimize.ts'
import { fitOf } from '../../../src/domain/optimizeFit.ts'
import { tune } from '../../../src/domain/optimizeGate.ts'
import {
  DEFAULT_WEIGHTS,
  FSRS_RS_SETTINGS,
  type OptimizeSettings,
  SHIPPED_SETTINGS,
} from '../../../src/domain/optimizeSettings.ts'
import { withoutOutliers } from '../../../src/domain/trainingOutliers.ts'
import type { TrainingRows } from '../../../src/domain/trainingRows.ts'
import { LEARNERS, simulateLearner } from '../../domain/optimizeLearner.ts'
import { loadOracle, type Oracle } from '../../domain/optimizeOracle.ts'
import { drain, mean } from '../../domain/optimizeWork.ts'
import { newPhone, startHost } from '../host.ts'
import type { OptimizerBench } from '../pages/optimizer.ts'
import { median, type Table } from '../table.ts'

/** How many reviews are learned from, and how many learners of each kind that is tried with. */
const SIZES = [
  { reviews: 300, seeds: 16 },
  { reviews: 1_000, seeds: 16 },
  { reviews: 3_000, seeds: 8 },
  { reviews: 10_000, seeds: 8 },
  { reviews: 100_000, seeds: 2 },
] as const
const FRESH_REVIEWS = 30_000
const BROWSER_RUNS = 3
const CARDS = 10_000

/**
 * Weights fitted to simulated learners whose true weights are known, scored on fresh reviews of theirs: Recite's own
 * optimizer beside fsrs-rs's, natively compiled.
 */
export async function measureOptimizer(): Promise<Table> {
  const oracle = loadOracle()
  const nativeMs: number[] = []
  const rows: string[][] = []
  const gaps: number[] = []
  for (const { reviews, seeds } of SIZES) {
    for (const [learner, hidden] of Object.entries(LEARNERS)) {
      const fresh = simulateLearner(hidden, FRESH_REVIEWS, 999)
      const lossOf = (weights: readonly number[]) => fitOf(weights, fresh).logLoss
      const defaults = lossOf(DEFAULT_WEIGHTS)
      const losses = { native: [] as number[], theirs: [] as number[], ours: [] as number[], gated: [] as number[] }
      for (let seed = 1; seed <= seeds; seed++) {
        const log = simulateLearner(hidden, reviews, 100 + seed)
        const start = performance.now()
        const native = await fitNatively(oracle, log)
        if (reviews === 100_000) nativeMs.push(performance.now() - start)
        losses.native.push(native ? lossOf(native) : Number.NaN)
        losses.theirs.push(lossOf(fitOurs(log, FSRS_RS_SETTINGS)))
        losses.ours.push(lossOf(fitOurs(log, SHIPPED_SETTINGS)))
        const result = drain(tune(log, null)).value
        losses.gated.push(result.kind === 'better' ? lossOf(result.weights) : defaults)
      }
      gaps.push(mean(losses.ours) - mean(losses.native))
      const worse = (all: readonly number[]) => `${all.filter((loss) => loss > defaults + 1e-9).length} of ${seeds}`
      rows.push([
        reviews.toLocaleString('en'),
        learner,
        ...[
          defaults,
          mean(losses.native),
          mean(losses.theirs),
          mean(losses.ours),
          mean(losses.gated),
          lossOf(hidden),
        ].map((loss) => (Number.isNaN(loss) ? '–' : loss.toFixed(4))),
        losses.native.some(Number.isNaN) ? '–' : worse(losses.native),
        worse(losses.gated),
      ])
    }
  }
  const browser = await measureInBrowser()
  return {
    title: 'A scheduler that tunes itself',
    finding: [
      gaps.some(Number.isNaN)
        ? 'fsrs-rs was not installed beside it (`@open-spaced-repetition/binding`, by hand).'
        : `On fresh reviews Recite’s fit differs from fsrs-rs’s by ${Math.min(...gaps).toFixed(4)} to ${Math.max(...gaps).toFixed(4)} in log loss (below 0 is better); natively, that fits 100,000 reviews once in ${median(nativeMs).toFixed(0)} ms.`,
      `100,000 reviews are fitted, checked on their last fifth and fitted again in ${browser.tune.toFixed(0)} ms in a browser’s worker.`,
      `A year of ${CARDS.toLocaleString('en')} cards at thirty retentions is simulated there in ${browser.workloads.toFixed(0)} ms.`,
    ].join(' '),
    columns: [
      'reviews',
      'learner',
      'defaults',
      'fsrs-rs',
      'Recite, fsrs-rs’s settings',
      'Recite',
      'Recite, as put into force',
      'true weights',
      'fsrs-rs worse than defaults',
      'Recite worse than defaults',
    ],
    rows,
  }
}

const fitOurs = (log: TrainingRows, settings: OptimizeSettings): readonly number[] =>
  drain(optimize(withoutOutliers(log), settings)).value

/** Null where there is no native binding; its defaults where it finds too little to go by. */
async function fitNatively(oracle: Oracle | null, log: TrainingRows): Promise<readonly number[] | null> {
  if (!oracle) return null
  const weights = await oracle(log)
  return weights.length === DEFAULT_WEIGHTS.length ? weights : DEFAULT_WEIGHTS
}

async function measureInBrowser(): Promise<{ readonly tune: number; readonly workloads: number }> {
  const host = await startHost(['optimizer'])
  const phone = newPhone()
  const context = await phone.start()
  const page = await context.newPage()
  await page.goto(`${host.url}bench/optimizer.html`)
  const run = (what: 'tune' | 'workloads', size: number) =>
    page.evaluate(
      ([name, amount, count]) => (globalThis as unknown as { bench: OptimizerBench }).bench[name](amount, count),
      [what, size, BROWSER_RUNS] as const,
    )
  const tuning = await run('tune', 100_000)
  const workloads = await run('workloads', CARDS)
  await context.close()
  phone.remove()
  await host.close()
  return { tune: median(tuning), workloads: median(workloads) }
}
