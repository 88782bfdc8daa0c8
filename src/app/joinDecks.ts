import { verbatimOnly } from '../domain/deckMerge.ts'
import { type Chosen, rankOf } from '../domain/deckVersion.ts'
import type { DeckId, Note, NoteId } from '../domain/note.ts'
import { sameNote } from '../domain/noteMerge.ts'
import { sameValue } from '../domain/same.ts'
import { isTypeLost } from '../domain/standIn.ts'
import { orderBackedUpDeck } from '../formats/deckFile.ts'
import type { CollectedDeck } from '../storage/store.ts'

/**
 * Every deck of either, those of both joined. `partial` are those of theirs that came damaged; `chosen` says which
 * versions the learner let lead, by both logs. A deck that only stands in for another leads nothing.
 */
export function joinDecks(
  mine: readonly CollectedDeck[],
  theirs: readonly CollectedDeck[],
  partial: ReadonlySet<DeckId> = new Set(),
  chosen: Chosen = new Map(),
): readonly CollectedDeck[] {
  const all = new Map(mine.map((deck) => [deck.id, deck]))
  for (const deck of theirs) {
    const here = all.get(deck.id)
    if (!here) all.set(deck.id, deck)
    else if (here.standIn && !deck.standIn) all.set(deck.id, asHere(here, union(deck, here, chosen)))
    else if (partial.has(deck.id)) all.set(deck.id, filledFrom(here, deck, chosen))
    else if (deck.standIn && !here.standIn) all.set(deck.id, asHere(here, union(here, deck, chosen)))
    else if (!isSame(here, deck)) all.set(deck.id, joined(here, deck, chosen))
  }
  return [...all.values()]
}

/** What a deck that came damaged lacks was taken out of it by nobody: it only adds to the one here. */
const filledFrom = (here: CollectedDeck, damaged: CollectedDeck, chosen: Chosen): CollectedDeck =>
  asHere(here, union(here, { ...damaged, version: here.version, retired: [], tombstones: [] }, chosen))

const joined = (here: CollectedDeck, other: CollectedDeck, chosen: Chosen): CollectedDeck =>
  asHere(here, leads(here, other, chosen) ? union(here, other, chosen) : union(other, here, chosen))

/** The very deck that is here where nothing comes of it: that nothing is new can be seen by that. */
const asHere = (here: CollectedDeck, deck: CollectedDeck): CollectedDeck => (isSame(here, deck) ? here : deck)

/**
 * Which of two is to be believed where they disagree, the same on every device: the newer, or else the one that holds
 * more, so that a union leads what it is made of, or else whichever comes first as text.
 */
function leads(one: CollectedDeck, other: CollectedDeck, chosen: Chosen): boolean {
  if (one.version !== other.version) return rankOf(one, chosen) > rankOf(other, chosen)
  const [mine, theirs] = [notesOf(one), notesOf(other)]
  if (mine.size !== theirs.size) return mine.size > theirs.size
  return textOf(one, mine) >= textOf(other, theirs)
}

/** Of what is no union, and so is the same in a deck and in what was joined under its lead. Then all, to have a winner. */
function textOf(deck: CollectedDeck, all: ReadonlyMap<NoteId, Note>): string {
  const notes = [...all.values()].sort((a, b) => (a.id < b.id ? -1 : 1))
  const { own: _own, ...rest } = deck
  const core = orderBackedUpDeck({ ...rest, sources: [], notes, tombstones: [], retired: [] })
  return JSON.stringify([core, orderBackedUpDeck(deck)])
}

/**
 * The notes of both, with the lead's texts. Out of study is what either says is, but neither what the learner has put
 * into either nor what the newer of two versions has brought back. That a version lacks a note says nothing: versions
 * count up on each device by itself.
 */
function union(lead: CollectedDeck, other: CollectedDeck, chosen: Chosen): CollectedDeck {
  const [mine, theirs] = [notesOf(lead), notesOf(other)]
  const known = new Set(lead.sources.map((source) => source.id))
  const sources = [...lead.sources, ...other.sources.filter((source) => !known.has(source.id))]
  // The lead's text may be another under an id that theirs point into.
  const added = verbatimOnly(
    [...theirs.values()].filter((note) => !mine.has(note.id)),
    sources,
  )
  const own = new Set([...ownOf(lead), ...ownOf(other)])
  const live = new Set(rankOf(lead, chosen) > rankOf(other, chosen) ? [...own, ...idsOf(lead.notes)] : own)
  const out = new Set([...outOf(lead), ...outOf(other)].filter((id) => !live.has(id)))
  const typed = [...mine.values()].map((note) => (isTypeLost(note) ? (theirs.get(note.id) ?? note) : note))
  const notes = [...typed, ...added]
  const { own: _own, ...head } = lead
  return {
    ...head,
    sources,
    notes: notes.filter((note) => !out.has(note.id)),
    tombstones: [...new Set([...lead.tombstones, ...other.tombstones])].filter((id) => out.has(id)),
    retired: notes.filter((note) => out.has(note.id)),
    ...(own.size > 0 && { own: [...own] }),
  }
}

/** Live ones first, as they are stored. */
const notesOf = ({ notes, retired }: CollectedDeck): ReadonlyMap<NoteId, Note> => {
  const live = new Set(idsOf(notes))
  return new Map([...notes, ...retired.filter((note) => !live.has(note.id))].map((note) => [note.id, note]))
}

const ownOf = ({ own = [], notes }: CollectedDeck): readonly NoteId[] => {
  const live = new Set(idsOf(notes))
  return own.filter((id) => live.has(id))
}

const outOf = ({ notes, retired, tombstones }: CollectedDeck): readonly NoteId[] => {
  const live = new Set(idsOf(notes))
  return [...idsOf(retired), ...tombstones].filter((id) => !live.has(id))
}

const idsOf = (notes: readonly Note[]): NoteId[] => notes.map((note) => note.id)

/**
 * Whether two decks hold the same, the learner's own marks among it. What is out of study has no order, nor have
 * those marks.
 */
export function isSame(one: CollectedDeck, other: CollectedDeck): boolean {
  const { notes, retired, own = [], ...left } = one
  const { notes: theirs, retired: theirRetired, own: theirOwn = [], ...right } = other
  return (
    areSame(notes, theirs) &&
    areSame(byId(retired), byId(theirRetired)) &&
    sameValue(own.toSorted(), theirOwn.toSorted()) &&
    sameValue(left, right)
  )
}

const byId = (notes: readonly Note[]): readonly Note[] => notes.toSorted((a, b) => (a.id < b.id ? -1 : 1))

const areSame = (notes: readonly Note[], others: readonly Note[]): boolean =>
  notes.length === others.length && notes.every((note, i) => others[i] !== undefined && sameNote(note, others[i]))
