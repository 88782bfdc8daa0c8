import { foldCase } from './normalise.ts'

/**
 * Text as a search compares it, the same in every language so that nobody has to type another's letters: case, accents
 * of Latin, Greek and Cyrillic, width (full and half), ligatures and ß taken away, all of Turkish's i one letter,
 * quotes and dashes of one kind, spaces single. Idempotent.
 */
export function foldForSearch(text: string): string {
  if (ASCII.test(text)) return text.toLowerCase().replace(SPACES, ' ')
  return foldCase(text.normalize('NFKC'), 'en')
    .normalize('NFKD')
    .replace(/[\u0300-\u036f]/gu, '')
    .normalize('NFKC')
    .replace(/[ıøłđðæœþ]/gu, (letter) => PLAIN[letter] ?? letter)
    .replace(/[‘’‚‛′`´ʼ]/gu, "'")
    .replace(/[“”„‟″«»]/gu, '"')
    .replace(/[‐‑‒–—―−]/gu, '-')
    .replace(SPACES, ' ')
}

// biome-ignore lint/suspicious/noControlCharactersInRegex: all of ASCII
const ASCII = /^[\u0000-\u007f]*$/
const SPACES = /\s+/g

const PLAIN: Readonly<Record<string, string>> = {
  ı: 'i',
  ø: 'o',
  ł: 'l',
  đ: 'd',
  ð: 'd',
  æ: 'ae',
  œ: 'oe',
  þ: 'th',
}
