import type { Note } from '../domain/note.ts'
import type { ProposedCard } from '../domain/proposedCard.ts'
import type { PartialDate, Source } from '../domain/source.ts'
import type { Unasked } from '../domain/unasked.ts'
import type { Checked } from '../generator/proposal.ts'
import type { HtmlText } from './htmlText.ts'

/** An article as somebody pastes it. */
export type ArticleText = {
  readonly text: string
  readonly title: string
  readonly outlet: string | null
  readonly published: PartialDate | null
  readonly url: string | null
  /** SPDX identifier of the text's licence, or null where the text is somebody else's. */
  readonly licence: string | null
}

/** Why an article gives no cards: a sentence for each is in the interface. */
export type NoCards =
  | { readonly kind: 'empty' | 'too-short' | 'too-long' | 'not-english' | 'not-text' }
  /** It was read, and no question in it was good enough; cards can be made of it by hand. */
  | { readonly kind: 'no-question'; readonly source: Source; readonly unasked: Unasked }
  /** The language model is not on this device, and could not be fetched. */
  | { readonly kind: 'no-model' }

export type FindProgress =
  /** The text as it will be stored: it can be shown while it is read. */
  | { readonly phase: 'cleaned'; readonly source: Source }
  /** The language model comes from the network, once. */
  | { readonly phase: 'loading' }
  | { readonly phase: 'reading' | 'asking'; readonly share: number }
  /** The best cards so far; the end decides which of them stay. */
  | { readonly phase: 'found'; readonly notes: readonly Note[] }

export type GeneratorApi = {
  readonly generate: {
    readonly input: ArticleText
    readonly output:
      | { readonly kind: 'found'; readonly source: Source; readonly notes: readonly Note[]; readonly unasked: Unasked }
      | { readonly kind: 'none'; readonly why: NoCards }
    readonly progress: FindProgress
  }
  /** A model's cards for an article, read against its text. Rejects where the language model is out of reach. */
  readonly check: {
    readonly input: {
      readonly source: Source
      readonly cards: readonly ProposedCard[]
      /** What is asked already. */
      readonly others: readonly Note[]
    }
    readonly output: Checked
    readonly progress: never
  }
  /** A page's markup as an article's text, with what the page says of itself. */
  readonly htmlToText: { readonly input: string; readonly output: HtmlText; readonly progress: never }
}
