import { cardIdOfEvent } from './apply.ts'
import type { DeckInfo } from './deck.ts'
import { type EventId, isReview, type LogEvent, type StoredEvent } from './event.ts'
import type { Instant } from './time.ts'
import { DAY_MS } from './time.ts'
import { effectiveEvents, isUndo } from './undo.ts'

/** What would be gone if the device lost its data now: what came since the newest copy outside it. */
export type Unsaved = {
  readonly reviews: number
  /** Different cards whose progress those reviews are. */
  readonly studied: number
  /** Cards made, changed or taken away here, and those of decks that came or changed. */
  readonly made: number
  /** Whatever else was done: papers, suspensions, titles, settings, decks without a card. */
  readonly other: number
  /** All that was done: reviews, cards that were touched one by one, and the rest. A deck that came is none of it. */
  readonly acts: number
  /** When the oldest of that was done. */
  readonly since: Instant | null
}

/** When a copy is worth a word: after so much was done, or so long after the first of it. */
const ENOUGH_ACTS = 50
const ENOUGH_MS = 7 * DAY_MS

/**
 * Events that came here since the copy was made although their ids are older than its newest, with an import or from
 * another device. Which ones they are is not known, so all of them are taken for reviews. `savedAt`: when the copy was made.
 */
export type Late = { readonly events: number; readonly savedAt: Instant | null }

/**
 * `events` are the log's from the copy's newest (`lastId`, null where there is no copy) on; `savedDecks` holds the decks
 * in the copy as `id version`. Decks that ship with the app come back by themselves and are not counted.
 */
export function countUnsaved(
  events: readonly StoredEvent[],
  lastId: EventId | null,
  decks: readonly DeckInfo[],
  savedDecks: ReadonlySet<string>,
  late: Late = { events: 0, savedAt: null },
): Unsaved {
  const fresh = effectiveEvents(events).filter((event) => lastId === null || event.id > lastId)
  const reviews = fresh.filter(isReview)
  const ownDecks = decks.filter((deck) => !deck.builtIn && !savedDecks.has(`${deck.id} ${deck.version}`))
  const counted = new Set<unknown>(ownDecks.map(({ id }) => id))
  const ofNotes = fresh.filter(isOfNote)
  const notes = new Set(ofNotes.map(({ noteId }) => noteId))
  const made = new Set(ofNotes.filter(({ deckId }) => !counted.has(deckId)).map(({ noteId }) => noteId))
  const freshIds = new Set(events.filter(({ id }) => lastId === null || id > lastId).map(({ id }) => id))
  const others = fresh.filter((event) => !isReview(event) && !isOfNote(event) && outlives(event, freshIds))
  const empty = ownDecks.filter((deck) => deck.cardCount === 0)
  return {
    reviews: reviews.length + late.events,
    studied: new Set(reviews.map(cardIdOfEvent)).size,
    made: made.size + ownDecks.reduce((sum, deck) => sum + deck.cardCount, 0),
    other: others.length + empty.length,
    acts: reviews.length + late.events + notes.size + others.length,
    since: [...reviews, ...ofNotes, ...others].reduce<Instant | null>(
      (first, event) => (isDated(event) && (first === null || event.at < first) ? event.at : first),
      late.events > 0 ? late.savedAt : null,
    ),
  }
}

/** One of a kind that a later version knows may have no time, or none that we can read. */
const isDated = (event: StoredEvent): event is LogEvent => 'at' in event && typeof event.at === 'number'

type NoteEvent = Extract<StoredEvent, { noteId: unknown }>

const NOTE_KINDS: ReadonlySet<string> = new Set(['note', 'move', 'retire'])

export const isOfNote = (event: StoredEvent): event is NoteEvent => NOTE_KINDS.has(event.kind) && 'noteId' in event

/** Not what only keeps a card as Anki had it, nor an undo of nothing but what came after the copy as well. */
export function outlives(event: StoredEvent, freshIds: ReadonlySet<EventId>): boolean {
  return event.kind !== 'anki' && (!isUndo(event) || event.of.some((id) => !freshIds.has(id)))
}

/** Whether to offer a copy. `hushed` is what was unsaved, and when, as the offer was last waved away. */
export function isWorthSaving(
  unsaved: Pick<Unsaved, 'acts' | 'since'>,
  now: Instant,
  hushed: { readonly acts: number; readonly at: Instant } | null,
): boolean {
  const { acts, since } = unsaved
  if (acts === 0 || since === null) return false
  if (hushed === null || hushed.at < since) return acts >= ENOUGH_ACTS || now - since >= ENOUGH_MS
  return acts - hushed.acts >= ENOUGH_ACTS || now - hushed.at >= ENOUGH_MS
}
