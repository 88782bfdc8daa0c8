/** The network that scores the actions of a transition system, shared by the parser and the entity recogniser. */
import type { Model, TransitionsEntry } from './model.ts'
import { applyLinear, dot, type Linear, readLinear } from './network.ts'

/** Scores of all actions for the tokens that the state shows; -1 stands for none. The array is reused. */
export type Score = (tokens: Int32Array) => Float64Array

/** @returns for the vectors of a text, its scorer */
export function makeScorer(model: Model, entry: TransitionsEntry): (vectors: Float64Array) => Score {
  const reduce = readLinear(model, entry.reduce)
  const upper = readLinear(model, entry.upper)
  const bias = model.numbers(entry.lower.bias)
  const pad = model.numbers(entry.lower.pad)
  const weights = model.numbers(entry.lower.weights)
  const shareLength = bias.length
  /** Every place in the state has its own weights: one layer with all of them side by side, the bias added later. */
  const lower: Linear = {
    weights,
    bias: new Float64Array(entry.features * shareLength),
    inputs: reduce.outputs,
    outputs: entry.features * shareLength,
  }
  const hidden = new Float64Array(shareLength / 2)
  const sums = new Float64Array(shareLength)
  const scores = new Float64Array(upper.outputs)

  return (vectors) => {
    const count = vectors.length / reduce.inputs
    const shares = applyLinear(lower, applyLinear(reduce, vectors, count), count)
    return (tokens) => {
      sums.set(bias)
      for (let place = 0; place < entry.features; place++) {
        const token = tokens[place] as number
        const source = token < 0 ? pad : shares
        const at = (Math.max(token, 0) * entry.features + place) * shareLength
        for (let i = 0; i < shareLength; i++) sums[i] = (sums[i] as number) + (source[at + i] as number)
      }
      for (let i = 0; i < hidden.length; i++) {
        hidden[i] = Math.max(sums[2 * i] as number, sums[2 * i + 1] as number)
      }
      for (let o = 0; o < scores.length; o++) {
        scores[o] = dot(upper.weights, o * upper.inputs, hidden, 0, upper.inputs, upper.bias[o] as number)
      }
      return scores
    }
  }
}

/** The best of the allowed actions, the first of equals; -1 if none is allowed. */
export function bestAllowed(scores: Float64Array, isAllowed: (action: number) => boolean): number {
  let best = -1
  for (let action = 0; action < scores.length; action++) {
    if ((best < 0 || (scores[action] as number) > (scores[best] as number)) && isAllowed(action)) best = action
  }
  return best
}
