import { PART_MS } from './partTime.ts'

/**
 * Many things done a part at a time, each part as large as fits the time that one may take: the first is small, and what
 * a part took says how large the next may be. So a slow device gets small parts and a fast one is not kept waiting.
 */
export async function inParts<I, O>(
  items: readonly I[],
  { now, onPart = () => {} }: PartOptions,
  work: (part: readonly I[]) => Promise<readonly O[]>,
): Promise<O[]> {
  const done: O[] = []
  let size = FIRST_PART
  for (let at = 0; at < items.length; ) {
    const since = now()
    const part = items.slice(at, at + size)
    for (const one of await work(part)) done.push(one)
    at += part.length
    size = nextSize(size, now() - since)
    onPart(at / items.length)
  }
  return done
}

export type PartOptions = {
  /** Milliseconds, from any beginning. */
  readonly now: () => number
  /** Hears the share that is done, 0 to 1, after each part; what it throws ends the work. */
  readonly onPart?: (share: number) => void
}

const FIRST_PART = 100
const LEAST_PART = 50
const MOST_PART = 1000

/** Grows by double at most: one part that was quick by chance must not make the next one long. */
export function nextSize(size: number, elapsedMs: number): number {
  const fitting = Math.round((size * PART_MS) / Math.max(elapsedMs, 1))
  return Math.min(MOST_PART, size * 2, Math.max(LEAST_PART, fitting))
}

/** All of the work at once, for a few things: what it would yield on the way is of no use then. */
export function drained<T>(work: Generator<unknown, T>): T {
  let step = work.next()
  while (step.done !== true) step = work.next()
  return step.value
}
