import { expect, test } from 'vitest'
import { anchorsOf, evidenceBySource } from '../../src/domain/anchors.ts'
import type { Note } from '../../src/domain/note.ts'
import type { Source } from '../../src/domain/source.ts'

const source = { id: 's', text: 'x'.repeat(800) } as unknown as Source
const noteAt = (start: number, end: number) =>
  ({ evidence: [{ sourceId: 's', sentence: { start, end } }] }) as unknown as Note
const anchors = (notes: readonly Note[], of = source) => anchorsOf(of, evidenceBySource(notes).get(of.id))

test('a sentence marks its part of the line that it stands in', () => {
  expect(anchors([noteAt(150, 175)])).toEqual([null, [50, 75], null, null, null, null, null, null])
})

test('a sentence over a line’s end marks both lines, and nothing marks more than a line', () => {
  expect(anchors([noteAt(680, 730), noteAt(600, 640)]).slice(6)).toEqual([
    [0, 100],
    [0, 30],
  ])
})

test('no cards, or cards of another source, mark nothing', () => {
  expect(anchors([])).toEqual(Array(8).fill(null))
  expect(anchors([noteAt(0, 10)], { ...source, id: 'other' } as unknown as Source)).toEqual(Array(8).fill(null))
})

test('a source from which more cards come than a function takes arguments', () => {
  const notes = Array.from({ length: 200_000 }, (_, i) => noteAt(i % 700, (i % 700) + 10))
  expect(anchors(notes)[0]).toEqual([0, 100])
})
