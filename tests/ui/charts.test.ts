import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { makeScheduler } from '../../src/domain/scheduler.ts'
import { DEFAULT_SETTINGS } from '../../src/domain/settings.ts'
import { histogram, STABILITY_EDGES } from '../../src/domain/statsBins.ts'
import { FORECAST_DAYS, memoryStats } from '../../src/domain/statsMemory.ts'
import { shareOf } from '../../src/domain/statsTally.ts'
import { addDays, DAY_MS, type StudyDay, studyDayToDate, toStudyDay } from '../../src/domain/time.ts'
import { hourOfDay, shortDay, shortMonth, shortWeekday, spent } from '../../src/ui/chartFormat.ts'
import { stats as words } from '../../src/ui/messages/stats.ts'
import {
  bandOf,
  cellAt,
  dayByKey,
  daysOfWeeks,
  heatCells,
  heatLayout,
  monthColumns,
  placeAt,
  rowOf,
} from '../../src/ui/parts/charts/heat.ts'
import {
  anchorOf,
  bandPath,
  barAt,
  labelsThatFit,
  linePath,
  type Plot,
  stretches,
  ticksUpTo,
  xAt,
  yAt,
} from '../../src/ui/parts/charts/plot.ts'
import { bucketsOf, dueBars, dueToday, HORIZON_DAYS, lowestShown, placeIn } from '../../src/ui/parts/charts/series.ts'

/** 7 May 2026, a Thursday. */
const TODAY = toStudyDay(Date.UTC(2026, 4, 7) / DAY_MS)

const plots: fc.Arbitrary<Plot> = fc.record({
  width: fc.integer({ min: 200, max: 1200 }),
  height: fc.integer({ min: 100, max: 400 }),
  left: fc.integer({ min: 0, max: 60 }),
  right: fc.integer({ min: 0, max: 20 }),
  top: fc.integer({ min: 0, max: 30 }),
  bottom: fc.integer({ min: 0, max: 30 }),
  flip: fc.boolean(),
})

describe('a plot', () => {
  it('is its own mirror image from right to left', () => {
    fc.assert(
      fc.property(plots, fc.double({ min: 0, max: 1, noNaN: true }), (plot, share) => {
        const there = { ...plot, flip: !plot.flip }
        expect(xAt(plot, share) + xAt(there, share)).toBeCloseTo(plot.width)
      }),
    )
  })

  it('keeps bars apart, in order and inside', () => {
    fc.assert(
      fc.property(
        plots,
        fc.integer({ min: 1, max: 60 }),
        fc.double({ min: 0, max: 0.5, noNaN: true }),
        (plot, n, gap) => {
          const bars = Array.from({ length: n }, (_, i) => barAt(plot, i, n, gap))
          const ordered = plot.flip ? bars.toReversed() : bars
          const [from, to] = plot.flip ? [plot.right, plot.width - plot.left] : [plot.left, plot.width - plot.right]
          for (const [i, bar] of ordered.entries()) {
            expect(bar.x).toBeGreaterThanOrEqual(from - 1e-6)
            expect(bar.x + bar.width).toBeLessThanOrEqual(to + 1e-6)
            const next = ordered[i + 1]
            if (next) expect(bar.x + bar.width).toBeLessThanOrEqual(next.x + 1e-6)
          }
        },
      ),
    )
  })

  it('has more at the top', () => {
    fc.assert(
      fc.property(plots, fc.nat(100), fc.nat(100), (plot, a, b) => {
        if (a < b) expect(yAt(plot, a, 0, 100)).toBeGreaterThan(yAt(plot, b, 0, 100))
      }),
    )
  })

  it('sets text from the side that reading begins on', () => {
    expect((['start', 'middle', 'end'] as const).map((anchor) => anchorOf({ flip: true }, anchor))).toEqual([
      'end',
      'middle',
      'start',
    ])
  })
})

describe('ticks', () => {
  it('are round whole numbers, few, that reach the largest value', () => {
    fc.assert(
      fc.property(fc.oneof(fc.nat(50), fc.nat(2_000_000), fc.double({ min: 0, max: 90, noNaN: true })), (max) => {
        const ticks = ticksUpTo(max)
        expect(ticks[0]).toBe(0)
        expect(ticks.at(-1)).toBeGreaterThanOrEqual(max)
        expect(ticks.length).toBeGreaterThanOrEqual(2)
        expect(ticks.length).toBeLessThanOrEqual(5)
        expect(ticks.every(Number.isInteger)).toBe(true)
        expect(new Set(ticks.slice(1).map((tick, i) => tick - (ticks[i] ?? 0))).size).toBe(1)
      }),
    )
  })

  it('stand at numbers that people count in', () => {
    expect(ticksUpTo(40)).toEqual([0, 10, 20, 30, 40])
    expect(ticksUpTo(7)).toEqual([0, 2, 4, 6, 8])
    expect(ticksUpTo(0)).toEqual([0, 1])
  })
})

describe('labels', () => {
  it('that are shown touch neither each other nor the ends', () => {
    const widths = fc.array(fc.constantFrom(0, 0, 0, 20, 45, 80), { minLength: 2, maxLength: 40 })
    fc.assert(
      fc.property(widths, fc.integer({ min: 60, max: 900 }), (given, room) => {
        const shown = labelsThatFit(given, room)
        const last = given.length - 1
        const places = given.map((width, i): readonly [number, number] => {
          if (i === 0) return [0, width]
          if (i === last) return [room - width, room]
          const middle = ((i + 0.5) / given.length) * room
          return [middle - width / 2, middle + width / 2]
        })
        for (const i of [0, last]) {
          for (const [j, place] of places.entries()) {
            if (j === i || !shown[i] || !shown[j]) continue
            const [from, to] = places[i] ?? [0, 0]
            expect(place[0] >= to - 1e-9 || place[1] <= from + 1e-9).toBe(true)
          }
        }
      }),
    )
  })
})

describe('lines', () => {
  it('break where there is nothing to tell', () => {
    expect(stretches([null, 1, 2, null, 3, null, null, 4, 5])).toEqual([
      [
        { at: 1, value: 1 },
        { at: 2, value: 2 },
      ],
      [{ at: 4, value: 3 }],
      [
        { at: 7, value: 4 },
        { at: 8, value: 5 },
      ],
    ])
    expect(stretches([])).toEqual([])
  })

  it('go from point to point, and an area back along its lower side', () => {
    const upper = [
      [0, 1],
      [2, 3],
    ] as const
    const lower = [
      [0, 5],
      [2, 6],
    ] as const
    expect(linePath(upper)).toBe('M0.0 1.0L2.0 3.0')
    expect(bandPath(upper, lower)).toBe('M0.0 1.0L2.0 3.0L2.0 6.0L0.0 5.0Z')
  })
})

describe('bars of what comes due', () => {
  const days = Array.from({ length: FORECAST_DAYS }, (_, i) => ({ review: i % 3, learning: i % 2 }))
  const forecast = { backlog: 5, days, later: 9 }

  it.each(['month', 'year'] as const)(
    'over a %s hold each card once, what waits from before in the first',
    (horizon) => {
      const bars = dueBars(forecast, horizon, TODAY)
      const shown = days.slice(0, HORIZON_DAYS[horizon])
      expect(bars.reduce((sum, bar) => sum + bar.review, 0)).toBe(shown.reduce((sum, day) => sum + day.review, 0))
      expect(bars.reduce((sum, bar) => sum + bar.learning, 0)).toBe(shown.reduce((sum, day) => sum + day.learning, 0))
      expect(bars.map((bar) => bar.backlog).filter((n) => n > 0)).toEqual([5])
      for (const [i, bar] of bars.entries()) expect(bars[i + 1]?.from ?? bar.to + 1).toBe(bar.to + 1)
      expect(bars.length).toBeLessThanOrEqual(52)
    },
  )

  it('say of today all that is due today, whenever it became so', () => {
    expect(dueToday({ ...forecast, days: [{ review: 2, learning: 1 }] })).toBe(8)
  })
})

describe('bars of time', () => {
  const counts = fc.array(fc.record({ answers: fc.nat(50), elapsedMs: fc.nat(500_000) }), {
    minLength: 1,
    maxLength: 3000,
  })

  it('are few, miss no day, and end today', () => {
    fc.assert(
      fc.property(counts, (daily) => {
        const { buckets } = bucketsOf(daily, TODAY)
        expect(buckets.length).toBeLessThanOrEqual(60)
        expect(buckets[0]?.from).toBe(TODAY - daily.length + 1)
        expect(buckets.at(-1)?.to).toBe(TODAY)
        for (const [i, bucket] of buckets.entries()) {
          expect(buckets[i + 1]?.from ?? TODAY + 1).toBe(bucket.to + 1)
          const days = daily.slice(bucket.from - TODAY + daily.length - 1, bucket.to - TODAY + daily.length)
          expect(bucket.answers).toBe(days.reduce((sum, day) => sum + day.answers, 0))
          expect(bucket.elapsedMs).toBe(days.reduce((sum, day) => sum + day.elapsedMs, 0))
        }
      }),
    )
  })

  it('are days for a month and weeks for a quarter', () => {
    const daily = (n: number) => Array.from({ length: n }, () => ({ answers: 0, elapsedMs: 0 }))
    expect([30, 91, 800].map((n) => bucketsOf(daily(n), TODAY).name)).toEqual(['day', 'week', 'month'])
  })
})

describe('where a median lies', () => {
  it('is in its own bin, further along the greater it is', () => {
    const values = fc.double({ min: 0.01, max: 36_000, noNaN: true })
    fc.assert(
      fc.property(values, values, (a, b) => {
        const [low, high] = a <= b ? [a, b] : [b, a]
        const at = (value: number) => placeIn(histogram([value], STABILITY_EDGES), 0)
        expect(Math.floor(at(low))).toBe(histogram([low], STABILITY_EDGES).counts.indexOf(1))
        expect(at(low)).toBeLessThanOrEqual(at(high) + 1e-9)
      }),
    )
  })
})

describe('the axis of retention', () => {
  it('shows every range and the target, in whole tenths', () => {
    const shares = fc.array(
      fc.option(
        fc
          .integer({ min: 20, max: 300 })
          .chain((total) => fc.nat(total).map((recalled) => shareOf({ recalled, total }))),
      ),
    )
    fc.assert(
      fc.property(shares, fc.double({ min: 0.7, max: 0.99, noNaN: true }), (weeks, desired) => {
        const low = lowestShown(weeks, desired)
        expect(low).toBeLessThan(desired)
        expect(low).toBeGreaterThanOrEqual(0)
        for (const week of weeks) if (week) expect(low).toBeLessThanOrEqual(week.low)
        expect(Math.round(low * 10)).toBeCloseTo(low * 10)
      }),
    )
  })
})

describe('the calendar of days', () => {
  const answers = fc.array(fc.nat(80), { minLength: 1, maxLength: 365 })
  const todays = fc.integer({ min: 18_000, max: 22_000 }).map(toStudyDay)

  it('holds each day once, in the row of its weekday, weeks side by side', () => {
    fc.assert(
      fc.property(answers, todays, (given, today) => {
        const cells = heatCells(given, today)
        const past = cells.filter((cell) => cell.level !== null)
        expect(past.map((cell) => cell.day)).toEqual(given.map((_, i) => today - given.length + 1 + i))
        for (const cell of cells) {
          expect(cell.row).toBe((studyDayToDate(cell.day).getUTCDay() + 6) % 7)
          expect(cell.column * 7 + cell.row).toBe(cell.day - (cells[0]?.day ?? 0) + (cells[0]?.row ?? 0))
        }
        expect(cells.at(-1)?.row).toBe(6)
        expect(past.every((cell, i) => (cell.level === 0) === (given[i] === 0))).toBe(true)
      }),
    )
  })

  it('fits whatever the width, and a point in a cell leads back to it', () => {
    const sizes = fc.record({ width: fc.integer({ min: 150, max: 1300 }), scale: fc.constantFrom(1, 1.5, 2) })
    fc.assert(
      fc.property(answers, todays, sizes, (given, today, { width, scale }) => {
        const cells = heatCells(given, today)
        const columns = Math.max(...cells.map((cell) => cell.column)) + 1
        const layout = heatLayout(columns, width, scale)
        expect(layout.bands * layout.perBand).toBeGreaterThanOrEqual(columns)
        expect(bandOf(layout, columns - 1)).toEqual({ band: layout.bands - 1, at: layout.perBand - 1 })
        const places = cells.map((cell) => cellAt(layout, cell))
        expect(new Set(places.map(({ x, y }) => `${x} ${y}`)).size).toBe(cells.length)
        for (const [i, { x, y }] of places.entries()) {
          expect(x + layout.cell).toBeLessThanOrEqual(width + 1e-6)
          expect(y + layout.cell).toBeLessThanOrEqual(layout.bands * layout.bandHeight)
          expect(placeAt(layout, x + layout.cell / 2, y + layout.cell / 2)).toEqual({
            column: cells[i]?.column,
            row: cells[i]?.row,
          })
        }
      }),
    )
  })

  it('is one band on a desktop, three on a phone', () => {
    expect(heatLayout(53, 960, 1).bands).toBe(1)
    expect(heatLayout(53, 318, 1).bands).toBe(3)
  })

  it('in nine whole weeks ends today', () => {
    expect(rowOf(TODAY)).toBe(3)
    expect(daysOfWeeks(9, TODAY)).toBe(60)
    const cells = heatCells(
      Array.from({ length: 60 }, () => 1),
      TODAY,
    )
    expect([cells[0]?.row, cells[0]?.column, cells.at(-1)?.column]).toEqual([0, 0, 8])
  })

  it('names each month over the first week that begins in it', () => {
    const cells = heatCells(
      Array.from({ length: 70 }, () => 0),
      TODAY,
    )
    expect(monthColumns(cells).map(({ day }) => shortMonth(day))).toEqual(['Mar', 'Apr', 'May'])
  })

  it('is walked by arrow keys, and not beyond its ends', () => {
    const ends = [addDays(TODAY, -364), TODAY] as const
    const go = (key: string, day: StudyDay = TODAY, flip = false) => dayByKey(key, day, ends, flip)
    expect(go('ArrowUp')).toBe(TODAY - 1)
    expect(go('ArrowDown')).toBe(TODAY)
    expect(go('ArrowLeft')).toBe(TODAY - 7)
    expect(go('ArrowRight', TODAY, true)).toBe(TODAY - 7)
    expect(go('Home')).toBe(TODAY - 364)
    expect(go('PageUp', addDays(TODAY, -350))).toBe(TODAY - 364)
    expect(go('End', addDays(TODAY, -350))).toBe(TODAY)
    expect(go('a')).toBeNull()
  })
})

describe('words of charts', () => {
  it('write dates, hours and times short', () => {
    expect(shortDay(TODAY, TODAY)).toBe('7 May')
    expect(shortDay(addDays(TODAY, -200), TODAY)).toBe('19 Oct 2025')
    expect([0, 6].map(shortWeekday)).toEqual(['Mon', 'Sun'])
    expect([0, 8, 23].map(hourOfDay)).toEqual(['00:00', '08:00', '23:00'])
    expect(
      [4200, 58_000, 540_000, 7_500_000, 7_200_000].map(spent).map((text) => text.replaceAll('\u00a0', ' ')),
    ).toEqual(['4 s', '1 min', '9 min', '2 h 5 min', '2 h'])
  })

  it('say the finding, with its number and the target beside it', () => {
    expect(words.retention(0.917, 0.9)).toBe('You recalled 91.7% in the last 7 days. Your target is 90%.')
    expect(words.retentionFew(12, 20)).toBe('12 reviews past the learning steps in the last 7 days. A share needs 20.')
    expect(words.due(17.2, words.horizonWords.month)).toBe('About 17 reviews a day over the next 30 days.')
    expect(words.dueToday(26, 4)).toBe('26 due today, 4 of them from earlier days.')
    expect(words.run(16)).toBe('16 days in a row.')
    expect(words.states(31, 72)).toBe('31 of 72 cards are known.')
    expect(words.states(1, 1)).toBe('1 of 1 card is known.')
  })
})

describe('the memory of no cards', () => {
  it('has no bins to draw and no share to tell', () => {
    const now = { today: TODAY, offsetMinutes: 0, rolloverHour: 4 }
    const none = memoryStats([], new Map(), makeScheduler(DEFAULT_SETTINGS), now)
    expect([none.stability.total, none.difficulty.median, none.retrievability.mean]).toEqual([0, null, null])
    expect(shareOf({ recalled: 0, total: 0 })).toBeNull()
  })
})
