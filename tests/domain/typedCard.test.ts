import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { DEFAULT_FOLDING } from '../../src/domain/normalise.ts'
import type { Face, Note, NoteContent, NoteId } from '../../src/domain/note.ts'
import {
  checkTyped,
  fieldCount,
  outcomeOf,
  suggestedRating,
  tally,
  typedAsk,
  withAccepted,
} from '../../src/domain/typedCard.ts'

const note = (content: NoteContent, more: Partial<Note> = {}): Note => ({
  id: 'n' as NoteId,
  content,
  tags: [],
  accepted: [],
  distractors: [],
  evidence: [],
  confidence: null,
  ...more,
})

const qa = (answer: string, more: Partial<Note> = {}) => note({ kind: 'qa', question: 'Which?', answer }, more)
const list = (...items: readonly string[]) =>
  note({ kind: 'list', question: 'Which?', items: items.map((text) => ({ text, accepted: [] })) })
const cloze = (text: string, more: Partial<Note> = {}) => note({ kind: 'cloze', text }, more)

function outcome(of: Note, texts: readonly string[], face: Face = 'front') {
  const ask = typedAsk(of, face)
  if (!ask) throw new Error('nothing is asked')
  const check = checkTyped(ask, texts, DEFAULT_FOLDING)
  return { check, outcome: outcomeOf(check), ...tally(check) }
}

const words = fc.constantFrom('Kabul', 'Herat', 'Balkh', 'Khost', 'Farah', 'Ghor')

describe('a typed card', () => {
  it('is right when every part is typed as it stands, and each part has its field', () => {
    fc.assert(
      fc.property(fc.uniqueArray(words, { minLength: 1, maxLength: 5 }), (answers) => {
        const gaps = answers.map((word) => `{{c1::${word}}}`).join(' and ')
        const cases: readonly [Note, Face, readonly string[]][] = [
          [qa(answers[0] ?? ''), 'front', answers.slice(0, 1)],
          [list(...answers), 'front', answers.toReversed()],
          [cloze(gaps), 'c1', answers],
        ]
        for (const [of, face, texts] of cases) {
          const ask = typedAsk(of, face)
          expect(ask && fieldCount(ask)).toBe(texts.length)
          expect(outcome(of, texts, face)).toMatchObject({ outcome: 'right', right: texts.length, of: texts.length })
        }
      }),
    )
  })

  it('takes a list in any order and a gap in its own place alone', () => {
    expect(outcome(list('Kabul', 'Herat'), ['herat', 'kabul']).outcome).toBe('right')
    const swapped = outcome(cloze('{{c1::Kabul}} {{c1::Herat}}'), ['Herat', 'Kabul'], 'c1')
    expect(swapped).toMatchObject({ outcome: 'wrong', right: 0, of: 2 })
  })

  it('tells a slip, some of several, something else and nothing apart', () => {
    expect(outcome(qa('loya jirga'), ['loya girga']).outcome).toBe('close')
    expect(outcome(list('Kabul', 'Herat'), ['Kabul', 'Ghor'])).toMatchObject({ outcome: 'part', right: 1, of: 2 })
    expect(outcome(list('Kabul', 'Herat'), ['Kabul', 'Herat', 'Ghor']).outcome).toBe('close')
    expect(outcome(qa('in 2013'), ['in 2014']).outcome).toBe('wrong')
    for (const of of [qa('Kabul'), list('Kabul'), cloze('{{c1::Kabul}}')]) {
      expect(outcome(of, [' '], of.content.kind === 'cloze' ? 'c1' : 'front').outcome).toBe('nothing')
    }
  })

  it('suggests Good for what was known, Hard with help or a slip, Again for what was not whole', () => {
    expect([suggestedRating('right', false), suggestedRating('right', true), suggestedRating('close', false)]).toEqual([
      'good',
      'hard',
      'hard',
    ])
    for (const wrong of ['part', 'wrong', 'nothing'] as const) expect(suggestedRating(wrong, false)).toBe('again')
  })

  it('compares with the words of a marked-up answer, and leaves gaps in formulas alone', () => {
    expect(outcome(qa('the **Durand Line**'), ['durand line']).outcome).toBe('right')
    expect(outcome(list('*Kabul*', 'Herat'), ['herat', 'kabul']).outcome).toBe('right')
    expect(typedAsk(cloze(String.raw`\(a^2 + {{c1::b^2}}\) holds`), 'c1')).toBe(null)
  })

  it('asks nothing of a choice, and of a cloze only the gaps of its face', () => {
    expect(typedAsk(note({ kind: 'choice', question: 'Which?', answer: 'Kabul' }), 'front')).toBe(null)
    const two = cloze('{{c1::Kabul}} {{c2::Herat}}')
    expect(typedAsk(two, 'c2')).toMatchObject({ gaps: [{ answer: 'Herat' }] })
    expect(typedAsk(two, 'c3')).toBe(null)
  })
})

describe('a learner who was right after all', () => {
  it('makes what was typed right from then on, wherever the note can say of what', () => {
    const cases: readonly [Note, Face, readonly string[]][] = [
      [qa('the grand assembly'), 'front', ['loya jirga']],
      [cloze('It is the {{c1::grand assembly}}.'), 'c1', ['loya jirga']],
      [list('Kabul', 'the grand assembly'), 'front', ['loya jirga', 'Kabul']],
    ]
    for (const [of, face, texts] of cases) {
      const { check, outcome: before } = outcome(of, texts, face)
      expect(before).not.toBe('right')
      const next = withAccepted(of, face, check)
      expect(next && outcome(next, texts, face).outcome).toBe('right')
      expect(next?.id).toBe(of.id)
    }
  })

  it('adds nothing where it cannot be told what it was right for', () => {
    const swapped = cloze('{{c1::Kabul}} {{c1::Herat}}')
    expect(withAccepted(swapped, 'c1', outcome(swapped, ['Ghor', 'Farah'], 'c1').check)).toBe(null)
    const both = list('Kabul', 'Herat')
    expect(withAccepted(both, 'front', outcome(both, ['Ghor', 'Farah']).check)).toBe(null)
    expect(withAccepted(qa('Kabul'), 'front', outcome(qa('Kabul'), ['']).check)).toBe(null)
  })
})
