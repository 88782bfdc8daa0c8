import type { Brand } from '../domain/brand.ts'
import type { CardState } from '../domain/card.ts'
import type { Columns, Place } from '../domain/columns.ts'
import type { Deck, DeckInfo } from '../domain/deck.ts'
import type { Subscription } from '../domain/deckAddress.ts'
import type { EventId, StoredEvent } from '../domain/event.ts'
import type { Media, MediaHash } from '../domain/media.ts'
import type { CardId, DeckId, Note, NoteId } from '../domain/note.ts'
import type { Was } from '../domain/ownNote.ts'
import type { Settings } from '../domain/settings.ts'
import type { Source, SourceId } from '../domain/source.ts'
import type { StudyDay } from '../domain/time.ts'

/**
 * A learner's collection on this device. It speaks the field's terms and hides how they are kept. Every method rejects
 * with a `StorageFailure`; none changes anything when it does.
 */
export type Store = {
  /** Another one from when it turns out that a second computer has the same: its profile was copied there. */
  readonly deviceId: () => string
  /** The database's: by it a worker opens the same collection. */
  readonly name: string
  /** Newest event of the log, or null: where this device's clock goes on from. */
  readonly lastEventId: () => EventId | null

  readonly settings: () => Promise<Settings>
  readonly decks: () => Promise<readonly DeckInfo[]>
  /** A deck whole, the learner's own versions of notes applied. */
  readonly deck: (deckId: DeckId) => Promise<Deck | null>
  /** A deck as it was last received, and what the learner has of its notes besides; null where it is not here. */
  readonly collectedDeck: (deckId: DeckId) => Promise<HeldInStore | null>
  /** Those of these notes that are of other decks than this one: held there, or made or put there by the learner. */
  readonly ofOtherDecks: (deckId: DeckId, noteIds: readonly NoteId[]) => Promise<ReadonlySet<NoteId>>
  /** Where a deck can be asked for anew, or null. */
  readonly subscription: (deckId: DeckId) => Promise<Subscription | null>
  readonly source: (deckId: DeckId, sourceId: SourceId) => Promise<Source | null>
  /** All decks' columns, or the named ones': cost grows with cards by bytes, not by records. */
  readonly columns: (deckIds?: readonly DeckId[]) => Promise<readonly Columns[]>
  /** Notes and schedules of the cards at these places, in the same order; reads only the chunks they lie in. */
  readonly cardsAt: (places: readonly Place[]) => Promise<readonly StudyCard[]>
  /** Where a card lies now, or null when no deck holds it. For a card or two; `columns` say it of all. */
  readonly placeOf: (cardId: CardId) => Promise<Place | null>
  /** The decks that these cards lie in; those that no deck holds are left out. */
  readonly decksOf: (cardIds: readonly CardId[]) => Promise<ReadonlyMap<CardId, DeckId>>
  /**
   * All notes, in deck order, the learner's own versions applied and retired ones among them: some at a time, so that
   * nobody waits behind it. A deck that changes meanwhile may come short; a change is told then.
   */
  readonly scan: (onNotes: (notes: ScannedNotes) => void) => Promise<void>
  /** A note as its deck has it, where the learner has a version of their own; else null. */
  readonly authorsNote: (place: Place) => Promise<Note | null>
  readonly forChange: () => Promise<ForChange>
  /** Searches kept by the learner, by name in rising order. */
  readonly searches: () => Promise<readonly SavedSearch[]>
  /** A picture or a sound by its content's name, or null. */
  readonly media: (hash: MediaHash) => Promise<Media | null>
  /** Names of all media, in rising order. */
  readonly mediaHashes: () => Promise<readonly MediaHash[]>
  /** Keeps media; what is here already stays as it is. */
  readonly putMedia: (media: readonly Media[]) => Promise<void>
  readonly unusedMedia: () => Promise<UnusedMediaStore>
  readonly cards: (cardIds: readonly CardId[]) => Promise<readonly CardState[]>
  readonly events: (ids: readonly EventId[]) => Promise<readonly StoredEvent[]>
  /** Events from `since` (inclusive) to the newest, in order, but for those that cannot be read. */
  readonly eventsSince: (since: EventId | null) => Promise<readonly StoredEvent[]>
  /** The same up to `before` (exclusive), handed over part by part: all of a long log is much to hold. */
  readonly eachEvent: (range: LogRange, take: (part: readonly StoredEvent[]) => void) => Promise<void>

  /**
   * One strict transaction over the log and the states it leads to. Resolves when it is durable: that, and nothing
   * earlier, is the acknowledgement. Compute first, then commit. A move into a deck that is not here is refused.
   */
  readonly commit: (change: Change) => Promise<void>
  /**
   * Adds a deck or brings it to this version; states and the learner's own versions of notes stay. Notes that it no
   * longer holds are retired, unless `retired` says which are: to put a deck back as it was. `events` go to the log in
   * the same transaction; none of them may concern a card.
   */
  readonly putDeck: (deck: Deck, options: PutOptions) => Promise<void>
  /** Content alone: log and schedules stay. `events` go to the log in the same transaction. */
  readonly removeDeck: (deckId: DeckId, options?: RemoveOptions) => Promise<void>
  /** Everything that can be read, as of one moment; `lost` says what cannot. */
  readonly exportAll: () => Promise<Collection>
  /**
   * Everything that can be read, for a backup: part by part, decks first, media apart. Slow where not all of it can.
   * `begin` is called again where what was handed over turns out not to be of one moment, or not to be whole: what the
   * last one was given counts. Resolves with what could not be read.
   */
  readonly exportReadable: (begin: () => CollectionSink) => Promise<readonly Lost[]>
  /**
   * Puts what `replace` makes of everything in its place, whole or not at all. `replace` may be asked again, should
   * another tab write meanwhile; nothing that tab wrote is lost on the way.
   */
  readonly replaceAll: (
    replace: (here: Collection) => Collection,
    rebuild: Rebuild,
    options?: ReplaceOptions,
  ) => Promise<void>

  /** What is brought in from elsewhere, and may be cut off on the way. */
  readonly imports: () => Promise<Imports>

  /** Events in the log, counted without reading it. */
  readonly logSize: () => Promise<number>
  /**
   * Compares what derives from the log with it: the newest answers (cheap, whatever the log's size) or all. Where they
   * disagree all of it is made anew from the log. Resolves with how many cards, notes and settings were wrong.
   */
  readonly mend: (depth: 'tail' | 'all') => Promise<number>

  /** Records that could not be read since this tab opened the collection, and were made anew. */
  readonly healed: () => number

  /** Tells when something was written, here or in another tab. Returns what ends it. */
  readonly onChange: (listener: (change: StoreChange) => void) => () => void
  /** Tells when this tab had to let go of the database (a newer version of the app wants it); every call then fails. */
  readonly onClosed: (listener: () => void) => () => void
  /** Where the second copy of the log stands. */
  readonly journalStatus: () => JournalStatus
  /** Finishes what is under way and brings the caches up to date: for when the page is hidden. Never rejects. */
  readonly flush: () => Promise<void>
  /** For when the page is left: nothing half done stays behind to stand in the way of the next page. */
  readonly letGo: () => void
  readonly close: () => void
}

export type ReplaceOptions = {
  /** Hears how much of the writing is done, 0 to 1. */
  readonly progress?: (share: number) => void
  /** With this the import that is under way has gone through. */
  readonly endsImport?: boolean
  /** Asked after `replace`: the ids of the events that came from elsewhere and are not here as they came. */
  readonly strangers?: () => readonly EventId[]
}

/** One import at a time, whatever the tab. */
export type Imports = {
  /**
   * Does an import that brings these media, which nothing names before its last write; that write says that it `endsImport`.
   * Should it fail, what it brought and nobody names goes again. `title` is what to call it later, null for a backup.
   */
  readonly run: <T>(title: string | null, media: readonly MediaHash[], work: () => Promise<T>) => Promise<T>
  /**
   * An import that did not go through because its tab ended, else null; what it had brought is taken away. It is told
   * until it is forgotten, or another begins.
   */
  readonly cutOff: () => Promise<{ readonly title: string | null } | null>
  readonly forget: () => Promise<void>
  /** Takes back what an import left that was ended on purpose, without a word. */
  readonly abandon: () => Promise<void>
}
export type MediaCheck = {
  /** Today's. */
  readonly day: StudyDay
  /** The first id that an undo can reach. */
  readonly undoableFrom: EventId
  /** What is named outside the collection: in drafts, in papers under way, in copies that hold none themselves. */
  readonly besides: readonly MediaHash[]
}

export type UnusedMediaStore = {
  /** Media that nothing names any more. Changes nothing but what is known of them. */
  readonly find: (check: MediaCheck) => Promise<UnusedMedia>
  /** Takes the removable ones of them away; resolves with how many those were. */
  readonly remove: (check: MediaCheck) => Promise<UnusedMedia['removable']>
}

/** `recent` were found unused on this study day for the first time: a page that is open may still bring them back. */
export type UnusedMedia = Readonly<Record<'removable' | 'recent', { readonly files: number; readonly bytes: number }>>

export type PutOptions = {
  readonly builtIn: boolean
  readonly retired?: readonly Note[]
  readonly own?: readonly NoteId[] | undefined
  readonly events?: readonly StoredEvent[]
  readonly endsImport?: boolean
  readonly onlyIf?: Condition<'all'>
}

export type RemoveOptions = {
  readonly events?: readonly StoredEvent[]
  readonly leaves?: Leaving
  readonly onlyIf?: Condition<'all'>
}

export type StudyCard = {
  readonly place: Place
  readonly state: CardState
  readonly note: Note
  readonly noteId: NoteId
  readonly deckId: DeckId
}

/** `first` is the position in the deck of the first of these; `addedAt` milliseconds since 1970, 0 where not known. */
export type ScannedNotes = {
  readonly deckId: DeckId
  readonly first: number
  readonly notes: readonly Note[]
  readonly addedAt: readonly number[]
}

export type SavedSearch = { readonly name: string; readonly query: string }

export type Change = {
  readonly events: readonly StoredEvent[]
  readonly cards: readonly CardState[]
  /** One of `events`: where the log has it already, however it came there, nothing of this change is written any more. */
  readonly once?: EventId
  readonly onlyIf?: Condition<'notes'>
}

/**
 * That what a change was made from is as it was: asked within the very write, which is refused as outdated where another tab
 * was first. Made by the store, and for its eyes alone.
 */
export type Condition<Of extends 'all' | 'notes'> = Brand<(tx: unknown) => Promise<void>, Of>

/** What a change needs to know that is made of what is here. */
export type ForChange = {
  /** That nothing of the collection was written since: to be asked for before whatever the change is made from. */
  readonly nothingElse: () => Promise<Condition<'all'>>
  /** That these notes of a deck are the same, to be asked for before they are read. */
  readonly notesStill: (deckId: DeckId, noteIds: readonly NoteId[]) => Promise<Condition<'notes'>>
  /** What the learner has of these notes, and of what lives in this deck: the deck need not be here. */
  readonly versionsOf: (deckId: DeckId, noteIds: readonly NoteId[]) => Promise<HeldInStore['versions']>
  /** One for each deck, another whenever anything of it is written that is in no event. */
  readonly deckKeys: () => Promise<readonly string[]>
}

/** What a backup holds: decks as they came, and the log. States are rebuilt from it. */
export type Collection = {
  readonly decks: readonly CollectedDeck[]
  readonly events: readonly StoredEvent[]
  /** Missing where they are not asked for. */
  readonly media?: readonly Media[]
  /** What is here as well and could not be read, or is not what it should be; missing where there is none. */
  readonly lost?: readonly Lost[]
}

export type CollectionSink = {
  readonly deck: (deck: CollectedDeck) => void | Promise<void>
  /** Some events of the log, in order. */
  readonly events: (part: readonly StoredEvent[]) => void | Promise<void>
}

/** Records that are here but cannot be read, or are not what they should be. `deck` where it is known which they are of. */
export type Lost = {
  readonly kind: 'deck' | 'source' | 'note' | 'event' | 'media' | 'draft'
  readonly deck: { readonly id: DeckId; readonly title: string } | null
  readonly count: number
}

/**
 * `retired` are notes of earlier versions: out of study, never out of the collection. `own` are those that the learner
 * put into a deck here, which no version of it that comes from elsewhere has to know; `received` is the version that did
 * come (`receivedVersion.ts`). `standIn`: its own record is lost,
 * and what is said here of the deck itself gives way to whatever knows better.
 */
export type CollectedDeck = Deck & {
  readonly builtIn: boolean
  readonly own?: readonly NoteId[] | undefined
  readonly received?: number | undefined
  readonly retired: readonly Note[]
  readonly standIn?: true | undefined
}

/** Which notes a deck takes along: all that live in it, or those alone that were gone with it before it came back. */
export type Leaving = 'all' | 'as before'

/**
 * `note` with `was` is the learner's version (`OwnNote`); `guest` the text of a note that lives in a deck which does not hold it, without that version;
 * `retired` where the learner took it out of study; `changes` counts the events that made these what they are, and only
 * grows.
 */
export type HeldInStore = {
  readonly deck: CollectedDeck
  readonly versions: readonly {
    readonly noteId: NoteId
    readonly deckId: DeckId
    readonly note: Note | null
    readonly was?: Was
    readonly guest: Note | null
    readonly retired: boolean
    readonly changes: number
  }[]
}

/** A stretch of the log by ids; null where it is open. */
export type LogRange = { readonly since: EventId | null; readonly before: EventId | null }

/** The fold over a log, given by the caller so that storage needs no scheduler. */
export type Rebuild = (events: readonly StoredEvent[]) => Promise<{
  readonly cards: readonly CardState[]
  readonly settings: Settings
}>

export type StoreChange = { readonly kind: 'cards' | 'decks' | 'settings' | 'all'; readonly here: boolean }

/** What was found on opening. */
export type StartReport =
  | { readonly kind: 'first-run' }
  | { readonly kind: 'ready' }
  /**
   * The database was empty or damaged where it should not be. Of at least `expected` events, `restored` came back from
   * the second copy, and so many of the learner's own `decks`. `emptied`: the decks are gone as well, so those that ship
   * with the app want adding again.
   */
  | {
      readonly kind: 'restored'
      readonly expected: number
      readonly restored: number
      readonly decks: number
      readonly emptied: boolean
    }

/** The second copy of the log: written by this tab, by another one, or not at all (and then why). */
export type JournalStatus =
  | { readonly kind: 'starting' }
  | { readonly kind: 'here' }
  | { readonly kind: 'elsewhere' }
  | { readonly kind: 'missing'; readonly reason: string }

export type StorageFailure =
  /** Another tab holds an old version open and does not let go. */
  | { readonly kind: 'blocked' }
  /** The data was written by a newer version of the app than this one. */
  | { readonly kind: 'newer-schema'; readonly found: number }
  | { readonly kind: 'quota' }
  /** For three seconds the write did not get on. It may still: `settled` resolves when it has, rejects when it fails. */
  | { readonly kind: 'stalled'; readonly settled: Promise<void> }
  | { readonly kind: 'closed' }
  /** Another tab was first: the collection is such that this change has no place in it, now or tried again. */
  /** `isOutdated`: made anew from how things are by now, it may have one. */
  | { readonly kind: 'refused'; readonly message: string; readonly isOutdated?: true }
  | { readonly kind: 'broken'; readonly message: string }
