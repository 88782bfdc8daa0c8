import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { median, quantile, replaceTables, toMarkdown } from './table.ts'

describe('the block in the document', () => {
  const lines = fc
    .array(fc.constantFrom('# Title', 'Some words.', '', '| a | b |'), { maxLength: 8 })
    .map((all) => all.join('\n'))

  const table = (title: string, text: string) => toMarkdown({ title, finding: text, columns: ['a'], rows: [[text]] })

  test('writing twice leaves only the second text, and nothing around it changes', () => {
    fc.assert(
      fc.property(lines, lines, lines, lines, (before, after, first, second) => {
        const marked = `${before}<!-- bench:start -->\n<!-- bench:end -->${after}`
        const once = replaceTables(marked, 'Here', [table('One', first), table('Two', first)]) ?? ''
        const written = replaceTables(once, 'There', [table('One', second), table('Two', second)])
        const block = ['There', table('One', second), table('Two', second)].join('\n\n')
        expect(written).toBe(`${before}<!-- bench:start -->\n${block}\n<!-- bench:end -->${after}`)
      }),
    )
  })

  test('a table measured alone takes the place of its last figures, and leaves the others', () => {
    const both = ['Here', table('One', 'x'), table('Two', 'y')].join('\n\n')
    const written = replaceTables(`<!-- bench:start -->\n${both}\n<!-- bench:end -->`, 'There', [table('One', 'z')])
    expect(written).toBe(
      `<!-- bench:start -->\n${['Here', table('One', 'z'), table('Two', 'y')].join('\n\n')}\n<!-- bench:end -->`,
    )
  })

  test('a document without marks, or with them the wrong way round, is left alone', () => {
    expect(replaceTables('# Recite\n', 'Here', [])).toBeNull()
    expect(replaceTables('<!-- bench:end -->\n<!-- bench:start -->\n', 'Here', [])).toBeNull()
  })
})

test('the median is a figure of the set, and no figures have none', () => {
  expect(median([3, 1, 2])).toBe(2)
  expect(quantile([1, 2, 3, 4], 1)).toBe(4)
  expect(median([])).toBeNaN()
})
