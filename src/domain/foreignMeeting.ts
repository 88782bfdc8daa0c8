import { apartFrom } from './apart.ts'
import { cardIdOfEvent } from './apply.ts'
import { noteText } from './cards.ts'
import { clip } from './clip.ts'
import { titleParts } from './deck.ts'
import { type EventId, isReview, type LogEvent } from './event.ts'
import type { Foreign, HeldDeck, Here } from './foreignImport.ts'
import { merged } from './foreignMerge.ts'
import { forCard } from './importedId.ts'
import { type CardId, cardIdOf, type DeckId, faceOf, type Note, type NoteId, noteIdOf } from './note.ts'
import { asContent, templateOf } from './noteType.ts'

export type Place = { readonly deckId: DeckId; readonly title: string; readonly note: Note }

/** Every note that a deck holds, wherever the learner moved it since. */
export function placesOf(decks: readonly HeldDeck[]): ReadonlyMap<NoteId, Place> {
  const places = new Map<NoteId, Place>()
  for (const { id, title, retired, notes } of decks)
    for (const note of [...retired, ...notes]) places.set(note.id, { deckId: id, title, note })
  return places
}

/** Notes of a deck here that a file is about, by what the first of them ask. */
export type Touched = {
  readonly deckId: DeckId
  readonly title: string
  readonly count: number
  readonly words: readonly string[]
}

/** What a file would do to what is not its own. */
export type Strangers = {
  /** Notes here that it has another text of. */
  readonly notes: readonly Touched[]
  /** How many cards studied here it has another past of. */
  readonly cards: number
}

/**
 * Names of notes are known to whoever has the deck: they alone do not say that a file may change what is here. Its notes
 * meet those here where
 *
 * - they come from the collection that the deck here came from, as it has a review of it that is here already, or
 * - the deck here has the same outermost name, and the notes are of the same type, as of a deck's next version.
 *
 * Any other that says something else stands beside mine under a name of its own, and no past of another collection
 * comes to a card that was studied here; unless the learner says that all of it is theirs (`updates`).
 */
export function meeting(
  here: Here,
  foreign: Foreign,
): { readonly foreign: Foreign; readonly places: ReadonlyMap<NoteId, Place>; readonly strangers: Strangers } {
  const places = placesOf(here.decks)
  const { known, studied } = pastOf(here, foreign)
  const proven = new Set<DeckId>()
  for (const event of foreign.events) {
    const place = isReview(event) && known.has(event.id) ? places.get(noteIdOf(event.cardId)) : undefined
    if (place) proven.add(place.deckId)
  }
  const apart = new Map<NoteId, NoteId>()
  const notes: Place[] = []
  const decks = foreign.decks.map((deck) => ({
    ...deck,
    notes: deck.notes.map((note): Note => {
      const place = places.get(note.id)
      if (!place || proven.has(place.deckId) || isNext(place, deck, note)) return note
      const own = apartFrom(deck.id, note.id)
      if (!places.has(own)) {
        if (merged(place.note, note).kind !== 'changed') return note
        notes.push(place)
        if (foreign.updates) return note
      }
      apart.set(note.id, own)
      return named(note, own)
    }),
  }))
  const left = new Set<CardId>()
  const events = foreign.events.flatMap((event): LogEvent[] => {
    const cardId = cardIdOfEvent(event)
    if (cardId === null || !('cardId' in event)) return [event]
    const own = apart.get(noteIdOf(cardId))
    if (own) return [forCard(event, cardIdOf(own, faceOf(cardId)))]
    const place = places.get(noteIdOf(cardId))
    if (known.has(event.id) || !place || proven.has(place.deckId) || !studied.has(cardId)) return [event]
    left.add(cardId)
    return foreign.updates ? [event] : []
  })
  return { foreign: { ...foreign, decks, events }, places, strangers: { notes: touched(notes), cards: left.size } }
}

const NAMED = 3
const LONGEST_WORDS = 60

/** By deck, under the titles that these came with. */
export function touched(places: readonly Place[]): readonly Touched[] {
  const byDeck = new Map<DeckId, Touched>()
  for (const { deckId, title, note } of places) {
    const { count, words } = byDeck.get(deckId) ?? { count: 0, words: [] }
    const more = words.length < NAMED ? [...words, clip(oneLine(noteText(note)), LONGEST_WORDS)] : words
    byDeck.set(deckId, { deckId, title, count: count + 1, words: more })
  }
  return [...byDeck.values()]
}

const oneLine = (text: string): string => text.slice(0, 1000).replace(/\s+/g, ' ').trim()

const isNext = (place: Place, deck: Pick<HeldDeck, 'title'>, note: Note): boolean =>
  outermost(place.title) === outermost(deck.title) && typeOf(place.note) === typeOf(note)

const outermost = (title: string): string | undefined => titleParts(title)[0]

const typeOf = (note: Note): string | undefined => templateOf(note)?.type.id

/** Where it goes back to Anki it is a note of its own there, too. */
function named(note: Note, id: NoteId): Note {
  const content = templateOf(note)
  if (!content?.anki) return { ...note, id }
  return { ...note, id, content: asContent({ ...content, anki: { ...content.anki, guid: id } }) }
}

type Past = {
  /** Events that are here already, whether or not they were taken back. */
  readonly known: ReadonlySet<EventId>
  /** Cards with a review that the file does not have. */
  readonly studied: ReadonlySet<CardId>
}

function pastOf({ events }: Here, foreign: Foreign): Past {
  const theirs = new Set(foreign.events.map((event) => event.id))
  const known = new Set<EventId>()
  const studied = new Set<CardId>()
  for (const event of events) {
    if (theirs.has(event.id)) known.add(event.id)
    else if (isReview(event)) studied.add(event.cardId)
  }
  return { known, studied }
}
