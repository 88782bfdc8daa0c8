import type { JournalContent } from './journal.ts'
import type { CollectedDeck } from './store.ts'

/** Decks that came to be as the second copy has them by a later change than these. */
export const decksSince = ({ decks, decksAt }: JournalContent, deckChanges: number): readonly CollectedDeck[] =>
  decks.filter(({ id }) => (decksAt?.get(id) ?? 0) > deckChanges)
