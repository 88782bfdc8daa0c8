import type { Deck } from '../domain/deck.ts'

/**
 * A deck that ships with the app. All of it was checked when it was made, and again by the tests, as strictly as a
 * stranger's; a first start need not bring along what does that (`deckFile.ts`), which is larger than the decks. Null
 * where the text is no such deck at all, as when a host answers with a page of its own.
 */
export function readShippedDeck(text: string): Deck | null {
  try {
    const { format, formatVersion, ...deck } = JSON.parse(text) as Partial<Record<string, unknown>>
    if (format !== 'recite-deck' || formatVersion !== 1 || !Array.isArray(deck.notes)) return null
    return deck as unknown as Deck
  } catch {
    return null
  }
}
