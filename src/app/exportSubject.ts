import type { DeckId, NoteId } from '../domain/note.ts'
import type { PackInput } from '../workers/ankiApi.ts'

/** Which notes go, and what the file is called. */
export type ExportSubject = { readonly scope: PackInput['scope']; readonly title: string }

export const oneDeck = (deckId: DeckId, title: string): ExportSubject => ({
  scope: { kind: 'decks', deckIds: [deckId] },
  title,
})

/** No notes mean all of them. */
export const someNotes = (noteIds: readonly NoteId[]): ExportSubject => ({
  scope: noteIds.length === 0 ? { kind: 'all' } : { kind: 'notes', noteIds },
  title: 'Recite',
})
