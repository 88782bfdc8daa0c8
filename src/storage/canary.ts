import type { EventId } from '../domain/event.ts'

/**
 * A few words kept outside the database that say what it should hold. Browsers replace a damaged database by an empty
 * one without an error: only something outside can tell that from a first run.
 */
export type CanaryRecord = {
  /** The database's name on the device: another one than usual after the usual one could not be opened any more. */
  readonly name: string
  readonly dbId: string
  readonly events: number
  readonly lastId: EventId | null
  /** How many changes of decks it knows of (`DecksRecord`). */
  readonly deckChanges: number
  /** Milliseconds since 1970, of the latest write. */
  readonly at: number
}

export type Canary = {
  readonly read: () => CanaryRecord | null
  readonly write: (record: CanaryRecord) => void
}

/** Over a `localStorage`. Where that is closed to us (some private modes), there is no canary and nothing else breaks. */
export function makeCanary(open: () => Pick<Storage, 'getItem' | 'setItem'>, key = 'recite.canary'): Canary {
  return {
    read: () => {
      try {
        return parseCanary(open().getItem(key))
      } catch {
        return null
      }
    },
    write: (record) => {
      try {
        open().setItem(key, JSON.stringify(record))
      } catch {
        // Full or forbidden: the database and the journal still hold everything.
      }
    },
  }
}

/** Whether a log that ends so lacks something. */
export const isLogShort = (canary: CanaryRecord, end: Pick<CanaryRecord, 'events' | 'lastId'>): boolean =>
  canary.events > end.events || (canary.lastId ?? '') > (end.lastId ?? '')

function parseCanary(text: string | null): CanaryRecord | null {
  const value: unknown = JSON.parse(text ?? 'null')
  if (typeof value !== 'object' || value === null) return null
  const record = value as Partial<Record<keyof CanaryRecord, unknown>>
  const { name, dbId, events, lastId, deckChanges, at } = record
  if (typeof name !== 'string' || typeof dbId !== 'string' || typeof events !== 'number') return null
  return {
    name,
    dbId,
    events,
    lastId: typeof lastId === 'string' ? (lastId as EventId) : null,
    deckChanges: typeof deckChanges === 'number' ? deckChanges : 0,
    at: typeof at === 'number' ? at : 0,
  }
}
