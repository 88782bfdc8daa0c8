import fc from 'fast-check'
import { expect, test } from 'vitest'
import { articleBlocks } from '../../src/ui/articleBlocks.ts'

test('blocks are cut where the sentences of cards begin and end', () => {
  const text = '## Heading\n\nOne. Two. Three.'
  const start = text.indexOf('Two.')
  const [heading, paragraph] = articleBlocks(text, [
    { start, end: start + 4, card: 0 },
    { start, end: start + 4, card: 1 },
  ])
  expect(heading).toEqual({ kind: 'heading', pieces: [{ text: 'Heading', cards: [], first: [] }] })
  expect(paragraph?.pieces).toEqual([
    { text: 'One. ', cards: [], first: [] },
    { text: 'Two.', cards: [0, 1], first: [0, 1] },
    { text: ' Three.', cards: [], first: [] },
  ])
})

test('no text is lost or told twice, whatever is marked', () => {
  const words = fc
    .array(fc.constantFrom('one', 'two. ', 'three\n\n', ' four'), { maxLength: 40 })
    .map((all) => all.join(''))
  const marks = fc.array(fc.record({ start: fc.nat(200), length: fc.integer({ min: 1, max: 60 }), card: fc.nat(5) }))
  fc.assert(
    fc.property(words, marks, (text, spans) => {
      const blocks = articleBlocks(
        text,
        spans.map(({ start, length, card }) => ({ start, end: start + length, card })),
      )
      const shown = blocks.map((block) => block.pieces.map((piece) => piece.text).join('')).join('')
      expect(shown.replace(/\n/g, '')).toBe(text.replace(/\n/g, ''))
    }),
  )
})
