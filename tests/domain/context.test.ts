import { expect, test } from 'vitest'
import { sentenceBefore } from '../../src/domain/context.ts'
import type { Source } from '../../src/domain/source.ts'

const article = (text: string) => ({ text }) as Source
const spanOf = (text: string, part: string) => ({ start: text.indexOf(part), end: text.indexOf(part) + part.length })
const before = (text: string, part: string) => sentenceBefore(article(text), spanOf(text, part))

test('the sentence before stands in the same paragraph', () => {
  const text = 'The dam was built in 1931. It took two years. Nobody was hurt.\n\nA second dam followed.'
  expect(before(text, 'Nobody was hurt.')).toBe('It took two years.')
  expect(before(text, 'A second dam followed.')).toBeNull()
  expect(before(text, 'The dam was built in 1931.')).toBeNull()
})

test('a quotation that ends in a stop ends a sentence, a number with a point does not', () => {
  const text = '“We will wait.” The price rose by 3.5 percent. Then it fell.'
  expect(before(text, 'The price rose by 3.5 percent.')).toBe('“We will wait.”')
  expect(before(text, 'Then it fell.')).toBe('The price rose by 3.5 percent.')
})

test('a sentence too long to help is left out', () => {
  const text = `${'Long '.repeat(100)}sentence. Short one.`
  expect(before(text, 'Short one.')).toBeNull()
})
