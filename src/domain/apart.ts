import type { Deck } from './deck.ts'
import { hashText } from './hash.ts'
import type { DeckId, NoteId } from './note.ts'

/** A note's name where another deck has a note of that name: of both, so that the next version of its deck finds it again. */
export const apartFrom = (deckId: DeckId, noteId: NoteId): NoteId => `n_${hashText(`${deckId} ${noteId}`)}` as NoteId

/** The deck with some of its notes under other names. */
export function withNames(deck: Deck, names: ReadonlyMap<NoteId, NoteId>): Deck {
  if (names.size === 0) return deck
  const nameOf = (id: NoteId) => names.get(id) ?? id
  return {
    ...deck,
    notes: deck.notes.map((note) => (names.has(note.id) ? { ...note, id: nameOf(note.id) } : note)),
    tombstones: deck.tombstones.map(nameOf),
  }
}
