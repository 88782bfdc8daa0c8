import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { PartialDate } from '../../src/domain/source.ts'
import { addDays, isRelativeTime, parsePartialDate, readDate } from '../../src/generator/dates.ts'

const on = (date: string) => parsePartialDate(date as PartialDate)
const read = (text: string, published: string, future: boolean | null) => {
  const reading = readDate(text, on(published), future)
  return reading.kind === 'resolved' ? reading.text : reading.kind
}

describe('laws', () => {
  it('adding days and taking them away again is nothing', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1600, max: 2400 }),
        fc.integer({ min: 1, max: 12 }),
        fc.integer({ min: 1, max: 28 }),
        fc.integer({ min: -5000, max: 5000 }),
        (year, month, day, days) => {
          expect(addDays(addDays({ year, month, day }, days), -days)).toEqual({ year, month, day })
        },
      ),
    )
  })

  it('a day agrees with the calendar', () => {
    fc.assert(
      fc.property(fc.integer({ min: -20000, max: 60000 }), (days) => {
        const date = new Date(days * 86_400_000)
        expect(addDays({ year: 1970, month: 1, day: 1 }, days)).toEqual({
          year: date.getUTCFullYear(),
          month: date.getUTCMonth() + 1,
          day: date.getUTCDate(),
        })
      }),
    )
  })

  it('what is read is never relative again', () => {
    fc.assert(
      fc.property(
        fc.constantFrom(
          'next year',
          'last month',
          'Friday',
          'October',
          'the end of May',
          'two years ago',
          'today',
          'August 1',
        ),
        fc.constantFrom('2013-10-11', '2001-01-31', '1999-12-01'),
        fc.boolean(),
        (text, published, future) => {
          const reading = readDate(text, on(published), future)
          if (reading.kind === 'resolved') expect(isRelativeTime(reading.text)).toBe(false)
        },
      ),
    )
  })
})

describe('dates read from the day of publication', () => {
  it.each([
    ['next year', '2013-07', null, '2014'],
    ['last month', '2013-01', null, 'December 2012'],
    ['two years ago', '2013-10-11', false, '2011'],
    ['October', '2013-07', true, 'October 2013'],
    ['April', '2013-07', true, 'April 2014'],
    ['June', '2013-07-06', false, 'June 2013'],
    ['October 1', '2024-08-15', false, 'relative'],
    ['December', '2013-07-06', false, 'December 2012'],
    ['7 October', '2024-10-02', null, 'relative'],
    ['7 October', '2024-10-02', false, 'relative'],
    ['7 October', '2024-10-02', true, '7 October 2024'],
    ['October 2', '2024-10-07', true, 'relative'],
    ['October 2', '2024-10-07', false, '2 October 2024'],
    ['next April', '2013-10-11', true, 'April 2014'],
    ['Friday', '2013-10-11', false, '11 October 2013'],
    ['Thursday', '2013-10-11', false, '10 October 2013'],
    ['Saturday', '2013-10-11', true, '12 October 2013'],
    ['August 1', '2013-10-11', false, '1 August 2013'],
    ['the end of October', '2013-10-11', true, 'the end of October 2013'],
    ['2011', '2013-10-11', null, 'absolute'],
    ['two weeks ago', '2011-11', false, 'relative'],
    ['Friday', '2013-10', false, 'relative'],
    ['four years later', '2013-10', false, 'relative'],
  ] as const)('%s in an article of %s', (text, published, future, expected) => {
    expect(read(text, published, future)).toBe(expected)
  })

  it('without a day of publication a month stays as it is and the rest is unread', () => {
    expect(readDate('October', null, true).kind).toBe('absolute')
    expect(readDate('last week', null, false).kind).toBe('relative')
  })
})
