import type { EventId, StoredEvent } from './event.ts'
import { isUndo, type UndoEvent } from './undo.ts'

/** Events with their undos cut to what concerns them and each other: one may name the cards of a whole collection. */
export type CutUndos = (events: readonly StoredEvent[]) => readonly StoredEvent[]

/** What counts of a few events is the same with their undos cut; each undo is taken apart once for all that ask. */
export function makeCutUndos(): CutUndos {
  const named = new Map<EventId, ReadonlySet<EventId>>()
  const namedBy = (undo: UndoEvent): ReadonlySet<EventId> => {
    const known = named.get(undo.id) ?? new Set(undo.of)
    named.set(undo.id, known)
    return known
  }
  return (events) => {
    const ids = events.map(({ id }) => id)
    return events.map((event) => {
      if (!isUndo(event)) return event
      const of = namedBy(event)
      return { ...event, of: ids.filter((id) => of.has(id)) }
    })
  }
}
