import { firstIdAt } from '../domain/clock.ts'
import { isReview, type ReviewEvent } from '../domain/event.ts'
import { countDone, type Done, type DoneCards, doneCards } from '../domain/limits.ts'
import { LONGEST_DAY_MS, type StudyDay, toInstant } from '../domain/time.ts'
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

/** Reads the end of the log only: its cost is the day's work, not the collection's. */
export async function readDayDone(services: Services): Promise<DayDone> {
  const { store } = services
  const { at, day } = services.moment()
  const events = effectiveEvents(await store.eventsSince(firstIdAt(toInstant(at - LONGEST_DAY_MS))))
  // What was done on a later day than today is of the next one, which came before.
  const recent = events.filter(isReview).filter((review) => review.day >= day)
  const found = await store.cards([...new Set(recent.map((review) => review.cardId))])
  const states = new Map(found.map((state) => [state.cardId, state]))
  const cards = doneCards(day, events, states)
  const used = countDone(cards, doneCards(day + 1, events, states))
  return { day, reviews: recent.filter((review) => review.day === day), used, cards }
}
