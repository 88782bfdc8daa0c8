import type { ReviewEvent } from './event.ts'
import type { CardId } from './note.ts'
import { MINUTE_MS } from './time.ts'

/** How long a card that was missed stays away while others wait; the last ones come at once. */
export const CRAM_AGAIN_MS = 2 * MINUTE_MS

/**
 * What is left of a round: each card until it was right once. Going on later on the same day goes on with the round; once
 * it is through, all cards make up the next. `reviews` are the day's standing ones; only crammed ones count.
 */
export function cramLeft(
  cardIds: readonly CardId[],
  reviews: readonly ReviewEvent[],
): { readonly round: number; readonly left: readonly CardId[] } {
  const rights = new Map<CardId, number>(cardIds.map((cardId) => [cardId, 0]))
  for (const { source, rating, cardId } of reviews) {
    const before = rights.get(cardId)
    if (source === 'cram' && rating !== 'again' && before !== undefined) rights.set(cardId, before + 1)
  }
  const round = Math.min(...rights.values())
  return { round: Number.isFinite(round) ? round : 0, left: cardIds.filter((cardId) => rights.get(cardId) === round) }
}
