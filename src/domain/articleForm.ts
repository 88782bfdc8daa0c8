import type { Source } from './source.ts'
import type { Instant } from './time.ts'
import type { Unasked } from './unasked.ts'

/** A form that is being filled in: whatever was typed, before it is read. */
export type ArticleForm = {
  readonly text: string
  readonly title: string
  readonly outlet: string
  readonly date: string
  readonly url: string
  readonly owner: 'publisher' | 'mine'
  /** Where the cards are to go; empty for a new deck. */
  readonly deckId: string
}

/** Why there is nothing to check: what the text lacks, or that reading it broke off. */
export type FindProblem = {
  readonly kind: 'empty' | 'too-short' | 'too-long' | 'not-english' | 'not-text' | 'no-question' | 'no-model' | 'failed'
}

/** What came of reading a form's article where there is nothing to check. */
export type NothingFound = {
  /** Null where it was not read yet, or the reading was stopped. */
  readonly problem: FindProblem | null
  /** The cleaned text where it got so far: cards can be made of it by hand. */
  readonly source: Source | null
  /** What became of its sentences; missing where it was not read whole. */
  readonly unasked?: Unasked
}

/** A form as it is kept while it is filled in: each tab has its own. */
export type KeptForm = {
  readonly id: string
  readonly at: Instant
  /** Null where nothing is typed. */
  readonly form: ArticleForm | null
  /** What came of reading it, where that was nothing. */
  readonly nothing: NothingFound | null
}
