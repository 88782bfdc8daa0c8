import { isFailure } from '../storage/failure.ts'
import type { Change } from '../storage/store.ts'
import type { Writer } from './writer.ts'

/** Does work that says what it was made from anew, for as long as another tab was first with that. */
export async function anew<T>(work: () => Promise<T>): Promise<T> {
  for (;;) {
    try {
      return await work()
    } catch (thrown) {
      if (!isFailure(thrown) || thrown.kind !== 'refused' || !thrown.isOutdated) throw thrown
    }
  }
}

/** Makes a change and stores it; resolves with the one that is durable, rejects as `Writer.write` does. */
export const storeAnew = (writer: Writer, make: () => Promise<Change>): Promise<Change> =>
  anew(async () => {
    const change = await make()
    if (change.events.length > 0) await writer.write(change)
    return change
  })
