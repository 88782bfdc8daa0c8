import type { Deck } from '../../domain/deck.ts'
import type { LogEvent } from '../../domain/event.ts'
import { cardIdOf, type Note } from '../../domain/note.ts'
import { faceOfOrdinal } from '../../domain/noteType.ts'
import { DEFAULT_SETTINGS } from '../../domain/settings.ts'
import { DAY_MS, type Instant, studyDayAt, toInstant, toStudyDay } from '../../domain/time.ts'
import type { AnkiCard, AnkiCollection, AnkiReview } from './collection.ts'
import { type Converted, convertNotes, type MediaHashes, mediaNamesOf } from './convertNotes.ts'
import { type Calendar, cardEvents, type Steps } from './history.ts'
import { deckIdOf, homeOf, titleOf } from './homes.ts'
import { type LeftOut, makeTally, type Tally } from './leftOut.ts'
import { mediaTypeOf } from './mediaTypes.ts'
import { type AnkiOptions, optionsOf, presetOf } from './options.ts'
import { upgraded } from './upgrade.ts'

/** What a collection of Anki's comes to here. The same file gives the same, but for its cards' places in time zones. */
export type AnkiImport = AnkiOptions & {
  readonly decks: readonly ForeignDeck[]
  /** What was done to the cards, in order of time for each card. */
  readonly events: readonly LogEvent[]
  readonly counts: { readonly notes: number; readonly cards: number; readonly reviews: number; readonly media: number }
  readonly leftOut: readonly LeftOut[]
}

/** A deck as far as Anki's go: what is missing (licence, authors, sources) nobody said. */
export type ForeignDeck = Pick<Deck, 'id' | 'title' | 'notes'>

export type ConvertOptions = {
  /** Minutes east of UTC of the learner's time at an instant: study days follow from it. */
  readonly offsetMinutes: (at: Instant) => number
  readonly now: Instant
  readonly media: MediaHashes
  /** Names of all files in the package. */
  readonly packed: ReadonlySet<string>
}

export function convert(source: AnkiCollection, options: ConvertOptions): AnkiImport {
  const collection = upgraded(source)
  const tally = makeTally()
  const converted = convertNotes(collection, options.media, tally)
  const events = eventsOf(collection, converted, options, tally)
  const decks = decksOf(collection, converted, tally)
  const names = mediaNamesOf(collection)
  tally.add('media-kinds', [...names].filter((name) => options.packed.has(name) && mediaTypeOf(name) === null).length)
  tally.add('media-missing', [...names].filter((name) => !options.packed.has(name)).length)
  tally.add('media-unused', [...options.packed].filter((name) => !names.has(name)).length)
  const cards = converted.reduce((sum, each) => sum + each.cards.length, 0)
  const reviews = events.filter((event) => event.kind === 'review').length
  return {
    decks,
    events,
    ...optionsOf(collection, converted, tally),
    counts: { notes: converted.length, cards, reviews, media: options.media.size },
    leftOut: tally.list(),
  }
}

/** A note lies where its first card does; a filtered deck's cards where they came from. */
function decksOf(collection: AnkiCollection, converted: readonly Converted[], tally: Tally): readonly ForeignDeck[] {
  const notesByTitle = new Map<string, Note[]>()
  for (const { note, cards } of converted) {
    const [home, ...others] = cards.map((card) => homeOf(card))
    const title = titleOf(collection, home ?? 1)
    tally.add('cards-moved', others.filter((other) => titleOf(collection, other) !== title).length)
    const notes = notesByTitle.get(title)
    if (notes) notes.push(note)
    else notesByTitle.set(title, [note])
  }
  tally.add('filtered-decks', [...collection.decks.values()].filter((deck) => deck.presetId === null).length)
  return [...notesByTitle]
    .map(([title, notes]) => ({ id: deckIdOf(title), title, notes }))
    .sort((a, b) => (a.title < b.title ? -1 : 1))
}

function eventsOf(
  collection: AnkiCollection,
  converted: readonly Converted[],
  options: ConvertOptions,
  tally: Tally,
): readonly LogEvent[] {
  const reviews = reviewsByCard(collection, options.now, tally)
  const calendar = calendarOf(collection, options)
  const events: LogEvent[] = []
  for (const { note, type, cards } of converted) {
    for (const card of cards) {
      const cardId = cardIdOf(note.id, faceOfOrdinal(type, card.ordinal))
      const own = reviews.get(card.id) ?? []
      const isOnSteps = card.phase === 'learning' || card.phase === 'relearning'
      if (isOnSteps && own.length === 0) tally.add('cards-without-log')
      for (const event of cardEvents(cardId, card, own, calendar, stepsOf(collection, card))) events.push(event)
    }
  }
  return events
}

function reviewsByCard(
  collection: AnkiCollection,
  now: Instant,
  tally: Tally,
): ReadonlyMap<number, readonly AnkiReview[]> {
  const cardIds = new Set(collection.cards.map((card) => card.id))
  const byCard = new Map<number, AnkiReview[]>()
  for (const review of collection.reviews) {
    const own = byCard.get(review.cardId)
    if (!cardIds.has(review.cardId)) tally.add('reviews-without-card')
    else if (review.id > now + DAY_MS || review.id < 0) tally.add('reviews-in-future')
    else if (own) own.push(review)
    else byCard.set(review.cardId, [review])
  }
  return byCard
}

/** Day 0 is the civil date on which the collection was made, where it was made. */
function calendarOf(collection: AnkiCollection, options: ConvertOptions): Calendar {
  const created = toInstant(collection.created * 1000)
  const west = collection.minutesWest
  const offset = west === null ? options.offsetMinutes(created) : -west
  return {
    dayZero: toStudyDay(Math.floor((created + offset * 60_000) / DAY_MS)),
    momentAt: (ms) => {
      const at = toInstant(ms)
      const offsetMinutes = options.offsetMinutes(at)
      return { at, offsetMinutes, day: studyDayAt({ at, offsetMinutes }, collection.rolloverHour) }
    },
  }
}

function stepsOf(collection: AnkiCollection, card: AnkiCard): Steps {
  const preset = presetOf(collection, card)
  return {
    learning: preset?.learningStepsMinutes ?? DEFAULT_SETTINGS.learningStepsMinutes,
    relearning: preset?.relearningStepsMinutes ?? DEFAULT_SETTINGS.relearningStepsMinutes,
  }
}
