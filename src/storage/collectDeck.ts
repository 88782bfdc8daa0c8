import { storedNotes } from './layout.ts'
import type { DeckRecord, Tx } from './schema.ts'
import type { CollectedDeck } from './store.ts'

/** A deck as it came, with the notes it has retired: the learner's own versions live in the log. */
export async function collectDeck(tx: Tx, record: DeckRecord): Promise<CollectedDeck> {
  const { noteCount, cardCount: _cards, sources: infos, builtIn, ...header } = record.info
  const [notes, sources] = await Promise.all([
    storedNotes(tx, record),
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
