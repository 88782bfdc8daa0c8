/**
 * What the networks see of a word: its norm, first letter, last three letters and shape, each as spaCy's 64-bit hash.
 * Letters are code points.
 */
import type { Header } from './model.ts'

export type Lexeme = {
  readonly text: string
  readonly lower: string
  /** Without a norm of the token's own; see `Piece.norm`. */
  readonly norm: string
  readonly prefix: string
  readonly suffix: string
  readonly shape: string
  readonly isSpace: boolean
}

export function makeLexemes(header: Header): (text: string) => Lexeme {
  const norms = new Map(Object.entries(header.norms))
  const lexemes = new Map<string, Lexeme>()
  return (text) => {
    const known = lexemes.get(text)
    if (known) return known
    const letters = [...text]
    const lower = text.toLowerCase()
    const made = {
      text,
      lower,
      norm: norms.get(text) ?? lower,
      prefix: letters[0] ?? '',
      suffix: letters.slice(-3).join(''),
      shape: shapeOf(letters),
      isSpace: letters.every(isSpace),
    }
    if (lexemes.size >= MAX_LEXEMES) lexemes.clear()
    lexemes.set(text, made)
    return made
  }
}

const MAX_LEXEMES = 50_000

/** Python's `str.isspace` for one character, which is wider than JavaScript's `\s` here and narrower there. */
export function isSpace(letter: string): boolean {
  const code = letter.charCodeAt(0)
  if (code <= 0x20) return (code >= 0x09 && code <= 0x0d) || code >= 0x1c
  return code >= 0x85 && WIDE_SPACES.has(code)
}

const WIDE_SPACES: ReadonlySet<number> = new Set([
  0x85, 0xa0, 0x1680, 0x2000, 0x2001, 0x2002, 0x2003, 0x2004, 0x2005, 0x2006, 0x2007, 0x2008, 0x2009, 0x200a, 0x2028,
  0x2029, 0x202f, 0x205f, 0x3000,
])

/** Xxxx, dd.d: at most four of a kind in a row. */
function shapeOf(letters: readonly string[]): string {
  if (letters.length >= 100) return 'LONG'
  let shape = ''
  let last = ''
  let run = 0
  for (const letter of letters) {
    const kind = LETTER.test(letter) ? (UPPER.test(letter) ? 'X' : 'x') : DIGIT.test(letter) ? 'd' : letter
    run = kind === last ? run + 1 : 0
    last = kind
    if (run < 4) shape += kind
  }
  return shape
}

const LETTER = /^\p{L}$/u
const UPPER = /^\p{Lu}$/u
/** Python counts raised, lowered and circled digits too. */
const DIGIT =
  /^[\p{Nd}\xb2\xb3\xb9\u1369-\u1371\u19da\u2070\u2074-\u2079\u2080-\u2089\u2460-\u2468\u2474-\u247c\u2488-\u2490\u24ea\u24f5-\u24fd\u24ff\u2776-\u277e\u2780-\u2788\u278a-\u2792]$/u

/** The key of a text in spaCy's store of strings: its symbol's number, or MurmurHash64A with seed 1 of its UTF-8. */
export function makeKeys(header: Header): (text: string) => bigint {
  const symbols = new Map(Object.entries(header.symbols))
  return (text) => {
    if (text === '') return 0n
    const symbol = symbols.get(text)
    return symbol === undefined ? murmur64(encoder.encode(text)) : BigInt(symbol)
  }
}

const encoder = new TextEncoder()
const low64 = (value: bigint) => BigInt.asUintN(64, value)

/** MurmurHash64A with seed 1 (Austin Appleby, public domain). */
function murmur64(bytes: Uint8Array): bigint {
  const m = 0xc6a4a7935bd1e995n
  let hash = low64(1n ^ (BigInt(bytes.length) * m))
  const whole = bytes.length - (bytes.length % 8)
  for (let at = 0; at < whole; at += 8) {
    let block = low64(littleEndian(bytes, at, 8) * m)
    block = low64((block ^ (block >> 47n)) * m)
    hash = low64((hash ^ block) * m)
  }
  if (whole < bytes.length) hash = low64((hash ^ littleEndian(bytes, whole, bytes.length - whole)) * m)
  hash = low64((hash ^ (hash >> 47n)) * m)
  return hash ^ (hash >> 47n)
}

function littleEndian(bytes: Uint8Array, start: number, count: number): bigint {
  let value = 0n
  for (let i = count - 1; i >= 0; i--) value = (value << 8n) | BigInt(bytes[start + i] ?? 0)
  return value
}

/** The four rows that stand for a key in a hashed table: MurmurHash3 x64 128 of its 8 bytes, in quarters. */
export function rowsOf(key: bigint, seed: number, rows: number): readonly [number, number, number, number] {
  const start = BigInt(seed) ^ 8n
  let h1 = low64(key * 0x87c37b91114253d5n)
  h1 = low64(h1 << 31n) | (h1 >> 33n)
  h1 = low64(h1 * 0x4cf5ad432745937fn) ^ start
  let h2 = start
  h1 = low64(h1 + h2)
  h2 = low64(h2 + h1)
  h1 = mix(h1)
  h2 = mix(h2)
  h1 = low64(h1 + h2)
  h2 = low64(h2 + h1)
  const row = (quarter: bigint) => Number(BigInt.asUintN(32, quarter)) % rows
  return [row(h1), row(h1 >> 32n), row(h2), row(h2 >> 32n)]
}

function mix(value: bigint): bigint {
  let mixed = value ^ (value >> 33n)
  mixed = low64(mixed * 0xff51afd7ed558ccdn)
  mixed ^= mixed >> 33n
  mixed = low64(mixed * 0xc4ceb9fe1a85ec53n)
  return mixed ^ (mixed >> 33n)
}
