import type { Source } from '../src/domain/source.ts'

/** A test's article of which nothing is known but its words; its fields in the order in which they are stored. */
export const bareSource = <Id extends string>(known: {
  readonly id: Id
  readonly title: string
  readonly text: string
}) =>
  ({
    ...known,
    language: 'en',
    published: null,
    author: null,
    outlet: null,
    url: null,
    basedOn: null,
    topics: [],
    licence: null,
  }) satisfies Omit<Source, 'id'>
