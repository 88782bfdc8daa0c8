import { describe, expect, it } from 'vitest'
import { cardView } from '../../src/domain/cards.ts'
import type { Note, NoteContent, NoteId } from '../../src/domain/note.ts'
import { spokenAnswer, spokenQuestion } from '../../src/domain/spoken.ts'

const note = (content: NoteContent): Note => ({
  id: 'n' as NoteId,
  content,
  tags: [],
  accepted: [],
  distractors: [],
  evidence: [],
  confidence: null,
})

const cloze = note({ kind: 'cloze', text: '{{c1::Kabul}} lies by the {{c2::Kabul river::water}}.' })

describe('a card read aloud', () => {
  it('says blank for the gap that is asked, and the whole sentence as its answer', () => {
    expect(spokenQuestion(cloze, 'c2', 'blank')).toBe('Kabul lies by the blank .')
    expect(spokenAnswer(cloze, 'c2')).toBe('Kabul lies by the Kabul river.')
  })

  it('says questions and answers without the marks of Markdown, and no formulas', () => {
    const qa = note({ kind: 'qa', question: String.raw`What is **it**, \(a^2\)?`, answer: '`this`' })
    expect(spokenQuestion(qa, 'front', 'blank')).toBe('What is it, ?')
    expect(spokenAnswer(qa, 'front')).toBe('this')
  })

  it('says what stands before the asked sentence once, with the question', () => {
    const scene = note({
      kind: 'cloze',
      text: '> From “The river”:\n>\n> Kabul is old.\n\nIt lies by the {{c1::Kabul river}}.',
    })
    expect(spokenQuestion(scene, 'c1', 'blank')).toBe('From “The river”: Kabul is old. It lies by the blank .')
    expect(spokenAnswer(scene, 'c1')).toBe('It lies by the Kabul river.')
  })

  it('says all items of a list', () => {
    const items = [
      { text: 'Kabul', accepted: [] },
      { text: 'Herat', accepted: [] },
    ]
    expect(spokenAnswer(note({ kind: 'list', question: 'Which?', items }), 'front')).toBe('Kabul; Herat')
  })
})

describe('the gaps of a cloze that are not asked', () => {
  it('are filled in, or kept empty where the learner wants that', () => {
    const shown = cardView(cloze, 'c2', 0)
    const hidden = cardView(cloze, 'c2', 0, 'hidden')
    expect(shown.kind === 'cloze' && shown.parts[0]).toEqual({ kind: 'text', text: 'Kabul lies by the ' })
    expect(hidden.kind === 'cloze' && hidden.parts[0]).toEqual({ kind: 'text', text: '[…] lies by the ' })
  })
})
