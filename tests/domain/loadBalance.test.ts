import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { newCard } from '../../src/domain/card.ts'
import { makeColumns, setRow } from '../../src/domain/columns.ts'
import { type EasyDay, weekdayOf } from '../../src/domain/easyDays.ts'
import { fuzzRange } from '../../src/domain/fuzz.ts'
import { type BalanceInput, makeBalance, makeDayLoad, siblingDays } from '../../src/domain/loadBalance.ts'
import { RATINGS } from '../../src/domain/rating.ts'
import { makeScheduler } from '../../src/domain/scheduler.ts'
import { DEFAULT_SETTINGS } from '../../src/domain/settings.ts'
import { addDays, type Due, dueOnDay, type StudyDay, toStudyDay } from '../../src/domain/time.ts'
import { answers, cardIdNamed, deckNamed, FIRST_DAY, momentAt, schedulerSettings, stateAfter } from './arbitraries.ts'

/** A Monday. */
const today = toStudyDay(20_458)
const easy = { easyDays: DEFAULT_SETTINGS.easyDays, away: null }

/** A deck of one-card notes in review, due so many days from today. */
function deckDue(daysFromToday: readonly number[]) {
  const columns = makeColumns(
    deckNamed('deck'),
    daysFromToday.map(() => 1),
  )
  for (const [row, days] of daysFromToday.entries()) {
    const due = dueOnDay(addDays(today, days))
    const memory = { phase: 'review', due, stability: 9, difficulty: 5, day: addDays(today, -5) } as const
    setRow(columns, row, { ...newCard(cardIdNamed(`card${row}`)), memory })
  }
  return columns
}

const balanceOn = (daysFromToday: readonly number[], more: Partial<BalanceInput> = {}) =>
  makeBalance({ load: makeDayLoad([deckDue(daysFromToday)], today), siblings: [], settings: easy, ...more })

/** How often each day is chosen, over draws spread evenly. */
function shares(balance: ReturnType<typeof makeBalance>, lower: number, upper: number): ReadonlyMap<number, number> {
  const counts = new Map<number, number>()
  for (let i = 0; i < 2000; i++) {
    const days = balance(today, { lower, upper }, (lower + upper) / 2, i / 2000) ?? -1
    counts.set(days, (counts.get(days) ?? 0) + 1 / 2000)
  }
  return counts
}

describe('the load of days', () => {
  it('counts what is due on each, and follows a card that moves', () => {
    const load = makeDayLoad([deckDue([0, 3, 3, -4, 400])], today)
    expect([0, 1, 3].map((days) => load.on(addDays(today, days)))).toEqual([1, 0, 2])
    load.move(dueOnDay(addDays(today, 3)), dueOnDay(addDays(today, 1)))
    load.move(null, dueOnDay(addDays(today, 1)))
    load.move(dueOnDay(addDays(today, -4)), (today * 86_400_000) as Due)
    expect([0, 1, 3].map((days) => load.on(addDays(today, days)))).toEqual([1, 2, 1])
  })
})

describe('balancing', () => {
  it('stays in the range, whatever the load, the siblings, the week and the draw', () => {
    fc.assert(
      fc.property(
        fc.array(fc.integer({ min: -5, max: 110 }), { maxLength: 60 }),
        fc.array(fc.nat({ max: 100 }), { maxLength: 4 }),
        fc.array(fc.constantFrom<EasyDay>('normal', 'reduced', 'minimum'), { minLength: 7, maxLength: 7 }),
        fc.double({ min: 1, max: 120, noNaN: true }),
        fc.double({ min: 0, max: 1, maxExcluded: true, noNaN: true }),
        (due, siblings, easyDays, interval, draw) => {
          const range = fuzzRange(interval, 1, 36_500)
          const balance = balanceOn(due, {
            siblings: siblings.map((days) => addDays(today, days)),
            settings: { easyDays, away: null },
          })
          const days = balance(today, range, interval, draw)
          expect(days).toBe(balance(today, range, interval, draw))
          if (interval > 90 || range.lower > 90) expect(days).toBeNull()
          else {
            expect(days).toBeGreaterThanOrEqual(range.lower)
            expect(days).toBeLessThanOrEqual(range.upper)
            expect(Number.isInteger(days)).toBe(true)
          }
        },
      ),
      { numRuns: 300 },
    )
  })

  it('prefers the day with fewer cards by the power 2.15 of their ratio, and a nearer one by the cube', () => {
    const due = [...Array(4).fill(10), ...Array(8).fill(11)]
    const found = shares(balanceOn(due), 10, 11)
    const ratio = (8 / 4) ** 2.15 * (11 / 10) ** 3
    expect((found.get(10) ?? 0) / (found.get(11) ?? 1)).toBeCloseTo(ratio, 0)
  })

  it('keeps siblings apart: their own day almost never, then a fifth more for each day away up to five', () => {
    const siblings = [addDays(today, 10)]
    const found = shares(balanceOn([], { siblings }), 10, 16)
    const weights = [1e-6, 0.2, 0.4, 0.6, 0.8, 1, 1]
    const sum = weights.reduce((all, weight) => all + weight, 0)
    for (const [i, weight] of weights.entries()) expect(found.get(10 + i) ?? 0).toBeCloseTo(weight / sum, 2)
  })

  it('leaves a day meant to be minimal alone, though it is empty, and days away likewise', () => {
    const saturday = 5
    const easyDays = DEFAULT_SETTINGS.easyDays.with(saturday, 'minimum')
    const range = { lower: 3, upper: 7 }
    const onSaturday = balanceOn([3, 4, 6, 7], { settings: { easyDays, away: null } })
    const away = { from: addDays(today, 4), to: addDays(today, 6) }
    const whileAway = balanceOn([3, 3, 3, 7], { settings: { ...easy, away } })
    for (let i = 0; i < 200; i++) {
      expect(weekdayOf(addDays(today, onSaturday(today, range, 5, i / 200) ?? 0))).not.toBe(saturday)
      expect([3, 7]).toContain(whileAway(today, range, 5, i / 200))
    }
  })

  it('gives a reduced day half of what the others have, and no more', () => {
    const easyDays = DEFAULT_SETTINGS.easyDays.with(5, 'reduced')
    const others = [3, 4, 6, 7].flatMap((days) => Array(4).fill(days))
    const settings = { easyDays, away: null }
    expect(shares(balanceOn([...others, 5], { settings }), 3, 7).get(5)).toBeGreaterThan(0.5)
    expect(shares(balanceOn([...others, 5, 5, 5], { settings }), 3, 7).get(5) ?? 0).toBeLessThan(0.01)
  })

  it('evens out a term’s reviews better than fuzz alone does', () => {
    const spread = (balanced: boolean): number => {
      const load = makeDayLoad([], today)
      const balance = makeBalance({ load, siblings: [], settings: easy })
      const scheduler = makeScheduler(DEFAULT_SETTINGS)
      for (let n = 0; n < 400; n++) {
        const { state } = stateAfter(scheduler, [{ rating: 'easy', days: 0, minutes: 1 }], `card${n}`)
        const moment = momentAt(today)
        const from = { ...state, memory: { ...state.memory, day: addDays(today, -9), stability: 12 } } as typeof state
        const { due } = scheduler.answer(from, 'good', moment, balanced ? balance : undefined)
        load.move(null, due)
      }
      const counts = Array.from({ length: 90 }, (_, days) => load.on(addDays(today, days)))
      return Math.max(...counts)
    }
    expect(spread(true)).toBeLessThan(spread(false))
  })
})

describe('a balanced answer', () => {
  it('is what the preview said, keeps the order of the ratings, and passes no maximum', () => {
    fc.assert(
      fc.property(
        schedulerSettings,
        answers,
        fc.array(fc.integer({ min: 0, max: 100 }), { maxLength: 80 }),
        fc.array(fc.nat({ max: 60 }), { maxLength: 3 }),
        (settings, given, due, near) => {
          const scheduler = makeScheduler(settings)
          const { state, day } = stateAfter(scheduler, given)
          const moment = momentAt(day + 3)
          const siblings = near.map((days): StudyDay => addDays(moment.day, days))
          const balance = balanceOn(due, { siblings })
          const preview = scheduler.preview(state, moment, balance)
          const plain = scheduler.preview(state, moment)
          let last = 0
          for (const rating of RATINGS) {
            expect(scheduler.answer(state, rating, moment, balance)).toEqual(preview[rating])
            expect(preview[rating].memory.stability).toBe(plain[rating].memory.stability)
            const { wait } = preview[rating]
            const days = wait.kind === 'days' ? wait.days : 0
            expect(days).toBeLessThanOrEqual(settings.maximumIntervalDays)
            expect(days).toBeGreaterThanOrEqual(Math.min(last, settings.maximumIntervalDays))
            last = days
          }
        },
      ),
      { numRuns: 200 },
    )
  })
})

describe('the days of siblings', () => {
  it('are those of the other cards of the note and of nobody else', () => {
    const columns = makeColumns(deckNamed('deck'), [2, 3, 1])
    const dues = [3, 4, 5, 6, 7, 8].map((days) => dueOnDay(addDays(toStudyDay(FIRST_DAY), days)))
    const find = (row: number) => siblingDays(columns, { row, note: columns.note[row] ?? 0 }, (at) => dues[at] ?? null)
    expect(find(3).sort()).toEqual([FIRST_DAY + 5, FIRST_DAY + 7])
    expect(find(0)).toEqual([FIRST_DAY + 4])
    expect(find(5)).toEqual([])
  })
})
