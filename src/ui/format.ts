import type { PartialDate } from '../domain/source.ts'
import type { Due, Instant, StudyDay } from '../domain/time.ts'
import { DAY_MS, HOUR_MS, isDayDue, MINUTE_MS, studyDayToDate } from '../domain/time.ts'

/** Words for a count by plural category, `#` standing for the number: `{ one: '# card', other: '# cards' }`. */
export type PluralForms = { readonly other: string } & Partial<Readonly<Record<Intl.LDMLPluralRule, string>>>

/** A length of time in the unit that people would say it in. */
export type Interval = { readonly unit: IntervalUnit; readonly value: number }
export type IntervalUnit = 'minute' | 'hour' | 'day' | 'week' | 'month' | 'year'

const DAYS_PER_MONTH = 30.4375
const DAYS_PER_YEAR = 365.25

let locale = 'en-GB'
const forget: (() => void)[] = []

/** Intl objects cost far more to make than to use: made once for a locale, when first used. */
export function perLocale<T>(make: () => T): () => T {
  let kept: T | undefined
  forget.push(() => {
    kept = undefined
  })
  return () => {
    kept ??= make()
    return kept
  }
}

const dates = (options: Intl.DateTimeFormatOptions) =>
  perLocale(() => new Intl.DateTimeFormat(locale, { timeZone: 'UTC', ...options }))

const plainNumber = perLocale(() => new Intl.NumberFormat(locale, { maximumFractionDigits: 1 }))
const wholePercent = perLocale(() => new Intl.NumberFormat(locale, { style: 'percent' }))
const finePercent = perLocale(() => new Intl.NumberFormat(locale, { style: 'percent', maximumFractionDigits: 1 }))
const conjunction = perLocale(() => new Intl.ListFormat(locale, { type: 'conjunction' }))
const plurals = perLocale(() => new Intl.PluralRules(locale))
const dayMonth = dates({ day: 'numeric', month: 'long' })
const dayMonthYear = dates({ day: 'numeric', month: 'long', year: 'numeric' })
const monthYear = dates({ month: 'long', year: 'numeric' })
const weekdayDayMonth = dates({ weekday: 'long', day: 'numeric', month: 'long' })
const dayAndTime = perLocale(
  () => new Intl.DateTimeFormat(locale, { day: 'numeric', month: 'long', hour: '2-digit', minute: '2-digit' }),
)

/** Sets the language of every number, date, list and plural: once, before anything is shown. */
export function setLocale(tag: string): void {
  locale = tag
  for (const drop of forget) drop()
}

/** For the Intl objects of a part of the app that makes its own, with `perLocale`. */
export const localeTag = (): string => locale

/** In the locale's digits and grouping, with one decimal at most: `1,204`, `1.5`. */
export const number = (value: number): string => (isPlain(value) ? String(value) : plainNumber().format(value))

/** A small whole number in English is its digits; the first card need not wait for a formatter that says the same. */
const isPlain = (value: number): boolean => locale.startsWith('en') && value >= 0 && value < 1000 && value % 1 === 0

/** A ratio from 0 to 1 as a percentage, e.g. `0.917` as `92%`, or as `91.7%` with one digit. */
export const percent = (ratio: number, digits: 0 | 1 = 0): string =>
  (digits === 0 ? wholePercent() : finePercent()).format(ratio)

/** `a, b and c`. */
export const list = (items: readonly string[]): string => conjunction().format(items)

export const count = (value: number, forms: PluralForms): string =>
  (forms[plurals().select(value)] ?? forms.other).replace('#', number(value))

/** A size in bytes, in thousands: `820 kB`, `1.4 MB`. */
export function bytes(size: number): string {
  const [unit, divisor] =
    size < 1e6 ? (['kB', 1e3] as const) : size < 1e9 ? (['MB', 1e6] as const) : (['GB', 1e9] as const)
  const scaled = size / divisor
  return `${number(scaled < 10 ? scaled : Math.round(scaled))}\u00a0${unit}`
}

/** `19 May`, with the year where it is not `today`'s. */
export function dayOfMonth(day: StudyDay, today: StudyDay): string {
  const date = studyDayToDate(day)
  const sameYear = date.getUTCFullYear() === studyDayToDate(today).getUTCFullYear()
  return (sameYear ? dayMonth() : dayMonthYear()).format(date)
}

/** `Thursday 7 May`; engines differ in a comma after the weekday. */
export const weekday = (day: StudyDay): string =>
  weekdayDayMonth()
    .format(studyDayToDate(day))
    .replace(/^(\p{L}+), (?=\d)/u, '$1 ')

/** A source's date as far as it is known: `2013`, `July 2013` or `6 July 2013`. */
export function partialDate(date: PartialDate): string {
  const [year = 0, month, day] = date.split('-').map(Number)
  if (month === undefined) return String(year)
  return (day === undefined ? monthYear() : dayMonthYear()).format(new Date(Date.UTC(year, month - 1, day ?? 1, 12)))
}

/** The local date and time of an instant, e.g. `7 May at 14:05`. */
export const dateAndTime = (at: Instant): string => dayAndTime().format(at)

/** Minutes and seconds on a clock: `13:18`, `75:00`. */
export function clockTime(ms: number): string {
  const seconds = Math.max(0, Math.round(ms / 1000))
  return `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, '0')}`
}

/** Milliseconds until a card is due; whole days for cards due on a day. Not below zero. */
export const untilDue = (due: Due, today: StudyDay, now: Instant): number =>
  Math.max(0, isDayDue(due) ? (due - today) * DAY_MS : due - now)

/**
 * A length of time as people say it: minutes to an hour, hours to a day, days to three weeks, weeks to eight, months to
 * two years, then years in halves. Longer times never read as shorter ones, and nothing reads as "0 min".
 */
export function toInterval(ms: number): Interval {
  const minutes = Math.max(1, Math.round(ms / MINUTE_MS))
  if (minutes < 60) return { unit: 'minute', value: minutes }
  const hours = Math.round(ms / HOUR_MS)
  if (hours < 24) return { unit: 'hour', value: hours }
  const days = Math.round(ms / DAY_MS)
  if (days < 21) return { unit: 'day', value: days }
  if (days <= 56) return { unit: 'week', value: Math.round(days / 7) }
  const months = Math.round(days / DAYS_PER_MONTH)
  if (months < 24) return { unit: 'month', value: months }
  return { unit: 'year', value: Math.round((days / DAYS_PER_YEAR) * 2) / 2 }
}
