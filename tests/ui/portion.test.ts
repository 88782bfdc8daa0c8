import fc from 'fast-check'
import { expect, test } from 'vitest'
import { deckPath } from '../../src/ui/deckPath.ts'
import { PORTION, portionOf } from '../../src/ui/parts/portion.ts'

test('a list of thousands is drawn a portion at a time, from its start and to its end', () => {
  fc.assert(
    fc.property(fc.nat(7000), fc.integer({ min: 1, max: 20 }), (length, times) => {
      const all = Array.from({ length }, (_, i) => i)
      const { rows, more } = portionOf(all, times * PORTION)
      expect(rows.length).toBeLessThanOrEqual(times * PORTION)
      expect(rows.length + more).toBe(length)
      expect(rows).toEqual(all.slice(0, rows.length))
    }),
  )
})

test('a title of thousands of levels is a path of a hundred', () => {
  expect(deckPath('News:: Afghanistan')).toBe('News › Afghanistan')
  expect(deckPath(`${'a::'.repeat(30_000)}z`).split(' › ')).toHaveLength(100)
})
