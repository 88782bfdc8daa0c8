import type { DeckId, NoteId } from '../domain/note.ts'
import type { PackInput } from '../workers/ankiApi.ts'

/** Which notes go, and what the file is called. */
export type ExportSubject = { readonly scope: PackInput['scope']; readonly title: string }

export const oneDeck = (deckId: DeckId, title: string): ExportSubject => ({
  scope: { kind: 'decks', deckIds: [deckId] },
  title,
})

export const someNotes = (noteIds: readonly NoteId[]): ExportSubject => ({
  scope: { kind: 'notes', noteIds },
  title: 'Recite cards',
})

export const everything = (): ExportSubject => ({ scope: { kind: 'all' }, title: 'Recite' })
