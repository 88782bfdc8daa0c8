import { editDistance } from './similarity.ts'

/**
 * Whether an answer that is nearly the expected one says the same: figures and negations must be equal, however alike the
 * letters are. A number or a month in words may be misspelt, but not left out and not be another one. Both normalised.
 */
export function keepsFacts(given: string, expected: string): boolean {
  const typed = wordsOf(given)
  const wanted = wordsOf(expected)
  if (!sameList(figures(typed), figures(wanted))) return false
  if (typed.filter(isNegation).length !== wanted.filter(isNegation).length) return false
  const strange = without(typed.filter(isNamed), wanted.filter(isNamed))
  const missing = without(wanted.filter(isNamed), typed.filter(isNamed))
  const misspelt = typed.filter((word) => !isNamed(word))
  return strange.length === 0 && missing.every((word) => misspelt.some((other) => isSlip(other, word)))
}

/** The text with number words up to ninety-nine as figures, so that `seven months` is `7 months`. */
export function withFigures(normalised: string): string {
  return normalised.replace(NUMBER_PHRASE, (phrase) => {
    const [first = '', second = ''] = phrase.split(' ')
    return `${(NUMBER_WORDS.get(first) ?? 0) + (NUMBER_WORDS.get(second) ?? 0)}`
  })
}

/**
 * A calendar date, whatever the order and form of its parts (`6 July 2013`, `july 6th, 2013`, `2013-07-06`) as
 * `2013-07-06`, with `?` for what is not said. Null for a text that is not a date and nothing else. Dates in figures
 * alone are read as year, month, day only: other orders mean different days in different places.
 */
export function dateOf(normalised: string): string | null {
  const iso = /^(\d{4})-(\d{1,2})-(\d{1,2})$/u.exec(normalised)
  if (iso !== null) return formatDate(iso[1], iso[2]?.padStart(2, '0'), iso[3])
  const parts = normalised.replace(/,/gu, ' ').split(/ +/u)
  let [year, month, day]: (string | undefined)[] = []
  for (const part of parts) {
    const figure = /^(\d{1,4})(?:st|nd|rd|th)?$/u.exec(part)?.[1]
    const name = MONTHS.get(part.replace(/\.$/u, ''))
    if (name !== undefined && month === undefined) month = name
    else if (figure?.length === 4 && year === undefined) year = figure
    else if (figure !== undefined && figure.length <= 2 && day === undefined) day = figure
    else if (part !== 'of' && part !== 'the') return null
  }
  return month === undefined ? null : formatDate(year, month, day)
}

function formatDate(year = '?', month = '?', day = '?'): string {
  return `${year}-${month}-${day === '?' ? day : day.padStart(2, '0')}`
}

const WORDS = /[\p{L}\p{M}']+|[-+]?\d+(?:[.,:/-]\d+)*%?/gu

const wordsOf = (normalised: string): readonly string[] => normalised.match(WORDS) ?? []

const figures = (words: readonly string[]): readonly string[] => words.filter((word) => /\d/u.test(word)).sort()

const isNegation = (word: string): boolean => NEGATIONS.has(word) || word.endsWith("n't")

/** A number or a date in words: one of a few, where another one is another fact. */
const isNamed = (word: string): boolean => NUMBER_WORDS.has(word) || SCALES.has(word) || CALENDAR.has(word)

const isSlip = (typed: string, word: string): boolean => editDistance(typed, word) <= 2

const sameList = (a: readonly string[], b: readonly string[]): boolean =>
  a.length === b.length && a.every((item, i) => item === b[i])

/** What is left of a list when the items of another are taken away, one for one. */
function without(items: readonly string[], others: readonly string[]): readonly string[] {
  const left = [...others]
  return items.filter((item) => {
    const at = left.indexOf(item)
    if (at >= 0) left.splice(at, 1)
    return at < 0
  })
}

const NEGATIONS: ReadonlySet<string> = new Set(
  'no not never none nobody nothing neither nor nowhere without cannot nicht kein keine nie pas jamais ne sin nunca non'.split(
    ' ',
  ),
)

const UNITS = 'zero one two three four five six seven eight nine'.split(' ')
const TEENS = 'ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen nineteen'.split(' ')
const TENS = 'twenty thirty forty fifty sixty seventy eighty ninety'.split(' ')

const NUMBER_WORDS: ReadonlyMap<string, number> = new Map([
  ...[...UNITS, ...TEENS].map((word, i): [string, number] => [word, i]),
  ...TENS.map((word, i): [string, number] => [word, i * 10 + 20]),
])

const SCALES: ReadonlySet<string> = new Set(['hundred', 'thousand', 'million', 'billion', 'trillion'])

const NUMBER_PHRASE = new RegExp(
  `\\b(?:(?:${TENS.join('|')})(?: (?:${UNITS.slice(1).join('|')}))?|${[...TEENS, ...UNITS].join('|')})\\b`,
  'gu',
)

const MONTH_WORDS =
  'january jan|february feb|march mar|april apr|may|june jun|july jul|august aug|september sep sept|october oct|november nov|december dec'

const MONTHS: ReadonlyMap<string, string> = new Map(
  MONTH_WORDS.split('|').flatMap((words, i) =>
    words.split(' ').map((word): [string, string] => [word, `${i + 1}`.padStart(2, '0')]),
  ),
)

const CALENDAR: ReadonlySet<string> = new Set([
  ...MONTH_WORDS.split(/[| ]/u),
  ...'monday tuesday wednesday thursday friday saturday sunday'.split(' '),
])
