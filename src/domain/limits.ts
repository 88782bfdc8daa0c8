import type { CardState } from './card.ts'
import { isReview, type StoredEvent } from './event.ts'
import { addTo } from './lists.ts'
import type { CardId, DeckId } from './note.ts'
import { MINUTE_MS } from './time.ts'

/** How far ahead of its time a step may come when nothing else is left. */
export const LEARN_AHEAD_MS = 20 * MINUTE_MS

/** Cards that count against the day's limits. */
export type Done = {
  readonly new: number
  readonly review: number
  /**
   * Cards that are the next day's as new, where that came before this one, as who travels west finds; missing where none
   * are. They keep others from being new today, as the last card of a day may be answered on the next.
   */
  readonly ahead?: number | undefined
}

/** What of the limit of new cards is used up. */
export const newUsed = ({ new: fresh, ahead = 0 }: Done): number => Math.max(fresh, ahead)

/** Cards answered on a study day, each once, by the limit that it counts against. */
export type DoneCards = ReadonlyMap<CardId, 'new' | 'review'>

/**
 * What was done on a study day. `effective` holds at least the events of that day and those since, undone ones left out,
 * in order; `states` the cards they are about, as they are now. A card counts once: as new on the day of its very first
 * review, else as a review. Study days can come again, as who travels west finds. Cramming does not count.
 */
export function doneCards(
  day: number,
  effective: Iterable<StoredEvent>,
  states: ReadonlyMap<CardId, Pick<CardState, 'reps'>>,
): DoneCards {
  const days = new Map<CardId, number[]>()
  for (const event of effective) {
    if (!isReview(event) || event.source === 'cram') continue
    addTo(days, event.cardId, event.day)
  }
  const done = new Map<CardId, 'new' | 'review'>()
  for (const [cardId, all] of days) {
    const hasAll = all.length >= (states.get(cardId)?.reps ?? 0)
    if (all.includes(day)) done.set(cardId, hasAll && all[0] === day ? 'new' : 'review')
  }
  return done
}

/** `ahead` is what was done on the day after. */
export function countDone(cards: DoneCards, ahead: DoneCards = new Map()): Done {
  const fresh = countNew(cards)
  return { new: fresh, review: cards.size - fresh, ahead: countNew(ahead) || undefined }
}

const countNew = (cards: DoneCards): number => [...cards.values()].filter((kind) => kind === 'new').length

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
