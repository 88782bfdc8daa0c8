import { firstIdAt } from '../domain/clock.ts'
import { countDays, type DayCounts } from '../domain/dayCounts.ts'
import { type EventId, isReview, type StoredEvent } from '../domain/event.ts'
import { DAY_MS, type Instant, type StudyDay, toInstant } from '../domain/time.ts'
import { effectiveEvents, isUndo } from '../domain/undo.ts'
import type { Store } from '../storage/store.ts'
import { DAYS_KEY } from './dayWindow.ts'

/**
 * How many answers each day had, kept so that a run of years is not counted again at every start. It is a cache beside
 * the log: whether the log is still the one that was counted shows by how many events lie before its `end`.
 */
type Kept = {
  readonly store: string
  /** What lies between these was counted; null for the beginning of the log. */
  readonly since: EventId | null
  readonly end: EventId
  /** How many events lie before the end, and the last of them where it is known. */
  readonly events: number
  readonly last: EventId | null
  readonly counts: readonly (readonly [StudyDay, number])[]
  /** Later undos, already heeded, of what lies before the end. */
  readonly undos: string
}

/** What the log says from `since` on, null for its beginning. `newest` are its last events. */
export type Gathered = {
  readonly since: EventId | null
  readonly counts: DayCounts
  readonly newest: readonly StoredEvent[]
}

/** What may still change by the day's undo, or come late from a clock that is behind, is counted each time. */
const OPEN_DAYS = 4
/** Kept anew when so much has come since. */
const MOST_OPEN_DAYS = 8

const memory = new WeakMap<Store, Kept>()

/** What was kept, and what came since; null where it does not reach back to `first`, or is not of this log as it is. */
export async function keptDays(store: Store, first: EventId): Promise<Gathered | null> {
  const kept = memory.get(store) ?? parse(read())
  if (!kept || kept.store !== store.name || (kept.since ?? '') > first) return null
  const newest = await store.eventsSince(kept.end)
  const isSame = (await store.logSize()) - newest.length === kept.events && undosOf(newest, kept.end) === kept.undos
  if (!isSame || (kept.last && (await store.events([kept.last])).length === 0)) return null
  const counts = countDays(kept.counts)
  counts.add(newest)
  // What lies before the end was taken out before it was kept.
  const undone = new Set(counts.undone())
  counts.takeOut(newest.filter(({ id }) => undone.has(id)))
  return { since: kept.since, counts, newest }
}

/** Keeps what was counted, where it is `deeper` than what is kept or that has become old. */
export async function keepDays(store: Store, at: Instant, gathered: Gathered, isDeeper: boolean): Promise<void> {
  const { since, newest } = gathered
  const oldest = newest[0]?.id
  if (!isDeeper && (oldest === undefined || oldest >= idBefore(at, MOST_OPEN_DAYS))) return
  const end = idBefore(at, OPEN_DAYS)
  const open = newest.filter(({ id }) => id >= end)
  const counts = new Map(gathered.counts.counts())
  for (const event of effectiveEvents(open))
    if (isReview(event) && event.source !== 'cram') counts.set(event.day, (counts.get(event.day) ?? 0) - 1)
  const kept: Kept = {
    store: store.name,
    since,
    end,
    events: (await store.logSize()) - open.length,
    last: newest[newest.length - open.length - 1]?.id ?? null,
    counts: [...counts].filter(([, count]) => count !== 0),
    undos: undosOf(open, end),
  }
  memory.set(store, kept)
  write(JSON.stringify(kept))
}

const idBefore = (at: Instant, days: number): EventId => firstIdAt(toInstant(Math.max(0, at - days * DAY_MS)))

const undosOf = (events: readonly StoredEvent[], before: EventId): string =>
  effectiveEvents(events)
    .filter((event) => isUndo(event) && event.of.some((id) => id < before))
    .map(({ id }) => id)
    .join()

function parse(text: string | null): Kept | null {
  try {
    const kept = JSON.parse(text ?? 'null') as Kept | null
    return kept && typeof kept.end === 'string' && Array.isArray(kept.counts) ? kept : null
  } catch {
    return null
  }
}

function read(): string | null {
  try {
    return localStorage.getItem(DAYS_KEY)
  } catch {
    return null
  }
}

function write(text: string): void {
  try {
    localStorage.setItem(DAYS_KEY, text)
  } catch {
    // Closed to us in some private modes: it is then kept until the page closes.
  }
}
