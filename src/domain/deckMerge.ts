import type { Deck } from './deck.ts'
import { nextVersion } from './deckVersion.ts'
import { isExcerptOf } from './excerpt.ts'
import type { HeldDeck } from './foreignImport.ts'
import type { DeckId, Evidence, Note, NoteId } from './note.ts'
import type { Merge } from './noteLog.ts'
import { type Clash, mergeNote, type Side, sameNote } from './noteMerge.ts'
import { baseOf, type OwnNote, seenOver } from './ownNote.ts'
import { receivedVersion } from './receivedVersion.ts'
import { sameValue } from './same.ts'
import { type Source, type SourceId, sliceOf } from './source.ts'

/** What the learner has of a note besides its deck's text. */
export type OwnVersion = OwnNote & {
  readonly noteId: NoteId
  /** The deck it lives in now. */
  readonly deckId: DeckId
  /** Its text where it lives in a deck that does not hold it: moved there, or written there by the learner. */
  readonly guest: Note | null
  /** Taken out of study by the learner. */
  readonly retired?: boolean | undefined
}

/**
 * `from` is the note as it was seen until then; null where there was none. Of a merge also the deck's
 * new note and the learner's version over it.
 */
export type ChangedVersion = Pick<OwnVersion, 'noteId' | 'deckId' | 'note'> & {
  readonly from: Note | null
  readonly merge?: Merge
}

export type Held = { readonly deck: HeldDeck; readonly versions: readonly OwnVersion[] }

export type NoteClash = Clash & { readonly noteId: NoteId; readonly note: Note }

export type DeckMerge = {
  /** As it is to be stored: what came and, behind it, what the learner had put in. It is the next base. */
  readonly deck: Deck & Pick<HeldDeck, 'own' | 'received'>
  /** The learner's texts that change; null takes one away, as the deck says the same now. */
  readonly versions: readonly ChangedVersion[]
  readonly counts: {
    readonly fresh: number
    readonly changed: number
    readonly same: number
    /** Not in the deck any more: out of study, but kept. */
    readonly removed: number
    readonly clashing: number
  }
  readonly clashes: readonly NoteClash[]
  readonly isNew: boolean
  /** Its version is below the one that is here. */
  readonly isOlder: boolean
  readonly changesNothing: boolean
}

/** Names a clash, for a choice. */
export const clashKey = ({ noteId, field }: Pick<NoteClash, 'noteId' | 'field'>): string => `${noteId} ${field}`

/** Nothing of mine goes unless I say so. */
export const keepMine = (): Side => 'mine'

/**
 * What taking a deck comes to: notes meet by id, and each is merged with the version last received as the base
 * (`mergeNote`). Taking the outcome and then the same deck again changes nothing. `held` is null where it is not here;
 * `known` are then the learner's versions all the same, of whatever was here before or what a backup said of it.
 */
export function mergeDeck(
  held: Held | null,
  sent: Deck,
  choose: (clash: NoteClash) => Side = keepMine,
  known: readonly OwnVersion[] = held?.versions ?? [],
): DeckMerge {
  const theirs = withWholeTexts(sent, held?.deck.sources ?? [])
  const counts = { fresh: 0, changed: 0, same: 0, removed: 0, clashing: 0 }
  const clashes: NoteClash[] = []
  const changed: ChangedVersion[] = []
  const stored = byId([...(held?.deck.retired ?? []), ...(held?.deck.notes ?? [])])
  const retired = new Set(held?.deck.retired.map((note) => note.id))
  const versions = new Map(known.map((version) => [version.noteId, version]))
  const ours = new Set(held?.deck.own)
  const isVerbatim = makeVerbatim(theirs.sources)
  const theirIds = new Set(theirs.notes.map((note) => note.id))
  const theirSources = new Set(theirs.sources.map((source) => source.id))
  /** A note that was moved here may point into a text of the deck that it came from. */
  const isNotStale = (piece: Evidence): boolean => !theirSources.has(piece.sourceId) || isVerbatim(piece)

  for (const note of theirs.notes) {
    const here = stored.get(note.id) ?? null
    // What I put into the deck was never received: with nothing in common, no difference is theirs to decide.
    const own = versions.get(note.id)
    const base = ours.has(note.id) ? null : (here ?? (own ? baseOf(own) : null))
    const isAway = own?.guest != null && own.deckId !== theirs.id
    // Where a note lives in a deck that holds it by now, it is seen as that deck has it; my words stand over any.
    const until = (isAway || here === null ? own?.guest : null) ?? here
    const mine = until ? seenOver(own, until) : (own?.note ?? null)
    if (mine === null) {
      counts.fresh++
      continue
    }
    const merged = mergeNote(base, mine, note, (clash) => choose({ ...clash, noteId: note.id, note: mine }))
    const next = merged.note === note ? note : withVerbatim(merged.note, isVerbatim)
    const over = isAway ? own.guest : note
    const version = sameNote(next, over) ? null : next
    if (!isSameVersion(version, own?.note ?? null) || isOverOther(own, over))
      changed.push({
        noteId: note.id,
        deckId: own?.deckId ?? theirs.id,
        note: version,
        from: mine,
        merge: { over, laid: seenOver(own, over) },
      })
    for (const clash of merged.clashes) clashes.push({ ...clash, noteId: note.id, note: mine })
    if (merged.clashes.length > 0) counts.clashing++
    else if (retired.has(note.id)) counts.fresh++
    else if (sameNote(next, mine)) counts.same++
    else counts.changed++
  }

  const deck = countedOn(held?.deck ?? null, withOwn(held?.deck ?? null, theirs))
  const inDeck = new Set(deck.notes.map((note) => note.id))
  const mineHere = new Set(deck.own)
  const stays = byId(deck.notes.filter(({ id }) => mineHere.has(id)))
  for (const version of known) {
    const { noteId, deckId, guest } = version
    const over = guest ?? stays.get(noteId)
    if (deckId !== theirs.id || theirIds.has(noteId) || !over) continue
    const shown = seenOver(version, over)
    const next = withVerbatim(shown, isNotStale)
    if (next !== shown) changed.push({ noteId, deckId, note: next, from: shown, merge: { over, laid: shown } })
  }
  counts.removed = (held?.deck.notes ?? []).filter((note) => !inDeck.has(note.id)).length
  return {
    deck,
    versions: changed,
    counts,
    clashes,
    isNew: held === null,
    isOlder: held !== null && theirs.version < receivedVersion(held.deck),
    changesNothing: held !== null && changed.length === 0 && isSameDeck(held.deck, deck),
  }
}

/** Whether a version began from another note than this: of what the two say alike, nothing is the learner's any more. */
function isOverOther(own: OwnNote | undefined, over: Note): boolean {
  const base = own ? baseOf(own) : null
  return base !== null && !sameNote(base, over)
}

/** A text of which only an excerpt came stays whole where it is here. */
function withWholeTexts(deck: Deck, here: readonly Source[]): Deck {
  const known = new Map(here.map((source) => [source.id, source.text]))
  const sources = deck.sources.map((source) => {
    const whole = known.get(source.id)
    return whole !== undefined && isExcerptOf(source.text, whole) ? { ...source, text: whole } : source
  })
  return { ...deck, sources }
}

/**
 * Notes that the learner put in and the newcomer lacks stay, with the sources they point to. Where the newcomer has such
 * a source with another text, what they quote must still stand there.
 */
function withOwn(held: HeldDeck | null, theirs: Deck): DeckMerge['deck'] {
  const known = new Set(theirs.notes.map((note) => note.id))
  const mine = new Set(held?.own)
  const notes = (held?.notes ?? []).filter((note) => mine.has(note.id) && !known.has(note.id))
  if (notes.length === 0) return theirs
  const here = new Set(theirs.sources.map((source) => source.id))
  const wanted = new Set(notes.flatMap((note) => note.evidence.map((piece) => piece.sourceId)))
  const sources = (held?.sources ?? []).filter((source) => wanted.has(source.id) && !here.has(source.id))
  const all = [...theirs.sources, ...sources]
  const own = notes.map((note) => note.id)
  return {
    ...theirs,
    sources: all,
    notes: [...theirs.notes, ...verbatimOnly(notes, all)],
    tombstones: theirs.tombstones.filter((id) => !own.includes(id)),
    own,
    received: theirs.version,
  }
}

/** With cards of the learner's own in it, its version is one that this deck never had, unless nothing of it changes. */
function countedOn(held: HeldDeck | null, deck: DeckMerge['deck']): DeckMerge['deck'] {
  if (!held || !deck.own || deck.version > held.version) return deck
  const same = { ...deck, version: held.version }
  return isSameDeck(held, same) ? same : { ...deck, version: nextVersion(held.version) }
}

function isSameDeck(held: HeldDeck, deck: DeckMerge['deck']): boolean {
  const { builtIn: _builtIn, retired: _retired, received: _received, notes, ...left } = held
  const { received: _theirs, notes: others, ...right } = deck
  return (
    notes.length === others.length &&
    receivedVersion(held) === receivedVersion(deck) &&
    sameValue({ own: [], ...left }, { own: [], ...right }) &&
    notes.every((note, i) => sameNote(note, others[i] ?? note))
  )
}

export const isSameVersion = (a: Note | null, b: Note | null): boolean =>
  a === null || b === null ? a === b : sameNote(a, b)

const byId = (notes: readonly Note[]): ReadonlyMap<NoteId, Note> => new Map(notes.map((note) => [note.id, note]))

/** The notes without evidence that points into no text of these. */
export function verbatimOnly(notes: readonly Note[], sources: readonly Source[]): readonly Note[] {
  const isVerbatim = makeVerbatim(sources)
  return notes.map((note) => withVerbatim(note, isVerbatim))
}

/** Whether a quote stands in the sources where it says. */
function makeVerbatim(sources: readonly Source[]): (piece: Evidence) => boolean {
  const known = new Map<SourceId, Source>(sources.map((source) => [source.id, source]))
  return (piece) => {
    const source = known.get(piece.sourceId)
    return source !== undefined && sliceOf(source, piece.sentence) === piece.quote
  }
}

/** Evidence of mine that points into a text which is not there any more goes. */
function withVerbatim(note: Note, isVerbatim: (piece: Evidence) => boolean): Note {
  const evidence = note.evidence.filter(isVerbatim)
  const isSound = note.distractors.every((one) => one.evidence === null || isVerbatim(one.evidence))
  if (isSound && evidence.length === note.evidence.length) return note
  const distractors = note.distractors.map((one) =>
    one.evidence && !isVerbatim(one.evidence) ? { ...one, evidence: null } : one,
  )
  return { ...note, evidence, distractors }
}
