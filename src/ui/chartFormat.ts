import { DAY_MS, HOUR_MS, MINUTE_MS, type StudyDay, studyDayToDate } from '../domain/time.ts'
import { localeTag, number, perLocale } from './format.ts'

/** Dates and times as charts and their tables write them: short, for there is little room. */

const utc = (options: Intl.DateTimeFormatOptions) =>
  perLocale(() => new Intl.DateTimeFormat(localeTag(), { timeZone: 'UTC', ...options }))

const months = utc({ month: 'short' })
const weekdays = utc({ weekday: 'short' })
const days = utc({ day: 'numeric', month: 'short' })
const datedDays = utc({ day: 'numeric', month: 'short', year: 'numeric' })
const hours = utc({ hour: '2-digit', minute: '2-digit', hourCycle: 'h23' })

/** 5 January 1970, the first Monday of all study days. */
const MONDAY = 4

/** `May`. */
export const shortMonth = (day: StudyDay): string => months().format(studyDayToDate(day))

/** `Mon` for 0 to `Sun` for 6. */
export const shortWeekday = (row: number): string => weekdays().format((MONDAY + row) * DAY_MS)

/** `7 May`, with the year where it is not `today`'s. */
export function shortDay(day: StudyDay, today: StudyDay): string {
  const date = studyDayToDate(day)
  return (date.getUTCFullYear() === studyDayToDate(today).getUTCFullYear() ? days() : datedDays()).format(date)
}

/** `08:00`. */
export const hourOfDay = (hour: number): string => hours().format(hour * HOUR_MS)

/** Time spent: `8 s`, `9 min`, `2 h 5 min`. */
export function spent(ms: number): string {
  const minutes = Math.round(ms / MINUTE_MS)
  if (ms < 0.95 * MINUTE_MS) return `${number(Math.round(ms / 1000))}\u00a0s`
  if (minutes < 60) return `${number(Math.max(1, minutes))}\u00a0min`
  const rest = minutes % 60
  return `${number(Math.floor(minutes / 60))}\u00a0h${rest === 0 ? '' : ` ${number(rest)}\u00a0min`}`
}
