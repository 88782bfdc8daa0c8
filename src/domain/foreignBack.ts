import { nextVersion } from './deckVersion.ts'
import type { EventId, Moment } from './event.ts'
import { fingerprint } from './fingerprint.ts'
import { type ForeignPlan, type HeldDeck, type Here, movedTo } from './foreignImport.ts'
import { hashText } from './hash.ts'
import type { DeckId, Note, NoteId } from './note.ts'
import { ownPart } from './ownPart.ts'

/** What a plan that was carried out left behind: enough for the way back, and plain data. */
export type Taken = {
  readonly decks: readonly TakenDeck[]
  readonly events: readonly EventId[]
  readonly waiting: readonly EventId[]
}

/** A deck that it changed or added. */
type TakenDeck = {
  readonly id: DeckId
  /** The version before, null where it was not here, and the one in which it was left. */
  readonly before: number | null
  readonly left: number
  /** Notes that were changed, as they were. */
  readonly was: readonly Note[]
  /** Notes that were changed or added, with what they were left as (`markOf`). */
  readonly notes: readonly (readonly [NoteId, string])[]
}

export function takenOf(before: readonly HeldDeck[], plan: Pick<ForeignPlan, 'decks' | 'events' | 'waiting'>): Taken {
  const old = new Map(before.map((deck) => [deck.id, deck]))
  return {
    decks: plan.decks.flatMap((deck) => {
      const was = old.get(deck.id)
      return was === deck ? [] : [takenDeck(was, deck)]
    }),
    events: plan.events.map((event) => event.id),
    waiting: plan.waiting,
  }
}

function takenDeck(was: HeldDeck | undefined, { id, version, notes, retired }: HeldDeck): TakenDeck {
  const known = was ? [...was.notes, ...was.retired] : []
  const same = new Set(known)
  const touched = [...notes, ...retired].filter((note) => !same.has(note))
  const ids = new Set(touched.map((note) => note.id))
  return {
    id,
    before: was?.version ?? null,
    left: version,
    was: known.filter((note) => ids.has(note.id)),
    notes: touched.map((note) => [note.id, markOf(note)]),
  }
}

/** Two notes with one mark say the same. Short, as a package has very many. */
const markOf = (note: Note): string => hashText(fingerprint(note))

/**
 * The way back: notes as they were before, where they are still as the import left them, and one event that takes back all
 * that it added. Whatever else came into a deck or was changed in it since stays, as does what was done since in the log,
 * and a deck that it brought stays for such notes and for those that the learner put there; one that had been removed
 * goes again with the cards that it brought back, unless something was done to them since.
 */
export function unplanForeign(here: Here, taken: Taken, stamp: () => Moment & { readonly id: EventId }): Here {
  const touched = new Map(taken.decks.map((deck) => [deck.id, deck]))
  const places = movedTo(here.events)
  const waited = new Set(taken.waiting)
  const decks = here.decks.flatMap((deck) => {
    const step = touched.get(deck.id)
    if (!step) return [deck]
    const back = withoutImport(deck, step)
    if (step.before !== null || back.notes.length + back.retired.length > 0) return [back]
    const held = new Set([...deck.notes, ...deck.retired].map((note) => note.id))
    const hasGuests = [...places].some(
      ([noteId, { deckId, last }]) => deckId === deck.id && !held.has(noteId) && !waited.has(last),
    )
    return hasGuests ? [ownPart(back)] : []
  })
  if (taken.events.length === 0) return { decks, events: here.events }
  return { decks, events: [...here.events, { ...stamp(), kind: 'undo' as const, of: taken.events }] }
}

/** The very deck where nothing in it is as the import left it. */
function withoutImport(deck: HeldDeck, { before, left, was, notes }: TakenDeck): HeldDeck {
  const marks = new Map(notes)
  const old = new Map(was.map((note) => [note.id, note]))
  const back = (note: Note): readonly Note[] => {
    const mark = marks.get(note.id)
    if (mark === undefined || mark !== markOf(note)) return [note]
    const before = old.get(note.id)
    return before ? [before] : []
  }
  const next = { ...deck, notes: deck.notes.flatMap(back), retired: deck.retired.flatMap(back) }
  const isSame = sameList(next.notes, deck.notes) && sameList(next.retired, deck.retired)
  if (isSame) return deck
  return { ...next, version: deck.version === left ? (before ?? left) : nextVersion(deck.version) }
}

const sameList = (one: readonly Note[], other: readonly Note[]): boolean =>
  one.length === other.length && one.every((note, i) => note === other[i])
