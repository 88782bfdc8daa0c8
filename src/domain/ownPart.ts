import type { Held } from './deckMerge.ts'
import type { HeldDeck } from './foreignImport.ts'
import type { NoteId } from './note.ts'

/** Live notes of a deck, by who put them there. */
export type Parts = { readonly own: number; readonly received: number }

/** What the learner wrote or moved into a deck, and what came with it. Notes that live in other decks are no part of it. */
export function partsOf({ deck, versions }: Held): Parts {
  const out = new Set(versions.filter(({ retired }) => retired).map(({ noteId }) => noteId))
  const away = new Set(versions.filter((one) => one.guest && one.deckId !== deck.id).map(({ noteId }) => noteId))
  const mine = new Set<NoteId>(deck.own)
  for (const { noteId, deckId, guest } of versions) if (guest && deckId === deck.id) mine.add(noteId)
  const isLive = (id: NoteId) => !out.has(id) && !away.has(id)
  return {
    own: [...mine].filter(isLive).length,
    received: deck.notes.filter(({ id }) => !mine.has(id) && isLive(id)).length,
  }
}

/**
 * What stays of a deck that goes while the learner has cards in it: those that it does not hold need no more than it. Of
 * what was received nothing does, so that whatever version of it comes is no older.
 */
export function ownPart<D extends HeldDeck>(deck: D): D {
  const mine = new Set(deck.own)
  const notes = deck.notes.filter(({ id }) => mine.has(id))
  const wanted = new Set(notes.flatMap((note) => note.evidence.map((piece) => piece.sourceId)))
  const sources = deck.sources.filter(({ id }) => wanted.has(id))
  const received = deck.received === 0 ? 0 : 1
  return { ...deck, builtIn: false, sources, notes, received, tombstones: [], retired: [] }
}
