import { DAY_MS, MINUTE_MS } from './time.ts'

/** What the steps say for a rating: how long to wait and on which step (0-based), or `null` where the card leaves them. */
export type StepWait = { readonly step: number; readonly delayMs: number } | null

export type StepWaits = { readonly again: StepWait; readonly hard: StepWait; readonly good: StepWait }

/**
 * Learning steps as Anki answers them. Again goes back to the first step and Good on to the next one. Hard stays; on
 * the first step it waits for the mean of the first two steps or, if there is only one, half as long again but not
 * more than a day longer. A step that no longer exists, after the steps were changed, counts as the last one.
 */
export function stepWaits(stepsMinutes: readonly number[], step: number): StepWaits {
  const last = stepsMinutes.length - 1
  const first = stepsMinutes[0]
  if (first === undefined) return { again: null, hard: null, good: null }
  const index = Math.min(Math.max(step, 0), last)
  const next = stepsMinutes[index + 1]
  return {
    again: { step: 0, delayMs: first * MINUTE_MS },
    hard: { step: index, delayMs: hardDelayMs(stepsMinutes, index, first) },
    good: next === undefined ? null : { step: index + 1, delayMs: next * MINUTE_MS },
  }
}

function hardDelayMs(stepsMinutes: readonly number[], index: number, first: number): number {
  if (index > 0) return (stepsMinutes[index] ?? first) * MINUTE_MS
  const firstMs = first * MINUTE_MS
  const second = stepsMinutes[1]
  return second === undefined ? Math.min(firstMs * 1.5, firstMs + DAY_MS) : (firstMs + second * MINUTE_MS) / 2
}
