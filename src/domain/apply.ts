import { type CardState, type Memory, newCard, type Recall } from './card.ts'
import type { EventId, LogEvent, ReviewEvent, StoredEvent } from './event.ts'
import type { CardId } from './note.ts'
import { RATINGS } from './rating.ts'
import type { Scheduler } from './scheduler.ts'
import { type Due, isDayDue } from './time.ts'

/** What makes a card's state. */
export type CardEvent = Exclude<Extract<LogEvent, { cardId: CardId }>, { kind: 'anki' }>

/** How many ratings a state remembers. */
const RECENT = 8

/**
 * A card's state after one more event, which must be effective and later than those it lists (`refoldCards` takes any).
 * A damaged event changes nothing: numbers that are not finite never enter a state.
 */
export function applyEvent(state: CardState, event: StoredEvent, scheduler: Scheduler): CardState {
  const next = advance(state, event, scheduler)
  return next ? { ...next, events: [...state.events, event.id] } : state
}

/** The same for many, in order. They are listed once: one by one, a card answered again and again took a square of the time. */
export function applyEvents(state: CardState, events: Iterable<StoredEvent>, scheduler: Scheduler): CardState {
  const listed: EventId[] = []
  let last = state
  for (const event of events) {
    const next = advance(last, event, scheduler)
    if (next === null) continue
    listed.push(event.id)
    last = next
  }
  return listed.length > 0 ? { ...last, events: [...state.events, ...listed] } : state
}

/** The card after the event, which is not listed; null where it makes no difference to this card. */
export const advance = (state: CardState, event: StoredEvent, scheduler: Scheduler): CardState | null =>
  isCardEvent(event) && event.cardId === state.cardId && isSound(event) ? changed(state, event, scheduler) : null

/** The card that an event is about; null for the others and for kinds of later versions. */
export const cardIdOfEvent = (event: StoredEvent): CardId | null => (isCardEvent(event) ? event.cardId : null)

/** Whether the event makes a difference to a card: one that is damaged does not. */
export const isCounted = (event: StoredEvent): boolean => isCardEvent(event) && isSound(event)

function changed(state: CardState, event: CardEvent, scheduler: Scheduler): CardState {
  switch (event.kind) {
    case 'review':
      return event.source === 'cram' ? state : reviewed(state, event, scheduler)
    case 'baseline':
      return { ...state, memory: baseline(event) }
    case 'reset':
      return { ...newCard(state.cardId), suspended: state.suspended, buriedOn: state.buriedOn, flag: state.flag }
    case 'setDue':
      return { ...state, memory: withDue(state.memory, event.due) }
    case 'suspend':
      return { ...state, suspended: event.on }
    case 'bury':
      return { ...state, buriedOn: event.day }
    case 'flag':
      return { ...state, flag: event.flag }
  }
}

/** Memory by the formulas; step and due as they were decided then. */
function reviewed(state: CardState, event: ReviewEvent, scheduler: Scheduler): CardState {
  const { memory } = state
  const recall = scheduler.remember(memory.phase === 'new' ? null : memory, event.day, event.rating)
  const isLapse = memory.phase === 'review' && event.rating === 'again'
  return {
    ...state,
    memory: nextMemory(memory, recall, event),
    reps: state.reps + 1,
    lapses: state.lapses + (isLapse ? 1 : 0),
    recentRatings: [...state.recentRatings, event.rating].slice(-RECENT),
  }
}

function nextMemory(memory: Memory, recall: Recall, event: ReviewEvent): Memory {
  if (event.step === null) return { phase: 'review', due: event.due, ...recall }
  const isFirstTime = memory.phase === 'new' || memory.phase === 'learning'
  return { phase: isFirstTime ? 'learning' : 'relearning', step: event.step, due: event.due, ...recall }
}

function baseline(event: Extract<CardEvent, { kind: 'baseline' }>): Memory {
  return {
    phase: 'review',
    due: event.due,
    stability: Math.min(Math.max(event.stability, 0.001), 36_500),
    difficulty: Math.min(Math.max(event.difficulty, 1), 10),
    day: event.day,
  }
}

/** A day takes the card into review; an instant leaves it on its step. A new card has no memory to be due, and stays. */
function withDue(memory: Memory, due: Due): Memory {
  if (memory.phase === 'new') return memory
  const { stability, difficulty, day } = memory
  return isDayDue(due) ? { phase: 'review', due, stability, difficulty, day } : { ...memory, due }
}

const CARD_KINDS: ReadonlySet<string> = new Set<CardEvent['kind']>([
  'review',
  'baseline',
  'reset',
  'setDue',
  'suspend',
  'bury',
  'flag',
])

const isCardEvent = (event: StoredEvent): event is CardEvent =>
  CARD_KINDS.has(event.kind) && 'cardId' in event && typeof event.cardId === 'string'

function isSound(event: CardEvent): boolean {
  switch (event.kind) {
    case 'review':
      return (
        Number.isInteger(event.day) &&
        Number.isFinite(event.due) &&
        RATINGS.includes(event.rating) &&
        (event.step === null || (Number.isInteger(event.step) && event.step >= 0))
      )
    case 'baseline':
      return [event.stability, event.difficulty, event.due].every(Number.isFinite) && Number.isInteger(event.day)
    case 'setDue':
      return Number.isFinite(event.due)
    case 'bury':
      return Number.isInteger(event.day)
    case 'flag':
      return Number.isInteger(event.flag) && event.flag >= 0 && event.flag <= 7
    case 'suspend':
      return typeof event.on === 'boolean'
    case 'reset':
      return true
  }
}
