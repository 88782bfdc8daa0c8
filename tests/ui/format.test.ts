import fc from 'fast-check'
import { afterEach, describe, expect, it } from 'vitest'
import type { PartialDate } from '../../src/domain/source.ts'
import { DAY_MS, dueAtInstant, dueOnDay, HOUR_MS, MINUTE_MS, toInstant, toStudyDay } from '../../src/domain/time.ts'
import {
  bytes,
  clockTime,
  count,
  dayOfMonth,
  list,
  number,
  partialDate,
  percent,
  setLocale,
  toInterval,
  untilDue,
  weekday,
} from '../../src/ui/format.ts'
import { t } from '../../src/ui/messages.ts'

/** 7 May 2026, a Thursday. */
const TODAY = toStudyDay(Date.UTC(2026, 4, 7) / DAY_MS)

afterEach(() => setLocale('en-GB'))

describe('intervals', () => {
  const MS_PER_UNIT = {
    minute: MINUTE_MS,
    hour: HOUR_MS,
    day: DAY_MS,
    week: 7 * DAY_MS,
    month: 30.4375 * DAY_MS,
    year: 365.25 * DAY_MS,
  }

  it('never shorten as the time grows', () => {
    const lengthOf = (ms: number) => {
      const { unit, value } = toInterval(ms)
      return value * MS_PER_UNIT[unit]
    }
    fc.assert(
      fc.property(fc.nat(100 * 365 * 24 * 60), fc.nat(10_000), (minutes, more) => {
        const shorter = lengthOf(minutes * MINUTE_MS)
        const longer = lengthOf((minutes + more) * MINUTE_MS)
        expect(longer).toBeGreaterThanOrEqual(shorter - 1e-3)
      }),
    )
  })

  it('stay within a third of the true length, and closer for weeks and years', () => {
    fc.assert(
      fc.property(fc.integer({ min: HOUR_MS, max: 100 * 365 * DAY_MS }), (ms) => {
        const { unit, value } = toInterval(ms)
        const slack = unit === 'year' ? 0.13 : unit === 'week' ? 0.17 : 0.34
        expect(Math.abs(value * MS_PER_UNIT[unit] - ms)).toBeLessThan(ms * slack)
      }),
    )
  })

  it('read as people say them, at every edge', () => {
    const said = (ms: number) => t.interval(ms)
    expect(said(0)).toBe('1 min')
    expect(said(10 * MINUTE_MS)).toBe('10 min')
    expect(said(59 * MINUTE_MS)).toBe('59 min')
    expect(said(60 * MINUTE_MS)).toBe('1 hour')
    expect(said(23.4 * HOUR_MS)).toBe('23 hours')
    expect(said(23.6 * HOUR_MS)).toBe('1 day')
    expect(said(5 * DAY_MS)).toBe('5 days')
    expect(said(20 * DAY_MS)).toBe('20 days')
    expect(said(21 * DAY_MS)).toBe('3 weeks')
    expect(said(56 * DAY_MS)).toBe('8 weeks')
    expect(said(57 * DAY_MS)).toBe('2 months')
    expect(said(122 * DAY_MS)).toBe('4 months')
    expect(said(365 * DAY_MS)).toBe('12 months')
    expect(said(2 * 365.25 * DAY_MS)).toBe('2 years')
    expect(said(2.5 * 365.25 * DAY_MS)).toBe('2.5 years')
    expect(said(36_500 * DAY_MS)).toBe('100 years')
  })

  it('count whole days to a card due on a day, and the time to one due at an instant', () => {
    const now = toInstant(Date.UTC(2026, 4, 7, 9))
    expect(untilDue(dueOnDay(toStudyDay(TODAY + 12)), TODAY, now)).toBe(12 * DAY_MS)
    expect(untilDue(dueAtInstant(toInstant(now + 10 * MINUTE_MS)), TODAY, now)).toBe(10 * MINUTE_MS)
  })

  it('are never negative for what is overdue', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 40_000 }), fc.integer({ min: 0, max: 40_000 }), (due, today) => {
        expect(untilDue(dueOnDay(toStudyDay(due)), toStudyDay(today), toInstant(0))).toBeGreaterThanOrEqual(0)
      }),
    )
  })
})

describe('dates', () => {
  it('put the month in words, and the year only where it is another', () => {
    expect(dayOfMonth(toStudyDay(TODAY + 12), TODAY)).toBe('19 May')
    expect(dayOfMonth(toStudyDay(TODAY + 300), TODAY)).toBe('3 March 2027')
  })

  it('name the weekday without a comma, whatever the engine puts', () => {
    expect(weekday(TODAY)).toBe('Thursday 7 May')
  })

  it('show as much of a source’s date as is known', () => {
    expect(partialDate('2013' as PartialDate)).toBe('2013')
    expect(partialDate('2013-07' as PartialDate)).toBe('July 2013')
    expect(partialDate('2013-07-06' as PartialDate)).toBe('6 July 2013')
  })
})

describe('numbers and lists', () => {
  it('group thousands and keep one decimal', () => {
    expect(number(1204)).toBe('1,204')
    expect(number(2.55)).toMatch(/^2\.[56]$/)
  })

  it('show a ratio as a percentage', () => {
    expect(percent(0.917)).toBe('92%')
    expect(percent(0.917, 1)).toBe('91.7%')
  })

  it('join with commas and a last “and”', () => {
    expect(list(['a'])).toBe('a')
    expect(list(['a', 'b', 'c'])).toBe('a, b and c')
  })

  it('say sizes in thousands of bytes', () => {
    expect(bytes(41_200)).toBe('41\u00a0kB')
    expect(bytes(1_440_000)).toBe('1.4\u00a0MB')
    expect(bytes(3_000_000_000)).toBe('3\u00a0GB')
  })

  it('show a clock in minutes and seconds, past the hour too', () => {
    expect(clockTime(798_000)).toBe('13:18')
    expect(clockTime(75 * MINUTE_MS)).toBe('75:00')
    expect(clockTime(-5)).toBe('0:00')
  })
})

describe('plurals', () => {
  it('choose the form of the language in use', () => {
    const polish = { one: '# karta', few: '# karty', many: '# kart', other: '# karty' }
    setLocale('pl')
    expect([1, 3, 5, 22].map((n) => count(n, polish))).toEqual(['1 karta', '3 karty', '5 kart', '22 karty'])
  })

  it('fall back to “other” where a form is not given', () => {
    expect(count(1, { other: '# min' })).toBe('1 min')
  })
})
