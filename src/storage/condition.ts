import type { DeckId, NoteId } from '../domain/note.ts'
import type { Connection } from './connection.ts'
import { fail } from './failure.ts'
import type { StoreName, Tx, WriteTx } from './schema.ts'
import type { Condition } from './store.ts'

/** That what is read now reads the same in the transaction of a write. */
export async function conditionOf<Of extends 'all' | 'notes'>(
  connection: Connection,
  stores: StoreName[],
  read: (tx: Tx) => Promise<string>,
): Promise<Condition<Of>> {
  const before = await connection.read(stores, read)
  const holds = async (tx: unknown) => {
    if ((await read(tx as Tx)) !== before)
      throw fail({ kind: 'refused', message: 'another tab was first', isOutdated: true })
  }
  return holds as Condition<Of>
}

/** Another one whenever the deck's text of a note may be another, or the learner's: its events only grow in number. */
export async function readNotesMark(tx: Tx, deckId: DeckId, noteIds: readonly NoteId[]): Promise<string> {
  const store = tx as WriteTx
  const record = await store.objectStore('decks').get(deckId)
  const overlays = await Promise.all(noteIds.map((noteId) => store.objectStore('overlays').get(noteId)))
  return JSON.stringify([record?.contentKey ?? null, overlays.map((overlay) => overlay?.events.length ?? 0)])
}
