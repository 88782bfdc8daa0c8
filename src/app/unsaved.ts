import { instantOfId } from '../domain/clock.ts'
import { countUnsaved, type Unsaved } from '../domain/unsaved.ts'
import { lastBackup } from './lastBackup.ts'
import type { Services } from './services.ts'

/**
 * What came since the newest copy outside this browser. Beyond `most` events it is not counted one by one: all of them
 * are then taken for reviews.
 */
export async function readUnsaved(services: Services, most = Number.POSITIVE_INFINITY): Promise<Unsaved> {
  const saved = lastBackup()
  const { store } = services
  const [size, decks] = await Promise.all([store.logSize(), store.decks()])
  const fresh = size - (saved?.events ?? 0)
  const last = saved?.lastId ?? null
  if (fresh > most) {
    const since = (last && instantOfId(last)) ?? services.now()
    return { reviews: fresh, studied: 0, made: 0, since }
  }
  return countUnsaved(await store.eventsSince(last), last, decks, new Set(saved?.decks ?? []))
}
