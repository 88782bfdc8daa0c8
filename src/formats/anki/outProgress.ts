import { advance, type CardEvent } from '../../domain/apply.ts'
import { type CardState, newCard } from '../../domain/card.ts'
import { parseEventId } from '../../domain/clock.ts'
import { tookMs } from '../../domain/event.ts'
import { importedAs } from '../../domain/importedId.ts'
import type { CardId } from '../../domain/note.ts'
import { RATINGS } from '../../domain/rating.ts'
import type { Scheduler } from '../../domain/scheduler.ts'
import type { Settings } from '../../domain/settings.ts'
import { DAY_MS, type Due, HOUR_MS, isDayDue, MINUTE_MS, type StudyDay } from '../../domain/time.ts'
import type { CardRow, Placed } from './cardRow.ts'

/** A card's place in Anki's schedule and its log, days counted from `dayZero`. */
export type OutCard = { readonly placed: Placed; readonly log: CardRow['log'] }

export type OutContext = {
  readonly dayZero: number
  readonly today: StudyDay
  readonly scheduler: Scheduler
  /** Those of the card's deck. */
  readonly settings: Settings
}

/** FSRS-6's weight 20 where the learner has none of their own. */
const DECAY = 0.1542
const MOST_DAYS = 1_000_000_000
const EASE = 2500

/**
 * A card that came from Anki, and whose schedule nobody changed since, goes back as it came. Any other is written from
 * what its events come to. `events` are the card's own that stand, in order; `position` is its place as a new card.
 */
export function outCard(
  cardId: CardId,
  events: readonly CardEvent[],
  kept: CardRow | null,
  position: number,
  context: OutContext,
): OutCard {
  const theirs = importedAs(cardId)
  const ours = kept === null ? events : events.filter(({ id }) => parseEventId(id)?.deviceId !== theirs)
  const isSame = ours.every((event) => !isScheduling(event))
  if (kept && ours.length === 0) return { placed: shifted(kept, context), log: kept.log }
  if (events.length === 0) return { placed: newPlace(position), log: [] }
  const { state, log } = replayed(cardId, events, new Set(ours), kept?.log ?? [], context)
  const placed =
    kept && isSame ? { ...shifted(kept, context), flag: state.flag } : placedOf(state, events, kept, position, context)
  return { placed: { ...placed, queue: queueOf(placed, state, context) }, log }
}

const isScheduling = (event: CardEvent): boolean =>
  event.kind === 'review' ? event.source !== 'cram' : ['baseline', 'reset', 'setDue'].includes(event.kind)

export const newPlace = (position: number): Placed => ({
  changed: 0,
  phase: 'new',
  queue: 0,
  due: position,
  intervalDays: 0,
  ease: 0,
  reps: 0,
  lapses: 0,
  stepsLeft: 0,
  flag: 0,
  data: '{}',
})

function shifted({ card, dayZero }: CardRow, context: OutContext): Placed {
  const isDay = card.phase !== 'new' && card.due <= MOST_DAYS
  return isDay ? { ...card, due: card.due + dayZero - context.dayZero } : card
}

function queueOf(placed: Placed, state: CardState, { today }: OutContext): number {
  if (state.suspended) return -1
  if (state.buriedOn === today) return -3
  switch (placed.phase) {
    case 'new':
      return 0
    case 'review':
      return 2
    case 'learning':
    case 'relearning':
      return placed.due > MOST_DAYS ? 1 : 3
  }
}

function placedOf(
  state: CardState,
  events: readonly CardEvent[],
  kept: CardRow | null,
  position: number,
  { dayZero, settings }: OutContext,
): Placed {
  const { memory } = state
  const changed = Math.floor((events.at(-1)?.at ?? 0) / 1000)
  const base = { ...newPlace(position), changed, flag: state.flag }
  const before = kept ? withoutMemory(kept.card.data) : {}
  if (memory.phase === 'new') return { ...base, data: JSON.stringify(before) }
  const steps = memory.phase === 'learning' ? settings.learningStepsMinutes : settings.relearningStepsMinutes
  const data = {
    pos: position,
    ...before,
    s: decimals(memory.stability, 4),
    d: decimals(memory.difficulty, 3),
    dr: decimals(settings.desiredRetentionRatio, 2),
    decay: decimals(settings.weights?.[20] ?? DECAY, 3),
    lrt: lastReviewSeconds(events, memory.day, settings),
  }
  const ivl = memory.phase === 'review' && isDayDue(memory.due) ? memory.due - memory.day : Math.round(memory.stability)
  return {
    ...base,
    phase: memory.phase,
    due: dueOf(memory.due, dayZero),
    intervalDays: memory.phase === 'learning' ? 0 : Math.max(1, ivl),
    ease: kept?.card.ease || EASE,
    reps: state.reps,
    lapses: Math.max(state.lapses, kept?.card.lapses ?? 0),
    stepsLeft: memory.phase === 'review' ? 0 : Math.max(1, steps.length - memory.step),
    data: JSON.stringify(data),
  }
}

const dueOf = (due: Due, dayZero: number): number => (isDayDue(due) ? due - dayZero : Math.floor(due / 1000))

export const decimals = (value: number, places: number): number => Math.round(value * 10 ** places) / 10 ** places

/** What add-ons keep with a card stays; the memory is another one now. */
function withoutMemory(data: string): object {
  try {
    const { s: _s, d: _d, dr: _dr, decay: _decay, lrt: _lrt, ...rest } = JSON.parse(data || '{}')
    return rest
  } catch {
    return {}
  }
}

function lastReviewSeconds(events: readonly CardEvent[], day: StudyDay, { rolloverHour }: Settings): number {
  const last = events.findLast((event) => event.kind === 'review' && event.source !== 'cram')
  if (last && last.day === day) return Math.floor(last.at / 1000)
  const offset = events.at(-1)?.offsetMinutes ?? 0
  return Math.floor((day * DAY_MS + (rolloverHour + 8) * HOUR_MS - offset * MINUTE_MS) / 1000)
}

/** The card's state, and its log: what Anki had, then what happened here. */
function replayed(
  cardId: CardId,
  events: readonly CardEvent[],
  ours: ReadonlySet<CardEvent>,
  before: CardRow['log'],
  { scheduler }: OutContext,
): { state: CardState; log: CardRow['log'] } {
  const log = [...before]
  let state = newCard(cardId)
  for (const event of events) {
    const next = advance(state, event, scheduler) ?? state
    const entry = ours.has(event) ? logEntry(event, state, next, log.at(-1)?.interval ?? 0) : null
    if (entry) log.push(entry)
    state = next
  }
  return { state, log }
}

type LogEntry = CardRow['log'][number]

function logEntry(event: CardEvent, before: CardState, after: CardState, lastInterval: number): LogEntry | null {
  const entry = { id: event.at, button: 0, interval: 0, lastInterval, factor: 0, tookMs: 0, kind: 'manual' as const }
  const factor = after.memory.phase === 'new' ? 0 : Math.round(((after.memory.difficulty - 1) / 9 + 0.1) * 1000)
  switch (event.kind) {
    case 'review': {
      const interval = isDayDue(event.due)
        ? Math.max(1, event.due - event.day)
        : -Math.max(1, Math.round((event.due - event.at) / 1000))
      const isCram = event.source === 'cram'
      const answer = { ...entry, button: RATINGS.indexOf(event.rating) + 1, interval, tookMs: tookMs(event) }
      // A filtered review without a factor is what Anki calls cramming: it counts for nothing.
      if (isCram) return { ...answer, interval: lastInterval, kind: 'filtered' }
      return { ...answer, factor, kind: KINDS[before.memory.phase] }
    }
    case 'reset':
      return entry
    case 'setDue':
      return isDayDue(event.due) ? { ...entry, interval: Math.max(0, event.due - event.day), factor } : null
    default:
      return null
  }
}

const KINDS = { new: 'learn', learning: 'learn', review: 'review', relearning: 'relearn' } as const
