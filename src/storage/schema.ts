import type { DBSchema, IDBPDatabase, IDBPTransaction, StoreNames } from 'idb'
import type { CardState } from '../domain/card.ts'
import type { Columns, Place } from '../domain/columns.ts'
import type { DeckInfo } from '../domain/deck.ts'
import type { Subscription } from '../domain/deckAddress.ts'
import type { EventId, StoredEvent } from '../domain/event.ts'
import type { Media, MediaHash } from '../domain/media.ts'
import type { CardId, DeckId, Note, NoteId } from '../domain/note.ts'
import type { Was } from '../domain/ownNote.ts'
import type { Settings } from '../domain/settings.ts'
import type { Source, SourceId } from '../domain/source.ts'
import type { StudyDay } from '../domain/time.ts'
import type { SavedSearch } from './store.ts'

/**
 * What is kept, by store. No store has an index: what would be asked of one is read from `cols`.
 * Buffers, never Blobs: Blobs in IndexedDB have crashed WebKit's storage process.
 */
export interface Schema extends DBSchema {
  /** The log, append-only. */
  events: { key: EventId; value: StoredEvent }
  /** Where each card that was ever touched stands: a fold over its events. */
  sched: { key: CardId; value: CardState }
  decks: { key: DeckId; value: DeckRecord }
  /** Notes, `CHUNK_NOTES` a record, under a content key that no other content ever gets: immutable. */
  chunks: { key: [contentKey: string, n: number]; value: { readonly notes: readonly Note[] } }
  sources: { key: [contentKey: string, sourceId: SourceId]; value: Source }
  /** What was committed and the columns do not follow yet. */
  pending: { key: EventId; value: PendingRecord }
  /** Derived: follows the log but for what is pending. */
  cols: { key: DeckId; value: Columns }
  /** Derived: the ids of a deck's cards in row order, each between line feeds. One string reads as fast as its bytes. */
  rows: { key: DeckId; value: string }
  overlays: { key: NoteId; value: Overlay }
  meta: { key: MetaRecord['name']; value: MetaRecord }
  /** Pictures and sounds of notes; the same content is kept once. */
  media: { key: MediaHash; value: Media }
}

export type DeckRecord = {
  readonly info: DeckInfo
  readonly tombstones: readonly NoteId[]
  readonly contentKey: string
  /** Names the rows as they are: another one whenever they change, so that no place of before is trusted. */
  readonly layoutKey: string
  /** Notes stored, the retired ones last; `info.noteCount` of them are live. */
  readonly storedNotes: number
  /** Notes that the learner made for this deck or moved into it, in row order behind the stored ones. */
  readonly guests?: readonly NoteId[]
  /** When its notes came to this device; not known of decks that came with a backup. */
  readonly added?: Added
}

/** Milliseconds since 1970: of the first version, and of the notes that later ones brought. */
export type Added = { readonly first: number; readonly later: Readonly<Record<NoteId, number>> }

/** A learner's own version of a note; null once it was taken back. `events` are those that decide it. */
export type Overlay = {
  readonly noteId: NoteId
  readonly deckId: DeckId
  readonly note: Note | null
  /** What of it is the learner's (`OwnNote`); missing where that is not known, as in records of earlier versions of the app. */
  readonly was?: Was
  /** Taken out by the learner; missing where nobody ever did. */
  readonly retired?: boolean
  /** Where it lives, if not where its deck has it. `own`: made by the learner, there is no other text of it. */
  readonly moved?: { readonly deckId: DeckId; readonly note: Note; readonly own: boolean }
  /** The last of its events that stands, but for undos; earlier versions of the app did not write it down. */
  readonly last?: EventId
  readonly events: readonly EventId[]
}

export type MetaRecord =
  | IdentityRecord
  | SchemaRecord
  | LogRecord
  | DecksRecord
  | SettingsRecord
  | SearchesRecord
  | TitlesRecord
  | AddressesRecord
  | RemovalsRecord
  | ImportRecord
  | BallastRecord
  | UnusedRecord
  | LeftRecord

/**
 * `dbId` changes whenever the whole content is replaced, so that a second copy of something else is known as such. `was`:
 * other ids that this device had before.
 */
export type IdentityRecord = {
  readonly name: 'identity'
  readonly dbId: string
  readonly deviceId: string
  readonly was?: readonly string[]
}

/** The oldest schema whose code can still read this database. */
export type SchemaRecord = { readonly name: 'schema'; readonly minReader: number }

/** How many events the columns follow: together with the pending ones, all. */
export type LogRecord = { readonly name: 'log'; readonly events: number }

/** One change: how many events it added, and the cards it changed, with their places where they are known. */
export type PendingRecord = {
  /** Of its first event. */
  readonly id: EventId
  readonly events: number
  readonly cards: readonly { readonly cardId: CardId; readonly hint: Hint | null }[]
}

/** A card's place, with the layout it was true of. */
export type Hint = { readonly place: Place; readonly layoutKey: string }

/**
 * How many changes of the learner's own decks led here, each of which has a number in the second copy as well: what that
 * knows under a higher one came later, and was lost here. Missing where none was counted yet.
 */
export type DecksRecord = { readonly name: 'decks'; readonly changes: number }

export type SettingsRecord = {
  readonly name: 'settings'
  readonly value: Settings
  readonly events: readonly EventId[]
}

export type SearchesRecord = {
  readonly name: 'searches'
  readonly value: readonly SavedSearch[]
  readonly events: readonly EventId[]
}

/** Decks' titles as the learner has them. */
export type TitlesRecord = {
  readonly name: 'titles'
  readonly value: Readonly<Record<DeckId, string>>
  readonly events: readonly EventId[]
}

/** Where decks can be asked for anew. */
export type AddressesRecord = {
  readonly name: 'addresses'
  readonly value: Readonly<Record<DeckId, Subscription>>
  readonly events: readonly EventId[]
}

/** Decks that the learner removed, each with the event that says so. One that is here all the same has come back since. */
export type RemovalsRecord = {
  readonly name: 'removals'
  readonly value: Readonly<Record<DeckId, EventId>>
  readonly events: readonly EventId[]
}

/** An import under way: what it was called, null for a backup, and the media that it brings. */
export type ImportRecord = {
  readonly name: 'import'
  readonly title: string | null
  readonly media: readonly MediaHash[]
}

/** Room that can be given up at once when the device has none left. */
export type BallastRecord = { readonly name: 'ballast'; readonly bytes: ArrayBuffer }

/** Media that nothing named at a check, and the study day of the first such check in a row. */
export type UnusedRecord = { readonly name: 'unused'; readonly since: Readonly<Record<MediaHash, StudyDay>> }

/**
 * Of notes whose deck was removed: which deck that was. `decks` are those of which something is remembered; `gone` those
 * that were written for it or moved into it, and went with it, where no event says so (`RemovalsRecord`).
 */
export type LeftRecord = {
  readonly name: 'left'
  readonly decks: Readonly<Record<NoteId, DeckId>>
  readonly gone?: Readonly<Record<NoteId, DeckId>>
}

/**
 * So many events of a log at a time. An engine reads them in a few milliseconds, and nothing else of that database
 * meanwhile: no answer is longer than this behind whatever reads the log.
 */
export const EVENTS_A_PART = 1000

export type StoreName = StoreNames<Schema>
export type Database = IDBPDatabase<Schema>
export type ReadTx = IDBPTransaction<Schema, StoreName[], 'readonly'>
export type WriteTx = IDBPTransaction<Schema, StoreName[], 'readwrite'>
export type Tx = ReadTx | WriteTx

export type Migration = (db: Database, tx: IDBPTransaction<Schema, StoreName[], 'versionchange'>) => void

/** Step n brings a database from version n to n + 1. Append only, never edit one; each only adds. */
export const MIGRATIONS: readonly Migration[] = [
  (db) => {
    db.createObjectStore('events', { keyPath: 'id' })
    db.createObjectStore('sched', { keyPath: 'cardId' })
    db.createObjectStore('decks', { keyPath: 'info.id' })
    db.createObjectStore('chunks')
    db.createObjectStore('sources')
    db.createObjectStore('pending', { keyPath: 'id' })
    db.createObjectStore('cols', { keyPath: 'deckId' })
    db.createObjectStore('rows')
    db.createObjectStore('overlays', { keyPath: 'noteId' })
    db.createObjectStore('meta', { keyPath: 'name' })
  },
  (db) => {
    db.createObjectStore('media', { keyPath: 'hash' })
  },
]

/** Code of this schema version and above can read what this version writes. */
export const MIN_READER = 1

export const ALL_STORES: StoreName[] = [
  'events',
  'sched',
  'decks',
  'chunks',
  'sources',
  'pending',
  'cols',
  'rows',
  'overlays',
  'meta',
  'media',
]

export async function getMeta<Name extends MetaRecord['name']>(
  tx: Tx,
  name: Name,
): Promise<Extract<MetaRecord, { name: Name }> | undefined> {
  const record = await (tx as ReadTx).objectStore('meta').get(name)
  return record as Extract<MetaRecord, { name: Name }> | undefined
}
