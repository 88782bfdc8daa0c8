import { applyEvent, cardIdOfEvent } from './apply.ts'
import type { CardState } from './card.ts'
import type { EventId, LogEvent, Moment, StoredEvent } from './event.ts'
import { refoldSteps } from './fold.ts'
import type { CardId, DeckId, Note, NoteId } from './note.ts'
import { drained } from './parts.ts'
import type { Scheduler } from './scheduler.ts'
import type { Due } from './time.ts'

/** What can be done to many cards, or to their notes, at once. */
export type BulkAction =
  | { readonly kind: 'suspend' | 'bury' | 'reset' }
  /** Resumes what is suspended, and takes back that a card was buried today. */
  | { readonly kind: 'release' }
  | { readonly kind: 'flag'; readonly flag: number }
  | { readonly kind: 'setDue'; readonly due: Due }
  | { readonly kind: 'tag'; readonly tag: string; readonly on: boolean }
  /** Takes their notes out, with all cards of each. */
  | { readonly kind: 'retire' }
  /** Takes their notes into another deck, with all cards of each. */
  | { readonly kind: 'move'; readonly deckId: DeckId }

export type Subject = { readonly state: CardState; readonly note: Note; readonly deckId: DeckId }

export type Changed = { readonly events: readonly LogEvent[]; readonly cards: readonly CardState[] }

export type Making = {
  readonly moment: Moment
  readonly nextId: () => EventId
  readonly scheduler: Scheduler
  /** The events that the subjects' states list; asked for by `release` alone. */
  readonly known: ReadonlyMap<EventId, StoredEvent>
  /** Notes as their decks have them, where the learner has a version of their own; asked for by `move` alone. */
  readonly authors?: ReadonlyMap<NoteId, Note>
}

/**
 * One change that does it to all of them. What would change nothing has no event: a card that is suspended already, a
 * new card's due date, a tag that is there.
 */
export const bulkChange = (...input: Parameters<typeof bulkSteps>): Changed => drained(bulkSteps(...input))

/**
 * The same for thousands of cards; yields the share that is done, 0 to 1, every few of them. All ids are taken at once:
 * no other change comes to stand between them, and they are one step.
 */
export function* bulkSteps(
  action: BulkAction,
  subjects: readonly Subject[],
  making: Making,
): Generator<number, Changed> {
  switch (action.kind) {
    case 'tag':
    case 'retire':
    case 'move':
      return { events: onNotes(action, subjects, stampsOf(making), making.authors), cards: [] }
    case 'release':
      return yield* release(subjects, making)
    default: {
      const stamp = stampsOf(making)
      const events: LogEvent[] = []
      const concerned = subjects.filter(({ state }) => isNeeded(action, state, making.moment))
      for (const { state } of concerned) events.push(cardEvent(action, state.cardId, stamp()))
      return { events, cards: yield* appliedTo(concerned, events, making.scheduler) }
    }
  }
}

const stampsOf =
  ({ moment, nextId }: Making): Stamp =>
  () => ({ ...moment, id: nextId() })

const CARDS_A_STEP = 50

type CardAction = Exclude<BulkAction, { kind: 'tag' | 'retire' | 'move' | 'release' }>
type Stamp = () => Moment & { readonly id: EventId }

function isNeeded(action: CardAction, state: CardState, moment: Moment): boolean {
  switch (action.kind) {
    case 'suspend':
      return !state.suspended
    case 'bury':
      return state.buriedOn !== moment.day
    case 'reset':
      return state.memory.phase !== 'new' || state.lapses > 0
    case 'flag':
      return state.flag !== action.flag
    case 'setDue':
      return state.memory.phase !== 'new' && state.memory.due !== action.due
  }
}

function cardEvent(action: CardAction, cardId: CardId, base: ReturnType<Stamp>): LogEvent {
  switch (action.kind) {
    case 'suspend':
      return { ...base, kind: 'suspend', cardId, on: true }
    case 'bury':
    case 'reset':
      return { ...base, kind: action.kind, cardId }
    case 'flag':
      return { ...base, kind: 'flag', cardId, flag: action.flag }
    case 'setDue':
      return { ...base, kind: 'setDue', cardId, due: action.due }
  }
}

function* appliedTo(
  subjects: readonly Subject[],
  events: readonly LogEvent[],
  scheduler: Scheduler,
): Generator<number, CardState[]> {
  const states: CardState[] = []
  for (const [i, { state }] of subjects.entries()) {
    if (i % CARDS_A_STEP === 0) yield i / subjects.length
    const event = events[i]
    if (event) states.push(applyEvent(state, event, scheduler))
  }
  return states
}

/** One event a note, however many of its cards are meant. */
function onNotes(
  action: Extract<BulkAction, { kind: 'tag' | 'retire' | 'move' }>,
  subjects: readonly Subject[],
  stamp: Stamp,
  authors: Making['authors'],
): LogEvent[] {
  const seen = new Set<string>()
  return subjects.flatMap(({ note, deckId }): LogEvent[] => {
    if (seen.has(note.id)) return []
    seen.add(note.id)
    if (action.kind === 'retire') return [{ ...stamp(), kind: 'retire', noteId: note.id, deckId, on: true }]
    if (action.kind === 'move') {
      const move = { noteId: note.id, from: deckId, deckId: action.deckId, note: authors?.get(note.id) ?? note }
      return deckId === action.deckId ? [] : [{ ...stamp(), kind: 'move', ...move }]
    }
    if (note.tags.includes(action.tag) === action.on) return []
    const tags = action.on ? [...note.tags, action.tag] : note.tags.filter((tag) => tag !== action.tag)
    return [{ ...stamp(), kind: 'note', noteId: note.id, deckId, note: { ...note, tags }, was: [['tags', note.tags]] }]
  })
}

function* release(subjects: readonly Subject[], making: Making): Generator<number, Changed> {
  const { moment, known, scheduler } = making
  const stamp = stampsOf(making)
  const buried = subjects.filter(({ state }) => state.buriedOn === moment.day)
  const burials = buried
    .flatMap(({ state }) => state.events)
    .filter((id) => isBurialOf(known.get(id), moment))
    .sort()
  const undo: LogEvent[] = burials.length > 0 ? [{ ...stamp(), kind: 'undo', of: burials }] : []
  const suspended = subjects.filter(({ state }) => state.suspended)
  const resumes = suspended.map(
    ({ state }): LogEvent => ({ ...stamp(), kind: 'suspend', cardId: state.cardId, on: false }),
  )
  const refolded = yield* refoldSteps(
    buried.map(({ state }) => state),
    known,
    undo,
    scheduler,
  )
  const states = new Map(refolded.map((state) => [state.cardId, state]))
  const again = suspended.map((subject) => ({ ...subject, state: states.get(subject.state.cardId) ?? subject.state }))
  for (const state of yield* appliedTo(again, resumes, scheduler)) states.set(state.cardId, state)
  return { events: [...undo, ...resumes], cards: [...states.values()] }
}

const isBurialOf = (event: StoredEvent | undefined, { day }: Moment): boolean =>
  event !== undefined && event.kind === 'bury' && 'day' in event && event.day === day

/** How many cards, or for what concerns notes how many notes, a change is about. */
export function countOf(events: readonly StoredEvent[]): number {
  const ids = new Set<string>()
  for (const event of events) {
    const cardId = cardIdOfEvent(event)
    if (cardId !== null) ids.add(cardId)
    else if ('noteId' in event && typeof event.noteId === 'string') ids.add(event.noteId)
    else if (event.kind === 'undo' && 'of' in event) for (const id of event.of) ids.add(id)
  }
  return ids.size
}
