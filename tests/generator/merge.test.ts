import { describe, expect, it } from 'vitest'
import type { Evidence, Note, NoteId } from '../../src/domain/note.ts'
import type { SourceId } from '../../src/domain/source.ts'
import { mergeAcross } from '../../src/generator/merge.ts'

const piece = (source: string): Evidence => ({
  sourceId: source as SourceId,
  sentence: { start: 0, end: 5 },
  answer: { start: 0, end: 3 },
  quote: 'Quote',
  resolutions: [],
})

const note = (id: string, source: string, question: string, answer: string, confidence = 0.5): Note => ({
  id: id as NoteId,
  content: { kind: 'qa', question, answer },
  tags: [],
  accepted: [],
  distractors: [],
  evidence: [piece(source)],
  confidence,
})

const merge = (first: Note[], second: Note[]) =>
  mergeAcross([
    { name: 'first', notes: first },
    { name: 'second', notes: second },
  ])

describe('across articles', () => {
  it('the same fact becomes one note of the earlier article with two pieces of evidence', () => {
    const merged = merge(
      [note('a', 's1', 'Who opened the Halden bridge in 1998?', 'Elena Fisk')],
      [note('b', 's2', 'Who opened the Halden bridge in 1998?', 'the Elena Fisk')],
    )
    expect(merged.byName.get('second')).toEqual([])
    expect(
      merged.byName.get('first')?.map((each) => [each.id, each.evidence.map((evidence) => evidence.sourceId)]),
    ).toEqual([['a', ['s1', 's2']]])
  })

  it('of one question with two answers the surer card stays', () => {
    const merged = merge(
      [note('a', 's1', 'Who opened the Halden bridge in 1998?', 'Elena Fisk', 0.5)],
      [note('b', 's2', 'Who opened the Halden bridge in 1998?', 'Maria Olsen', 0.9)],
    )
    expect([...merged.byName.values()].flat().map((each) => each.id)).toEqual(['b'])
    expect(merged.contradicted).toBe(1)
  })

  it('different questions stay where they are', () => {
    const merged = merge(
      [note('a', 's1', 'Who opened the Halden bridge?', 'Elena Fisk')],
      [note('b', 's2', 'Who built the ferry of Quill Bay?', 'Elena Fisk')],
    )
    expect(merged.byName.get('first')).toHaveLength(1)
    expect(merged.byName.get('second')).toHaveLength(1)
  })
})
