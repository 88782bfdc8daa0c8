import type { Source } from '../src/domain/source.ts'

/** A source of which nothing is known but its words: what a test's article has besides its id, title and text. */
export const BARE_SOURCE: Omit<Source, 'id' | 'title' | 'text'> = {
  language: 'en',
  published: null,
  author: null,
  outlet: null,
  url: null,
  basedOn: null,
  topics: [],
  licence: null,
}
