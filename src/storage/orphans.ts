import type { DeckId } from '../domain/note.ts'
import { STAND_IN_TITLE } from '../domain/standIn.ts'
import type { Connection } from './connection.ts'
import { putDeck } from './content.ts'
import type { JournalAddition } from './journal.ts'
import { homedHere, storedNotes } from './layout.ts'
import { readOverlays } from './pages.ts'
import type { CollectedDeck } from './store.ts'

/**
 * Makes a deck for the notes that live in one which is not here, and which no deck holds: they were written by hand, and
 * nothing else shows them. Gives how many notes have a home again, and what the second copy has to hold of these decks.
 */
export async function healOrphans(
  connection: Connection,
  dbId: string,
): Promise<{ readonly notes: number; readonly added: readonly JournalAddition[] }> {
  const { missing, key } = await connection.read(['decks', 'chunks', 'overlays', 'meta'], async (tx) => {
    const all = await readOverlays(tx)
    const homes = await homedHere(tx, all)
    const lost = all.filter((overlay, i) => overlay.moved && !overlay.retired && !homes[i]?.moved)
    const key =
      lost
        .flatMap(({ events }) => events.slice(-1))
        .sort()
        .at(-1) ?? ''
    if (lost.length === 0) return { missing: [], key }
    const held = new Set<string>()
    for (const record of await tx.objectStore('decks').getAll())
      for (const note of await storedNotes(tx, record)) held.add(note.id)
    return { missing: lost.flatMap(({ noteId, moved }) => (moved && !held.has(noteId) ? [moved.deckId] : [])), key }
  })
  const added: JournalAddition[] = []
  for (const { builtIn, ...deck } of [...new Set(missing)].map(standInFor)) {
    const contentKey = `${deck.id}@${dbId}+${key}`
    added.push(await putDeck(connection, deck, { builtIn, contentKey, now: () => 0 }))
  }
  return { notes: missing.length, added }
}

const standInFor = (id: DeckId): CollectedDeck => ({
  ...{ id, version: 1, title: STAND_IN_TITLE, language: 'en', licence: 'unknown', authors: [], standIn: true },
  ...{ builtIn: false, sources: [], notes: [], retired: [], tombstones: [] },
})
