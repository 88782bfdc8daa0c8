import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { backlogOf } from '../../src/domain/backlog.ts'
import { newCard } from '../../src/domain/card.ts'
import { type Columns, makeColumns, setRow } from '../../src/domain/columns.ts'
import { daysToClear, spreadBacklog } from '../../src/domain/moveBacklog.ts'
import { type BreakInput, planBreak, recallOfMoves } from '../../src/domain/moveBreak.ts'
import { retimed } from '../../src/domain/moveRetimed.ts'
import { dayChanges, daysToShow, dayToTell, dueCards, levelled, type Move } from '../../src/domain/moves.ts'
import { makeScheduler } from '../../src/domain/scheduler.ts'
import { DEFAULT_SETTINGS, type Settings } from '../../src/domain/settings.ts'
import { addDays, dueOnDay, toStudyDay } from '../../src/domain/time.ts'
import { cardIdNamed, deckNamed, defaultScheduler, FIRST_DAY } from './arbitraries.ts'
import { drain } from './optimizeWork.ts'

const today = toStudyDay(FIRST_DAY)

type Row = {
  readonly due: number
  readonly interval: number
  readonly stability?: number
  readonly suspended?: boolean
}

/** One-card notes in review: `due` in days from today. */
function deckOf(rows: readonly Row[]): Columns {
  const columns = makeColumns(
    deckNamed('deck'),
    rows.map(() => 1),
  )
  for (const [row, { due, interval, stability = interval, suspended = false }] of rows.entries()) {
    const day = addDays(today, due - interval)
    const memory = { phase: 'review', due: dueOnDay(addDays(today, due)), stability, difficulty: 5, day } as const
    setRow(columns, row, { ...newCard(cardIdNamed(`card${row}`)), suspended, memory })
  }
  return columns
}

const rows: fc.Arbitrary<readonly Row[]> = fc.array(
  fc.record({
    due: fc.integer({ min: -40, max: 60 }),
    interval: fc.integer({ min: 1, max: 120 }),
    stability: fc.double({ min: 0.1, max: 200, noNaN: true }),
    suspended: fc.boolean(),
  }),
  { maxLength: 80 },
)

const input = (columns: Columns, maximumIntervalDays = 36_500): BreakInput => ({
  cards: dueCards([columns]),
  today,
  maximumIntervalDays,
  recallAfter: defaultScheduler.retrievabilityAfter,
})

const countsAfter = (columns: Columns, moves: readonly Move[], days: number): number[] =>
  dayChanges(dueCards([columns]), moves, today, days).map(({ after }) => after)

describe('a backlog', () => {
  it('is more overdue than two usual days bring, where a usual day is what the intervals come to', () => {
    const behind = [...Array(25).fill({ due: -3, interval: 10 }), ...Array(75).fill({ due: 4, interval: 10 })]
    expect(backlogOf([deckOf(behind)], today)).toMatchObject({ overdue: 25, perDay: expect.closeTo(10) })
    const inTime = [...Array(19).fill({ due: -3, interval: 10 }), ...Array(81).fill({ due: 0, interval: 10 })]
    expect(backlogOf([deckOf(inTime)], today)).toBeNull()
    expect(backlogOf([deckOf(Array(9).fill({ due: -3, interval: 90 }))], today)).toBeNull()
    expect(backlogOf([deckOf(Array(40).fill({ due: -3, interval: 90, suspended: true }))], today)).toBeNull()
  })

  it('is gone in the days it takes at a pace above what comes anew, and never at one below', () => {
    const backlog = { overdue: 100, perDay: 30 }
    expect(daysToClear(backlog, 50)).toBe(5)
    expect(daysToClear(backlog, 30)).toBeNull()
  })

  it('spread out, loses no card, puts none in the past or beyond the days, and leaves them as even as can be', () => {
    fc.assert(
      fc.property(rows, fc.integer({ min: 1, max: 30 }), (some, days) => {
        const columns = deckOf(some)
        const moves = spreadBacklog(dueCards([columns]), today, days)
        const cards = moves.map(({ card }) => card)
        expect(new Set(cards).size).toBe(cards.length)
        for (const { card, to } of moves) {
          expect(card.due).toBeLessThan(today)
          expect(to).toBeGreaterThanOrEqual(today)
          expect(to).toBeLessThan(today + days)
        }
        const before = dayChanges(dueCards([columns]), [], today, days).map((day) => day.before)
        const after = countsAfter(columns, moves, days)
        expect(after.reduce((a, b) => a + b, 0)).toBe(before.reduce((a, b) => a + b, 0))
        // A day that took an overdue card is at most one above the least.
        const least = Math.min(...after)
        for (const [i, count] of after.entries()) {
          if (i > 0 && count > (before[i] ?? 0)) expect(count).toBeLessThanOrEqual(least + 1)
        }
      }),
    )
  })

  it('spread out, keeps for today what is likeliest to be recalled', () => {
    const columns = deckOf([
      { due: -10, interval: 10, stability: 100 },
      { due: -10, interval: 10, stability: 5 },
      { due: -10, interval: 10, stability: 20 },
    ])
    const moves = spreadBacklog(dueCards([columns]), today, 3)
    expect(moves.map(({ card, to }) => [card.place.row, to - today])).toEqual([
      [0, 0],
      [2, 1],
      [1, 2],
    ])
  })
})

describe('a break', () => {
  const breaks = fc
    .tuple(fc.integer({ min: -20, max: 40 }), fc.nat({ max: 20 }))
    .map(([from, length]) => ({ from: addDays(today, from), to: addDays(today, from + length) }))

  it('ahead or under way, leaves nothing due in it, moves nothing else, and never to before today', () => {
    fc.assert(
      fc.property(rows, breaks, (some, { from, to }) => {
        fc.pre(to >= today)
        const columns = deckOf(some)
        const moves = planBreak({ from, to }, input(columns))
        const start = Math.max(from, today)
        const length = Math.max(3, to - from + 1)
        const affected = dueCards([columns]).filter(({ due }) => due >= start && due <= to)
        expect(new Set(moves.map(({ card }) => card))).toEqual(new Set(affected))
        for (const move of moves) {
          expect(move.to).toBeGreaterThanOrEqual(today)
          expect(move.to < from || move.to > to).toBe(true)
          expect(move.to).toBeGreaterThanOrEqual(from - length)
          expect(move.to).toBeLessThanOrEqual(to + length)
        }
      }),
    )
  })

  it('that is over, spreads what became due in it and nothing that was overdue before', () => {
    fc.assert(
      fc.property(rows, breaks, (some, { from, to }) => {
        fc.pre(to < today)
        for (const { card, to: day } of planBreak({ from, to }, input(deckOf(some)))) {
          expect(card.due >= from && card.due <= to).toBe(true)
          expect(day).toBeGreaterThanOrEqual(today)
        }
      }),
    )
  })

  it('moves no card past its longest interval', () => {
    const columns = deckOf(Array.from({ length: 30 }, (_, i) => ({ due: 3 + (i % 5), interval: 20 })))
    const away = { from: addDays(today, 3), to: addDays(today, 7) }
    for (const { card, to } of planBreak(away, input(columns, 22))) expect(to - card.day).toBeLessThanOrEqual(22)
  })

  it('puts before it what would suffer most from waiting, and says what the rest costs', () => {
    const fragile = Array.from({ length: 10 }, () => ({ due: 5, interval: 3, stability: 3 }))
    const firm = Array.from({ length: 10 }, () => ({ due: 5, interval: 90, stability: 90 }))
    const away = { from: addDays(today, 4), to: addDays(today, 7) }
    const moves = planBreak(away, input(deckOf([...fragile, ...firm])))
    const early = moves.filter(({ to }) => to < away.from)
    expect(early.filter(({ card }) => card.stability === 3)).toHaveLength(10)
    const { before, after } = recallOfMoves(moves, input(deckOf([])))
    expect(after).toBeGreaterThan(before)
    const late = moves.filter(({ to }) => to > away.to)
    const cost = recallOfMoves(late, input(deckOf([])))
    expect(cost.after).toBeLessThan(cost.before)
  })
})

describe('cards retimed', () => {
  const plan = (columns: Columns, change: Partial<Settings>) => {
    const settings = { ...DEFAULT_SETTINGS, ...change }
    const scheduler = makeScheduler(settings)
    return drain(retimed({ decks: [columns], concerns: () => true, today, inForce: () => ({ settings, scheduler }) }))
      .value
  }

  it('come sooner for more retention and later for less, at the least today; without a change none moves', () => {
    const on = (stability: number, due: number): Row => ({ due, interval: Math.round(stability), stability })
    const columns = deckOf(Array.from({ length: 60 }, (_, i) => on(5 + i, 1 + (i % 30))))
    expect(plan(columns, {})).toEqual([])
    const sooner = plan(columns, { desiredRetentionRatio: 0.97 })
    const later = plan(columns, { desiredRetentionRatio: 0.75 })
    expect(Math.min(sooner.length, later.length)).toBeGreaterThan(40)
    for (const { card, to } of sooner) {
      expect(to).toBeLessThan(card.due)
      expect(to).toBeGreaterThanOrEqual(today)
    }
    for (const { card, to } of later) expect(to).toBeGreaterThan(card.due)
    expect(plan(columns, { desiredRetentionRatio: 0.97 })).toEqual(sooner)
  })

  it('done, would not move again', () => {
    fc.assert(
      fc.property(rows, fc.constantFrom(0.75, 0.85, 0.95, 0.99), (some, desiredRetentionRatio) => {
        const columns = deckOf(some)
        for (const { card, to } of plan(columns, { desiredRetentionRatio })) columns.due[card.place.row] = to
        expect(plan(columns, { desiredRetentionRatio })).toEqual([])
      }),
    )
  })

  it('pass no longest interval', () => {
    const columns = deckOf([{ due: 50, interval: 90, stability: 90 }])
    const [move] = plan(columns, { maximumIntervalDays: 45 })
    expect(move && move.to - move.card.day).toBeLessThanOrEqual(45)
  })
})

describe('what is shown of moves', () => {
  it('is the coming week and every day that changes, and speaks of tomorrow or of the day that changes most', () => {
    const columns = deckOf([{ due: 1, interval: 9 }, ...Array(4).fill({ due: 40, interval: 60 })])
    const cards = dueCards([columns])
    const far = cards.slice(1).map((card, i) => ({ card, to: addDays(today, i < 3 ? 80 : 90) }))
    const days = daysToShow(cards, far, today, 60)
    expect(days.map(({ day }) => day - today)).toEqual([0, 1, 2, 3, 4, 5, 6, 40, 80, 90])
    expect(dayToTell(days)).toEqual({ day: today + 40, before: 4, after: 0 })
    const near = cards.slice(0, 1).map((card) => ({ card, to: addDays(today, 3) }))
    expect(dayToTell(daysToShow(cards, near, today, 60))).toEqual({ day: today + 1, before: 1, after: 0 })
    expect(dayToTell(daysToShow(cards, [], today, 60))).toBeNull()
    expect(daysToShow(cards, far, today, 8)).toHaveLength(8)
  })
})

describe('levelling', () => {
  it('gives each thing to the day that has least', () => {
    expect(levelled([5, 0, 2], 5)).toEqual([0, 4, 1])
    expect(levelled([], 5)).toEqual([])
  })
})
