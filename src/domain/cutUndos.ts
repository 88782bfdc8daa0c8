import type { EventId, StoredEvent } from './event.ts'
import { isUndo } from './undo.ts'

/** Events with their undos cut to what concerns them and each other: one may name the cards of a whole collection. */
export type CutUndos = (events: readonly StoredEvent[]) => readonly StoredEvent[]

/**
 * What counts of a few events is the same with their undos cut. Each undo is taken apart once for all that ask, into which
 * undos name an event: so the cost is that of the events and of the names that concern them, however many undos there are.
 */
export function makeCutUndos(): CutUndos {
  const naming = new Map<EventId, EventId[]>()
  const known = new Set<EventId>()
  const learn = (undo: EventId, of: readonly EventId[]) => {
    if (known.has(undo)) return
    known.add(undo)
    for (const id of new Set(of)) {
      const undos = naming.get(id)
      if (undos) undos.push(undo)
      else naming.set(id, [undo])
    }
  }
  return (events) => {
    const cut = new Map<EventId, EventId[]>()
    for (const event of events) {
      if (!isUndo(event)) continue
      learn(event.id, event.of)
      cut.set(event.id, [])
    }
    if (cut.size === 0) return events
    for (const { id } of events) for (const undo of naming.get(id) ?? []) cut.get(undo)?.push(id)
    return events.map((event) => (isUndo(event) ? { ...event, of: cut.get(event.id) ?? [] } : event))
  }
}
