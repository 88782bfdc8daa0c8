import { type Tuning, tune } from '../domain/optimizeGate.ts'
import type { WeightSet } from '../domain/optimizeHistory.ts'
import { simulateWorkloads, simulateYear, type Workload, type WorkloadInput } from '../domain/simulate.ts'
import type { TrainingRows } from '../domain/trainingRows.ts'
import type { Handlers } from './rpc.ts'

/** The long ones tell the share done, 0 to 1. They compute without a pause: to stop one, end the worker. */
export type OptimizeApi = {
  readonly tune: {
    readonly input: { readonly rows: TrainingRows; readonly current: WeightSet }
    readonly output: Tuning
    readonly progress: number
  }
  readonly workloads: {
    readonly input: WorkloadInput
    readonly output: readonly Workload[]
    readonly progress: number
  }
  /** A year of several groups of decks, each at its own desired retention: what all of them cost a day. */
  readonly year: {
    readonly input: readonly { readonly input: WorkloadInput; readonly retentionRatio: number }[]
    readonly output: DayCost
    readonly progress: never
  }
}

/** The mean over a year. */
export type DayCost = { readonly answers: number; readonly minutes: number }

export const optimizeHandlers: Handlers<OptimizeApi> = {
  tune: ({ rows, current }, { progress }) => drain(tune(rows, current), progress),
  workloads: (input, { progress }) => drain(simulateWorkloads(input), progress),
  year: (groups) => {
    const years = groups.map(({ input, retentionRatio }) => simulateYear(input, retentionRatio))
    return {
      answers: years.reduce((sum, year) => sum + year.reviewsPerDay, 0),
      minutes: years.reduce((sum, year) => sum + year.minutesPerDay, 0),
    }
  },
}

function drain<T>(steps: Generator<number, T>, progress: (share: number) => void): T {
  let step = steps.next()
  while (step.done !== true) {
    progress(step.value)
    step = steps.next()
  }
  return step.value
}
