import fc from 'fast-check'
import { expect, test } from 'vitest'
import { PORTION, portionByWeight, portionOf } from '../../src/ui/parts/portion.ts'

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

test('rows of any weight are drawn a portion at a time, and each press brings on the next of them', () => {
  fc.assert(
    fc.property(fc.array(fc.integer({ min: 1, max: 2000 }), { maxLength: 300 }), (weights) => {
      const sum = (rows: readonly number[]) => rows.reduce((all, weight) => all + weight, 0)
      let [most, drawn] = [PORTION, 0]
      for (;;) {
        const { rows, more, next } = portionByWeight(weights, (weight) => weight, most)
        expect(rows).toEqual(weights.slice(0, rows.length))
        expect(rows.length + more).toBe(weights.length)
        expect(sum(rows.slice(0, -1))).toBeLessThan(most)
        if (more === 0) return
        expect(rows.length).toBeGreaterThan(drawn)
        ;[most, drawn] = [next, rows.length]
      }
    }),
  )
})
