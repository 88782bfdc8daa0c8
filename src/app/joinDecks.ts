import { verbatimOnly } from '../domain/deckMerge.ts'
import { type Chosen, rankOf } from '../domain/deckVersion.ts'
import { fingerprint } from '../domain/fingerprint.ts'
import { later } from '../domain/foreignMerge.ts'
import type { DeckId, Note, NoteId } from '../domain/note.ts'
import { sameNote } from '../domain/noteMerge.ts'
import { templateOf } from '../domain/noteType.ts'
import { receivedVersion } from '../domain/receivedVersion.ts'
import { sameValue } from '../domain/same.ts'
import { isTypeLost } from '../domain/standIn.ts'
import { orderBackedUpDeck } from '../formats/deckFile.ts'
import type { CollectedDeck } from '../storage/store.ts'
import { oneHome } from './oneHome.ts'

/**
 * Every deck of either, those of both joined, and each note in one of them. `partial` are those of theirs that came
 * damaged; `chosen` says which versions the learner let lead, by both logs. A deck that only stands in for another leads
 * nothing.
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
  const here = new Map(mine.map((deck) => [deck.id, deck]))
  return oneHome([...all.values()]).map((deck) => asHere(here.get(deck.id) ?? deck, deck))
}

/** What a deck that came damaged lacks was taken out of it by nobody: it only adds to the one here. */
const filledFrom = (here: CollectedDeck, damaged: CollectedDeck, chosen: Chosen): CollectedDeck =>
  asHere(here, union(here, { ...damaged, version: 0, received: 0, retired: [], tombstones: [] }, chosen))

const joined = (here: CollectedDeck, other: CollectedDeck, chosen: Chosen): CollectedDeck =>
  asHere(here, leads(here, other, chosen) ? union(here, other, chosen) : union(other, here, chosen))

/** The very deck that is here where nothing comes of it: that nothing is new can be seen by that. */
const asHere = (here: CollectedDeck, deck: CollectedDeck): CollectedDeck => (isSame(here, deck) ? here : deck)

/**
 * Which of two is to be believed where they disagree, the same on every device: the one that received the newer version,
 * or else was changed more often here, or else the one that holds more, so that a union leads what it is made of, or else
 * whichever comes first as text.
 */
function leads(one: CollectedDeck, other: CollectedDeck, chosen: Chosen): boolean {
  const [rank, theirRank] = [rankReceived(one, chosen), rankReceived(other, chosen)]
  if (rank !== theirRank) return rank > theirRank
  if (one.version !== other.version) return rankOf(one, chosen) > rankOf(other, chosen)
  const [mine, theirs] = [notesOf(one), notesOf(other)]
  if (mine.size !== theirs.size) return mine.size > theirs.size
  const isOwn = ownInEither(one, other)
  return textOf(one, mine, isOwn) >= textOf(other, theirs, isOwn)
}

const rankReceived = (deck: CollectedDeck, chosen: Chosen): number =>
  rankOf({ id: deck.id, version: receivedVersion(deck) }, chosen)

/**
 * Of what is no union, and so is the same in a deck and in what was joined under its lead: nor are the texts from another
 * program, of which each goes by its own time, and the learner's own. Then all, to have a winner.
 */
function textOf(deck: CollectedDeck, all: ReadonlyMap<NoteId, Note>, isOwn: IsOwn): string {
  const notes = [...all.values()]
    .filter((note) => !templateOf(note) && !isOwn(note.id))
    .sort((a, b) => (a.id < b.id ? -1 : 1))
  const { own: _own, received: _received, ...rest } = deck
  const core = orderBackedUpDeck({ ...rest, sources: [], notes, tombstones: [], retired: [] })
  return JSON.stringify([core, [...all.keys()].filter(isOwn), orderBackedUpDeck(deck)])
}

/**
 * The notes of both, with the lead's texts; of those from another program each that was changed later. Out of study is what
 * either says is, but neither what the learner has put into either nor what the newer of two versions has brought back.
 * That a version lacks a note says nothing: versions count up on each device by itself.
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
  const [rank, theirRank] = [rankReceived(lead, chosen), rankReceived(other, chosen)]
  const live = new Set(rank > theirRank ? [...own, ...idsOf(lead.notes)] : own)
  const out = new Set([...outOf(lead), ...outOf(other)].filter((id) => !live.has(id)))
  // A version that the learner let go of has no say, whatever it says of the time.
  const isHeard = theirRank > 0
  // Of the learner's own cards no version says anything.
  const isOwn = ownInEither(lead, other)
  const texts = [...mine.values()].map((note) => {
    const another = theirs.get(note.id)
    if (!another || isTypeLost(another)) return note
    if (isTypeLost(note)) return another
    const isMine = isOwn(note.id)
    if (!isHeard && !isMine) return note
    return joinedNote(note, another, isMine || (rank === theirRank && templateOf(note) !== null))
  })
  const notes = [...texts, ...added]
  const { own: _own, received: _received, ...head } = lead
  const whole = {
    ...head,
    version: rankOf(other, chosen) > 0 ? Math.max(lead.version, other.version) : lead.version,
    sources,
    notes: notes.filter((note) => !out.has(note.id)),
    tombstones: [...new Set([...lead.tombstones, ...other.tombstones])].filter((id) => out.has(id)),
    retired: notes.filter((note) => out.has(note.id)),
    ...(own.size > 0 && { own: [...own] }),
  }
  const received = receivedOf(lead, rank === theirRank ? other : null, whole)
  return received === undefined ? whole : { ...whole, received }
}

/** What the lead says, or who is even with it; said by neither, it is written down where nobody could tell it from the whole. */
function receivedOf(lead: CollectedDeck, even: CollectedDeck | null, whole: CollectedDeck): number | undefined {
  const said = [lead.received, even?.received].filter((one) => one !== undefined)
  if (said.length > 0) return Math.min(...said)
  const received = receivedVersion(lead)
  return received === receivedVersion(whole) ? undefined : received
}

/** Where nothing tells which of two texts is the newer, they go by what they say, in whatever order devices meet. */
const joinedNote = (lead: Note, other: Note, isEven: boolean): Note =>
  isEven && fingerprint(other) > fingerprint(lead) ? later(other, lead) : later(lead, other)

type IsOwn = (id: NoteId) => boolean

/** Whether a card is the learner's own by what either deck says; all are of one that was made here. */
function ownInEither(one: CollectedDeck, other: CollectedDeck): IsOwn {
  const own = new Set([...(one.own ?? []), ...(other.own ?? [])])
  const isMadeHere = one.received === 0 || other.received === 0
  return (id) => isMadeHere || own.has(id)
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
  const { notes, retired, tombstones, own = [], ...left } = one
  const { notes: theirs, retired: theirRetired, tombstones: theirTombstones, own: theirOwn = [], ...right } = other
  return (
    areSame(notes, theirs) &&
    areSame(byId(retired), byId(theirRetired)) &&
    sameValue(tombstones.toSorted(), theirTombstones.toSorted()) &&
    sameValue(own.toSorted(), theirOwn.toSorted()) &&
    sameValue(left, right)
  )
}

const byId = (notes: readonly Note[]): readonly Note[] => notes.toSorted((a, b) => (a.id < b.id ? -1 : 1))

const areSame = (notes: readonly Note[], others: readonly Note[]): boolean =>
  notes.length === others.length && notes.every((note, i) => others[i] !== undefined && sameNote(note, others[i]))
