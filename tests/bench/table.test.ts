import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { median, quantile, replaceBlock } from './table.ts'

describe('the block in the document', () => {
  const lines = fc
    .array(fc.constantFrom('# Title', 'Some words.', '', '| a | b |'), { maxLength: 8 })
    .map((all) => all.join('\n'))

  test('writing twice leaves only the second text, and nothing around it changes', () => {
    fc.assert(
      fc.property(lines, lines, lines, lines, (before, after, first, second) => {
        const marked = `${before}<!-- bench:start -->\nold\n<!-- bench:end -->${after}`
        const written = replaceBlock(replaceBlock(marked, first) ?? '', second)
        expect(written).toBe(`${before}<!-- bench:start -->\n${second}\n<!-- bench:end -->${after}`)
      }),
    )
  })

  test('a document without marks, or with them the wrong way round, is left alone', () => {
    expect(replaceBlock('# Recite\n', 'x')).toBeNull()
    expect(replaceBlock('<!-- bench:end -->\n<!-- bench:start -->\n', 'x')).toBeNull()
  })
})

test('the median is a figure of the set, and no figures have none', () => {
  expect(median([3, 1, 2])).toBe(2)
  expect(quantile([1, 2, 3, 4], 1)).toBe(4)
  expect(median([])).toBeNaN()
})
