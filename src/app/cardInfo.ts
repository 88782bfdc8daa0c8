import type { Resource } from 'solid-js'
import { type CurvePoint, type HistoryEntry, historyOf, recallCurve } from '../domain/cardHistory.ts'
import type { CardId, Note } from '../domain/note.ts'
import type { StudyDay } from '../domain/time.ts'
import type { StudyCard } from '../storage/store.ts'
import { createLiveQuery } from './liveQuery.ts'
import { createScheduler } from './scheduler.ts'
import { useServices } from './services.ts'

export type CardInfo = {
  /** The card as it is now; null where no deck holds it any more. */
  readonly card: StudyCard | null
  /** Its note as the deck has it, where the learner has a version of their own. */
  readonly authors: Note | null
  readonly history: readonly HistoryEntry[]
  readonly curve: readonly (readonly CurvePoint[])[]
  readonly today: StudyDay
  /** Chance of recall today, 0 to 1; null for a new card. */
  readonly recall: number | null
}

/** How far the curve is drawn beyond today, as a share of what lies behind; at least a week. */
const AHEAD = 0.25

/** All that is known of a card's past, and where its memory goes from here. */
export function createCardInfo(cardId: () => CardId): Resource<CardInfo> {
  const services = useServices()
  const { store } = services
  const scheduler = createScheduler(services)
  return createLiveQuery(store, ['cards', 'decks'], async () => {
    const place = await store.placeOf(cardId())
    const [card = null] = place ? await store.cardsAt([place]) : []
    const [state] = card ? [card.state] : await store.cards([cardId()])
    const history = historyOf(cardId(), await store.events(state?.events ?? []), scheduler())
    const { day } = services.moment()
    const first = history[0]?.event.day ?? day
    const until = (day + Math.max(7, Math.ceil((day - first) * AHEAD))) as StudyDay
    const memory = state?.memory
    return {
      card,
      authors: place ? await store.authorsNote(place) : null,
      history,
      curve: recallCurve(history, until, scheduler()),
      today: day,
      recall: memory && memory.phase !== 'new' ? scheduler().retrievability(memory, day) : null,
    }
  })
}
