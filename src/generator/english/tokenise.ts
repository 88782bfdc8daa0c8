/** spaCy's tokeniser: blanks first, then prefixes and suffixes from the outside in, then infixes; special words win. */
import { isSpace } from './lexeme.ts'
import type { TokeniserEntry } from './model.ts'

export type Piece = {
  readonly text: string
  /** The norm of a special word's part, e.g. "not" for "n't"; null if the word's own serves. */
  readonly norm: string | null
  /** UTF-16 offset. */
  readonly start: number
  /** Whether one blank follows, which belongs to no token. Other white space is a token. */
  readonly spaceAfter: boolean
}

type Part = { readonly text: string; readonly norm: string | null }

export function makeTokeniser(entry: TokeniserEntry): (text: string) => Piece[] {
  const prefix = new RegExp(entry.prefix, 'u')
  const suffix = new RegExp(entry.suffix, 'u')
  const infix = new RegExp(entry.infix, 'gu')
  const url = new RegExp(entry.url, 'u')
  const special = new Map<string, readonly Part[]>()
  for (const [text, parts] of Object.entries(entry.special)) {
    special.set(
      text,
      parts.map(([part, norm]) => ({ text: part, norm: norm ?? null })),
    )
  }
  const rejoin = makeRejoin(entry.rejoined, special)
  const divided = new Map<string, readonly Part[]>()

  function divide(span: string): readonly Part[] {
    const known = special.get(span) ?? divided.get(span)
    if (known) return known
    const before: string[] = []
    const after: string[] = []
    const core = peel(span, before, after)
    const parts = [...before.map(plain), ...(core === '' ? [] : divideCore(core)), ...after.reverse().map(plain)]
    if (divided.size >= MAX_DIVIDED) divided.clear()
    divided.set(span, parts)
    return parts
  }

  /** Takes prefixes and suffixes off until nothing changes or a special word is left. */
  function peel(span: string, before: string[], after: string[]): string {
    let rest = span
    let lastLength = -1
    while (rest !== '' && rest.length !== lastLength && !special.has(rest)) {
      lastLength = rest.length
      const front = prefix.exec(rest)?.[0].length ?? 0
      if (front > 0 && special.has(rest.slice(front))) {
        before.push(rest.slice(0, front))
        return rest.slice(front)
      }
      const back = suffix.exec(rest.slice(front))?.[0].length ?? 0
      if (back > 0 && special.has(rest.slice(0, -back))) {
        after.push(rest.slice(-back))
        return rest.slice(0, -back)
      }
      if (front > 0) before.push(rest.slice(0, front))
      if (back > 0) after.push(rest.slice(-back))
      rest = rest.slice(front, rest.length - back)
    }
    return rest
  }

  function divideCore(core: string): readonly Part[] {
    const known = special.get(core)
    if (known) return known
    if (url.test(core)) return [plain(core)]
    const parts: Part[] = []
    let start = 0
    for (const match of core.matchAll(infix)) {
      if (match.index === 0) continue
      if (match.index > start) parts.push(plain(core.slice(start, match.index)))
      if (match[0] !== '') parts.push(plain(match[0]))
      start = match.index + match[0].length
    }
    if (start < core.length) parts.push(plain(core.slice(start)))
    return parts
  }

  return (text) => {
    const pieces: Piece[] = []
    for (const span of spansOf(text)) {
      let start = span.start
      const parts = divide(text.slice(span.start, span.end))
      parts.forEach((part, i) => {
        pieces.push({ ...part, start, spaceAfter: span.spaceAfter && i === parts.length - 1 })
        start += part.text.length
      })
    }
    return rejoin(text, pieces)
  }
}

const MAX_DIVIDED = 50_000
const plain = (text: string): Part => ({ text, norm: null })

type Span = { readonly start: number; readonly end: number; readonly spaceAfter: boolean }

/** Runs of white space and of anything else; the first blank of white space belongs to the word before it. */
function spansOf(text: string): Span[] {
  const spans: Span[] = []
  const push = (start: number, end: number, spaceAfter: boolean) => {
    if (start < end) spans.push({ start, end, spaceAfter })
  }
  let start = 0
  let inSpace = isSpace(text.charAt(0))
  for (let at = 0; at < text.length; at++) {
    const letter = text.charAt(at)
    if (isSpace(letter) === inSpace) continue
    const blank = letter === ' '
    push(start, at, blank)
    start = blank ? at + 1 : at
    inSpace = !inSpace
  }
  push(start, text.length, false)
  return spans
}

/** Joins the parts of special words that the patterns tore apart inside longer words, e.g. ":-)" in "well:-)". */
function makeRejoin(
  rejoined: TokeniserEntry['rejoined'],
  special: ReadonlyMap<string, readonly Part[]>,
): (text: string, pieces: Piece[]) => Piece[] {
  const byFirst = new Map<string, (readonly string[])[]>()
  for (const parts of rejoined) {
    const first = parts[0] ?? ''
    byFirst.set(first, [...(byFirst.get(first) ?? []), parts])
  }
  return (text, pieces) => {
    const found: { from: number; to: number }[] = []
    pieces.forEach((piece, from) => {
      for (const parts of byFirst.get(piece.text) ?? []) {
        if (parts.every((part, i) => pieces[from + i]?.text === part)) found.push({ from, to: from + parts.length })
      }
    })
    if (found.length === 0) return pieces
    // The longest first, then the leftmost; one that touches a taken token at either end gives way.
    found.sort((a, b) => b.to - b.from - (a.to - a.from) || a.from - b.from)
    const taken = new Set<number>()
    const replaced = new Map<number, { to: number; pieces: Piece[] }>()
    for (const { from, to } of found) {
      const free = !taken.has(from) && !taken.has(to - 1)
      for (let i = from; i < to; i++) taken.add(i)
      const first = pieces[from]
      const last = pieces[to - 1]
      if (!free || !first || !last) continue
      const parts = special.get(text.slice(first.start, last.start + last.text.length))
      if (!parts) continue
      let start = first.start
      const joined = parts.map((part, i) => {
        const piece = { ...part, start, spaceAfter: i === parts.length - 1 && last.spaceAfter }
        start += part.text.length
        return piece
      })
      replaced.set(from, { to, pieces: joined })
    }
    const result: Piece[] = []
    for (let i = 0; i < pieces.length; ) {
      const change = replaced.get(i)
      const piece = pieces[i]
      if (change) result.push(...change.pieces)
      else if (piece) result.push(piece)
      i = change?.to ?? i + 1
    }
    return result
  }
}
