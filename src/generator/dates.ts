import type { PartialDate } from '../domain/source.ts'
import { MONTHS, WEEKDAYS } from './lexicon.ts'

/** A calendar date as far as it is known. `month` is 1 to 12. */
export type KnownDate = { readonly year: number; readonly month: number | null; readonly day: number | null }

export type DateReading =
  /** Stands on its own: `in 2011`, `August 1, 2013`. */
  | { readonly kind: 'absolute' }
  /** Was read from the day of publication: `text` replaces the words, preposition included where `takesPreposition`. */
  | { readonly kind: 'resolved'; readonly text: string; readonly preposition: 'in' | 'on' | null }
  | { readonly kind: 'relative' }

export function parsePartialDate(value: PartialDate | null): KnownDate | null {
  const match = /^(\d{4})(?:-(\d{2}))?(?:-(\d{2}))?$/.exec(value ?? '')
  if (match === null) return null
  return {
    year: Number(match[1]),
    month: match[2] === undefined ? null : Number(match[2]),
    day: match[3] === undefined ? null : Number(match[3]),
  }
}

const monthName = (month: number): string => MONTHS[month - 1] ?? ''

/** `October 2013`, `2013` or `11 October 2013`. */
export function formatDate(date: KnownDate): string {
  if (date.month === null) return String(date.year)
  if (date.day === null) return `${monthName(date.month)} ${date.year}`
  return `${date.day} ${monthName(date.month)} ${date.year}`
}

const MONTH_WORD = `(?:${MONTHS.join('|')})`
const ABBREVIATED = /\b(Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sept?|Oct|Nov|Dec)\./

/** True when the words name a time that only the article's own date can fix. */
export function isRelativeTime(text: string): boolean {
  if (/\b(1[0-9]{3}|20\d\d)\b/.test(text)) return false
  return (
    /\b(years?|months?|weeks?|days?|hours?|decades?) (later|earlier|before|afterwards|on)\b/i.test(text) ||
    /\b(today|yesterday|tomorrow|tonight|now|currently|ago|nowadays|at present|the weekend|the new year)\b/i.test(
      text,
    ) ||
    /\b(last|next|this|past|previous|following|coming|same|that|earlier|later)\s+(?:\w+\s+)?(year|month|week|day|night|morning|evening|weekend|decade|century|quarter|spring|summer|autumn|fall|winter|few)s?\b/i.test(
      text,
    ) ||
    new RegExp(`\\b(?:last|next|this)\\s+${MONTH_WORD}\\b`).test(text) ||
    new RegExp(`\\b(${WEEKDAYS.join('|')})\\b`).test(text) ||
    new RegExp(`\\b${MONTH_WORD}\\b`).test(text) ||
    ABBREVIATED.test(text)
  )
}

/**
 * Reads a time expression against the day of publication. `future` says which way a bare month or weekday looks; null
 * where the verb does not tell.
 */
export function readDate(text: string, published: KnownDate | null, future: boolean | null): DateReading {
  if (!isRelativeTime(text)) return { kind: 'absolute' }
  if (published === null) return isMonth(text) ? { kind: 'absolute' } : { kind: 'relative' }
  return resolve(inFull(text.trim()), published, future) ?? { kind: 'relative' }
}

/** `Oct. 4` and `4 October` as `October 4`, `late Friday` and `Friday night` as `Friday`. */
function inFull(text: string): string {
  const spelled = text.replace(
    new RegExp(`${ABBREVIATED.source}`, 'g'),
    (_, month: string) => MONTHS.find((each) => each.startsWith(month.slice(0, 3))) ?? month,
  )
  const turned = spelled.replace(new RegExp(`^(\\d{1,2}) (${MONTH_WORD})$`), '$2 $1')
  return turned.replace(
    new RegExp(`^(?:early |late )?(${WEEKDAYS.join('|')})(?: (?:morning|afternoon|evening|night))?$`),
    '$1',
  )
}

/** `October`, `the end of October`: without a day of publication it stays as the text has it. */
const isMonth = (text: string): boolean =>
  new RegExp(
    `^(?:the )?(?:(?:early|late|mid|end of|beginning of|start of|middle of|earlier in|later in) )?(?:${MONTH_WORD}|(?:Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sept?|Oct|Nov|Dec)\\.)(?: \\d{1,2})?$`,
    'i',
  ).test(text.trim())

function resolve(text: string, published: KnownDate, future: boolean | null): DateReading | null {
  const lowered = text.toLowerCase()
  const done = (value: string, preposition: 'in' | 'on' | null): DateReading => ({
    kind: 'resolved',
    text: value,
    preposition,
  })
  const yearWord = /^(?:the )?(last|next|this|previous|coming) year$/.exec(lowered)
  if (yearWord !== null) return done(String(published.year + shiftOf(yearWord[1])), 'in')
  const monthWord = /^(?:the )?(last|next|this|previous|coming) month$/.exec(lowered)
  if (monthWord !== null && published.month !== null) {
    const at = addMonths(published, shiftOf(monthWord[1]))
    return done(formatDate(at), 'in')
  }
  const ago = /^(?:(?:about|around|some|nearly|almost) )?(\w+) years ago$/.exec(lowered)
  const years = ago === null ? null : numberOf(ago[1] ?? '')
  if (years !== null && !/^(about|around|some|nearly|almost)/.test(lowered))
    return done(String(published.year - years), 'in')
  if (/^(this|last|next) week$/.test(lowered) && published.day !== null && published.month !== null) {
    const day = addDays(published, lowered.startsWith('this') ? 0 : lowered.startsWith('last') ? -7 : 7)
    const early = addDays(day, -6)
    if (early.month !== day.month && lowered.startsWith('this')) return null
    return done(formatDate({ ...day, day: null }), 'in')
  }
  if (lowered === 'today' || lowered === 'yesterday') {
    if (published.day === null) return null
    return done(formatDate(addDays(published, lowered === 'today' ? 0 : -1)), 'on')
  }
  const weekday = WEEKDAYS.findIndex((day) => lowered === day.toLowerCase())
  if (weekday >= 0) {
    const at = nearestWeekday(published, weekday, future)
    return at === null ? null : done(formatDate(at), 'on')
  }
  return resolveMonth(text, published, future)
}

/** `October`, `late October`, `next April`, `August 1`, `the end of October`: the year is what is missing. */
function resolveMonth(text: string, published: KnownDate, future: boolean | null): DateReading | null {
  const match = new RegExp(
    `^((?:the )?(?:early |late |mid-?|end of |beginning of |start of |middle of )*)(next |last |this )?(${MONTH_WORD})( \\d{1,2})?$`,
  ).exec(text)
  if (match === null || published.month === null) return null
  const month = MONTHS.indexOf(match[3] ?? '') + 1
  const direction = match[2]?.trim() === 'next' ? true : match[2]?.trim() === 'last' ? false : future
  if (match[2] === undefined && direction === false && (published.month - month + 12) % 12 > REACH) return null
  let year = published.year
  const day = match[4]?.trim()
  if (day !== undefined && month === published.month && !isThisMonth(Number(day), published, direction)) return null
  if (direction === true && month < published.month) year += 1
  else if (match[2]?.trim() === 'next' && month === published.month) year += 1
  else if (direction === false && month > published.month) year -= 1
  else if (direction === null && month !== published.month) return null
  const head = match[1] ?? ''
  const value = day === undefined ? `${head}${match[3]} ${year}` : `${day} ${match[3]} ${year}`
  return { kind: 'resolved', text: value, preposition: day === undefined ? 'in' : 'on' }
}

/** "The attack on 7 October", told on the second of October, was a year before; "by 2 October", told on the seventh, is a year ahead. */
function isThisMonth(day: number, published: KnownDate, future: boolean | null): boolean {
  if (published.day === null) return true
  return future === true ? day >= published.day : day <= published.day
}

/** So many months back a month is told without its year: "they agreed in August to meet on October 1" looks ahead. */
const REACH = 7

const shiftOf = (word: string | undefined): number =>
  word === 'this' ? 0 : word === 'next' || word === 'coming' ? 1 : -1

const NUMBERS = ['one', 'two', 'three', 'four', 'five', 'six', 'seven', 'eight', 'nine', 'ten', 'eleven', 'twelve']

export function numberOf(word: string): number | null {
  const at = NUMBERS.indexOf(word.toLowerCase())
  if (at >= 0) return at + 1
  return /^\d+$/.test(word) ? Number(word) : null
}

function addMonths(date: KnownDate, months: number): KnownDate {
  const index = date.year * 12 + ((date.month ?? 1) - 1) + months
  return { year: Math.floor(index / 12), month: (index % 12) + 1, day: null }
}

/** Days since 1970-01-01 of a civil date (Hinnant's algorithm). */
function toDays(date: KnownDate): number {
  const month = date.month ?? 1
  const year = month <= 2 ? date.year - 1 : date.year
  const era = Math.floor(year / 400)
  const yearOfEra = year - era * 400
  const dayOfYear = Math.floor((153 * (month + (month > 2 ? -3 : 9)) + 2) / 5) + (date.day ?? 1) - 1
  return era * 146097 + yearOfEra * 365 + Math.floor(yearOfEra / 4) - Math.floor(yearOfEra / 100) + dayOfYear - 719468
}

function fromDays(days: number): KnownDate {
  const z = days + 719468
  const era = Math.floor(z / 146097)
  const doe = z - era * 146097
  const yoe = Math.floor((doe - Math.floor(doe / 1460) + Math.floor(doe / 36524) - Math.floor(doe / 146096)) / 365)
  const doy = doe - (365 * yoe + Math.floor(yoe / 4) - Math.floor(yoe / 100))
  const mp = Math.floor((5 * doy + 2) / 153)
  const month = mp < 10 ? mp + 3 : mp - 9
  return { year: yoe + era * 400 + (month <= 2 ? 1 : 0), month, day: doy - Math.floor((153 * mp + 2) / 5) + 1 }
}

export const addDays = (date: KnownDate, days: number): KnownDate => fromDays(toDays(date) + days)

function nearestWeekday(published: KnownDate, weekday: number, future: boolean | null): KnownDate | null {
  if (published.day === null || future === null) return null
  const today = (((toDays(published) + 4) % 7) + 7) % 7
  const back = (today - weekday + 7) % 7
  return future && back > 0 ? addDays(published, 7 - back) : addDays(published, -back)
}
