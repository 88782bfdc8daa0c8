import { choosePrice } from '../domain/examChoice.ts'
import { type Outlook, type OutlookInput, simulateOutlook } from '../domain/examOutlook.ts'
import type { Handlers } from './rpc.ts'

/** Both tell the share done, 0 to 1. They compute without a pause: to stop one, end the worker. */
export type ExamApi = {
  readonly outlook: { readonly input: OutlookInput; readonly output: Outlook; readonly progress: number }
  /** The price at which the order of study looks ahead, or null. */
  readonly price: {
    readonly input: Omit<OutlookInput, 'price'>
    readonly output: number | null
    readonly progress: number
  }
}

export const examHandlers: Handlers<ExamApi> = {
  outlook: (input, { progress }) => drain(simulateOutlook(input), progress),
  price: (input, { progress }) => drain(choosePrice(input), progress),
}

function drain<T>(steps: Generator<number, T>, progress: (share: number) => void): T {
  let step = steps.next()
  while (step.done !== true) {
    progress(step.value)
    step = steps.next()
  }
  return step.value
}
