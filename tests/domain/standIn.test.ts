import { describe, expect, test } from 'vitest'
import type { NoteContent } from '../../src/domain/note.ts'
import { type TemplateContent, templateOf } from '../../src/domain/noteType.ts'
import { isTypeLost, withStandInTypes } from '../../src/domain/standIn.ts'
import { cardHtml } from '../../src/domain/templateCard.ts'

const numbered = (type: number, fields: readonly string[], cards: readonly number[]) => {
  const content = { kind: 'template', type, fields, cards, media: {}, changed: 0 }
  return { content: content as unknown as NoteContent }
}

/** The content of a note, with the type that its number stands for then. */
function joined(note: ReturnType<typeof numbered>, others: readonly ReturnType<typeof numbered>[] = []) {
  const content = templateOf(note)
  const type = withStandInTypes([], [note, ...others])[Number(content?.type)]
  if (!content || !type) throw new Error('no type')
  return { ...content, type } satisfies TemplateContent
}

describe('a note whose type is lost', () => {
  test('asks its first field and answers with all others, on each card that it had', () => {
    const note = numbered(2, ['What?', 'That.', 'Because.'], [0, 3])
    for (const ordinal of [0, 3]) {
      const shown = cardHtml(joined(note), ordinal)
      expect(shown).toMatchObject({ question: 'What?' })
      expect('answer' in shown && shown.answer).toBe('What?<hr id=answer>That.<br>Because.')
    }
  })

  test('keeps its gaps', () => {
    const shown = cardHtml(joined(numbered(0, ['{{c1::Kabul}} and {{c2::Herat}}', ''], [0, 1])), 1)
    expect('question' in shown && shown.question).not.toContain('Herat')
    expect('answer' in shown && shown.answer).toContain('Herat')
  })

  test('shares its type with those of its number, and types that are there stay as they are', () => {
    const [one, two] = [numbered(1, ['a'], [0]), numbered(1, ['a', 'b'], [1])]
    const known = joined(one).type
    const types = withStandInTypes([known], [numbered(0, ['x'], [0]), one, two])
    expect(types[0]).toBe(known)
    expect(types[1]).toMatchObject({ fields: ['1', '2'], templates: [{ name: '1' }, { name: '2' }] })
    expect(withStandInTypes([known], [numbered(0, ['x'], [0])])).toEqual([known])
    expect(isTypeLost({ id: 'n', content: joined(two) } as never)).toBe(true)
  })
})
