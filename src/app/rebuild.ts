import type { Rebuild } from '../storage/store.ts'

/** States and settings as the log gives them. Rarely wanted: the fold and its scheduler are fetched when they are. */
export const rebuild: Rebuild = async (events) => {
  const { foldLog } = await import('../domain/fold.ts')
  const folded = foldLog(events)
  return { cards: [...folded.cards.values()], settings: folded.settings }
}
