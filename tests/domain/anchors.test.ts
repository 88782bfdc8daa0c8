import { expect, test } from 'vitest'
import { anchorsOf } from '../../src/domain/anchors.ts'
import type { Note } from '../../src/domain/note.ts'
import type { Source } from '../../src/domain/source.ts'

const source = { id: 's', text: 'x'.repeat(800) } as unknown as Source
const noteAt = (start: number, end: number) =>
  ({ evidence: [{ sourceId: 's', sentence: { start, end } }] }) as unknown as Note

test('a sentence marks its part of the line that it stands in', () => {
  expect(anchorsOf(source, [noteAt(150, 175)])).toEqual([null, [50, 75], null, null, null, null, null, null])
})

test('a sentence over a line’s end marks both lines, and nothing marks more than a line', () => {
  expect(anchorsOf(source, [noteAt(680, 730), noteAt(600, 640)]).slice(6)).toEqual([
    [0, 100],
    [0, 30],
  ])
})

test('no cards, or cards of another source, mark nothing', () => {
  expect(anchorsOf(source, [])).toEqual(Array(8).fill(null))
  expect(anchorsOf({ ...source, id: 'other' } as unknown as Source, [noteAt(0, 10)])).toEqual(Array(8).fill(null))
})
