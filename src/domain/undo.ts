import type { EventId, LogEvent, StoredEvent } from './event.ts'

export type UndoEvent = Extract<LogEvent, { kind: 'undo' }>

/**
 * The events that count, in order of their ids, each once: those that no standing undo names. An undo stands unless a
 * later standing undo names it, so that an undo can be undone, and that in turn. The order of `events` does not matter.
 */
export function effectiveEvents(events: Iterable<StoredEvent>): StoredEvent[] {
  const ordered = inOrder(events)
  const undone = undoneIds(ordered)
  return undone.size === 0 ? ordered : ordered.filter((event) => !undone.has(event.id))
}

/** A union by id, sorted by id. Where two copies of an event differ, which must not be, the choice is still stable. */
export function inOrder(events: Iterable<StoredEvent>): StoredEvent[] {
  const given = [...events]
  // A whole log mostly comes in order, and has no need of a copy by id.
  if (given.every((event, i) => i === 0 || (given[i - 1]?.id ?? '') < event.id)) return given
  const byId = new Map<EventId, StoredEvent>()
  for (const event of given) {
    const other = byId.get(event.id)
    if (other === undefined || (other !== event && JSON.stringify(event) < JSON.stringify(other))) {
      byId.set(event.id, event)
    }
  }
  const ordered = [...byId.values()]
  const isSorted = ordered.every((event, i) => i === 0 || (ordered[i - 1]?.id ?? '') < event.id)
  return isSorted ? ordered : ordered.sort((a, b) => (a.id < b.id ? -1 : 1))
}

/**
 * Ids of the events whose standing changes with an undo of `of`: those named and, where an undo is among them, what it
 * had named. `known` must hold the undos that are named, directly or through others.
 */
export function undoTargets(of: readonly EventId[], known: ReadonlyMap<EventId, StoredEvent>): readonly EventId[] {
  const targets = new Set<EventId>()
  const open = [...of]
  for (let id = open.pop(); id !== undefined; id = open.pop()) {
    if (targets.has(id)) continue
    targets.add(id)
    const event = known.get(id)
    // Not as arguments, which have to fit onto the stack: an undo may name a whole collection.
    if (event !== undefined && isUndo(event)) for (const target of event.of) open.push(target)
  }
  return [...targets].sort()
}

/** An undo may come to lie before what it undoes, where another device's clock ran ahead; only undos need their order. */
function undoneIds(ordered: readonly StoredEvent[]): ReadonlySet<EventId> {
  const undone = new Set<EventId>()
  const undos = ordered.filter(isUndo)
  const isUndoId = new Set(undos.map((undo) => undo.id))
  for (const undo of undos.toReversed()) {
    if (undone.has(undo.id)) continue
    for (const id of undo.of) if (!isUndoId.has(id) || id < undo.id) undone.add(id)
  }
  return undone
}

export const isUndo = (event: StoredEvent): event is UndoEvent =>
  event.kind === 'undo' && 'of' in event && Array.isArray(event.of)
