import { type DeckTree, makeDeckTree } from '../domain/deckTree.ts'
import type { Services } from './services.ts'

/** Without settings of their own decks have nothing to inherit, and are not read. */
export async function readDeckTree({ store, settings }: Services): Promise<DeckTree> {
  const { scoped, limits } = settings.current()
  if (Object.keys(scoped).length + Object.keys(limits).length === 0) return () => []
  return makeDeckTree(await store.decks())
}
