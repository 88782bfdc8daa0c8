import { type DeckTree, makeDeckPaths, makeDeckTree, type StudyScope } from '../domain/deckTree.ts'
import type { DeckId } from '../domain/note.ts'
import type { Services } from './services.ts'

/** Without settings of their own decks have nothing to inherit, and are not read. */
export async function readDeckTree({ store, settings }: Services): Promise<DeckTree> {
  const { scoped, limits } = settings.current()
  if (Object.keys(scoped).length + Object.keys(limits).length === 0) return () => []
  return makeDeckTree(await store.decks())
}

/** The decks of a scope, parents first; null stands for all decks. */
export async function readWithin({ store }: Services, scope: StudyScope): Promise<readonly DeckId[] | null> {
  if (scope === null) return null
  const paths = makeDeckPaths(await store.decks())
  return typeof scope === 'string' ? paths.within(scope) : paths.on(scope.folder)
}
