import { isReview, type StoredEvent } from '../domain/event.ts'
import type { Note } from '../domain/note.ts'
import { sameNote } from '../domain/noteMerge.ts'
import { sameValue } from '../domain/same.ts'
import { effectiveEvents } from '../domain/undo.ts'
import { isOfNote, outlives } from '../domain/unsaved.ts'
import type { CollectedDeck, Collection } from '../storage/store.ts'

/** What is here and not in a backup, by what it says and not by how much of it there is. */
export type Lacking = {
  readonly reviews: number
  /** Notes of decks that both have: not in the backup, out of study there, or with other words. */
  readonly cards: number
  /** Decks with all that is in them. */
  readonly decks: number
  readonly other: number
}

export function lacking(here: Collection, backup: Collection): Lacking {
  const inFile = new Set(backup.events.map(({ id }) => id))
  const known = new Map(backup.decks.map((deck) => [deck.id, deck]))
  const lacks = ({ id }: StoredEvent) => !inFile.has(id)
  const fresh = effectiveEvents(here.events).filter(lacks)
  const ids = new Set(here.events.filter(lacks).map(({ id }) => id))
  const cards = new Set<unknown>()
  const gone = new Set<unknown>(here.decks.flatMap(({ id }) => (known.has(id) ? [] : [id])))
  for (const event of fresh.filter(isOfNote)) if (!gone.has(event.deckId)) cards.add(event.noteId)
  let other = fresh.filter((event) => !isReview(event) && !isOfNote(event) && outlives(event, ids)).length
  for (const deck of here.decks) {
    const theirs = known.get(deck.id)
    if (!theirs) continue
    const live = byId(theirs.notes)
    const apart = deck.notes.filter((note) => !isIn(note, live))
    for (const { id } of apart) cards.add(id)
    const all = byId([...theirs.retired, ...theirs.notes])
    if (apart.length === 0 && !(sameAround(deck, theirs) && deck.retired.every(({ id }) => all.has(id)))) other++
  }
  return { reviews: fresh.filter(isReview).length, cards: cards.size, decks: gone.size, other }
}

/** Whether a backup holds decks as they are here; those that ship with the app come back by themselves. */
export function holdsDecks(backup: Collection, decks: readonly CollectedDeck[]): boolean {
  const { cards, decks: gone, other } = lacking({ decks: decks.filter(({ builtIn }) => !builtIn), events: [] }, backup)
  return cards + gone + other === 0
}

const byId = (notes: readonly Note[]): ReadonlyMap<string, Note> => new Map(notes.map((note) => [note.id, note]))

function isIn(note: Note, others: ReadonlyMap<string, Note>): boolean {
  const other = others.get(note.id)
  return other !== undefined && sameNote(note, other)
}

/** All that a deck is but its cards; the version is only a number. */
function sameAround(one: CollectedDeck, other: CollectedDeck): boolean {
  const sources = new Map(other.sources.map((source) => [source.id, source]))
  return sameValue(around(one), around(other)) && one.sources.every((each) => sameValue(each, sources.get(each.id)))
}

function around(deck: CollectedDeck): object {
  const { id, title, language, licence, authors } = deck
  return { id, title, language, licence, authors }
}
