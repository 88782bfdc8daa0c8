import { expect, test } from 'vitest'
import { problemWords } from '../../src/ui/problemWords.ts'

test('a fault with a place names it, one of the whole file says what it is', () => {
  const fault = { kind: 'damaged', path: '', message: 'not a zip file' } as const
  expect(problemWords('x.recite', fault)).toBe('x.recite can’t be read: not a zip file.')
  expect(problemWords('x.json', { ...fault, kind: 'shape', path: 'notes.3' })).toBe(
    'x.json has something Recite can’t read at notes.3.',
  )
})
