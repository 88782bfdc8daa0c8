import type { Deck } from './deck.ts'
import { hashText } from './hash.ts'
import type { DeckId, Evidence, Note } from './note.ts'
import type { Source, SourceId } from './source.ts'

/** A deck of its own for an article's cards. `taken` are the decks that are here: a new one never replaces another. */
export function newDeck(source: Source, notes: readonly Note[], taken: ReadonlySet<DeckId>): Deck {
  let id = `d_${hashText(source.id)}` as DeckId
  for (let i = 2; taken.has(id); i++) id = `d_${hashText(`${source.id}#${i}`)}` as DeckId
  return {
    id,
    version: 1,
    title: source.title,
    language: source.language,
    licence: 'CC0-1.0',
    authors: [],
    sources: [source],
    notes,
    tombstones: [],
  }
}

/**
 * The deck's next version, with the cards and their source added. A note that is there already is brought to its new
 * form, in its place; what the deck holds otherwise stays.
 */
export function addToDeck(deck: Deck, source: Source, notes: readonly Note[]): Deck {
  const own = withOwnId(source, deck.sources)
  const isHere = deck.sources.some((each) => each.id === own.id)
  const moved = own.id === source.id ? notes : notes.map((note) => withSource(note, source.id, own.id))
  const freshById = new Map(moved.map((note) => [note.id, note]))
  const known = new Set(deck.notes.map((note) => note.id))
  return {
    ...deck,
    version: deck.version + 1,
    sources: isHere ? deck.sources.map((each) => (each.id === own.id ? own : each)) : [...deck.sources, own],
    notes: [
      ...deck.notes.map((note) => freshById.get(note.id) ?? note),
      ...moved.filter((note) => !known.has(note.id)),
    ],
    tombstones: deck.tombstones.filter((id) => !freshById.has(id)),
  }
}

/** Text never changes under a source's id, since older cards point into it: other text takes another id. */
function withOwnId(source: Source, sources: readonly Source[]): Source {
  let own = source
  for (let i = 2; sources.some((each) => each.id === own.id && each.text !== own.text); i++)
    own = { ...source, id: `s_${hashText(`${source.id}#${i}`)}` as SourceId }
  return own
}

function withSource(note: Note, from: SourceId, to: SourceId): Note {
  const move = (piece: Evidence): Evidence => (piece.sourceId === from ? { ...piece, sourceId: to } : piece)
  return {
    ...note,
    evidence: note.evidence.map(move),
    distractors: note.distractors.map((each) => ({ ...each, evidence: each.evidence && move(each.evidence) })),
  }
}
