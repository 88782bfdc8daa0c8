import fc from 'fast-check'
import { expect, test } from 'vitest'
import { type Memory, newCard } from '../../src/domain/card.ts'
import { makeColumns, setRow } from '../../src/domain/columns.ts'
import { believedColumns, isDueNow, waitsInVain } from '../../src/domain/misdated.ts'
import type { CardId, DeckId } from '../../src/domain/note.ts'
import { dueForecast } from '../../src/domain/statsMemory.ts'
import { runsOf } from '../../src/domain/statsRuns.ts'
import { DAY_MS, DAYS_BACK, dueAtInstant, dueOnDay, toInstant, toStudyDay } from '../../src/domain/time.ts'

const TODAY = toStudyDay(20_500)
const NOW = toInstant(20_500 * DAY_MS + DAY_MS / 2)
const recall = { stability: 9, difficulty: 5 }
const reviewed = (day: number, due: number): Exclude<Memory, { phase: 'new' }> => ({
  phase: 'review',
  due: dueOnDay(toStudyDay(due)),
  day: toStudyDay(day),
  ...recall,
})

test('a card is due by its own day, unless its last answer lies further ahead than any journey brings', () => {
  fc.assert(
    fc.property(fc.integer({ min: -400, max: 200_000 }), fc.integer({ min: 0, max: 36_500 }), (ago, wait) => {
      const day = TODAY + ago
      const memory = reviewed(day, day + wait)
      const isAhead = ago > DAYS_BACK
      expect(waitsInVain(memory, TODAY)).toBe(isAhead)
      expect(isDueNow(memory, TODAY, NOW)).toBe(isAhead || day + wait <= TODAY)
    }),
  )
})

test('a step that ends at an instant of such a clock is none to wait for', () => {
  const at = Date.UTC(2300, 0, 5, 9)
  const day = toStudyDay(Math.floor(at / DAY_MS))
  const due = dueAtInstant(toInstant(at + 600_000))
  expect(isDueNow({ phase: 'learning', step: 0, due, day, ...recall }, TODAY, NOW)).toBe(true)
  const soon = dueAtInstant(toInstant(NOW + 600_000))
  expect(isDueNow({ phase: 'learning', step: 0, due: soon, day: TODAY, ...recall }, TODAY, NOW)).toBe(false)
})

test('a day to which the learner put the card since then holds', () => {
  const put = reviewed(120_000, TODAY + 5)
  expect(waitsInVain(put, TODAY)).toBe(false)
  expect(isDueNow(put, TODAY, NOW)).toBe(false)
})

test('a day that no journey brings is no day of a run', () => {
  expect(runsOf([TODAY - 9, TODAY - 8, 120_000], TODAY, false)).toEqual({ current: 0, longest: 2 })
  expect(runsOf([TODAY - 1, TODAY, TODAY + 1], TODAY, false)).toEqual({ current: 3, longest: 3 })
})

test('a forecast counts such a card for today', () => {
  const card = { ...newCard('n/front' as CardId), memory: reviewed(120_000, 120_009) }
  const now = { today: TODAY, offsetMinutes: 0, rolloverHour: 4 }
  const { days, later, backlog } = dueForecast([card.cardId], new Map([[card.cardId, card]]), now)
  expect([days[0], later, backlog]).toEqual([{ review: 1, learning: 0 }, 0, 0])
})

test('columns are read without such days, and are the same where there are none', () => {
  const columns = makeColumns('d' as DeckId, [1, 1, 1])
  const set = (row: number, memory: Memory) => setRow(columns, row, { ...newCard(`n${row}/front` as CardId), memory })
  set(0, reviewed(TODAY - 3, TODAY + 4))
  set(1, reviewed(TODAY - 3, TODAY))
  expect(believedColumns([columns], TODAY)[0]).toBe(columns)
  set(1, reviewed(120_000, 120_009))
  set(2, reviewed(120_000, TODAY + 7))
  const [read] = believedColumns([columns], TODAY)
  expect([...(read?.due ?? [])]).toEqual([TODAY + 4, TODAY, TODAY + 7])
  expect([...(read?.lastDay ?? [])]).toEqual([TODAY - 3, TODAY - 1, TODAY - 1])
  expect(columns.due[1]).toBe(120_009)
})
