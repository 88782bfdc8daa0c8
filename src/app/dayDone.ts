import { firstIdAt } from '../domain/clock.ts'
import { isReview, type ReviewEvent } from '../domain/event.ts'
import { countDone, type Done, type DoneCards, doneCards } from '../domain/limits.ts'
import { HOUR_MS, type StudyDay, toInstant } from '../domain/time.ts'
import { effectiveEvents } from '../domain/undo.ts'
import type { Services } from './services.ts'

/** What was done on the present study day: its standing reviews, and what they use up of the limits. */
export type DayDone = {
  readonly day: StudyDay
  readonly reviews: readonly ReviewEvent[]
  readonly used: Done
  /** The cards that use them up. */
  readonly cards: DoneCards
}

/** No study day, however the clocks are changed during it, began longer ago than this. */
const LONGEST_DAY_MS = 50 * HOUR_MS

/** Reads the end of the log only: its cost is the day's work, not the collection's. */
export async function readDayDone(services: Services): Promise<DayDone> {
  const { store } = services
  const { at, day } = services.moment()
  const events = effectiveEvents(await store.eventsSince(firstIdAt(toInstant(at - LONGEST_DAY_MS))))
  const reviews = events.filter(isReview).filter((review) => review.day === day)
  const states = await store.cards([...new Set(reviews.map((review) => review.cardId))])
  const cards = doneCards(day, events, new Map(states.map((state) => [state.cardId, state])))
  return { day, reviews, used: countDone(cards), cards }
}
