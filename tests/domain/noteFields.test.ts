import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { answersOf, cardView, noteText, questionText } from '../../src/domain/cards.ts'
import { facesOf } from '../../src/domain/faces.ts'
import type { MediaHash } from '../../src/domain/media.ts'
import type { Note, NoteContent, NoteId } from '../../src/domain/note.ts'
import {
  checkFields,
  emptyFields,
  fieldsOfNote,
  hasOtherAnswers,
  type NoteFields,
  noteOfFields,
} from '../../src/domain/noteFields.ts'
import { occlusionContent, occlusionOf } from '../../src/domain/occlusion.ts'
import { addShape, changeShape } from '../../src/domain/occlusionEdit.ts'
import { coveredShapes, occlusionView } from '../../src/domain/occlusionView.ts'
import { promptsOf } from '../../src/domain/prompts.ts'

const PICTURE = '0123456789abcdef0123456789abcdef' as MediaHash

const noteWith = (content: NoteContent, change: Partial<Note> = {}): Note => ({
  id: 'n' as NoteId,
  content,
  tags: [],
  accepted: [],
  distractors: [],
  evidence: [],
  confidence: null,
  ...change,
})

const fields = (change: Partial<NoteFields>): NoteFields => ({ ...emptyFields(change.kind ?? 'qa'), ...change })
const never = () => false

const word = fc.stringMatching(/^[a-z]{1,8}$/)
const words = fc.array(word, { minLength: 1, maxLength: 4 }).map((all) => all.join(' '))
const box = fc.record({
  x: fc.integer({ min: 0, max: 50 }),
  y: fc.integer({ min: 0, max: 50 }),
  width: fc.integer({ min: 2, max: 50 }),
  height: fc.integer({ min: 2, max: 50 }),
  label: words,
})
const content: fc.Arbitrary<NoteContent> = fc.oneof(
  fc.record({ kind: fc.constant('qa' as const), question: words, answer: words }),
  fc.record({ kind: fc.constant('choice' as const), question: words, answer: words }),
  fc.record({
    kind: fc.constant('list' as const),
    question: words,
    items: fc.array(fc.record({ text: words, accepted: fc.array(words, { maxLength: 2 }) }), { minLength: 1 }),
  }),
  words.map((text): NoteContent => ({ kind: 'cloze', text: `${text} {{c1::gap}} {{c3::other::hint}}` })),
  fc.array(box, { minLength: 1, maxLength: 5 }).map((boxes) =>
    occlusionContent({
      kind: 'occlusion',
      question: 'Which?',
      picture: PICTURE,
      mode: 'hideAll',
      shapes: boxes.map((each, i) => ({ ...each, id: i + 1 })),
    }),
  ),
)

describe('a note in a form', () => {
  test('comes out as it went in, whatever its kind', () => {
    const note = fc.record({
      content,
      tags: fc.array(word, { maxLength: 2 }),
      accepted: fc.array(words, { maxLength: 2 }),
    })
    fc.assert(
      fc.property(note, ({ content: given, ...change }) => {
        const unique = given.kind === 'list' ? [...new Map(given.items.map((item) => [item.text, item])).values()] : []
        const before = noteWith(given.kind === 'list' ? { ...given, items: unique } : given, change)
        const form = fieldsOfNote(before)
        expect(form && noteOfFields(form, before)).toEqual(before)
      }),
    )
  })

  test('of a kind of later versions is not for this form', () => {
    const later = noteWith({ kind: 'hologram' } as unknown as NoteContent)
    expect(() => fieldsOfNote(later)).not.toThrow()
    expect(occlusionOf(later)).toBeNull()
  })

  test('keeps its id, and what is also right for an item whose words stay', () => {
    const item = { text: 'red', accepted: ['crimson'] }
    const before = noteWith({ kind: 'list', question: 'Which?', items: [item, { text: 'blue', accepted: [] }] })
    const form = fieldsOfNote(before)
    if (!form) throw new Error('no form')
    const after = noteOfFields({ ...form, items: 'green\nred' }, before)
    expect(after.id).toBe(before.id)
    expect(after.content).toMatchObject({ items: [{ text: 'green', accepted: [] }, item] })
    expect(hasOtherAnswers(form, { ...form, items: 'green\nred' })).toBe(true)
    expect(hasOtherAnswers(form, { ...form, question: 'What?' })).toBe(false)
  })
})

describe('what is amiss', () => {
  test('holds up what could not be studied', () => {
    expect(checkFields(fields({}), never)).toEqual(['no-question', 'no-answer'])
    expect(checkFields(fields({ kind: 'list', question: 'Which?' }), never)).toEqual(['no-answer'])
    expect(checkFields(fields({ kind: 'choice', question: 'Which?', answer: 'a' }), never)).toEqual(['no-options'])
    expect(checkFields(fields({ kind: 'cloze', text: 'none' }), never)).toEqual(['no-gap'])
    expect(checkFields(fields({ kind: 'cloze', text: 'a {{c1:: }} b' }), never)).toEqual(['empty-gap'])
    expect(checkFields(fields({ kind: 'occlusion', question: 'Which?' }), never)).toEqual(['no-picture'])
    expect(checkFields(fields({ kind: 'occlusion', question: 'Which?', picture: PICTURE }), never)).toEqual([
      'no-shape',
    ])
  })

  test('warns of a question asked already, of one that gives the answer away, of a wrong option that is right', () => {
    const asked = promptsOf(noteWith({ kind: 'qa', question: 'What is a CAT?', answer: '' }))
    const isAsked = (prompt: string) => asked.includes(prompt)
    expect(checkFields(fields({ question: 'what is a cat', answer: 'x' }), isAsked)).toEqual(['same-question'])
    const gap = promptsOf(noteWith({ kind: 'cloze', text: 'The {{c1::moon}} and the {{c2::sun}}' }))
    expect(
      checkFields(fields({ kind: 'cloze', text: 'The moon and the {{c1::sun}}' }), (one) => gap.includes(one)),
    ).toEqual(['same-question'])
    expect(checkFields(fields({ question: 'Is Paris big?', answer: 'paris' }), never)).toEqual(['answer-in-question'])
    const choice = fields({ kind: 'choice', question: 'Which?', answer: 'The Hague', options: 'hague\nDelft' })
    expect(checkFields(choice, never)).toEqual(['option-right'])
  })
})

describe('boxes on a picture', () => {
  const shapes = addShape(addShape([], { x: 10, y: 10, width: 20, height: 20 }), { x: 90, y: 95, width: 30, height: 1 })
  const note = (mode: 'hideAll' | 'hideOne') =>
    noteWith(occlusionContent({ kind: 'occlusion', question: 'Which?', picture: PICTURE, mode, shapes }))

  test('stay within it, and are each a card of their own that outlives the others', () => {
    expect(shapes.map(({ id, x, y, width, height }) => [id, x, y, width, height])).toEqual([
      [1, 10, 10, 20, 20],
      [2, 70, 95, 30, 2],
    ])
    expect(facesOf(note('hideAll'))).toEqual(['s1', 's2'])
    const left = addShape(
      shapes.filter((shape) => shape.id === 2),
      { x: 0, y: 0, width: 5, height: 5 },
    )
    expect(left.map((shape) => shape.id)).toEqual([2, 3])
    expect(changeShape(shapes, 1, { x: 200, label: 'lake' })[0]).toMatchObject({ x: 80, y: 10, label: 'lake' })
  })

  test('are all covered, or the one that is asked for alone', () => {
    const covered = (mode: 'hideAll' | 'hideOne') => {
      const occlusion = occlusionOf(note(mode))
      const view = occlusion && occlusionView(occlusion, 's1')
      return view && coveredShapes(view).map((shape) => shape.id)
    }
    expect([covered('hideAll'), covered('hideOne')]).toEqual([[2, 1], [1]])
    expect(cardView(note('hideAll'), 's3', 0)).toEqual({ kind: 'unsupported' })
    expect(questionText(note('hideAll'), 's1')).toBe('Which?')
    const labelled = changeShape(shapes, 1, { label: 'lake' })
    const named = noteWith(
      occlusionContent({ kind: 'occlusion', question: 'Which?', picture: PICTURE, mode: 'hideAll', shapes: labelled }),
    )
    expect([answersOf(named, 's1'), answersOf(named, 's2'), noteText(named)]).toEqual([['lake'], [], 'Which? lake '])
  })

  test('of strangers are read with care: what is no box is left out, and what is no picture is none', () => {
    const good = { id: 1, x: -5, y: 200, width: 1000, height: 3, label: 4 }
    const stranger = (change: object) =>
      occlusionOf(
        noteWith({
          kind: 'occlusion',
          question: 'Q',
          picture: PICTURE,
          mode: 'hideAll',
          shapes: [good],
          ...change,
        } as never),
      )
    expect(stranger({})?.shapes).toEqual([{ id: 1, x: 0, y: 97, width: 100, height: 3, label: '' }])
    expect(
      stranger({ shapes: [good, null, { ...good, id: 0 }, { ...good, x: Number.NaN }, good] })?.shapes,
    ).toHaveLength(1)
    for (const change of [{ picture: 'https://elsewhere.example' }, { mode: 'all' }, { shapes: 7 }, { question: null }])
      expect(stranger(change)).toBeNull()
  })
})
