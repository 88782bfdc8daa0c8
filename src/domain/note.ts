import type { Brand } from './brand.ts'
import type { SourceId, Span } from './source.ts'

export type NoteId = Brand<string, 'NoteId'>
export type DeckId = Brand<string, 'DeckId'>

/** What is scheduled: one face of a note, as `noteId/face`. The deck is no part of it, so moving a card moves nothing. */
export type CardId = Brand<string, 'CardId'>

/** A reading of the sentence that the question depends on, shown to the learner rather than hidden. */
export type Resolution = {
  readonly kind: 'pronoun' | 'definite' | 'date' | 'name'
  /** The words as they stand in the text, e.g. `he`, and what they were read as, e.g. `Hamid Karzai`. */
  readonly words: string
  readonly readAs: string
}

/** Where an answer comes from. `quote` repeats the sentence, so that it can be shown where the source is not at hand. */
export type Evidence = {
  readonly sourceId: SourceId
  readonly sentence: Span
  readonly answer: Span
  readonly quote: string
  readonly resolutions: readonly Resolution[]
}

/** A wrong option of a choice, with the sentence it is true of where that is known: a miss can then say why. */
export type Distractor = { readonly text: string; readonly evidence: Evidence | null }

/**
 * What a note asks, by kind, as it is written here. Kinds from later versions are kept as they are and shown as
 * unsupported; what comes with templates of its own is read by `templateOf` (`noteType.ts`).
 */
export type NoteContent =
  | { readonly kind: 'qa'; readonly question: string; readonly answer: string }
  /** Every item is asked for, in any order. */
  | { readonly kind: 'list'; readonly question: string; readonly items: readonly ListItem[] }
  /** `text` holds blanks as `{{c1::answer}}` or `{{c1::answer::hint}}`: one card for each number. */
  | { readonly kind: 'cloze'; readonly text: string }
  /** Asked with its options in view; `answer` is the key, the note's distractors the other options. */
  | { readonly kind: 'choice'; readonly question: string; readonly answer: string }

export type ListItem = {
  readonly text: string
  readonly accepted: readonly string[]
}

export type Note = {
  readonly id: NoteId
  readonly content: NoteContent
  readonly tags: readonly string[]
  /** Other answers that are right as well (of a list, see its items). */
  readonly accepted: readonly string[]
  readonly distractors: readonly Distractor[]
  /** For a list: one piece for each item, in order. Otherwise every piece shows the whole answer on its own. */
  readonly evidence: readonly Evidence[]
  /** How sure the generator was, 0 to 1; null for a card made by hand. */
  readonly confidence: number | null
}

/** A card face: the only one of most notes, the number of a cloze, that of a box on a picture, or a template's ordinal. */
export type Face = 'front' | `c${number}` | `s${number}` | `t${number}`

export const cardIdOf = (noteId: NoteId, face: Face): CardId => `${noteId}/${face}` as CardId

export const noteIdOf = (cardId: CardId): NoteId => cardId.slice(0, Math.max(0, cardId.lastIndexOf('/'))) as NoteId

export const faceOf = (cardId: CardId): Face => cardId.slice(cardId.lastIndexOf('/') + 1) as Face
