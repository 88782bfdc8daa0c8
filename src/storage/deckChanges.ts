import { issue } from './issue.ts'
import { type DecksRecord, getMeta, type Tx, type WriteTx } from './schema.ts'

export const readDeckChanges = async (tx: Tx): Promise<number> => (await getMeta(tx, 'decks'))?.changes ?? 0

/** Counts one more, in the transaction that it is made in; `known` are those that are known of from elsewhere. Gives its number. */
export async function countDeckChange(tx: WriteTx, known = 0): Promise<number> {
  const changes = Math.max(await readDeckChanges(tx), known) + 1
  issue(tx.objectStore('meta').put({ name: 'decks', changes } satisfies DecksRecord))
  return changes
}
