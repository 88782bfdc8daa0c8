import type { CardState } from './card.ts'
import { isReview, type StoredEvent } from './event.ts'
import type { CardId } from './note.ts'
import { MINUTE_MS, type StudyDay } from './time.ts'

/** How far ahead of its time a step may come when nothing else is left. */
export const LEARN_AHEAD_MS = 20 * MINUTE_MS

/** Cards that count against the day's limits. */
export type Done = { readonly new: number; readonly review: number }

/**
 * What was done on a study day. `effective` holds at least that day's events, undone ones left out; `states` the cards
 * they are about, as they are now. A card counts once: as new if all its reviews are of that day, else as a review.
 * Cramming does not count.
 */
export function doneOn(
  day: StudyDay,
  effective: Iterable<StoredEvent>,
  states: ReadonlyMap<CardId, Pick<CardState, 'reps'>>,
): Done {
  const repsOnDay = new Map<CardId, number>()
  for (const event of effective) {
    if (!isReview(event) || event.day !== day || event.source === 'cram') continue
    repsOnDay.set(event.cardId, (repsOnDay.get(event.cardId) ?? 0) + 1)
  }
  let fresh = 0
  for (const [cardId, reps] of repsOnDay) if (reps >= (states.get(cardId)?.reps ?? 0)) fresh++
  return { new: fresh, review: repsOnDay.size - fresh }
}
