import fc from 'fast-check'
import { expect, test } from 'vitest'
import { quotedBefore } from '../../src/domain/bareText.ts'
import { drawable } from '../../src/domain/drawable.ts'
import { safeTree } from '../../src/domain/htmlSafe.ts'
import { convertTable, readTextTable } from '../../src/formats/anki/text.ts'
import { mathsFromDollars } from '../../src/formats/others/markdown.ts'
import { makeMarkRoom, marksIn } from '../../src/ui/rich/marks.ts'

test('an unbroken run that no word is, is cut where it is shown, whatever it is made of', () => {
  for (const unit of ['\u0301', 'ب', '\u05b0', 'ิ', 'aא', 'a']) {
    const shown = drawable(`a${unit.repeat(50_000)} and more`)
    expect(shown.length).toBeLessThan(600)
    expect(shown).toMatch(/… and more$/)
  }
})

test('a text that turns its direction again and again is cut', () => {
  expect(drawable('a א '.repeat(20_000)).length).toBeLessThan(8000)
  const honest = 'שלום Recite 12 '.repeat(500)
  expect(drawable(honest)).toBe(honest)
})

test('a text of thousands of marks is cut', () => {
  expect(drawable('*a*\n\n'.repeat(19_000))).toHaveLength(10_001)
})

test('text of words is shown whole, however long, also where no spaces are written', () => {
  const words = fc.array(fc.string({ maxLength: 400 }).map((text) => text.replace(/[\u0590-\u08ff\ufb1d-\ufeff]/g, '')))
  fc.assert(fc.property(words, (all) => drawable(all.join(' ')) === all.join(' ')))
  for (const long of ['漢字かな。'.repeat(5000), 'пять слов подряд '.repeat(5000), 'ข้อความ ไทย '.repeat(2000)])
    expect(drawable(long)).toBe(long)
})

test('a template’s text is cut as well, its formulas are not', () => {
  expect(safeTree(`<b>${'ب'.repeat(50_000)}</b>`, { mediumOf: () => null })).toMatchObject([
    { tag: 'b', children: [`${'ب'.repeat(500)}…`] },
  ])
})

test('a text of thousands of marks is shown as it was typed, and so is what no page holds', () => {
  const room = makeMarkRoom()
  expect(room.take(marksIn('*a*\n\n'.repeat(19_000)))).toBe(false)
  const item = '*a* '.repeat(490)
  expect(Array.from({ length: 1000 }, () => room.take(marksIn(item))).filter(Boolean)).toHaveLength(12)
  room.giveBack(marksIn(item))
  expect(room.take(marksIn(item))).toBe(true)
})

test('lines count however they end, and so do formulas and what is longer than a text of a deck', () => {
  const room = makeMarkRoom()
  for (const unit of ['***\n', '---\r', '* * *\r', '$$a$$ '])
    expect([unit, room.take(marksIn(unit.repeat(16_000)))]).toEqual([unit, false])
  expect(drawable('---\r'.repeat(25_000))).toHaveLength(10_001)
  expect(room.take(marksIn(`*a* ${'word '.repeat(50_000)}`))).toBe(false)
  expect(room.take(marksIn(`*a* ${'word '.repeat(10_000)}`))).toBe(true)
})

test('of thousands of quoted paragraphs no passage is made', () => {
  expect(quotedBefore(`${'> a\n>\n'.repeat(100)}\nq?`)?.passage).toHaveLength(100)
  expect(quotedBefore(`${'> a\n>\n'.repeat(1000)}\nq?`)).toBeNull()
})

test('a table of thousands of columns has a hundred, so that no row is looked through for each', () => {
  const table = readTextTable(`${'a,'.repeat(50_000)}\nb,c\nd,e\n`, 'wide.csv')
  expect(table.roles).toHaveLength(100)
  expect(Math.max(...table.rows.map((row) => row.length))).toBe(100)
  expect(convertTable(table, table.roles).decks[0]?.notes).toHaveLength(3)
})

test('dollars are told from maths as before, whatever stands before them', () => {
  expect(mathsFromDollars('$a$ \\$5 \\$\\$ $$b$$ \\$')).toBe('\\(a\\) $5 \\$\\$ $$b$$ $')
})
