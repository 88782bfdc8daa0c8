/** The model's file as typed views; `model/convert.py` says what is in it and why. */

export type ArrayEntry = {
  readonly kind: 'int8' | 'int16' | 'float32' | 'uint8'
  readonly shape: readonly number[]
  /** Bytes after the header. */
  readonly offset: number
}

/** Whole numbers; row i stands for `scales[i]` times its numbers. */
export type RowsEntry = ArrayEntry & { readonly scales: ArrayEntry }

export type LinearEntry = { readonly weights: RowsEntry; readonly bias: ArrayEntry }

export type MaxoutEntry = LinearEntry & { readonly gain: ArrayEntry; readonly shift: ArrayEntry }

export type TokenAttribute = 'NORM' | 'PREFIX' | 'SUFFIX' | 'SHAPE' | 'SPACY' | 'IS_SPACE'

export type EncoderEntry = {
  readonly tables: readonly { readonly attribute: TokenAttribute; readonly seed: number; readonly rows: RowsEntry }[]
  readonly mixer: MaxoutEntry
  readonly windows: readonly MaxoutEntry[]
}

export type TransitionsEntry = {
  /** Names such as `L-nsubj`, `S`, `B-PERSON`; the position is the action's number. */
  readonly moves: readonly string[]
  /** How many tokens of the state the network looks at. */
  readonly features: number
  readonly reduce: LinearEntry
  readonly lower: LinearEntry & { readonly pad: ArrayEntry }
  readonly upper: LinearEntry
}

export type TokeniserEntry = {
  readonly prefix: string
  readonly suffix: string
  readonly infix: string
  readonly url: string
  /** Words with a fixed division: each part's text and, if it has one of its own, its norm. */
  readonly special: Readonly<Record<string, readonly (readonly [string, string?])[]>>
  /** Special words as the patterns alone would divide them; where these parts occur in a row they are joined again. */
  readonly rejoined: readonly (readonly string[])[]
}

export type Condition =
  | string
  | boolean
  | { readonly IN: readonly string[] }
  | { readonly NOT_IN: readonly string[] }
  | { readonly REGEX: string }

export type RuleEntry = {
  /** Conditions on tokens in a row. */
  readonly pattern: readonly Readonly<Partial<Record<'TAG' | 'LOWER' | 'DEP' | 'IS_SPACE', Condition>>>[]
  readonly set: Readonly<Partial<Record<'POS' | 'MORPH' | 'LEMMA' | 'TAG' | 'DEP', string>>>
  /** The token of the row that is set. */
  readonly index: number
}

export type LemmaEntry = {
  /** Endings and what replaces them, in order. */
  readonly rules: readonly (readonly [string, string])[]
  readonly exceptions: Readonly<Record<string, readonly string[]>>
  readonly index: ArrayEntry
}

export type Header = {
  readonly symbols: Readonly<Record<string, number>>
  readonly tokeniser: TokeniserEntry
  readonly norms: Readonly<Record<string, string>>
  readonly encoder: EncoderEntry
  readonly tagger: LinearEntry & { readonly labels: readonly string[] }
  readonly parser: TransitionsEntry
  readonly entityEncoder: EncoderEntry
  readonly entities: TransitionsEntry
  readonly ruler: readonly RuleEntry[]
  readonly lemmas: Readonly<Record<string, LemmaEntry>>
}

export type Model = {
  readonly header: Header
  /** Numbers as the file has them. */
  readonly view: (entry: ArrayEntry) => Int8Array | Int16Array | Float32Array | Uint8Array
  /** Numbers as they are meant: rows times their scales. */
  readonly numbers: (entry: ArrayEntry | RowsEntry) => Float64Array
}

/** @throws {Error} if the bytes are not a model */
export function openModel(bytes: Uint8Array): Model {
  const aligned = bytes.byteOffset % 8 === 0 ? bytes : bytes.slice()
  const buffer = aligned.buffer
  const magic = aligned.length < 8 ? '' : String.fromCharCode(...aligned.subarray(0, 4))
  if (magic !== 'RCEN') throw new Error('not a model of the English reader')
  const headerLength = new DataView(buffer, aligned.byteOffset).getUint32(4, true)
  const header = JSON.parse(new TextDecoder().decode(aligned.subarray(8, 8 + headerLength))) as Header
  const base = aligned.byteOffset + 8 + headerLength

  const view = (entry: ArrayEntry) => {
    const length = entry.shape.reduce((product, size) => product * size, 1)
    const at = base + entry.offset
    switch (entry.kind) {
      case 'int8':
        return new Int8Array(buffer, at, length)
      case 'uint8':
        return new Uint8Array(buffer, at, length)
      case 'int16':
        return new Int16Array(buffer, at, length)
      case 'float32':
        return new Float32Array(buffer, at, length)
    }
  }
  const numbers = (entry: ArrayEntry | RowsEntry) => {
    const whole = Float64Array.from(view(entry))
    if (!('scales' in entry)) return whole
    const scales = view(entry.scales)
    const width = whole.length / scales.length
    for (let row = 0, at = 0; row < scales.length; row++) {
      const scale = scales[row] as number
      for (let column = 0; column < width; column++, at++) whole[at] = (whole[at] as number) * scale
    }
    return whole
  }
  return { header, view, numbers }
}
