import { type Tuning, tune } from '../domain/optimizeGate.ts'
import type { WeightSet } from '../domain/optimizeHistory.ts'
import { simulateWorkloads, type Workload, type WorkloadInput } from '../domain/simulate.ts'
import type { TrainingRows } from '../domain/trainingRows.ts'
import type { Handlers } from './rpc.ts'

/** Both tell the share done, 0 to 1. They compute without a pause: to stop one, end the worker. */
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
}

export const optimizeHandlers: Handlers<OptimizeApi> = {
  tune: ({ rows, current }, { progress }) => drain(tune(rows, current), progress),
  workloads: (input, { progress }) => drain(simulateWorkloads(input), progress),
}

function drain<T>(steps: Generator<number, T>, progress: (share: number) => void): T {
  let step = steps.next()
  while (step.done !== true) {
    progress(step.value)
    step = steps.next()
  }
  return step.value
}
