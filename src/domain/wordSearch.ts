import type { Span } from './source.ts'

/**
 * Where words stand in a text: as they are written, else without regard to case and the shape of quotes and dashes.
 * Whole words only. Null where they do not stand, or are none.
 */
export function findWords(text: string, words: string): Span | null {
  if (words === '') return null
  return findWhole(text, words) ?? findWhole(plain(text), plain(words))
}

function findWhole(text: string, words: string): Span | null {
  for (let at = text.indexOf(words); at >= 0; at = text.indexOf(words, at + 1)) {
    const end = at + words.length
    if (isEdge(text, at) && isEdge(text, end)) return { start: at, end }
  }
  return null
}

/** False within a word or a number. */
function isEdge(text: string, at: number): boolean {
  const before = text.slice(Math.max(0, at - 2), at)
  return !(/[\p{L}\p{M}\p{N}]$/u.test(before) && /^[\p{L}\p{M}\p{N}]/u.test(text.slice(at, at + 2)))
}

/** One unit for one unit, so that offsets stay right. */
const plain = (text: string): string =>
  text
    .replace(/\p{L}/gu, (letter) => {
      const small = letter.toLowerCase()
      return small.length === letter.length ? small : letter
    })
    .replace(/[‘’‛]/g, "'")
    .replace(/[“”‟]/g, '"')
    .replace(/[‐‑‒–—―]/g, '-')
    .replace(/[\u00a0\u2007\u202f]/g, ' ')
