import { advance, cardIdOfEvent } from './apply.ts'
import { type CardState, KNOWN_DAYS, type Memory, newCard } from './card.ts'
import { type EventId, isReview, type ReviewEvent, type StoredEvent, tookMs } from './event.ts'
import type { CardId } from './note.ts'
import { RATINGS } from './rating.ts'
import type { Scheduler } from './scheduler.ts'
import { DAY_MS, HOUR_MS, MINUTE_MS } from './time.ts'
import { effectiveEvents } from './undo.ts'

/** What a card was to the learner when it was asked: on its steps or new, or in review with less or more than 21 days. */
export const MATURITIES = ['learning', 'settling', 'known'] as const

export type Maturity = (typeof MATURITIES)[number]

/**
 * The reviews of a log that count, one row each in the order of the log, beside the state that every card ends in. Undone
 * answers are not in it, nor are crammed ones: they say nothing of what is remembered between study days. Plain data.
 */
export type StatsLog = {
  readonly length: number
  /** Index into `cardIds`. */
  readonly card: Int32Array
  /** The study day as it was stored with the answer: no later time zone or rollover moves it. */
  readonly day: Int32Array
  /** Local hour of the clock then and there, 0 to 23; -1 where the instant is not known. */
  readonly hour: Int8Array
  /** A `RATINGS` index. */
  readonly rating: Uint8Array
  readonly elapsedMs: Uint32Array
  /** A `MATURITIES` index: before the answer. */
  readonly maturity: Uint8Array
  /** 1 for the first answer to the card on that study day: the only one that tells what was remembered. */
  readonly isFirst: Uint8Array
  readonly cardIds: readonly CardId[]
  readonly states: ReadonlyMap<CardId, CardState>
}

/** One pass over a log in any order; memory is replayed under the scheduler's weights, as everywhere else. */
export function makeStatsLog(events: Iterable<StoredEvent>, scheduler: Scheduler): StatsLog {
  const effective = effectiveEvents(events)
  const rows = makeRows(effective.reduce((sum, event) => sum + (counts(event) ? 1 : 0), 0))
  const states = new Map<CardId, CardState>()
  /** What made each: put into the states in the end, as lists that grow one by one take a square of the time. */
  const listed = new Map<CardId, EventId[]>()
  const indexes = new Map<CardId, number>()
  const daysByCard: number[][] = []
  let length = 0
  for (const event of effective) {
    const cardId = cardIdOfEvent(event)
    if (cardId === null) continue
    const before = states.get(cardId) ?? newCard(cardId)
    const after = advance(before, event, scheduler)
    if (after === null) continue
    states.set(cardId, after)
    const made = listed.get(cardId)
    if (made) made.push(event.id)
    else listed.set(cardId, [event.id])
    if (!counts(event)) continue
    let index = indexes.get(cardId)
    if (index === undefined) {
      index = indexes.size
      indexes.set(cardId, index)
      daysByCard.push([])
    }
    rows.card[length] = index
    rows.day[length] = event.day
    rows.hour[length] = localHour(event)
    rows.rating[length] = RATINGS.indexOf(event.rating)
    rows.elapsedMs[length] = tookMs(event)
    rows.maturity[length] = MATURITIES.indexOf(maturityOf(before.memory))
    rows.isFirst[length] = isNewDay(daysByCard[index] ?? [], event.day) ? 1 : 0
    length++
  }
  for (const [cardId, events] of listed) {
    const state = states.get(cardId)
    if (state) states.set(cardId, { ...state, events })
  }
  return { ...rows, length, cardIds: [...indexes.keys()], states }
}

export function maturityOf(memory: Memory): Maturity {
  if (memory.phase !== 'review') return 'learning'
  return memory.stability >= KNOWN_DAYS ? 'known' : 'settling'
}

const counts = (event: StoredEvent): event is ReviewEvent => isReview(event) && event.source !== 'cram'

function makeRows(length: number) {
  return {
    card: new Int32Array(length),
    day: new Int32Array(length),
    hour: new Int8Array(length),
    rating: new Uint8Array(length),
    elapsedMs: new Uint32Array(length),
    maturity: new Uint8Array(length),
    isFirst: new Uint8Array(length),
  }
}

/**
 * Notes the day down if it is new; the latest stands last. Days rise, but for clocks that went back: then, and only then,
 * all that were seen are looked through.
 */
function isNewDay(seen: number[], day: number): boolean {
  const last = seen.at(-1)
  if (last === undefined || day > last) seen.push(day)
  else if (day === last || seen.includes(day)) return false
  else seen.splice(-1, 0, day)
  return true
}

function localHour({ at, offsetMinutes }: ReviewEvent): number {
  if (!Number.isFinite(at) || !Number.isFinite(offsetMinutes)) return -1
  const inDay = (at + offsetMinutes * MINUTE_MS) % DAY_MS
  return Math.floor((inDay < 0 ? inDay + DAY_MS : inDay) / HOUR_MS)
}
