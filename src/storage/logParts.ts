import type { EventId, StoredEvent } from '../domain/event.ts'
import type { Connection } from './connection.ts'
import { EVENTS_A_PART } from './schema.ts'
import type { LogRange } from './store.ts'

/**
 * The log in order, part by part, each in a transaction of its own: an answer need not wait for the end of a long log.
 * What is written meanwhile is in it where it comes after the part in hand, and only there.
 */
export async function* logParts(
  connection: Connection,
  { since, before }: LogRange,
): AsyncGenerator<readonly StoredEvent[]> {
  let from = since
  let isAfter = false
  for (;;) {
    const range = rangeOf(from, isAfter, before)
    const part = await connection.read(['events'], (tx) => tx.objectStore('events').getAll(range, EVENTS_A_PART))
    if (part.length > 0) yield part
    const last = part.at(-1)
    if (last === undefined || part.length < EVENTS_A_PART) return
    from = last.id
    isAfter = true
  }
}

function rangeOf(from: EventId | null, isAfter: boolean, before: EventId | null): IDBKeyRange | null {
  if (from !== null && before !== null) {
    // No key lies between: a range of nothing is an error to IndexedDB.
    return from < before ? IDBKeyRange.bound(from, before, isAfter, true) : IDBKeyRange.upperBound('', true)
  }
  if (from !== null) return IDBKeyRange.lowerBound(from, isAfter)
  return before === null ? null : IDBKeyRange.upperBound(before, true)
}
