/**
 * FSRS-6 has 21 weights; their number is the mark of the algorithm's version, so nothing else is taken. The least and
 * the greatest value of each.
 */
export const WEIGHT_RANGES: readonly (readonly [number, number])[] = [
  [0.001, 100],
  [0.001, 100],
  [0.001, 100],
  [0.001, 100],
  [1, 10],
  [0.001, 4],
  [0.001, 4],
  [0.001, 0.75],
  [0, 4.5],
  [0, 0.8],
  [0.001, 3.5],
  [0.001, 5],
  [0.001, 0.25],
  [0.001, 0.9],
  [0, 4],
  [0, 1],
  [1, 6],
  [0, 2],
  [0, 2],
  [0.01, 0.8],
  [0.1, 0.8],
]

/**
 * True for weights that the memory maths takes as they are. ts-fsrs repairs the others without a word (a wrong number
 * of weights becomes the defaults, NaN becomes the smallest value), which would schedule by weights nobody chose.
 * First stabilities must not fall from Again to Easy, nor may Hard gain more than Good: else the ratings' order breaks.
 */
export function areWeights(weights: readonly number[]): boolean {
  if (weights.length !== WEIGHT_RANGES.length) return false
  if (!WEIGHT_RANGES.every(([low, high], i) => isWithin(weights[i] ?? Number.NaN, low, high))) return false
  const [again = 0, hard = 0, good = 0, easy = 0] = weights
  return again <= hard && hard <= good && good <= easy
}

const isWithin = (value: number, low: number, high: number): boolean => value >= low && value <= high
