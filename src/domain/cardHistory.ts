import { advance, type CardEvent } from './apply.ts'
import { type CardState, newCard } from './card.ts'
import type { StoredEvent } from './event.ts'
import type { CardId } from './note.ts'
import type { Scheduler } from './scheduler.ts'
import { isDayDue, type StudyDay } from './time.ts'
import { effectiveEvents } from './undo.ts'

/** One thing that happened to a card, and how the card stood after it. */
export type HistoryEntry = {
  readonly event: CardEvent
  /** Without the list of the events that made it. */
  readonly after: CardState
  /** Days until due that it led to; null for what has no such thing (a step within the day, a flag). */
  readonly intervalDays: number | null
  /** Chance of recall just before a review, 0 to 1; null where there was no memory to have any. */
  readonly recallBefore: number | null
}

/** What stands of a card's past, oldest first. `events` in any order, other cards' and undone ones among them. */
export function historyOf(cardId: CardId, events: Iterable<StoredEvent>, scheduler: Scheduler): HistoryEntry[] {
  const history: HistoryEntry[] = []
  let state = newCard(cardId)
  for (const event of effectiveEvents(events)) {
    const after = advance(state, event, scheduler)
    if (after === null) continue
    const own = event as HistoryEntry['event']
    const { memory } = state
    const isReview = own.kind === 'review'
    history.push({
      event: own,
      after,
      intervalDays: isReview || own.kind === 'setDue' || own.kind === 'baseline' ? intervalOf(after, own.day) : null,
      recallBefore: isReview && memory.phase !== 'new' ? scheduler.retrievability(memory, own.day) : null,
    })
    state = after
  }
  return history
}

function intervalOf({ memory }: CardState, day: StudyDay): number | null {
  return memory.phase === 'new' || !isDayDue(memory.due) ? null : Math.max(0, memory.due - day)
}

/** A point of a curve: a study day (fractions between two) and a chance of recall, 0 to 1. */
export type CurvePoint = { readonly day: number; readonly recall: number }

/**
 * The chance of recall from the first review to `until`, falling from each review to the next: one stretch for each,
 * of so many points. Empty for a card that was never answered.
 */
export function recallCurve(
  history: readonly HistoryEntry[],
  until: StudyDay,
  scheduler: Scheduler,
  pointsAStretch = 16,
): readonly (readonly CurvePoint[])[] {
  return history.flatMap(({ after: { memory } }, i) => {
    if (memory.phase === 'new') return []
    const next = history[i + 1]
    const end = Math.max(memory.day, next?.event.day ?? until)
    return [
      Array.from({ length: pointsAStretch + 1 }, (_, n): CurvePoint => {
        const day = Math.max(history[i]?.event.day ?? memory.day, memory.day)
        const at = day + ((Math.max(end, day) - day) * n) / pointsAStretch
        return { day: at, recall: scheduler.retrievabilityAfter(memory.stability, at - memory.day) }
      }),
    ]
  })
}
