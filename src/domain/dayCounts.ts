import { type EventId, isReview, type StoredEvent } from './event.ts'
import type { StudyDay } from './time.ts'
import { isUndo, type UndoEvent } from './undo.ts'
import { idsUndoneBy } from './undone.ts'

/** Standing answers by study day, those of crams left out, as far as the log was given. */
export type DayCounts = {
  /** A part of the log, older or newer than what was given before; none twice. */
  readonly add: (events: readonly StoredEvent[]) => void
  /** Ids that were undone since this was asked last: of those that were given, the events are wanted. */
  readonly undone: () => readonly EventId[]
  /** Takes events out again that were given, and were undone. */
  readonly takeOut: (events: readonly StoredEvent[]) => void
  /** Below one where what was undone was not given yet. */
  readonly counts: () => ReadonlyMap<StudyDay, number>
}

/** Counts answers without holding them: of a long log only the undos are kept, which are few. */
export function countDays(known: Iterable<readonly [StudyDay, number]> = []): DayCounts {
  const counts = new Map(known)
  const undos: UndoEvent[] = []
  const told = new Set<EventId>()

  const change = (event: StoredEvent, by: number) => {
    if (isReview(event) && event.source !== 'cram') counts.set(event.day, (counts.get(event.day) ?? 0) + by)
  }

  return {
    add: (events) => {
      for (const event of events) {
        change(event, 1)
        if (isUndo(event)) undos.push(event)
      }
    },
    undone: () => {
      const fresh = idsUndoneBy(undos).filter((id) => !told.has(id))
      for (const id of fresh) told.add(id)
      return fresh
    },
    takeOut: (events) => {
      for (const event of events) change(event, -1)
    },
    counts: () => counts,
  }
}
