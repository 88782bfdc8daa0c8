import fc from 'fast-check'
import type { Note } from '../../src/domain/note.ts'

export const FIELDS = ['question', 'answer', 'tag a', 'tag deck', 'accepted', 'extra'] as const
export type Field = (typeof FIELDS)[number]
/** What a learner may do to one field, and how to look whether it is so. */
export type Edit = { readonly field: Field; readonly value: string }
export const edits: fc.Arbitrary<Edit> = fc.record({
  field: fc.constantFrom(...FIELDS),
  value: fc.constantFrom('one', 'two', 'none'),
})

const isOn = (value: string) => value !== 'none'
const withOne = (all: readonly string[], one: string, on: boolean) =>
  on ? [...new Set([...all, one])] : all.filter((each) => each !== one)

export function edited(note: Note, { field, value }: Edit): Note {
  switch (field) {
    case 'question':
    case 'answer':
      return { ...note, content: { ...note.content, [field]: value } as Note['content'] }
    case 'tag a':
    case 'tag deck':
      return { ...note, tags: withOne(note.tags, field.slice(4), isOn(value)) }
    case 'accepted':
      return { ...note, accepted: withOne(note.accepted, 'too', isOn(value)) }
    default: {
      const { extra: _extra, ...rest } = note as Note & { extra?: string }
      return isOn(value) ? ({ ...rest, extra: value } as Note) : (rest as Note)
    }
  }
}

/** As plain fields, as sets know no order. */
export const fieldsOf = (note: Note): Record<Field, unknown> => {
  const { question, answer } = note.content as { question: string; answer: string }
  return {
    question,
    answer,
    'tag a': note.tags.includes('a'),
    'tag deck': note.tags.includes('deck'),
    accepted: note.accepted.includes('too'),
    extra: (note as { extra?: string }).extra,
  }
}
