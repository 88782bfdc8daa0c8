/** The tagger: one linear layer over the encoder's vectors; the greatest score wins, so no softmax is needed. */
import type { LinearEntry, Model } from './model.ts'
import { applyLinear, readLinear } from './network.ts'

export function makeTagger(
  model: Model,
  entry: LinearEntry & { readonly labels: readonly string[] },
): (vectors: Float64Array, count: number) => string[] {
  const layer = readLinear(model, entry)
  return (vectors, count) => {
    const scores = applyLinear(layer, vectors, count)
    return Array.from({ length: count }, (_, token) => {
      const from = token * layer.outputs
      let best = 0
      for (let label = 1; label < layer.outputs; label++) {
        if ((scores[from + label] as number) > (scores[from + best] as number)) best = label
      }
      return entry.labels[best] ?? ''
    })
  }
}
