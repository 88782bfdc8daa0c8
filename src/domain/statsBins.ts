/** Values counted into bins. `edges` are the lower bounds of all bins but the first, in rising order. */
export type Histogram = {
  readonly edges: readonly number[]
  /** One more than edges. */
  readonly counts: readonly number[]
  readonly total: number
  /** Of the values themselves, not of the bins; null without any. */
  readonly median: number | null
  readonly mean: number | null
}

/** Days of stability. An edge at 21, so that a bin is either settling or known. */
export const STABILITY_EDGES = [1, 3, 7, 14, 21, 61, 122] as const
/** Difficulty runs from 1 to 10. */
export const DIFFICULTY_EDGES = [2, 3, 4, 5, 6, 7, 8, 9] as const
/** Ratios. */
export const RETRIEVABILITY_EDGES = [0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9] as const

/** A value on an edge lies in the bin above it. Values that are not finite are left out. */
export function histogram(values: readonly number[], edges: readonly number[]): Histogram {
  const finite = values.filter(Number.isFinite)
  const counts = Array.from({ length: edges.length + 1 }, () => 0)
  let sum = 0
  for (const value of finite) {
    const bin = binOf(value, edges)
    counts[bin] = (counts[bin] ?? 0) + 1
    sum += value
  }
  const total = finite.length
  return { edges, counts, total, median: median(finite), mean: total === 0 ? null : sum / total }
}

export function binOf(value: number, edges: readonly number[]): number {
  const above = edges.findIndex((edge) => value < edge)
  return above < 0 ? edges.length : above
}

/** The middle value, or between the two middle ones; null without any. */
export function median(values: readonly number[]): number | null {
  const sorted = Float64Array.from(values).sort()
  const upper = sorted[sorted.length >> 1]
  if (upper === undefined) return null
  return sorted.length % 2 === 1 ? upper : ((sorted[(sorted.length >> 1) - 1] ?? upper) + upper) / 2
}

/** Four steps of a day's work, from 1 (least) to 4; 0 for none. The busiest tenth of days does not pale the rest. */
export function levelOf(value: number, busy: number): number {
  return value <= 0 ? 0 : Math.min(4, Math.max(1, Math.ceil((4 * value) / Math.max(1, busy))))
}

/** What nine of ten days with any work stay below or at; 0 without such days. */
export function busyDay(values: ArrayLike<number>): number {
  const worked = Array.from(values)
    .filter((value) => value > 0)
    .sort((a, b) => a - b)
  return worked[Math.max(0, Math.ceil(worked.length * 0.9) - 1)] ?? 0
}
