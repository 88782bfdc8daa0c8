import type { Media } from '../domain/media.ts'
import type { Connection } from './connection.ts'
import { issue } from './issue.ts'
import { forgetUnused } from './unusedMedia.ts'

/** Keeps media under their contents' names, all or none. */
export function putMedia(connection: Connection, media: readonly Media[]): Promise<void> {
  return connection.write(['media', 'meta'], 'strict', async (tx) => {
    const store = tx.objectStore('media')
    await forgetUnused(
      tx,
      media.map(({ hash }) => hash),
    )
    const known = new Set(await store.getAllKeys())
    for (const medium of media) if (!known.has(medium.hash)) issue(store.put(medium))
  })
}
