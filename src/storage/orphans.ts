import type { DeckId } from '../domain/note.ts'
import { STAND_IN_TITLE } from '../domain/standIn.ts'
import type { Connection } from './connection.ts'
import { putDeck } from './content.ts'
import { homedHere, storedNotes } from './layout.ts'
import { readOverlays } from './pages.ts'
import type { CollectedDeck } from './store.ts'

/**
 * Makes a deck for the notes that live in one which is not here, and which no deck holds: they were written by hand, and
 * nothing else shows them. Gives these decks, and how many notes have a home again.
 */
export async function healOrphans(
  connection: Connection,
  dbId: string,
): Promise<{ readonly notes: number; readonly decks: readonly CollectedDeck[] }> {
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
  const decks = [...new Set(missing)].map(standInFor)
  for (const { builtIn, ...deck } of decks)
    await putDeck(connection, deck, { builtIn, contentKey: `${deck.id}@${dbId}+${key}`, now: () => 0 })
  return { notes: missing.length, decks }
}

const standInFor = (id: DeckId): CollectedDeck => ({
  ...{ id, version: 1, title: STAND_IN_TITLE, language: 'en', licence: 'unknown', authors: [], standIn: true },
  ...{ builtIn: false, sources: [], notes: [], retired: [], tombstones: [] },
})
