import fc from 'fast-check'
import { expect, test } from 'vitest'
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
