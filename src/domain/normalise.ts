import { ownAt } from './ownAt.ts'

/** How texts are compared. `language` is a BCP 47 tag; `accents` says whether é and e are the same letter. */
export type Folding = { readonly language: string; readonly accents: 'ignored' | 'kept' }

export const DEFAULT_FOLDING: Folding = { language: 'en', accents: 'ignored' }

/**
 * A text as it counts when two are compared: case, width (full and half), ligatures, spaces, quotes and dashes made one,
 * punctuation around it and the leading article taken away. Case follows the language (Turkish I is ı), ß is ss.
 */
export function normalise(text: string, folding: Folding = DEFAULT_FOLDING): string {
  const folded = foldCase(text.normalize('NFKC'), folding.language)
  const letters = folding.accents === 'ignored' ? withoutAccents(folded, folding.language) : folded
  const plain = letters
    .replace(QUOTES, "'")
    .replace(DASHES, '-')
    .replace(GROUPED_DIGITS, '')
    .replace(HYPHEN_IN_WORD, ' ')
    .replace(/\bper ?cent\b/gu, '%')
    .replace(/(?<! ) +%/gu, '%')
    .replace(/\s+/gu, ' ')
  return withoutArticle(trimPunctuation(plain), folding.language)
}

/** Case folding without the platform's locale data: the same on every machine. */
export function foldCase(text: string, language: string): string {
  const lower = isTurkic(language)
    ? text.replaceAll('I', 'ı').replaceAll('İ', 'i').toLowerCase()
    : text.replaceAll('İ', 'i').toLowerCase()
  return lower.replaceAll('ß', 'ss').replaceAll('ς', 'σ')
}

const isTurkic = (language: string): boolean => /^(tr|az)\b/u.test(language)

/** Combining marks of Latin, Greek and Cyrillic only: those of other scripts are letters of their own. */
function withoutAccents(text: string, language: string): string {
  const bare = text
    .normalize('NFD')
    .replace(/[\u0300-\u036f]/gu, '')
    .normalize('NFC')
    .replace(/[øłđæœðþ]/gu, (letter) => PLAIN_LETTERS[letter] ?? letter)
  return isTurkic(language) ? bare : bare.replaceAll('ı', 'i')
}

const PLAIN_LETTERS: Readonly<Record<string, string>> = {
  ø: 'o',
  ł: 'l',
  đ: 'd',
  æ: 'ae',
  œ: 'oe',
  ð: 'd',
  þ: 'th',
}

const QUOTES = /[‘’‚‛′`´ʼ]/gu
const DASHES = /[‐‑‒–—―−]/gu
/** A comma, a thin space or an apostrophe between a digit and a group of three. */
const GROUPED_DIGITS = /(?<=\d)[,'](?=\d{3}(?!\d))/gu
const HYPHEN_IN_WORD = /(?<=\p{L})-(?=\p{L})/gu

/** Keeps what belongs to a number: a sign before it, a percent sign behind it, a currency on either side. */
function trimPunctuation(text: string): string {
  let start = 0
  let end = text.length
  while (start < end && !startsAnswer(text, start)) start++
  while (end > start && !ENDS_ANSWER.test(text.slice(end - 1, end))) end--
  return start === end ? text.trim() : text.slice(start, end)
}

function startsAnswer(text: string, at: number): boolean {
  const code = text.codePointAt(at) ?? 0
  const point = String.fromCodePoint(code)
  return STARTS_ANSWER.test(point) || ((point === '-' || point === '+') && /\d/.test(text[at + 1] ?? ''))
}

const STARTS_ANSWER = /[\p{L}\p{M}\p{N}\p{Sc}\p{So}]/u
/** A lone low surrogate is the end of a character beyond the first plane. */
const ENDS_ANSWER = /[\p{L}\p{M}\p{N}\p{Sc}\p{So}%\udc00-\udfff]/u

const ARTICLES: Readonly<Record<string, RegExp>> = {
  en: /^(?:the|an?) /u,
  de: /^(?:d(?:er|ie|as|en|em|es)|eine?[mnrs]?) /u,
  fr: /^(?:(?:les?|la|une?|des) |l')/u,
  es: /^(?:el|l[ao]s?|un[ao]?s?) /u,
  it: /^(?:(?:il|lo|la|i|gli|le|un[oa]?) |l')/u,
  pt: /^(?:[oa]s?|um(?:a|as)?|uns) /u,
  nl: /^(?:de|het|een) /u,
}

function withoutArticle(text: string, language: string): string {
  const article = ownAt(ARTICLES, language.split('-')[0] ?? '')
  return article === undefined ? text : text.replace(article, '')
}
