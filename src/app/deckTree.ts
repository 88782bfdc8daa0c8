import { type DeckTree, makeDeckPaths, makeDeckTree } from '../domain/deckTree.ts'
import type { DeckId } from '../domain/note.ts'
import type { Services } from './services.ts'

/** Without settings of their own decks have nothing to inherit, and are not read. */
export async function readDeckTree({ store, settings }: Services): Promise<DeckTree> {
  const { scoped, limits } = settings.current()
  if (Object.keys(scoped).length + Object.keys(limits).length === 0) return () => []
  return makeDeckTree(await store.decks())
}

/** A deck and those that lie in it, parents first; null stands for all decks. */
export async function readWithin({ store }: Services, scope: DeckId | null): Promise<readonly DeckId[] | null> {
  return scope === null ? null : makeDeckPaths(await store.decks()).within(scope)
}
