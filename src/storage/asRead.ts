import type { DeckId, NoteId } from '../domain/note.ts'
import type { Connection } from './connection.ts'
import { fail } from './failure.ts'
import type { Tx, WriteTx } from './schema.ts'
import type { AsRead } from './store.ts'

/** See `Store.noteAsRead`. */
export const readNoteMark = (connection: Connection, deckId: DeckId, noteId: NoteId): Promise<AsRead> =>
  connection.read(['decks', 'overlays'], async (tx) => ({ deckId, noteId, mark: await markOf(tx, deckId, noteId) }))

/** Throws where a note is another by now than a change of it was made from. */
export async function assertAsRead(tx: WriteTx, notes: readonly AsRead[]): Promise<void> {
  for (const { deckId, noteId, mark } of notes)
    if ((await markOf(tx, deckId, noteId)) !== mark)
      throw fail({ kind: 'refused', message: `note ${noteId} is another by now`, isOutdated: true })
}

/** Another one whenever the deck's text of the note may be another, or the learner's: its events only grow in number. */
async function markOf(tx: Tx, deckId: DeckId, noteId: NoteId): Promise<string> {
  const { decks, overlays } = {
    decks: (tx as WriteTx).objectStore('decks'),
    overlays: (tx as WriteTx).objectStore('overlays'),
  }
  const [record, overlay] = await Promise.all([decks.get(deckId), overlays.get(noteId)])
  return JSON.stringify([record?.contentKey ?? null, overlay?.events.length ?? 0])
}
