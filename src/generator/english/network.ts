/**
 * The layers, on flat arrays of doubles. Every sum runs over its inputs from first to last, so the same text gives the
 * same bits in every engine; only + - * and the exactly rounded / and sqrt are used.
 */
import type { LinearEntry, MaxoutEntry, Model } from './model.ts'

export type Linear = {
  /** Row by row: one row of `inputs` weights an output. */
  readonly weights: Float64Array
  readonly bias: Float64Array
  readonly inputs: number
  readonly outputs: number
}

export function readLinear(model: Model, entry: LinearEntry): Linear {
  const weights = model.numbers(entry.weights)
  const bias = model.numbers(entry.bias)
  return { weights, bias, outputs: bias.length, inputs: weights.length / bias.length }
}

/** `count` rows of outputs for `count` rows of inputs; `vectors` begins with the first of them. */
export function applyLinear(linear: Linear, vectors: Float64Array, count: number): Float64Array {
  const { weights, bias, inputs, outputs } = linear
  const result = new Float64Array(count * outputs)
  for (let row = 0; row < count; row += 3) {
    multiplyThree(weights, bias, inputs, outputs, vectors, result, row, count - 1)
  }
  return result
}

/**
 * Three rows by two outputs at a time, so that each number is read once for several products; past the last row or
 * output, that one is done again. A function of its own, because engines optimise a short one that is called often
 * sooner than a long loop that is entered once.
 */
function multiplyThree(
  weights: Float64Array,
  bias: Float64Array,
  inputs: number,
  outputs: number,
  vectors: Float64Array,
  result: Float64Array,
  row: number,
  lastRow: number,
): void {
  const row1 = Math.min(row + 1, lastRow)
  const row2 = Math.min(row + 2, lastRow)
  const x0 = row * inputs
  const x1 = row1 * inputs
  const x2 = row2 * inputs
  for (let o = 0; o < outputs; o += 2) {
    const p = Math.min(o + 1, outputs - 1)
    const atO = o * inputs
    const atP = p * inputs
    let o0 = bias[o] as number
    let o1 = o0
    let o2 = o0
    let p0 = bias[p] as number
    let p1 = p0
    let p2 = p0
    for (let i = 0; i < inputs; i++) {
      const weightO = weights[atO + i] as number
      const weightP = weights[atP + i] as number
      const v0 = vectors[x0 + i] as number
      const v1 = vectors[x1 + i] as number
      const v2 = vectors[x2 + i] as number
      o0 += weightO * v0
      o1 += weightO * v1
      o2 += weightO * v2
      p0 += weightP * v0
      p1 += weightP * v1
      p2 += weightP * v2
    }
    result[row * outputs + o] = o0
    result[row1 * outputs + o] = o1
    result[row2 * outputs + o] = o2
    result[row * outputs + p] = p0
    result[row1 * outputs + p] = p1
    result[row2 * outputs + p] = p2
  }
}

/** `sum` plus the products of `length` numbers of `a` and `b`. */
export function dot(a: Float64Array, atA: number, b: Float64Array, atB: number, length: number, sum: number): number {
  let total = sum
  for (let i = 0; i < length; i++) total += (a[atA + i] as number) * (b[atB + i] as number)
  return total
}

/** A maxout layer of three pieces with layer normalisation, as wide as its output. */
export type Maxout = Linear & { readonly gain: Float64Array; readonly shift: Float64Array }

export function readMaxout(model: Model, entry: MaxoutEntry): Maxout {
  return { ...readLinear(model, entry), gain: model.numbers(entry.gain), shift: model.numbers(entry.shift) }
}

/** Normalises `width` numbers in place to mean 0 and variance 1, then applies gain and shift. */
export function normalise(layer: Maxout, values: Float64Array, at: number): void {
  const width = layer.gain.length
  let sum = 0
  for (let i = 0; i < width; i++) sum += values[at + i] as number
  const mean = sum / width
  let squares = 0
  for (let i = 0; i < width; i++) {
    const distance = (values[at + i] as number) - mean
    squares += distance * distance
  }
  const scale = 1 / Math.sqrt(squares / width + 1e-8)
  for (let i = 0; i < width; i++) {
    values[at + i] =
      ((values[at + i] as number) - mean) * scale * (layer.gain[i] as number) + (layer.shift[i] as number)
  }
}

/**
 * One window of the encoder: each row sees itself and its two neighbours, and what it makes of them is added to it.
 * `vectors` holds `count` rows between two rows of zeros, and so does the result. Three rows lie in a row in memory,
 * so that the window is a plain slice.
 */
export function applyWindow(layer: Maxout, vectors: Float64Array, count: number): Float64Array {
  const width = layer.gain.length
  const result = new Float64Array(vectors.length)
  const last = (count - 1) * width
  for (let x = 0; x <= last; x += 3 * width) {
    for (let o = 0; o < width; o++) windowThree(layer.weights, layer.bias, width, vectors, result, x, last, o)
  }
  for (let row = 1; row <= count; row++) {
    normalise(layer, result, row * width)
    for (let i = row * width; i < (row + 1) * width; i++) result[i] = (result[i] as number) + (vectors[i] as number)
  }
  return result
}

/** One output for three rows, the best of its three pieces: nine sums at a time, twice as fast as one by one. */
function windowThree(
  weights: Float64Array,
  bias: Float64Array,
  width: number,
  vectors: Float64Array,
  result: Float64Array,
  x0: number,
  last: number,
  output: number,
): void {
  const x1 = Math.min(x0 + width, last)
  const x2 = Math.min(x0 + 2 * width, last)
  const inputs = 3 * width
  const atA = output * 3 * inputs
  const atB = atA + inputs
  const atC = atB + inputs
  let a0 = bias[output * 3] as number
  let a1 = a0
  let a2 = a0
  let b0 = bias[output * 3 + 1] as number
  let b1 = b0
  let b2 = b0
  let c0 = bias[output * 3 + 2] as number
  let c1 = c0
  let c2 = c0
  for (let i = 0; i < inputs; i++) {
    const a = weights[atA + i] as number
    const b = weights[atB + i] as number
    const c = weights[atC + i] as number
    const v0 = vectors[x0 + i] as number
    const v1 = vectors[x1 + i] as number
    const v2 = vectors[x2 + i] as number
    a0 += a * v0
    a1 += a * v1
    a2 += a * v2
    b0 += b * v0
    b1 += b * v1
    b2 += b * v2
    c0 += c * v0
    c1 += c * v1
    c2 += c * v2
  }
  result[x0 + width + output] = Math.max(a0, b0, c0)
  result[x1 + width + output] = Math.max(a1, b1, c1)
  result[x2 + width + output] = Math.max(a2, b2, c2)
}
