import { describe, expect, it } from 'vitest'
import type { Note, NoteContent, NoteId } from '../../src/domain/note.ts'
import type { Source, SourceId } from '../../src/domain/source.ts'
import { lintDeck, lintNote } from '../../src/generator/lint.ts'
import { bareSource } from '../bareSource.ts'

const TEXT = 'Elena Fisk opened the Halden bridge in 1998. It cost two million pounds.'

const SOURCE: Source = bareSource({ id: 's_1' as SourceId, title: 'The bridge', text: TEXT })

const note = (content: NoteContent, change: Partial<Note> = {}): Note => ({
  id: 'n_1' as NoteId,
  content,
  tags: [],
  accepted: [],
  distractors: [],
  evidence: [
    {
      sourceId: SOURCE.id,
      sentence: { start: 0, end: 44 },
      answer: { start: 0, end: 10 },
      quote: TEXT.slice(0, 44),
      resolutions: [],
    },
  ],
  confidence: 0.5,
  ...change,
})

const rulesOf = (content: NoteContent, change: Partial<Note> = {}): string[] =>
  lintNote(note(content, change), [SOURCE]).map((finding) => finding.rule)

const qa = (question: string, answer = 'Elena Fisk'): NoteContent => ({ kind: 'qa', question, answer })

describe('the lint', () => {
  it('has nothing to say of a good card', () => {
    expect(rulesOf(qa('Who opened the Halden bridge in 1998?'))).toEqual([])
  })

  it.each([
    ['leak', 'Who, if not Elena Fisk, opened the Halden bridge?'],
    ['spacing', 'Who opened the  Halden bridge?'],
    ['spacing', 'Who opened the Halden bridge ?'],
    ['double word', 'Who opened the the Halden bridge?'],
    ['relative date', 'Who opened the Halden bridge last year?'],
    ['demonstrative', 'Who opened this bridge in 1998?'],
    ['first person', 'Who opened our bridge in 1998?'],
    ['quotation marks', 'Who opened the "Halden bridge in 1998?'],
    ['brackets', 'Who opened the Halden bridge (in 1998?'],
    ['unbound pronoun', 'When did she open a bridge?'],
    ['do-support', 'When did Elena Fisk opened the bridge?'],
    ['possessive', "What is Elena's's bridge?"],
    ['stub', 'Who opened the?'],
    ['first letter', 'who opened the Halden bridge?'],
    ['question mark', 'Who opened the Halden bridge.'],
  ])('finds: %s', (rule, question) => {
    expect(rulesOf(qa(question, question.includes('Fisk') && rule !== 'leak' ? '1998' : 'Elena Fisk'))).toContain(rule)
  })

  it('finds evidence that is not verbatim or lies outside its sentence', () => {
    const piece = note(qa('Who opened the Halden bridge?')).evidence[0]
    if (piece === undefined) throw new Error('no evidence')
    expect(
      rulesOf(qa('Who opened the Halden bridge?'), { evidence: [{ ...piece, quote: 'Something else.' }] }),
    ).toContain('evidence')
    expect(
      rulesOf(qa('Who opened the Halden bridge?'), { evidence: [{ ...piece, answer: { start: 50, end: 55 } }] }),
    ).toContain('evidence')
    expect(rulesOf(qa('Who opened the Halden bridge?'), { evidence: [] })).toContain('evidence')
  })

  it('finds a choice with a right option among the wrong ones', () => {
    const options = (...texts: string[]) => ({ distractors: texts.map((text) => ({ text, evidence: null })) })
    const choice: NoteContent = {
      kind: 'choice',
      question: 'When did Elena Fisk open the Halden bridge?',
      answer: '1998',
    }
    expect(rulesOf(choice, options('1996', '1999', '2001'))).toEqual([])
    expect(rulesOf(choice, options('1996', '1998', '2001'))).toContain('choice')
    expect(rulesOf(choice, options('1996', '1996', '2001'))).toContain('choice')
    expect(rulesOf(choice, options('1996', '1999'))).toContain('choice')
  })

  it('finds the same question twice in a deck', () => {
    const twin = note(qa('In 1998, who opened the Halden bridge?'))
    const deck = { sources: [SOURCE], notes: [twin, { ...twin, id: 'n_2' as NoteId }] }
    expect(lintDeck(deck as unknown as Parameters<typeof lintDeck>[0]).map((finding) => finding.rule)).toEqual([
      'duplicate',
    ])
  })
})
