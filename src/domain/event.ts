import type { Brand } from './brand.ts'
import type { Blueprint, ExamAnswer, Question } from './exam.ts'
import type { Rulings } from './examMark.ts'
import type { CardId, DeckId, Note, NoteId } from './note.ts'
import type { Was } from './ownNote.ts'
import type { Rating } from './rating.ts'
import type { SettingChange } from './settingParts.ts'
import type { DeckChange, Scope } from './settings.ts'
import type { Due, Instant, StudyDay } from './time.ts'

/**
 * Names an event for ever and sorts by code unit in causal order: a hybrid logical clock, then the device
 * (`clock.ts`). Merging two logs is a union by id.
 */
export type EventId = Brand<string, 'EventId'>

/** When and where something was done: the instant, local time's offset, and the study day that follows from them. */
export type Moment = { readonly at: Instant; readonly offsetMinutes: number; readonly day: StudyDay }

/** What gave the answer: study counts for the schedule; cram and (unless chosen) exams do not. */
export type ReviewSource = 'study' | 'quiz' | 'cram'

export type ReviewEvent = Moment & {
  readonly id: EventId
  readonly kind: 'review'
  readonly cardId: CardId
  readonly rating: Rating
  /** From question to rating, capped at 60 s. */
  readonly elapsedMs: number
  readonly source: ReviewSource
  /** What fuzz, caps and steps decided then, so that a replay gives back the schedule too. `step` is null in review. */
  readonly due: Due
  readonly step: number | null
}

/** Everything a learner does, as facts that only grow in number. */
export type LogEvent =
  | ReviewEvent
  /** Takes back what it names, all at once; an undo can itself be undone. */
  | (Moment & { readonly id: EventId; readonly kind: 'undo'; readonly of: readonly EventId[] })
  /** Memory that came from elsewhere, without a usable history. */
  | (Moment & {
      readonly id: EventId
      readonly kind: 'baseline'
      readonly cardId: CardId
      readonly stability: number
      readonly difficulty: number
      readonly due: Due
    })
  | (Moment & { readonly id: EventId; readonly kind: 'reset'; readonly cardId: CardId })
  | (Moment & { readonly id: EventId; readonly kind: 'setDue'; readonly cardId: CardId; readonly due: Due })
  | (Moment & { readonly id: EventId; readonly kind: 'suspend'; readonly cardId: CardId; readonly on: boolean })
  /** Hidden until the next rollover. */
  | (Moment & { readonly id: EventId; readonly kind: 'bury'; readonly cardId: CardId })
  | (Moment & { readonly id: EventId; readonly kind: 'flag'; readonly cardId: CardId; readonly flag: number })
  /**
   * A card and its log as Anki had them, as text that `formats/anki` alone reads: no part of any state, but the way back
   * for what nobody touched since.
   */
  | (Moment & { readonly id: EventId; readonly kind: 'anki'; readonly cardId: CardId; readonly row: string })
  /**
   * A learner's own version of a note, over the deck's; null takes it away again. `was` tells what it changed, which alone
   * it says then (`noteLog.ts`). `merged` where it came of bringing the deck to another version: it goes back with that,
   * never by itself. `over` tells in the same way the deck's note that it is then laid over, `laid` what that gave at first.
   */
  | (Moment & {
      readonly id: EventId
      readonly kind: 'note'
      readonly noteId: NoteId
      readonly deckId: DeckId
      readonly note: Note | null
      readonly was?: Was
      readonly merged?: true
      readonly over?: Was
      readonly laid?: Was
    })
  /**
   * Lives in this deck from now on; `from` is null for a note made by hand. Its ids stay, and so does all that is
   * remembered of its cards. `note` is its text without the learner's versions, for decks that do not hold it.
   */
  | (Moment & {
      readonly id: EventId
      readonly kind: 'move'
      readonly noteId: NoteId
      readonly from: DeckId | null
      readonly deckId: DeckId
      readonly note: Note
    })
  /** Out of study and of every list, but kept, or back again: what a learner calls deleting a note. */
  | (Moment & {
      readonly id: EventId
      readonly kind: 'retire'
      readonly noteId: NoteId
      readonly deckId: DeckId
      readonly on: boolean
    })
  /** A search kept under a name; null lets go of it. */
  | (Moment & { readonly id: EventId; readonly kind: 'search'; readonly name: string; readonly query: string | null })
  /** A deck's title as the learner has it, a path as in decks; null gives its own back. */
  | (Moment & { readonly id: EventId; readonly kind: 'title'; readonly deckId: DeckId; readonly title: string | null })
  /** Where a deck can be asked for anew, and whether its page may do so by itself; null lets go of the address. */
  | (Moment & {
      readonly id: EventId
      readonly kind: 'subscribe'
      readonly deckId: DeckId
      readonly address: string | null
      readonly looks: boolean
    })
  /** The learner took this version of a deck over one whose number said that it leads: now it leads (`deckVersion.ts`). */
  | (Moment & {
      readonly id: EventId
      readonly kind: 'took'
      readonly deckId: DeckId
      readonly version: number
      readonly over: number
    })
  | (Moment & { readonly id: EventId; readonly kind: 'deck'; readonly deckId: DeckId; readonly removed: boolean })
  /** Values that are set, whole, and what was changed of those that have many parts. */
  | (Moment & { readonly id: EventId; readonly kind: 'setting' } & SettingChange)
  /** What one deck or folder has in place of what it inherits. */
  | (Moment & {
      readonly id: EventId
      readonly kind: 'deckSetting'
      readonly scope: Scope
      readonly change: DeckChange
    })
  /** Limits for the event's own study day alone; null for the usual one. */
  | (Moment & {
      readonly id: EventId
      readonly kind: 'limit'
      readonly scope: Scope
      readonly newPerDay: number | null
      readonly reviewsPerDay: number | null
    })
  | ExamEvent
  /** The learner overturns the mark of one question, counted from 0, of a paper handed in. */
  | (Moment & {
      readonly id: EventId
      readonly kind: 'ruling'
      readonly exam: EventId
      readonly question: number
      readonly right: boolean
    })

/** A paper handed in, as it was asked and answered; its mark follows from it (`examMark.ts`). */
export type ExamEvent = Moment & {
  readonly id: EventId
  readonly kind: 'exam'
  readonly title: string
  readonly blueprint: Blueprint
  readonly code: string | null
  readonly questions: readonly Question[]
  readonly answers: readonly ExamAnswer[]
  readonly rulings: Rulings
  /** For each question the points expected beforehand, 0 to 1. */
  readonly predicted: readonly number[]
  readonly spentMs: number
  readonly cause: 'submitted' | 'time'
}

/** An event as stored: kinds of later versions are kept and passed on untouched. */
export type StoredEvent = LogEvent | { readonly id: EventId; readonly kind: string }

export const isExam = (event: StoredEvent): event is ExamEvent =>
  event.kind === 'exam' && 'questions' in event && Array.isArray(event.questions)

/** One that names no card, as a damaged one may, is none: whatever it tells is of nothing. */
export const isReview = (event: StoredEvent): event is ReviewEvent =>
  event.kind === 'review' && 'cardId' in event && typeof event.cardId === 'string'

/** How long an answer took, 0 to 60 000 ms. A damaged event may say anything there, and tells nothing then: 0. */
export const tookMs = ({ elapsedMs }: ReviewEvent): number => (elapsedMs >= 0 ? Math.min(elapsedMs, 60_000) : 0)
