import { expect, test } from 'vitest'
import { readRows, toTable, withRows } from './table.ts'

const row = (what: string, trials: number) => ({ what, trials, acknowledged: 5270, lost: 0 })
const inReadme = (table: string) => `Before\n<!-- faults:start -->\n${table}\n<!-- faults:end -->\nAfter`

test('the table is read as it was written', () => {
  const rows = [row('The browser killed', 80), row('2 tabs', 1000)]
  expect(readRows(inReadme(toTable(rows)))).toEqual(rows)
  expect(readRows('no table')).toEqual([])
})

test('a fault that was tried again has its row replaced where it stands', () => {
  const rows = withRows(
    [row('The browser killed', 80), row('2 tabs', 1)],
    [row('the browser killed', 6), row('new', 1)],
  )
  expect(rows.map(({ what, trials }) => [what, trials])).toEqual([
    ['the browser killed', 6],
    ['2 tabs', 1],
    ['new', 1],
  ])
})

test('nor does it matter in how many kinds of work it was tried', () => {
  const rows = withRows([row('Writes, in 3 kinds of work', 9)], [row('writes, in 4 kinds of work', 12)])
  expect(rows.map(({ trials }) => trials)).toEqual([12])
})
