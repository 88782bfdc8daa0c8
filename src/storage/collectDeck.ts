import type { Note } from '../domain/note.ts'
import { storedNotesFrom } from './layout.ts'
import { CHUNK_NOTES } from './rows.ts'
import type { DeckRecord, Tx } from './schema.ts'
import type { CollectedDeck } from './store.ts'

/** A deck as it came, with the notes it has retired: the learner's own versions live in the log. */
export async function collectDeck(tx: Tx, record: DeckRecord): Promise<CollectedDeck> {
  const { noteCount, cardCount: _cards, sources: infos, builtIn, ...header } = record.info
  const [notes, sources] = await Promise.all([
    readNotes(tx, record),
    Promise.all(infos.map((info) => tx.objectStore('sources').get([record.contentKey, info.id]))),
  ])
  return {
    ...header,
    sources: sources.flatMap((source) => source ?? []),
    notes: notes.slice(0, noteCount),
    tombstones: record.tombstones,
    retired: notes.slice(noteCount),
    builtIn,
  }
}

/** Others have their turn in between: see `EVENTS_A_PART`. */
const CHUNKS_A_PART = 8

async function readNotes(tx: Tx, { contentKey, storedNotes }: DeckRecord): Promise<Note[]> {
  const notes: Note[] = []
  for (let n = 0; ; n += CHUNKS_A_PART) {
    const part = await storedNotesFrom(tx, contentKey, n, CHUNKS_A_PART)
    notes.push(...part)
    // It ends as well where a damaged record says no number.
    if (part.length === 0 && !(n * CHUNK_NOTES < storedNotes)) return notes
  }
}
