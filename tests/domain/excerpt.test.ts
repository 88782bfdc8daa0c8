import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { excerpt, isExcerptOf } from '../../src/domain/excerpt.ts'
import type { Evidence, Note } from '../../src/domain/note.ts'
import { type Source, type SourceId, sliceOf } from '../../src/domain/source.ts'
import { bareSource } from '../bareSource.ts'
import { makeNote } from './arbitraries.ts'

const sourceOf = (text: string): Source => bareSource({ id: 's' as SourceId, title: 'T', text })

const quoting = (text: string, start: number, end: number): Note => {
  const span = { start, end }
  const piece: Evidence = {
    sourceId: 's' as SourceId,
    sentence: span,
    answer: span,
    quote: text.slice(start, end),
    resolutions: [],
  }
  return makeNote(`n${start}`, { kind: 'qa', question: 'Q?', answer: 'A' }, { evidence: [piece] })
}

const cases = fc
  .tuple(
    fc.string({ unit: fc.constantFrom('a', 'b', ' ', '\n', '.', 'é', '…'), minLength: 1, maxLength: 120 }),
    fc.array(fc.tuple(fc.nat(), fc.nat()), { maxLength: 4 }),
  )
  .map(([text, pairs]) => {
    const at = (n: number) => n % (text.length + 1)
    return {
      source: sourceOf(text),
      notes: pairs.map(([a, b]) => quoting(text, Math.min(at(a), at(b)), Math.max(at(a), at(b)))),
    }
  })

describe('an excerpt', () => {
  test('keeps every quoted sentence where it stood, and no word besides', () => {
    fc.assert(
      fc.property(cases, ({ source, notes }) => {
        const cut = excerpt(source, notes)
        expect(cut.text.length).toBe(source.text.length)
        const isQuoted = (i: number) => notes.some(({ evidence: [piece] }) => isWithin(i, piece?.sentence))
        for (const note of notes)
          for (const piece of note.evidence) expect(sliceOf(cut, piece.sentence)).toBe(piece.quote)
        for (let i = 0; i < cut.text.length; i++) expect(isQuoted(i) || /[\s…]/.test(cut.text[i] ?? '')).toBe(true)
        expect(isExcerptOf(cut.text, source.text)).toBe(true)
        expect(excerpt(cut, notes)).toEqual(cut)
      }),
    )
  })

  test('is told from another text', () => {
    expect(isExcerptOf('One.           Three.', 'One. Two words. Three.')).toBe(false)
    expect(isExcerptOf('One. …          Three', 'One. Two words.  Four')).toBe(false)
    expect(isExcerptOf('One. …          Three', 'One. Two words. Three')).toBe(true)
  })
})

const isWithin = (i: number, span: { start: number; end: number } | undefined): boolean =>
  span !== undefined && i >= span.start && i < span.end
