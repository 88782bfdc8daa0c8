import { expect, test } from 'vitest'
import type { PartialDate } from '../../src/domain/source.ts'
import { provenance, readHref } from '../../src/ui/sourceWords.ts'

const date = '2013-07' as PartialDate

test('a summary says that it is one, and of what', () => {
  const basedOn = { author: 'Zalmay Khalilzad', outlet: 'The Washington Post', kind: 'op-ed' } as const
  expect(provenance({ basedOn, author: null, outlet: null, published: date })).toBe(
    'Recite’s summary, based on Zalmay Khalilzad, The Washington Post, July 2013',
  )
  expect(provenance({ basedOn: { ...basedOn, author: null }, author: null, outlet: null, published: null })).toBe(
    'Recite’s summary, based on The Washington Post',
  )
})

test('an article of somebody’s own names author, outlet and date, as far as they are known', () => {
  expect(provenance({ basedOn: null, author: 'A. Writer', outlet: 'Daily', published: date })).toBe(
    'A. Writer, Daily, July 2013',
  )
  expect(provenance({ basedOn: null, author: null, outlet: null, published: null })).toBe('')
})

test('an address survives ids with marks in them', () => {
  expect(readHref('d:1', 's 2')).toBe('#/read/d%3A1/s%202')
})
