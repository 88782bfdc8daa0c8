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
 * What was done on a study day. `effective` holds at least the events of that day and those since, undone ones left out,
 * in order; `states` the cards they are about, as they are now. A card counts once: as new on the day of its very first
 * review, else as a review. Study days can come again, as who travels west finds. Cramming does not count.
 */
export function doneCards(
  day: StudyDay,
  effective: Iterable<StoredEvent>,
  states: ReadonlyMap<CardId, Pick<CardState, 'reps'>>,
): DoneCards {
  const days = new Map<CardId, StudyDay[]>()
  for (const event of effective) {
    if (!isReview(event) || event.source === 'cram') continue
    days.set(event.cardId, [...(days.get(event.cardId) ?? []), event.day])
  }
  const done = new Map<CardId, 'new' | 'review'>()
  for (const [cardId, all] of days) {
    const hasAll = all.length >= (states.get(cardId)?.reps ?? 0)
    if (all.includes(day)) done.set(cardId, hasAll && all[0] === day ? 'new' : 'review')
  }
  return done
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
