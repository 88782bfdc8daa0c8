import { type Outlook, type OutlookInput, simulateOutlook } from '../domain/examOutlook.ts'
import type { Handlers } from './rpc.ts'

/** Tells the share done, 0 to 1. It computes without a pause: to stop it, end the worker. */
export type ExamApi = {
  readonly outlook: { readonly input: OutlookInput; readonly output: Outlook; readonly progress: number }
}

export const examHandlers: Handlers<ExamApi> = {
  outlook: (input, { progress }) => {
    const steps = simulateOutlook(input)
    let step = steps.next()
    while (step.done !== true) {
      progress(step.value)
      step = steps.next()
    }
    return step.value
  },
}
