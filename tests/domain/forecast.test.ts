import fc from 'fast-check'
import { expect, test } from 'vitest'
import { makeColumns, PHASES, SUSPENDED } from '../../src/domain/columns.ts'
import { dueTomorrow, nextDueOf } from '../../src/domain/forecast.ts'
import type { DeckId } from '../../src/domain/note.ts'
import { toStudyDay } from '../../src/domain/time.ts'

const today = toStudyDay(20_000)

/** Columns of review cards due so many days from today; null is a card on a step, due within the day. */
function columnsOf(offsets: readonly (number | null)[]) {
  const columns = makeColumns('d' as DeckId, Array(offsets.length).fill(1))
  for (const [row, offset] of offsets.entries()) {
    columns.phase[row] = PHASES.indexOf(offset === null ? 'learning' : 'review')
    columns.due[row] = offset === null ? 1_728_000_000_000 : today + offset
  }
  return columns
}

test('the first day after today on which cards come due, and how many', () => {
  expect(nextDueOf(columnsOf([0, -3, 4, 2, 2, 9, null]), today)).toEqual({ day: today + 2, count: 2 })
  expect(nextDueOf(columnsOf([0, -1, null]), today)).toBeNull()
  expect(dueTomorrow(columnsOf([1, 1, 2]), today)).toBe(2)
  expect(dueTomorrow(columnsOf([2]), today)).toBe(0)
})

test('a suspended card is not counted', () => {
  const columns = columnsOf([1, 3])
  columns.hidden[0] = SUSPENDED
  expect(nextDueOf(columns, today)).toEqual({ day: today + 3, count: 1 })
})

test('it agrees with looking at each card', () => {
  fc.assert(
    fc.property(fc.array(fc.integer({ min: -5, max: 12 })), (offsets) => {
      const later = offsets.filter((offset) => offset > 0).sort((a, b) => a - b)
      const [first] = later
      const expected =
        first === undefined ? null : { day: today + first, count: later.filter((offset) => offset === first).length }
      expect(nextDueOf(columnsOf(offsets), today)).toEqual(expected)
    }),
  )
})
