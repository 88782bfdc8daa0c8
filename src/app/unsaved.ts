import { countUnsaved, type Unsaved } from '../domain/unsaved.ts'
import { lastBackup } from './lastBackup.ts'
import type { Services } from './services.ts'

/**
 * What came since the newest copy outside this browser: by how much the copy holds of what is here, not by the time that
 * ids tell. Beyond `most` events it is not counted one by one: all of them are then taken for reviews.
 */
export async function readUnsaved(services: Services, most = Number.POSITIVE_INFINITY): Promise<Unsaved> {
  const { store } = services
  const saved = lastBackup()
  const [size, decks] = await Promise.all([store.logSize(), store.decks()])
  const fresh = Math.max(0, size - (saved?.events ?? 0))
  const last = saved?.lastId ?? null
  // What cannot be read is counted all the same.
  const events = fresh > most ? null : await store.eventsSince(last).catch(() => null)
  if (events === null)
    return { reviews: fresh, studied: 0, made: 0, other: 0, acts: fresh, since: saved?.at ?? services.now() }
  const newer = events.filter((event) => last === null || event.id > last).length
  const late = { events: Math.max(0, fresh - newer), savedAt: saved?.at ?? null }
  return countUnsaved(events, last, decks, new Set(saved?.decks ?? []), late)
}
