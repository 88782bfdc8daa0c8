import { cardIdOfEvent } from './apply.ts'
import type { DeckInfo } from './deck.ts'
import { type EventId, isReview, type StoredEvent } from './event.ts'
import type { Instant } from './time.ts'
import { DAY_MS } from './time.ts'
import { effectiveEvents } from './undo.ts'

/** What would be gone if the device lost its data now: what came since the newest copy outside it. */
export type Unsaved = {
  readonly reviews: number
  /** Different cards whose progress those reviews are. */
  readonly studied: number
  /** Cards made or changed here, and those of decks that came or changed. */
  readonly made: number
  /** When the oldest of the reviews was given. */
  readonly since: Instant | null
}

/** When a copy is worth a word: after so many reviews, or so long after the first of them. */
const ENOUGH_REVIEWS = 50
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
  const notes = new Set(fresh.flatMap((event) => (event.kind === 'note' && 'noteId' in event ? [event.noteId] : [])))
  const ownDecks = decks.filter((deck) => !deck.builtIn && !savedDecks.has(`${deck.id} ${deck.version}`))
  return {
    reviews: reviews.length + late.events,
    studied: new Set(reviews.map(cardIdOfEvent)).size,
    made: notes.size + ownDecks.reduce((sum, deck) => sum + deck.cardCount, 0),
    since: reviews.reduce<Instant | null>(
      (first, { at }) => (first === null || at < first ? at : first),
      late.events > 0 ? late.savedAt : null,
    ),
  }
}

/** Whether to offer a copy. `hushed` is what was unsaved, and when, as the offer was last waved away. */
export function isWorthSaving(
  unsaved: Pick<Unsaved, 'reviews' | 'since'>,
  now: Instant,
  hushed: { readonly reviews: number; readonly at: Instant } | null,
): boolean {
  const { reviews, since } = unsaved
  if (reviews === 0 || since === null) return false
  if (hushed === null || hushed.at < since) return reviews >= ENOUGH_REVIEWS || now - since >= ENOUGH_MS
  return reviews - hushed.reviews >= ENOUGH_REVIEWS || now - hushed.at >= ENOUGH_MS
}
