import { clip } from './clip.ts'
import type { Deck } from './deck.ts'
import type { ChangedVersion, Held } from './deckMerge.ts'
import { nextVersion } from './deckVersion.ts'
import { hashText } from './hash.ts'
import type { DeckId, Evidence, Note, NoteId } from './note.ts'
import { sameNote } from './noteMerge.ts'
import { seenOver } from './ownNote.ts'
import { receivedVersion } from './receivedVersion.ts'
import type { Source, SourceId } from './source.ts'

/** A deck's title may be shorter than an article's. */
const LONGEST_TITLE = 500

/** A deck of its own for an article's cards. `taken` are the decks that are here: a new one never replaces another. */
export function newDeck(source: Source, notes: readonly Note[], taken: ReadonlySet<DeckId>): Deck {
  let id = `d_${hashText(source.id)}` as DeckId
  for (let i = 2; taken.has(id); i++) id = `d_${hashText(`${source.id}#${i}`)}` as DeckId
  return {
    id,
    version: 1,
    title: clip(source.title, LONGEST_TITLE),
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
    version: nextVersion(deck.version),
    sources: isHere ? deck.sources.map((each) => (each.id === own.id ? own : each)) : [...deck.sources, own],
    notes: [
      ...deck.notes.map((note) => freshById.get(note.id) ?? note),
      ...moved.filter((note) => !known.has(note.id)),
    ],
    tombstones: deck.tombstones.filter((id) => !freshById.has(id)),
  }
}

/** What accepting cards for a deck that is here comes to. */
export type Addition = {
  readonly deck: Deck & { readonly received: number }
  /** Those of its notes that are the learner's: its next version does not know them, and must not retire them. */
  readonly own: readonly NoteId[]
  /** The learner's texts that change. */
  readonly versions: readonly ChangedVersion[]
  /** Notes that the learner took out before, and wants again. */
  readonly back: readonly { readonly noteId: NoteId; readonly deckId: DeckId }[]
}

/**
 * What accepting cards for a deck of their own comes to: what was found makes the deck, and the learner's words stand over
 * it as they do in one that is here.
 */
export function asWorded<D extends Deck>(
  deck: D,
  found: ReadonlyMap<NoteId, Note>,
): Pick<Addition, 'versions'> & { readonly deck: D } {
  const notes = deck.notes.map((note) => asFound(note, found))
  const versions = deck.notes.flatMap((note, i): Addition['versions'] => {
    const from = notes[i]
    return from && !sameNote(from, note) ? [{ noteId: note.id, deckId: deck.id, note, from }] : []
  })
  return { deck: { ...deck, notes }, versions }
}

/** Under the name that the card goes by here. */
const asFound = (note: Note, found: ReadonlyMap<NoteId, Note>): Note => ({
  ...(found.get(note.id) ?? note),
  id: note.id,
})

/**
 * The same for a deck that is here. The text of a note that it has stays what it is, and the learner's stands over it, in
 * the log: so an update can tell what was received from what is the learner's, and of two devices on which cards were
 * worded anew neither loses its words. `found` are the texts of those that were worded anew before they were ever in a deck.
 */
export function addToHeld(
  { deck: held, versions }: Held,
  source: Source,
  notes: readonly Note[],
  found: ReadonlyMap<NoteId, Note> = new Map(),
): Addition {
  const { builtIn: _builtIn, retired: _retired, own: before, ...content } = held
  const mine = new Set(before)
  const stored = new Map(held.notes.map((note) => [note.id, note]))
  const next = addToDeck(content, source, notes)
  const texts = new Map(next.notes.map((note) => [note.id, note]))
  const known = new Map(versions.map((version) => [version.noteId, version]))
  // What is known of a card that is not here is the learner's already, and stands over nothing.
  const bare = notes.map((note) => (known.has(note.id) ? note : asFound(note, found)))
  const received = addToDeck(content, source, bare).notes.map((note) => stored.get(note.id) ?? note)
  const grounds = new Map(received.map((note) => [note.id, note]))
  const changed = notes.flatMap(({ id }): Addition['versions'] => {
    const note = texts.get(id)
    const version = known.get(id)
    const ground = version?.guest ?? (stored.has(id) || !version ? grounds.get(id) : undefined)
    const from = ground ? seenOver(version, ground) : version?.note
    if (!note || !from || sameNote(note, from)) return []
    return [{ noteId: id, deckId: version?.deckId ?? held.id, note, from }]
  })
  return {
    deck: { ...next, received: held.received ?? receivedVersion(held), notes: received },
    own: [...new Set([...mine, ...notes.map((note) => note.id).filter((id) => !stored.has(id))])],
    versions: changed,
    back: notes.flatMap(({ id }) => {
      const version = known.get(id)
      return version?.retired ? [{ noteId: id, deckId: version.deckId }] : []
    }),
  }
}

/** Text never changes under a source's id, since older cards point into it: other text takes another id. */
function withOwnId(source: Source, sources: readonly Source[]): Source {
  let own = source
  for (let i = 2; sources.some((each) => each.id === own.id && each.text !== own.text); i++)
    own = { ...source, id: `s_${hashText(`${source.id}#${i}`)}` as SourceId }
  return own
}

/** Its evidence in another source. */
export function withSource(note: Note, from: SourceId, to: SourceId): Note {
  const move = (piece: Evidence): Evidence => (piece.sourceId === from ? { ...piece, sourceId: to } : piece)
  return {
    ...note,
    evidence: note.evidence.map(move),
    distractors: note.distractors.map((each) => ({ ...each, evidence: each.evidence && move(each.evidence) })),
  }
}
