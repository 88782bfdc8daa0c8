import { makeRandom } from '../domain/random.ts'

/**
 * A message as a stream of blocks without end, of which any few suffice: a random linear fountain over GF(2). The first
 * blocks are the message itself, piece by piece; each later one is the sum (exclusive or) of about half of all pieces,
 * chosen by its number. Of n pieces, n blocks and on average 1.6 more give the message back, whichever they are (D. J. C.
 * MacKay, Fountain codes, IEE Proc. Commun. 152, 2005). A Luby transform needs a tenth to a third more for messages as
 * short as ours; its cheaper arithmetic matters only for far longer ones.
 */

export type Fountain = {
  /** How many pieces the message has: no fewer blocks can give it back. */
  readonly pieces: number
  /** The block of this number, 0 or more: always the same. */
  readonly block: (number: number) => Uint8Array
}

/** `blockBytes` is a multiple of four. */
export function makeFountain(message: Uint8Array, blockBytes: number): Fountain {
  const pieces = pieceCount(message.length, blockBytes)
  const words = blockBytes / 4
  const padded = new Uint32Array(pieces * words)
  new Uint8Array(padded.buffer).set(message)
  return {
    pieces,
    block: (number) => {
      const sum = new Uint32Array(words)
      for (const i of members(mixOf(number, pieces))) addTo(sum, padded, i * words)
      return new Uint8Array(sum.buffer)
    },
  }
}

export type Basin = {
  readonly pieces: number
  /** How many of the blocks so far told something new, 0 to `pieces`. */
  readonly filled: () => number
  /** Takes a block; the same twice, or one that follows from others, changes nothing. Of exactly `blockBytes` bytes. */
  readonly add: (number: number, block: Uint8Array) => void
  /** The message, once `filled` is `pieces`. */
  readonly message: () => Uint8Array | null
}

/** A sum of pieces that was seen: which, by bit, and what they come to. */
type Sum = { readonly mix: Uint32Array; readonly words: Uint32Array }

/**
 * Gathers blocks, in any order and from any number on, by Gaussian elimination: costs at most `pieces` additions of
 * blocks for each that comes. `blockBytes` is a multiple of four.
 */
export function makeBasin(messageBytes: number, blockBytes: number): Basin {
  const pieces = pieceCount(messageBytes, blockBytes)
  /** By the lowest piece that it contains. */
  const sums: (Sum | undefined)[] = Array.from({ length: pieces })
  let filled = 0

  function add(number: number, block: Uint8Array): void {
    const rest: Sum = { mix: mixOf(number, pieces), words: new Uint32Array(blockBytes / 4) }
    new Uint8Array(rest.words.buffer).set(block)
    for (let i = lowest(rest.mix, 0); i >= 0; i = lowest(rest.mix, i)) {
      const known = sums[i]
      if (!known) {
        sums[i] = rest
        filled++
        return
      }
      addTo(rest.mix, known.mix, 0)
      addTo(rest.words, known.words, 0)
    }
  }

  function message(): Uint8Array | null {
    if (filled < pieces) return null
    const words = blockBytes / 4
    const whole = new Uint32Array(pieces * words)
    for (let i = pieces - 1; i >= 0; i--) {
      const sum = sums[i]
      if (!sum) return null
      const piece = whole.subarray(i * words, (i + 1) * words)
      piece.set(sum.words)
      for (const other of members(sum.mix)) if (other !== i) addTo(piece, whole, other * words)
    }
    return new Uint8Array(whole.buffer, 0, messageBytes)
  }

  return { pieces, filled: () => filled, add, message }
}

export const pieceCount = (messageBytes: number, blockBytes: number): number =>
  Math.max(1, Math.ceil(messageBytes / blockBytes))

/** Which pieces the block of this number is the sum of, one bit each. */
function mixOf(number: number, pieces: number): Uint32Array {
  const mix = new Uint32Array(Math.ceil(pieces / 32))
  if (number < pieces) {
    mix[number >>> 5] = 1 << (number & 31)
    return mix
  }
  const random = makeRandom(number)
  for (let word = 0; word < mix.length; word++) mix[word] = random() * 2 ** 32
  const over = pieces & 31
  if (over > 0) mix[mix.length - 1] = (mix[mix.length - 1] ?? 0) & (2 ** over - 1)
  // A sum of nothing would tell nothing, and of few pieces often comes.
  if (lowest(mix, 0) < 0) mix[(number % pieces) >>> 5] = 1 << ((number % pieces) & 31)
  return mix
}

/** The lowest bit that is set at `from` or above it, or -1. */
function lowest(mix: Uint32Array, from: number): number {
  for (let word = from >>> 5; word < mix.length; word++) {
    const bits = (mix[word] ?? 0) & (word === from >>> 5 ? -1 << (from & 31) : -1)
    if (bits !== 0) return word * 32 + 31 - Math.clz32(bits & -bits)
  }
  return -1
}

function* members(mix: Uint32Array): Generator<number> {
  for (let i = lowest(mix, 0); i >= 0; i = lowest(mix, i + 1)) yield i
}

function addTo(sum: Uint32Array, other: Uint32Array, from: number): void {
  for (let i = 0; i < sum.length; i++) sum[i] = (sum[i] ?? 0) ^ (other[from + i] ?? 0)
}
