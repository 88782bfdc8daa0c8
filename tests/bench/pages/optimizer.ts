import { DEFAULT_WEIGHTS } from '../../../src/domain/optimizeSettings.ts'
import { habitsOf } from '../../../src/domain/simulateHabits.ts'
import type { OptimizeApi } from '../../../src/workers/optimizeApi.ts'
import { type Client, makeClient } from '../../../src/workers/rpc.ts'
import { LEARNERS, simulateLearner } from '../../domain/optimizeLearner.ts'

export type OptimizerBench = {
  /** Milliseconds of each fit with its check on the last fifth, worker started and rows handed over. */
  readonly tune: (reviews: number, count: number) => Promise<readonly number[]>
  /** Milliseconds of each year at every retention, for so many cards seen and as many new ones. */
  readonly workloads: (cards: number, count: number) => Promise<readonly number[]>
}

const bench: OptimizerBench = {
  tune: (reviews, count) => {
    const rows = simulateLearner(LEARNERS.strong ?? [], reviews, 1)
    return times(count, (client) => client.call('tune', { rows, current: null }))
  },
  workloads: (cards, count) => {
    const input = {
      stability: new Float64Array(cards).fill(20),
      difficulty: new Float64Array(cards).fill(5),
      daysAgo: Int32Array.from({ length: cards }, (_, i) => i % 20),
      dueIn: Int32Array.from({ length: cards }, (_, i) => 20 - (i % 20)),
      newCards: cards,
      newPerDay: 20,
      reviewsPerDay: 9999,
      maximumIntervalDays: 36_500,
      learningSteps: 2,
      relearningSteps: 1,
      weights: DEFAULT_WEIGHTS,
      habits: habitsOf([]),
    }
    return times(count, (client) => client.call('workloads', input))
  },
}

/** Each in a worker of its own, as a learner meets it. */
async function times(count: number, work: (client: Client<OptimizeApi>) => Promise<unknown>): Promise<number[]> {
  const all: number[] = []
  for (let i = 0; i < count; i++) {
    const client = makeClient<OptimizeApi>(
      () => new Worker(new URL('../../../src/workers/optimize.worker.ts', import.meta.url), { type: 'module' }),
    )
    const start = performance.now()
    await work(client)
    all.push(performance.now() - start)
    client.stop()
  }
  return all
}

Object.assign(globalThis, { bench })
