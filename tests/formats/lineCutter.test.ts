import fc from 'fast-check'
import { expect, it } from 'vitest'
import { makeLineCutter } from '../../src/formats/lineCutter.ts'

it('gives the lines of a text whatever pieces it comes in, and null for those that are too long', () => {
  const texts = fc.array(fc.stringMatching(/^[ab\n]{0,9}$/), { maxLength: 12 })
  fc.assert(
    fc.property(texts, fc.integer({ min: 0, max: 9 }), (pieces, most) => {
      const cutter = makeLineCutter(most)
      const lines = [...pieces.flatMap((piece) => cutter.push(piece)), cutter.end()]
      const all = pieces.join('').split('\n')
      expect(lines).toEqual(all.map((line) => (line.length > most ? null : line)))
    }),
  )
})
