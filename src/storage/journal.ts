import type { EventId, StoredEvent } from '../domain/event.ts'
import type { DeckId } from '../domain/note.ts'
import type { CollectedDeck, JournalStatus } from './store.ts'

/**
 * The second copy of the log and of the learner's own decks, outside the database. One tab at a time writes it; what others commit is handed to that
 * one. Nothing waits for it: an answer is acknowledged when the database has it.
 */
export type Journal = {
  /** All that it holds, whoever writes it; null where there is none or it cannot be read. */
  readonly read: () => Promise<JournalContent | null>
  /**
   * Tells when this tab has become the writer, with what it found: the time to bring the copy up to date. Whatever is
   * to be appended waits until the listener has done so.
   */
  readonly onHeld: (listener: (found: JournalSummary) => Promise<void>) => void
  /** Rejects when this tab is the writer and could not write; the copy is then brought up to date at the next start. */
  readonly append: (addition: JournalAddition) => Promise<void>
  /** Puts this in the place of what it held: whole or not at all. Does nothing where another tab is the writer. */
  readonly rewrite: (content: JournalContent) => Promise<void>
  /** The same with what the database of this name holds, read where the copy is written; false where it cannot. */
  readonly copyFrom?: (name: string, dbId: string) => Promise<boolean>
  /**
   * What it holds and the database of this name, which knows of so many changes of decks, does not: looked for where the
   * copy is; null where that cannot be.
   */
  readonly lost?: (name: string, deckChanges: number) => Promise<LostContent | null>
  readonly status: () => JournalStatus
  readonly close: () => void
}

/** The whole log, and the decks that could be had nowhere else: those that do not ship with the app. */
export type JournalContent = {
  readonly dbId: string | null
  readonly events: readonly StoredEvent[]
  readonly decks: readonly CollectedDeck[]
  /** How many changes of decks it knows of (`DecksRecord`). */
  readonly deckChanges?: number
  /** By which of them each deck came to be as it is here, of a copy that was read. */
  readonly decksAt?: ReadonlyMap<DeckId, number>
}

export type LostContent = Pick<JournalContent, 'events' | 'decks'>

/** What came since: events, decks in their new version, decks that were removed, and the number of that change. */
export type JournalAddition = {
  readonly events?: readonly StoredEvent[]
  readonly decks?: readonly CollectedDeck[]
  readonly gone?: readonly DeckId[]
  readonly deckChanges?: number
}

export type JournalSummary = {
  readonly dbId: string | null
  /** Distinct events. */
  readonly events: number
  readonly lastId: EventId | null
  /** Which decks in which versions, as one text to compare. */
  readonly decks: string
  readonly deckChanges: number
}

/** For browsers without a place to keep it: holds nothing and says so. */
export const makeMissingJournal = (reason: string): Journal => ({
  read: async () => null,
  onHeld: () => {},
  append: async () => {},
  rewrite: async () => {},
  copyFrom: async () => true,
  status: () => ({ kind: 'missing', reason }),
  close: () => {},
})

export const deckList = (decks: readonly { readonly id: DeckId; readonly version: number }[]): string =>
  decks
    .map((deck) => `${deck.id} ${deck.version}`)
    .sort()
    .join('\n')

/** Two files of it take turns. */
export const JOURNAL_FILES = ['journal-a.jsonl', 'journal-b.jsonl'] as const
