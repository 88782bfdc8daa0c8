import type { ReadTx, Tx } from './schema.ts'

/** Another one whenever anything that a collection holds was written. */
export async function stateOf(tx: Tx): Promise<string> {
  const store = tx as ReadTx
  const [count, decks] = await Promise.all([store.objectStore('events').count(), store.objectStore('decks').getAll()])
  return JSON.stringify([count, decks.map(({ contentKey, layoutKey }) => [contentKey, layoutKey])])
}
