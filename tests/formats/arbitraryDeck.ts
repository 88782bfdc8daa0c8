import fc from 'fast-check'
import type { Deck } from '../../src/domain/deck.ts'
import type { DeckId, Evidence, Note, NoteContent, NoteId } from '../../src/domain/note.ts'
import type { PartialDate, Source, SourceId } from '../../src/domain/source.ts'

/** Any deck that the format can hold: texts in every script, evidence cut from its sources at random. */

const words = fc.string({ minLength: 1, maxLength: 30, unit: 'grapheme' })
const maybe = <T>(arbitrary: fc.Arbitrary<T>) => fc.option(arbitrary, { nil: null })
/** With keys of programs and versions that are not known here. */
const plus = <T extends object>(arbitrary: fc.Arbitrary<T>): fc.Arbitrary<T> =>
  fc.tuple(arbitrary, fc.constantFrom(...UNKNOWN)).map(([known, more]) => ({ ...known, ...more }))
const UNKNOWN: readonly object[] = [{}, {}, { x_a: 'ü' }, { x_b: [1, null, { y: 0.5 }], x_1: { z: true } }]
/** None is a name that every object has: such are refused. */
const id = fc.stringMatching(/^[\w.:~@+=-]{1,20}$/).filter((text) => !(text in {}))

const sourceText = fc
  .string({ minLength: 2, maxLength: 200, unit: 'grapheme' })
  .map((text) => text.replaceAll('\r', ' ').normalize('NFC'))
  .filter((text) => text.length > 1)

const source: fc.Arbitrary<Source> = plus(
  fc.record({
    id: id.map((value) => value as SourceId),
    title: words,
    text: sourceText,
    language: fc.constantFrom('en', 'de', 'pt-BR'),
    published: maybe(fc.constantFrom('2013', '2013-07', '2013-07-06').map((date) => date as PartialDate)),
    author: maybe(words),
    outlet: maybe(words),
    url: maybe(fc.constantFrom('https://example.org/a', 'http://example.org/?q=ü')),
    basedOn: maybe(
      fc.record({ author: maybe(words), outlet: words, kind: fc.constantFrom('news', 'op-ed', 'other' as const) }),
    ),
    topics: fc.array(words, { maxLength: 3 }),
    licence: maybe(words),
  }),
)

const content: fc.Arbitrary<NoteContent> = plus(
  fc.oneof(
    fc.record({ kind: fc.constant('qa' as const), question: words, answer: words }),
    fc.record({ kind: fc.constant('choice' as const), question: words, answer: words }),
    fc.record({ kind: fc.constant('cloze' as const), text: words.map((word) => `a {{c1::${word}}} b`) }),
    fc.record({
      kind: fc.constant('list' as const),
      question: words,
      items: fc.array(fc.record({ text: words, accepted: fc.array(words, { maxLength: 2 }) }), { minLength: 1 }),
    }),
    fc
      .record({ kind: fc.constant('hologram'), beams: fc.jsonValue({ maxDepth: 2 }) })
      .map((later) => JSON.parse(JSON.stringify(later)) as NoteContent),
  ),
)

function evidenceFrom(sources: readonly Source[]): fc.Arbitrary<Evidence> {
  const cuts = fc.array(fc.nat(1_000_000), { minLength: 4, maxLength: 4 })
  const resolution = fc.record({
    kind: fc.constantFrom('pronoun', 'definite', 'date', 'name' as const),
    words,
    readAs: words,
  })
  return plus(
    fc
      .record({ source: fc.constantFrom(...sources), cuts, resolutions: fc.array(resolution, { maxLength: 2 }) })
      .map(({ source, cuts, resolutions }) => {
        const sentence = cut(0, source.text.length, cuts[0] ?? 0, cuts[1] ?? 0)
        const answer = cut(sentence.start, sentence.end, cuts[2] ?? 0, cuts[3] ?? 0)
        const quote = source.text.slice(sentence.start, sentence.end)
        return { sourceId: source.id, sentence, answer, quote, resolutions }
      })
      .filter(({ quote }) => quote.isWellFormed()),
  )
}

function cut(start: number, end: number, a: number, b: number) {
  const from = start + (a % (end - start))
  return { start: from, end: from + 1 + (b % (end - from)) }
}

function noteFrom(sources: readonly Source[]): fc.Arbitrary<Note> {
  const evidence = evidenceFrom(sources)
  return plus(
    fc.record({
      id: id.map((value) => value as NoteId),
      content,
      tags: fc.array(words, { maxLength: 3 }),
      accepted: fc.array(words, { maxLength: 2 }),
      distractors: fc.array(fc.record({ text: words, evidence: maybe(evidence) }), { maxLength: 3 }),
      evidence: fc.array(evidence, { maxLength: 3 }),
      confidence: maybe(fc.double({ min: 0, max: 1, noNaN: true }).map((value) => (value === 0 ? 0 : value))),
    }),
  )
}

export const arbitraryDeck: fc.Arbitrary<Deck> = fc
  .uniqueArray(source, { minLength: 1, maxLength: 3, selector: ({ id }) => id })
  .chain((sources) =>
    plus(
      fc.record({
        id: id.map((value) => value as DeckId),
        version: fc.integer({ min: 1, max: 1000 }),
        title: words,
        language: fc.constantFrom('en', 'fr'),
        licence: words,
        authors: fc.array(words, { maxLength: 2 }),
        sources: fc.constant(sources),
        notes: fc.uniqueArray(noteFrom(sources), { maxLength: 5, selector: ({ id }) => id }),
        tombstones: fc.array(
          id.map((value) => `gone:${value}` as NoteId),
          { maxLength: 2 },
        ),
      }),
    ),
  )

/** The same with the n-th value in it (counted round and round) replaced. */
export function swapped(whole: unknown, by: unknown, n: number): unknown {
  const count = { values: 0 }
  const visit = (value: unknown, at: number): unknown => {
    if (count.values++ === at) return by
    if (Array.isArray(value)) return value.map((inner) => visit(inner, at))
    if (typeof value !== 'object' || value === null) return value
    return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, visit(inner, at)]))
  }
  visit(whole, -1)
  const at = n % count.values
  count.values = 0
  return visit(whole, at)
}
