import { formatEventId } from '../../domain/clock.ts'
import type { LogEvent, Moment } from '../../domain/event.ts'
import { importedAs } from '../../domain/importedId.ts'
import type { CardId } from '../../domain/note.ts'
import { addDays, DAY_MS, dueOnDay, type Instant, type StudyDay, toInstant, toStudyDay } from '../../domain/time.ts'
import { memoryFromEase } from '../anki/sm2.ts'

/** Where a card stands in another program's schedule, in FSRS's terms. */
export type Schedule = {
  readonly stability: number
  readonly difficulty: number
  readonly due: StudyDay
  /** The last review. */
  readonly reviewed: Moment
}

/** What was answered there, and what came of it. */
export type Answered = {
  readonly at: Moment
  readonly remembered: boolean
  readonly due: StudyDay
  readonly tookMs: number
}

/** Days beyond which no date is believed. */
const MOST_DAYS = 100_000
const MOST_ELAPSED_MS = 60_000

/** Of a program that knows an interval and an ease only; the ease as a factor, 2.5 where nothing is known. */
export function scheduleOfEase(due: StudyDay, intervalDays: number, ease: number): Schedule {
  const days = Number.isFinite(intervalDays) ? Math.min(Math.max(Math.round(intervalDays), 1), MOST_DAYS) : 1
  const reviewed = noonOf(addDays(due, -Math.min(days, due)))
  return { ...memoryFromEase(days, Number.isFinite(ease) ? ease : 2.5), due, reviewed }
}

/**
 * A schedule as an event of the learner's log. Its id follows from the card and the day of the last review alone: read
 * twice, it is the same event. Null for one that no honest file has: not finite, or reviewed in the future.
 */
export function baselineOf(cardId: CardId, schedule: Schedule, now: Instant): LogEvent | null {
  const { stability, difficulty, due, reviewed } = schedule
  const isSound = Number.isFinite(stability) && Number.isFinite(difficulty) && stability > 0
  if (!isSound || reviewed.at < 0 || reviewed.at > now + DAY_MS) return null
  return {
    ...reviewed,
    id: idOf(cardId, reviewed.at, 3),
    kind: 'baseline',
    cardId,
    stability: Math.min(Math.max(stability, 0.001), 36_500),
    difficulty: Math.min(Math.max(difficulty, 1), 10),
    due: dueOnDay(due),
  }
}

/** The same for an answer. */
export function reviewOf(cardId: CardId, { at, remembered, due, tookMs }: Answered, now: Instant): LogEvent | null {
  if (at.at < 0 || at.at > now + DAY_MS) return null
  return {
    ...at,
    id: idOf(cardId, at.at, 1),
    kind: 'review',
    cardId,
    rating: remembered ? 'good' : 'again',
    elapsedMs: Number.isFinite(tookMs) ? Math.min(Math.max(tookMs, 0), MOST_ELAPSED_MS) : 0,
    source: 'study',
    due: dueOnDay(due),
    step: null,
  }
}

export const suspendOf = (cardId: CardId, at: Moment): LogEvent => ({
  ...at,
  id: idOf(cardId, at.at, 4),
  kind: 'suspend',
  cardId,
  on: true,
})

/** `rank` orders those of one card. */
const idOf = (cardId: CardId, at: Instant, rank: number) =>
  formatEventId({ ms: at, counter: rank, deviceId: importedAs(cardId) })

/** A moment of a day of which nothing more is known, the same in every time zone. */
export const noonOf = (day: StudyDay): Moment => ({ at: toInstant(day * DAY_MS + DAY_MS / 2), offsetMinutes: 0, day })

/** The day of a date such as `2026-11-30`, or null for what is none between 1970 and 2243. */
export function dayOfDate(text: string): StudyDay | null {
  const [, year, month, day] = /^(\d{4})-(\d{2})-(\d{2})$/.exec(text.trim()) ?? []
  const ms = Date.UTC(Number(year), Number(month) - 1, Number(day))
  return Number.isFinite(ms) && ms >= 0 && ms < MOST_DAYS * DAY_MS ? toStudyDay(Math.floor(ms / DAY_MS)) : null
}

/** Milliseconds since 1970 of a time such as `2026-11-30T09:00:00.000Z`; of one without a zone as if in UTC. */
export function msOfTime(text: string): number | null {
  const plain = text.trim()
  if (!/^\d{4}-\d{2}-\d{2}([T ]\d{2}:\d{2}(:\d{2}(\.\d{1,9})?)?(Z|[+-]\d{2}:?\d{2})?)?$/.test(plain)) return null
  const hasZone = plain.length <= 10 || /(Z|[+-]\d{2}:?\d{2})$/.test(plain.slice(10))
  const ms = Date.parse(`${plain.replace(' ', 'T').replace(/(\.\d{3})\d+/, '$1')}${hasZone ? '' : 'Z'}`)
  return Number.isFinite(ms) && ms >= 0 && ms < MOST_DAYS * DAY_MS ? ms : null
}
