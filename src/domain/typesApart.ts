import type { Note, NoteContent } from './note.ts'
import { asContent, type NoteType, type TemplateContent, templateOf } from './noteType.ts'

const asNumbered = (content: Omit<TemplateContent, 'type'> & { readonly type: number }): NoteContent =>
  content as unknown as NoteContent

type Noted = { readonly notes: readonly Note[]; readonly retired?: readonly Note[] }
type Apart = { readonly noteTypes?: readonly NoteType[] }

/**
 * The deck with numbers in place of its notes' types, and the types once beside them: for text, which shares nothing.
 * Notes in this form are for writing and for `typesJoined` alone. A deck without such notes is itself.
 */
export function typesApart<D extends Noted>(deck: D): D & Apart {
  const types: NoteType[] = []
  const known = new Map<NoteType, number>()
  const texts = new Map<string, number>()
  const apart = (note: Note): Note => {
    const content = templateOf(note)
    return content ? { ...note, content: asNumbered({ ...content, type: numberOf(content.type) }) } : note
  }
  const numberOf = (type: NoteType): number => {
    const text = known.has(type) ? '' : JSON.stringify(type)
    const number = known.get(type) ?? texts.get(text) ?? types.push(type) - 1
    known.set(type, number)
    if (text !== '') texts.set(text, number)
    return number
  }
  const notes = deck.notes.map(apart)
  const retired = deck.retired?.map(apart)
  return types.length === 0 ? deck : { ...deck, notes, ...(retired && { retired }), noteTypes: types }
}

/** The way back. Null where a note's number stands for no type. */
export function typesJoined<D extends Noted>(deck: D & Apart): D | null {
  const { noteTypes = [] } = deck
  let isWhole = true
  const joined = (note: Note): Note => {
    const content = templateOf(note)
    if (!content) return note
    const type = noteTypes[Number(content.type)]
    if (!type) isWhole = false
    return { ...note, content: asContent({ ...content, ...(type && { type }) }) }
  }
  const notes = deck.notes.map(joined)
  const retired = deck.retired?.map(joined)
  if (!isWhole) return null
  const { noteTypes: _noteTypes, ...rest } = deck
  return { ...rest, notes, ...(retired && { retired }) } as unknown as D
}
