import type { CardState } from './card.ts'
import { isReview, type StoredEvent } from './event.ts'
import type { CardId, DeckId } from './note.ts'
import { MINUTE_MS, type StudyDay } from './time.ts'

/** How far ahead of its time a step may come when nothing else is left. */
export const LEARN_AHEAD_MS = 20 * MINUTE_MS

/** Cards that count against the day's limits. */
export type Done = { readonly new: number; readonly review: number }

/** Cards answered on a study day, each once, by the limit that it counts against. */
export type DoneCards = ReadonlyMap<CardId, 'new' | 'review'>

/**
 * What was done on a study day. `effective` holds at least that day's events, undone ones left out; `states` the cards
 * they are about, as they are now. A card counts once: as new if all its reviews are of that day, else as a review.
 * Cramming does not count.
 */
export function doneCards(
  day: StudyDay,
  effective: Iterable<StoredEvent>,
  states: ReadonlyMap<CardId, Pick<CardState, 'reps'>>,
): DoneCards {
  const repsOnDay = new Map<CardId, number>()
  for (const event of effective) {
    if (!isReview(event) || event.day !== day || event.source === 'cram') continue
    repsOnDay.set(event.cardId, (repsOnDay.get(event.cardId) ?? 0) + 1)
  }
  return new Map(
    [...repsOnDay].map(([cardId, reps]) => [cardId, reps >= (states.get(cardId)?.reps ?? 0) ? 'new' : 'review']),
  )
}

export function countDone(cards: DoneCards): Done {
  let fresh = 0
  for (const kind of cards.values()) if (kind === 'new') fresh++
  return { new: fresh, review: cards.size - fresh }
}

/** The same by deck; cards that lie in no deck any more are in none. */
export function countDoneIn(cards: DoneCards, deckOf: (cardId: CardId) => DeckId | undefined): Map<DeckId, Done> {
  const byDeck = new Map<DeckId, Done>()
  for (const [cardId, kind] of cards) {
    const deckId = deckOf(cardId)
    if (deckId === undefined) continue
    const { new: fresh, review } = byDeck.get(deckId) ?? { new: 0, review: 0 }
    byDeck.set(deckId, kind === 'new' ? { new: fresh + 1, review } : { new: fresh, review: review + 1 })
  }
  return byDeck
}
