import type { CardId, DeckId, Evidence, ListItem, Note } from './note.ts'

/** How a question is put. */
export const QUESTION_KINDS = ['choice', 'several', 'trueFalse', 'typed', 'cloze', 'list', 'matching'] as const
export type QuestionKind = (typeof QUESTION_KINDS)[number]

/** What a paper is like, apart from the cards it asks. */
export type Blueprint = {
  /** At most this many questions, up to `MOST_QUESTIONS`; 0 for all. */
  readonly count: number
  /** How often each kind is drawn beside the others where a note allows it, 0 (never) to `MOST_WEIGHT`. */
  readonly mix: Readonly<Record<QuestionKind, number>>
  /** `sequential` is the order of decks and articles; `weakest` asks first what is least likely to be recalled. */
  readonly order: 'random' | 'sequential' | 'weakest'
  /** Otherwise options stand in the order of numbers and letters. */
  readonly shuffleOptions: boolean
  /** 1 to `MOST_MINUTES`, or null for none. */
  readonly limitMinutes: number | null
  /** Share of points to pass, 0 to 1. */
  readonly passRatio: number
  /** `once` shows right or wrong after each question, `end` after the paper. */
  readonly feedback: 'once' | 'end'
  /** How what is typed is marked: slips let pass, to the letter, or by the learner. */
  readonly marking: 'tolerant' | 'exact' | 'self'
  /** Whether the answers count for the schedule. */
  readonly teaches: boolean
}

/** A finished paper is one event of the log; more would weigh on it. */
export const MOST_QUESTIONS = 200
export const MOST_MINUTES = 240
export const MOST_WEIGHT = 3

export const DEFAULT_BLUEPRINT: Blueprint = {
  count: 20,
  mix: { choice: 2, several: 2, trueFalse: 1, typed: 2, cloze: 2, list: 2, matching: 1 },
  order: 'random',
  shuffleOptions: true,
  limitMinutes: null,
  passRatio: 0.6,
  feedback: 'end',
  marking: 'tolerant',
  teaches: false,
}

/** A note that may be asked, with what its deck says of it. */
export type PoolNote = {
  readonly note: Note
  readonly deckId: DeckId
  readonly language: string
  /** What a result counts it under: its deck, or its article where all are of one deck. */
  readonly topic: string
}

/** A question as it stands on a paper: it needs no deck to be shown, marked and explained. */
export type Question = {
  readonly deckId: DeckId
  readonly language: string
  readonly topic: string
  /** One line of plain text; of a cloze with its gaps as `[…]`; empty for a matching. */
  readonly stem: string
  /** The cards that it asks, each on one question of a paper at most. */
  readonly cards: readonly CardId[]
  /** Where the right answer comes from; for a list or a matching a piece for each item. */
  readonly evidence: readonly Evidence[]
} & QuestionForm

export type QuestionForm =
  | { readonly kind: 'choice'; readonly options: readonly ExamOption[]; readonly key: number }
  /** How many are right is not said. */
  | { readonly kind: 'several'; readonly options: readonly ExamOption[]; readonly keys: readonly number[] }
  /** Whether `claim.text` answers the stem. A false claim is one of the note's own distractors. */
  | { readonly kind: 'trueFalse'; readonly claim: ExamOption; readonly isTrue: boolean; readonly answer: string }
  | {
      readonly kind: 'typed'
      readonly answer: string
      readonly accepted: readonly string[]
      readonly wrong: readonly string[]
    }
  /** A gap names its blank by place; each blank is typed once, whatever how many gaps it fills. */
  | { readonly kind: 'cloze'; readonly parts: readonly GapPart[]; readonly blanks: readonly Blank[] }
  | { readonly kind: 'list'; readonly items: readonly ListItem[] }
  /** `keys[i]` is the place in `options` of what belongs to `prompts[i]`. */
  | {
      readonly kind: 'matching'
      readonly prompts: readonly string[]
      readonly options: readonly string[]
      readonly keys: readonly number[]
    }

/** `evidence` of a wrong option is the sentence it is true of, where that is known. */
export type ExamOption = { readonly text: string; readonly evidence: Evidence | null }

export type GapPart =
  | { readonly kind: 'text'; readonly text: string }
  | { readonly kind: 'gap'; readonly blank: number; readonly hint: string | null }

export type Blank = { readonly answer: string; readonly accepted: readonly string[]; readonly cardId: CardId }

/** What was answered, in the question's own way; null for nothing. */
export type ExamAnswer =
  | { readonly kind: 'choice'; readonly option: number }
  | { readonly kind: 'several'; readonly options: readonly number[] }
  | { readonly kind: 'truth'; readonly says: boolean }
  /** One text for each blank, or each line of a list; a single one for a typed question. */
  | { readonly kind: 'text'; readonly texts: readonly string[] }
  /** For each prompt the place of its option, or null. */
  | { readonly kind: 'pairs'; readonly options: readonly (number | null)[] }
  | null

/** Whether there is anything to mark. */
export function isAnswered(answer: ExamAnswer): boolean {
  switch (answer?.kind) {
    case undefined:
      return false
    case 'choice':
    case 'truth':
      return true
    case 'several':
      return answer.options.length > 0
    case 'text':
      return answer.texts.some((text) => text.trim() !== '')
    case 'pairs':
      return answer.options.some((option) => option !== null)
  }
}

/** True where the answer is said from memory rather than recognised among options. */
export const isRecall = (kind: QuestionKind): boolean => kind === 'typed' || kind === 'cloze' || kind === 'list'
