import { clip } from '../../domain/clip.ts'
import { hashText } from '../../domain/hash.ts'
import type { DeckId } from '../../domain/note.ts'
import type { AnkiCard, AnkiCollection } from './collection.ts'

const LONGEST_TITLE = 500

/** The deck that a card belongs to: of one on loan to a filtered deck, where it came from. */
export const homeOf = (card: AnkiCard): number => (card.homeDeckId === 0 ? card.deckId : card.homeDeckId)

export function titleOf(collection: AnkiCollection, deckId: number): string {
  const name = clip(
    clip(collection.decks.get(deckId)?.name.trim() ?? '', LONGEST_TITLE).normalize('NFC'),
    LONGEST_TITLE,
  )
  return name === '' ? 'Default' : name
}

/** Anki decks meet by name, so the same name is the same deck. */
export const deckIdOf = (title: string): DeckId => `d_${hashText(`anki deck ${title}`)}` as DeckId
