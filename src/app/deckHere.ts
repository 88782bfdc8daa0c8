import type { DeckId } from '../domain/note.ts'
import type { Store } from '../storage/store.ts'

/** Whether a deck is on this device: another tab may have removed one that a page still shows. */
export const isHere = async ({ decks }: Pick<Store, 'decks'>, deckId: DeckId): Promise<boolean> =>
  (await decks()).some(({ id }) => id === deckId)
