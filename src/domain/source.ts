import type { Brand } from './brand.ts'

export type SourceId = Brand<string, 'SourceId'>

/** UTF-16 offsets into a source's stored text, `start` inclusive, `end` exclusive. */
export type Span = { readonly start: number; readonly end: number }

/** A calendar date as far as it is known: `2013`, `2013-07` or `2013-07-06`. */
export type PartialDate = Brand<string, 'PartialDate'>

/** What a source restates, where it is a summary in somebody's own words: never to be shown as a quotation of it. */
export type BasedOn = {
  readonly author: string | null
  readonly outlet: string
  readonly kind: 'news' | 'op-ed' | 'other'
}

/** An article as stored: cards point into its text by offsets, so the text never changes under an id. */
export type Source = {
  readonly id: SourceId
  readonly title: string
  /** NFC, line feeds only; blocks (paragraphs, headings) are separated by blank lines. */
  readonly text: string
  readonly language: string
  readonly published: PartialDate | null
  readonly author: string | null
  readonly outlet: string | null
  readonly url: string | null
  readonly basedOn: BasedOn | null
  readonly topics: readonly string[]
  /** SPDX identifier of the stored text's licence, or null where the text is somebody else's. */
  readonly licence: string | null
}

export const sliceOf = (source: Source, span: Span): string => source.text.slice(span.start, span.end)
