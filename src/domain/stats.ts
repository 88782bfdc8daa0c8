import type { CardId } from './note.ts'
import { RATINGS, type Rating } from './rating.ts'
import type { Scheduler } from './scheduler.ts'
import { MATURITIES, type Maturity, type StatsLog } from './statsLog.ts'
import { type DueForecast, dueForecast, type MemoryStats, memoryStats, type StatsNow } from './statsMemory.ts'
import { type Runs, runsOf } from './statsRuns.ts'
import { NO_TALLY, type Tally } from './statsTally.ts'
import { type StudyDay, toStudyDay } from './time.ts'

/** `cardIds` are the cards there are now. With `everything`, reviews of cards that are gone count too. */
export type StatsScope = StatsNow & { readonly cardIds: readonly CardId[]; readonly everything: boolean }

export const PERIODS = ['month', 'quarter', 'all'] as const

export type Period = (typeof PERIODS)[number]

export type DayCount = { readonly answers: number; readonly elapsedMs: number }

export type Stats = {
  readonly today: StudyDay
  /** Answers of all time. */
  readonly answers: number
  readonly firstDay: StudyDay | null
  readonly day: DayCount & { readonly cards: number; readonly firstTries: Tally }
  /** The last 365 days, today the last of them. */
  readonly year: readonly DayCount[]
  readonly runs: { readonly strict: Runs; readonly withRestDays: Runs }
  readonly periods: Readonly<Record<Period, PeriodStats>>
  readonly memory: MemoryStats
  readonly forecast: DueForecast
}

/** Seven days of true retention; the last week ends today. */
export type Week = { readonly from: StudyDay; readonly settling: Tally; readonly known: Tally }

export type PeriodStats = {
  readonly from: StudyDay
  /** True retention: first answers of the day to cards in review, oldest week first. */
  readonly weeks: readonly Week[]
  readonly buttons: Readonly<Record<Maturity, Readonly<Record<Rating, number>>>>
  /** By local hour, 0 to 23: all answers, and the true retention among them. */
  readonly hours: readonly { readonly answers: number; readonly retention: Tally }[]
  readonly daily: readonly DayCount[]
}

export const YEAR_DAYS = 365
const WEEK_DAYS = 7
/** A day stored by a clock that was off by more than a century stretches no chart. */
const LONGEST_DAYS = 36_525

/** Everything that the statistics show, from one set of cards. */
export function statsOf(log: StatsLog, scheduler: Scheduler, scope: StatsScope): Stats {
  const { today } = scope
  const isIn = membership(log, scope)
  const byDay = countDays(log, isIn)
  const past = [...byDay.keys()].filter((day) => day <= today)
  const firstDay = past.length === 0 ? null : past.reduce((least, day) => Math.min(least, day))
  const start = { month: today - 29, quarter: today - 90, all: Math.max(firstDay ?? today, today - LONGEST_DAYS) }
  const period = (name: Period): PeriodStats => countPeriod(log, isIn, byDay, start[name], today)
  return {
    today,
    answers: [...byDay.values()].reduce((sum, day) => sum + day.answers, 0),
    firstDay: firstDay === null ? null : toStudyDay(firstDay),
    day: countToday(log, isIn, today),
    year: daily(byDay, today - YEAR_DAYS + 1, today),
    runs: { strict: runsOf(byDay.keys(), today, false), withRestDays: runsOf(byDay.keys(), today, true) },
    periods: { month: period('month'), quarter: period('quarter'), all: period('all') },
    memory: memoryStats(scope.cardIds, log.states, scheduler, scope),
    forecast: dueForecast(scope.cardIds, log.states, scope),
  }
}

/** 1 for each card of the log whose reviews count. */
function membership(log: StatsLog, { cardIds, everything }: StatsScope): Uint8Array {
  if (everything) return new Uint8Array(log.cardIds.length).fill(1)
  const wanted = new Set(cardIds)
  return Uint8Array.from(log.cardIds, (cardId) => (wanted.has(cardId) ? 1 : 0))
}

type Mutable<T> = { -readonly [K in keyof T]: T[K] }

function countDays(log: StatsLog, isIn: Uint8Array): ReadonlyMap<number, DayCount> {
  const byDay = new Map<number, Mutable<DayCount>>()
  for (let row = 0; row < log.length; row++) {
    if (isIn[log.card[row] ?? 0] !== 1) continue
    const day = log.day[row] ?? 0
    let count = byDay.get(day)
    if (count === undefined) {
      count = { answers: 0, elapsedMs: 0 }
      byDay.set(day, count)
    }
    count.answers++
    count.elapsedMs += log.elapsedMs[row] ?? 0
  }
  return byDay
}

function countToday(log: StatsLog, isIn: Uint8Array, today: StudyDay): Stats['day'] {
  let answers = 0
  let elapsedMs = 0
  let cards = 0
  let recalled = 0
  for (let row = 0; row < log.length; row++) {
    if (log.day[row] !== today || isIn[log.card[row] ?? 0] !== 1) continue
    answers++
    elapsedMs += log.elapsedMs[row] ?? 0
    if (log.isFirst[row] !== 1) continue
    cards++
    if (log.rating[row] !== 0) recalled++
  }
  return { answers, elapsedMs, cards, firstTries: { recalled, total: cards } }
}

/** Counts from day to day, both included, with the days on which nothing was done. */
function daily(byDay: ReadonlyMap<number, DayCount>, from: number, to: number): DayCount[] {
  return Array.from({ length: to - from + 1 }, (_, i) => byDay.get(from + i) ?? { answers: 0, elapsedMs: 0 })
}

const LEARNING = MATURITIES.indexOf('learning')
const KNOWN = MATURITIES.indexOf('known')

function countPeriod(
  log: StatsLog,
  isIn: Uint8Array,
  byDay: ReadonlyMap<number, DayCount>,
  from: number,
  today: StudyDay,
): PeriodStats {
  const weekCount = Math.ceil((today - from + 1) / WEEK_DAYS)
  const weeks = Array.from({ length: weekCount }, () => ({ settling: { ...NO_TALLY }, known: { ...NO_TALLY } }))
  const buttons = MATURITIES.map(() => RATINGS.map(() => 0))
  const hours = Array.from({ length: 24 }, () => ({ answers: 0, retention: { ...NO_TALLY } }))
  for (let row = 0; row < log.length; row++) {
    const day = log.day[row] ?? 0
    if (day < from || day > today || isIn[log.card[row] ?? 0] !== 1) continue
    const rating = log.rating[row] ?? 0
    const maturity = log.maturity[row] ?? 0
    const hour = hours[log.hour[row] ?? -1]
    const ofMaturity = buttons[maturity] ?? []
    ofMaturity[rating] = (ofMaturity[rating] ?? 0) + 1
    if (hour) hour.answers++
    if (maturity === LEARNING || log.isFirst[row] !== 1) continue
    const recalled = rating === 0 ? 0 : 1
    const week = weeks[weekCount - 1 - Math.floor((today - day) / WEEK_DAYS)]
    if (week) add(maturity === KNOWN ? week.known : week.settling, recalled)
    if (hour) add(hour.retention, recalled)
  }
  return {
    from: toStudyDay(from),
    weeks: weeks.map((week, i) => ({ ...week, from: toStudyDay(today - (weekCount - i) * WEEK_DAYS + 1) })),
    buttons: { learning: byRating(buttons[0]), settling: byRating(buttons[1]), known: byRating(buttons[2]) },
    hours,
    daily: daily(byDay, from, today),
  }
}

function add(tally: { recalled: number; total: number }, recalled: number): void {
  tally.total++
  tally.recalled += recalled
}

const byRating = ([again = 0, hard = 0, good = 0, easy = 0]: readonly number[] = []): Record<Rating, number> => ({
  again,
  hard,
  good,
  easy,
})
