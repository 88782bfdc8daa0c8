import { expect, test } from 'vitest'
import type { Note, NoteId } from '../../src/domain/note.ts'
import { toLine } from '../../src/ui/cardView.ts'

const note = (text: string): Note => ({
  id: 'n' as NoteId,
  content: { kind: 'cloze', text },
  tags: [],
  accepted: [],
  distractors: [],
  evidence: [],
  confidence: null,
})

test('a list shows of a card what it asks, without the passage before it', () => {
  const scene = note('> From “The bridge”:\n>\n> Elena Fisk drew it.\n\nShe opened it in {{c1::1998::year}}.')
  const line = toLine(scene, 'c1')
  expect(line.question).toMatch(/^She opened it in /)
  expect(line.question).not.toMatch(/Elena|From|>/)
  expect(line.answer).toBe('1998')
})

test('a card that is all quotation is shown whole', () => {
  expect(toLine(note('> Elena Fisk drew {{c1::it}}.'), 'c1').question).toMatch(/^Elena Fisk drew /)
})
