/**
 * FSRS-6's formulas over plain numbers, for fitting and simulating millions of reviews; `scheduler.ts` stays the one
 * that schedules, and tests hold the two together.
 * Source: https://github.com/open-spaced-repetition/awesome-fsrs/wiki/The-Algorithm
 */
export type Model = {
  readonly w: Float64Array
  /** Retrievability after `t` days at stability `s` is (1 + factor · t / s) ^ decay. */
  readonly decay: number
  readonly factor: number
  /** What of the formulas depends on the weights alone. */
  readonly easyDifficulty: number
  readonly lapseDivisor: number
}

/** Stability in days and difficulty, written in place. */
export type MemoryCell = { stability: number; difficulty: number }

export const STABILITY_LEAST = 0.001
export const STABILITY_GREATEST = 36_500
/** The scheduler takes no smaller stability from a first rating. */
export const FIRST_STABILITY_LEAST = 0.1

export function makeModel(weights: ArrayLike<number>): Model {
  const w = Float64Array.from(weights)
  const decay = -at(w, 20)
  return {
    w,
    decay,
    factor: Math.exp(Math.log(0.9) / decay) - 1,
    easyDifficulty: startDifficulty(w, 4),
    lapseDivisor: Math.exp(at(w, 17) * at(w, 18)),
  }
}

/** Chance of recall after whole or broken days, 0 to 1. */
export const recallAfter = (model: Model, gapDays: number, stability: number): number =>
  Math.exp(model.decay * Math.log1p((model.factor * gapDays) / stability))

/** Days until the chance of recall has fallen to `ratio`. */
export const daysUntil = (model: Model, ratio: number, stability: number): number =>
  (stability / model.factor) * (Math.exp(Math.log(ratio) / model.decay) - 1)

/** Memory after a card's first rating, 1 to 4. */
export function firstMemory({ w }: Model, grade: number, cell: MemoryCell): void {
  cell.stability = Math.max(at(w, grade - 1), FIRST_STABILITY_LEAST)
  cell.difficulty = clamp(startDifficulty(w, grade), 1, 10)
}

/** Memory after a later rating; `gapDays` 0 is the same study day. */
export function nextMemory(model: Model, gapDays: number, grade: number, cell: MemoryCell): void {
  const { stability, difficulty } = cell
  const next =
    gapDays === 0
      ? sameDay(model.w, stability, grade)
      : grade === 1
        ? forgotten(model, stability, difficulty, recallAfter(model, gapDays, stability))
        : grown(
            stability,
            growth(model.w, stability, difficulty, recallAfter(model, gapDays, stability)),
            model.w,
            grade,
          )
  cell.stability = clamp(next, STABILITY_LEAST, STABILITY_GREATEST)
  cell.difficulty = nextDifficulty(model, difficulty, grade)
}

/** Stability and difficulty after each of the four ratings, in turn. */
export type Futures = Float64Array

export const makeFutures = (): Futures => new Float64Array(8)

/**
 * The four futures of a review on a later day (`gapDays` 1 or more, `recall` the chance of recall by then), the same to
 * the last bit as `nextMemory` gives them one by one: what they share is computed once.
 */
export function nextMemories(model: Model, stability: number, difficulty: number, recall: number, out: Futures): void {
  const { w } = model
  const shared = growth(w, stability, difficulty, recall)
  for (let grade = 1; grade <= 4; grade++) {
    const next = grade === 1 ? forgotten(model, stability, difficulty, recall) : grown(stability, shared, w, grade)
    out[2 * grade - 2] = clamp(next, STABILITY_LEAST, STABILITY_GREATEST)
    out[2 * grade - 1] = nextDifficulty(model, difficulty, grade)
  }
}

const startDifficulty = (w: Float64Array, grade: number): number => at(w, 4) - Math.exp((grade - 1) * at(w, 5)) + 1

function sameDay(w: Float64Array, stability: number, grade: number): number {
  const growth = Math.exp(at(w, 17) * (grade - 3 + at(w, 18)) - at(w, 19) * Math.log(stability))
  return stability * (grade >= 2 ? Math.max(growth, 1) : growth)
}

function forgotten({ w, lapseDivisor }: Model, stability: number, difficulty: number, recall: number): number {
  const relearned =
    at(w, 11) *
    Math.exp(at(w, 14) * (1 - recall) - at(w, 12) * Math.log(difficulty)) *
    (Math.exp(at(w, 13) * Math.log1p(stability)) - 1)
  return Math.min(relearned, stability / lapseDivisor)
}

/** By how much of itself stability grows with Good. */
const growth = (w: Float64Array, stability: number, difficulty: number, recall: number): number =>
  Math.exp(at(w, 8) - at(w, 9) * Math.log(stability)) * (11 - difficulty) * (Math.exp(at(w, 10) * (1 - recall)) - 1)

const grown = (stability: number, growth: number, w: Float64Array, grade: number): number =>
  stability * (1 + growth * (grade === 2 ? at(w, 15) : grade === 4 ? at(w, 16) : 1))

function nextDifficulty({ w, easyDifficulty }: Model, difficulty: number, grade: number): number {
  const stepped = difficulty - (at(w, 6) * (grade - 3) * (10 - difficulty)) / 9
  return clamp(at(w, 7) * easyDifficulty + (1 - at(w, 7)) * stepped, 1, 10)
}

const at = (w: Float64Array, i: number): number => w[i] as number

const clamp = (value: number, low: number, high: number): number => Math.min(Math.max(value, low), high)
