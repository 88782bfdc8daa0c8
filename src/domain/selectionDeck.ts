import { apartFrom } from './apart.ts'
import { unturned } from './bidi.ts'
import { clip } from './clip.ts'
import type { Deck } from './deck.ts'
import { hashText } from './hash.ts'
import type { DeckId, Evidence, Note, NoteId } from './note.ts'
import type { Source, SourceId } from './source.ts'

/**
 * A deck of its own made of some notes, with the sources that those point to. Its id comes from the notes, and theirs
 * from it: the same selection sent twice is one deck, and none of its cards is taken for one that the receiver has in
 * another deck. `decks` are whole; a note that none holds is left out. Null where nothing is left.
 */
export function selectionDeck(title: string, decks: readonly Deck[], noteIds: ReadonlySet<NoteId>): Deck | null {
  const chosen = decks.flatMap((deck) => deck.notes.filter(({ id }) => noteIds.has(id)).map((note) => ({ note, deck })))
  const [first] = chosen
  if (!first) return null
  const id = `s_${hashText(chosen.map(({ note }) => note.id).join(' '))}` as DeckId
  const sources = new Map<string, Source>()
  const notes = chosen.map(({ note, deck }): Note => {
    const moved = (piece: Evidence): Evidence => ({ ...piece, sourceId: sourceOf(piece.sourceId, deck) })
    return {
      ...note,
      id: apartFrom(id, note.id),
      evidence: note.evidence.map(moved),
      distractors: note.distractors.map(({ text, evidence }) => ({ text, evidence: evidence && moved(evidence) })),
    }
  })

  /** Keeps the source, under another id where another deck has another text under this one. */
  function sourceOf(sourceId: SourceId, deck: Deck): SourceId {
    const source = deck.sources.find((one) => one.id === sourceId)
    if (!source) return sourceId
    const known = sources.get(sourceId)
    const kept = known && known.text !== source.text ? (hashText(`${deck.id} ${sourceId}`) as SourceId) : sourceId
    if (!sources.has(kept)) sources.set(kept, { ...source, id: kept })
    return kept
  }

  const from = [...new Set(chosen.map(({ deck }) => deck))]
  return {
    id,
    version: 1,
    title: clip(unturned(title), LONGEST_TITLE),
    language: first.deck.language,
    licence: joinedLicence([...new Set(from.map(({ licence }) => licence))]),
    authors: [...new Set(from.flatMap(({ authors }) => authors))].slice(0, MOST_AUTHORS),
    sources: [...sources.values()],
    notes,
    tombstones: [],
  }
}

/** As much as a deck file takes. */
const MOST_AUTHORS = 100
const LONGEST_TITLE = 500

/** An SPDX expression: all of them have to be kept to. */
function joinedLicence(licences: readonly string[]): string {
  const all = licences.join(' AND ')
  return all.length <= 200 ? all : 'LicenseRef-several'
}
