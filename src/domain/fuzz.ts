import { MINUTE_MS } from './time.ts'

/** Days in each band widen the range by this share of them (Anki's figures). Below 2.5 days there is no fuzz. */
const BANDS = [
  { from: 2.5, to: 7, share: 0.15 },
  { from: 7, to: 20, share: 0.1 },
  { from: 20, to: Number.POSITIVE_INFINITY, share: 0.05 },
] as const

/** Whole days, both ends included. */
export type DayRange = { readonly lower: number; readonly upper: number }

/**
 * The days among which an interval is drawn: about the unrounded interval, never outside `minimum` and `maximum`. Where
 * the minimum leaves one day only, the next one is allowed too, so that cards learned together still part.
 */
export function fuzzRange(intervalDays: number, minimum: number, maximum: number): DayRange {
  const low = Math.min(minimum, maximum)
  const around = plainRange(clamp(intervalDays, low, maximum))
  const lower = clamp(around.lower, low, maximum)
  const upper = clamp(around.upper, low, maximum)
  return { lower, upper: upper === lower && upper > 2 && upper < maximum ? lower + 1 : upper }
}

/** One of the range's days for a draw in [0, 1), each as likely as any. */
export const fuzzDay = ({ lower, upper }: DayRange, draw: number): number =>
  Math.min(lower + Math.floor(draw * (1 + upper - lower)), upper)

/**
 * The least days a passed review may wait: more than before if its interval grew; if it did not, no less than before as
 * long as fuzz could have reached that. `0` where nothing holds it.
 */
export function leastReviewDays(intervalDays: number, previousDays: number): number {
  if (intervalDays > previousDays) return previousDays + 1
  return plainRange(intervalDays).upper >= previousDays ? previousDays : 0
}

/** A learning delay with up to a quarter more, five minutes at most: cards failed together do not return in one order. */
export const fuzzDelayMs = (delayMs: number, draw: number): number =>
  Math.floor(delayMs + draw * Math.min(delayMs * 0.25, 5 * MINUTE_MS))

function plainRange(intervalDays: number): DayRange {
  const delta = fuzzDelta(intervalDays)
  return { lower: Math.round(intervalDays - delta), upper: Math.round(intervalDays + delta) }
}

function fuzzDelta(intervalDays: number): number {
  if (intervalDays < 2.5) return 0
  return BANDS.reduce((sum, { from, to, share }) => sum + share * Math.max(0, Math.min(intervalDays, to) - from), 1)
}

const clamp = (value: number, low: number, high: number): number => Math.min(Math.max(value, low), high)
