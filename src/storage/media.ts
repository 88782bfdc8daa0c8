import type { Media } from '../domain/media.ts'
import type { Connection } from './connection.ts'
import { issue } from './issue.ts'

/** Keeps media under their contents' names, all or none. */
export function putMedia(connection: Connection, media: readonly Media[]): Promise<void> {
  return connection.write(['media'], 'strict', async (tx) => {
    const store = tx.objectStore('media')
    const known = new Set(await store.getAllKeys())
    for (const medium of media) if (!known.has(medium.hash)) issue(store.put(medium))
  })
}
