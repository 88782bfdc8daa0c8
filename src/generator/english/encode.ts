/** From words to vectors: hashed embeddings, mixed, then four windows of three words (spaCy's tok2vec). */
import { type Lexeme, rowsOf } from './lexeme.ts'
import type { EncoderEntry, Model, TokenAttribute } from './model.ts'
import { applyLinear, applyWindow, type Maxout, normalise, readMaxout } from './network.ts'

export type EncoderInput = { readonly lexeme: Lexeme; readonly norm: string; readonly spaceAfter: boolean }

/** One row of 96 numbers a token. */
export type Encode = (tokens: readonly EncoderInput[]) => Float64Array

/** Rows of zeros that spaCy puts on both sides of a text; they fill with what the windows make of the edge. */
const PADDING = 4

export function makeEncoder(model: Model, entry: EncoderEntry, keyOf: (text: string) => bigint): Encode {
  const mixer = readMaxout(model, entry.mixer)
  const windows = entry.windows.map((window) => readMaxout(model, window))
  const width = mixer.gain.length
  const columns = entry.tables.map((table, i) => makeColumn(model, table, i, mixer, keyOf))

  return (tokens) => {
    const count = tokens.length + 2 * PADDING
    let vectors: Float64Array = new Float64Array((count + 2) * width)
    const first = (1 + PADDING) * width
    const shares = columns.map((column) => column(tokens))
    const sums = new Float64Array(mixer.outputs)
    for (let token = 0, at = first; token < tokens.length; token++, at += width) {
      sums.set(mixer.bias)
      for (const column of shares) addTo(sums, column[token])
      for (let o = 0; o < width; o++) {
        vectors[at + o] = Math.max(sums[o * 3] as number, sums[o * 3 + 1] as number, sums[o * 3 + 2] as number)
      }
      normalise(mixer, vectors, at)
    }
    for (const window of windows) vectors = applyWindow(window, vectors, count)
    return vectors.slice(first, first + tokens.length * width)
  }
}

function addTo(sums: Float64Array, values: Float64Array | undefined): void {
  if (!values) return
  for (let i = 0; i < sums.length; i++) sums[i] = (sums[i] as number) + (values[i] as number)
}

function attributeOf(token: EncoderInput, attribute: TokenAttribute): string | boolean {
  switch (attribute) {
    case 'NORM':
      return token.norm
    case 'PREFIX':
      return token.lexeme.prefix
    case 'SUFFIX':
      return token.lexeme.suffix
    case 'SHAPE':
      return token.lexeme.shape
    case 'SPACY':
      return token.spaceAfter
    case 'IS_SPACE':
      return token.lexeme.isSpace
  }
}

const MAX_SHARES = 8_000

/**
 * What one attribute adds to the mixer's sums, for each token. The mixer is linear up to its maximum, so its product
 * with an embedding is made once for each value of the attribute and kept.
 */
function makeColumn(
  model: Model,
  table: EncoderEntry['tables'][number],
  column: number,
  mixer: Maxout,
  keyOf: (text: string) => bigint,
): (tokens: readonly EncoderInput[]) => Float64Array[] {
  const values = model.view(table.rows)
  const scales = model.view(table.rows.scales)
  const width = values.length / scales.length
  const outputs = mixer.outputs
  const layer = {
    weights: columnsOf(mixer, column * width, width),
    bias: new Float64Array(outputs),
    inputs: width,
    outputs,
  }
  const shares = new Map<string | boolean, Float64Array>()

  function embed(value: string | boolean, result: Float64Array, at: number): void {
    const key = typeof value === 'string' ? keyOf(value) : value ? 1n : 0n
    for (const row of rowsOf(key, table.seed, scales.length)) {
      const scale = scales[row] as number
      for (let i = 0; i < width; i++) {
        result[at + i] = (result[at + i] as number) + scale * (values[row * width + i] as number)
      }
    }
  }

  return (tokens) => {
    if (shares.size > MAX_SHARES) shares.clear()
    const wanted = tokens.map((token) => attributeOf(token, table.attribute))
    const fresh = [...new Set(wanted)].filter((value) => !shares.has(value))
    const embeddings = new Float64Array(fresh.length * width)
    fresh.forEach((value, i) => {
      embed(value, embeddings, i * width)
    })
    const products = applyLinear(layer, embeddings, fresh.length)
    fresh.forEach((value, i) => {
      shares.set(value, products.subarray(i * outputs, (i + 1) * outputs))
    })
    return wanted.map((value) => shares.get(value) ?? layer.bias)
  }
}

function columnsOf(mixer: Maxout, from: number, width: number): Float64Array {
  const weights = new Float64Array(mixer.outputs * width)
  for (let o = 0; o < mixer.outputs; o++) {
    const at = o * mixer.inputs + from
    weights.set(mixer.weights.subarray(at, at + width), o * width)
  }
  return weights
}
