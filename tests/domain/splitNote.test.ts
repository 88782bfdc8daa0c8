import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { clozeNumbers, parseCloze } from '../../src/domain/cloze.ts'
import { emptyFields, type FieldKind, type NoteFields } from '../../src/domain/noteFields.ts'
import { splitFields } from '../../src/domain/splitNote.ts'
import { LEECH_TAG } from '../../src/domain/tags.ts'

const fields = (kind: FieldKind, change: Partial<NoteFields>): NoteFields => ({
  ...emptyFields(kind, ['news', LEECH_TAG]),
  question: 'Which?',
  ...change,
})
const split = (kind: FieldKind, change: Partial<NoteFields>) => {
  const halves = splitFields(fields(kind, change))
  if (!halves) throw new Error('nothing to divide')
  return halves
}

describe('a note split in two', () => {
  it('shares its gaps out: each number is asked by one half, and both read as the whole did', () => {
    const read = (text: string) =>
      parseCloze(text)
        .map((part) => (part.kind === 'text' ? part.text : part.answer))
        .join('')
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 1, max: 9 }), { minLength: 1, maxLength: 8 }), (numbers) => {
        const text = numbers.map((number, i) => `word {{c${number}::gap ${i}::hint ${i}}}`).join(', ')
        const [first, second] = split('cloze', { text })
        const [one, other] = [clozeNumbers(first.text), clozeNumbers(second.text)]
        expect([...one, ...other]).toEqual(clozeNumbers(text))
        expect(one.length - other.length).toBeOneOf([0, 1])
        expect([read(first.text), read(second.text)]).toEqual([read(text), read(text)])
      }),
    )
  })

  it('shares out the items of a list in their order', () => {
    const [first, second] = split('list', { items: 'a\nb\nc' })
    expect([first.items, second.items]).toEqual(['a\nb', 'c'])
  })

  it('parts an answer where its parts meet, and leaves the second open where it has none', () => {
    const halves = (answer: string) => split('qa', { answer }).map((half) => half.answer)
    expect(halves('about 60 hours; in June')).toEqual(['about 60 hours', 'in June'])
    expect(halves('Kerry, Karzai, and Obama')).toEqual(['Kerry, Karzai', 'Obama'])
    expect(halves('security and training')).toEqual(['security', 'training'])
    expect(halves('Kabul')).toEqual(['Kabul', ''])
    expect(halves('1,000')).toEqual(['1,000', ''])
  })

  it('shares out the boxes on a picture, and has nothing to divide in a single one', () => {
    const shape = { id: 'a', x: 1, y: 1, width: 5, height: 5, label: '' } as unknown as NoteFields['shapes'][number]
    expect(splitFields(fields('occlusion', { shapes: [shape] }))).toBeNull()
    expect(split('occlusion', { shapes: [shape, shape, shape] }).map(({ shapes }) => shapes.length)).toEqual([2, 1])
  })

  it('keeps question and tags, and is no leech any more', () => {
    for (const half of split('qa', { answer: 'a; b' }))
      expect(half).toMatchObject({ question: 'Which?', tags: ['news'] })
  })
})
