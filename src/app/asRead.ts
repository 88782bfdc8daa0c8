import { isFailure } from '../storage/failure.ts'
import type { Change } from '../storage/store.ts'
import type { Writer } from './writer.ts'

/**
 * Makes a change and stores it; makes it anew for as long as another tab was first with what it was made from. Resolves
 * with the one that is durable, rejects as `Writer.write` does.
 */
export async function storeAsRead(writer: Writer, make: () => Promise<Change>): Promise<Change> {
  for (;;) {
    const change = await make()
    if (change.events.length === 0) return change
    try {
      await writer.write(change)
      return change
    } catch (thrown) {
      if (!isFailure(thrown) || thrown.kind !== 'refused' || !thrown.isOutdated) throw thrown
    }
  }
}
