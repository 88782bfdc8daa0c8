import type { Face, Note, NoteContent } from './note.ts'

/** What a note's fields are called, and how its cards are made of them: as decks from elsewhere bring it along. */
export type NoteType = {
  /** Names the type across imports, as `anki:1700000000000`. */
  readonly id: string
  readonly name: string
  /** `cloze` has a card for each number in its fields; `fields` one for each template that shows something. */
  readonly kind: 'fields' | 'cloze'
  readonly fields: readonly string[]
  readonly templates: readonly CardTemplate[]
  /** A stranger's style sheet: never used but through `cssSafe.ts`, in a frame of its own. */
  readonly css: string
}

/** HTML with `{{Field}}` and the like (`template.ts`). */
export type CardTemplate = { readonly name: string; readonly front: string; readonly back: string }

/** A note that its type's templates show. Fields hold HTML, in the order of the type's names. */
export type TemplateContent = {
  readonly kind: 'template'
  /** One object for all notes of a type that were read together, so that a record of many notes holds it once. */
  readonly type: NoteType
  readonly fields: readonly string[]
  /** The cards it has: ordinals of templates, or of a cloze type its numbers less one. In rising order. */
  readonly cards: readonly number[]
  /** Files that fields and templates name, with what their bytes hash to. */
  readonly media: Readonly<Record<string, string>>
  /** When it was last changed where it came from, in seconds since 1970. */
  readonly changed: number
}

/** What a note with templates holds, or null for the kinds that are written here. */
export function templateOf(note: Pick<Note, 'content'>): TemplateContent | null {
  const content: { readonly kind: string } = note.content
  return isTemplate(content) ? content : null
}

/** A note's content as the union of kinds that are written here carries it: as one of those it does not know. */
export const asContent = (content: TemplateContent): NoteContent => content as unknown as NoteContent

const isTemplate = (content: { readonly kind: string }): content is TemplateContent => content.kind === 'template'

/** The face that an ordinal of Anki's is: a template's, or a cloze's number. */
export const faceOfOrdinal = (type: Pick<NoteType, 'kind'>, ordinal: number): Face =>
  type.kind === 'cloze' ? `c${ordinal + 1}` : `t${ordinal}`

export const ordinalOfFace = (face: Face): number =>
  face === 'front' ? 0 : face.startsWith('c') ? Number(face.slice(1)) - 1 : Number(face.slice(1))

type Typed = { readonly content: { readonly kind: string } }

/** The notes with numbers in place of their types, and the types that these stand for: for text, which shares nothing. */
export function typesApart<N extends Typed>(
  notes: readonly N[],
  types: NoteType[] = [],
): { readonly notes: readonly unknown[]; readonly types: readonly NoteType[] } {
  const known = new Map<NoteType, number>(types.map((type, i) => [type, i]))
  const texts = new Map<string, number>(types.map((type, i) => [JSON.stringify(type), i]))
  const apart = notes.map((note) => {
    if (!isTemplate(note.content)) return note
    const { type } = note.content
    let number = known.get(type)
    if (number === undefined) {
      const text = JSON.stringify(type)
      number = texts.get(text) ?? types.push(type) - 1
      texts.set(text, number)
      known.set(type, number)
    }
    return { ...note, content: { ...note.content, type: number } }
  })
  return { notes: apart, types }
}

/** The way back. What names no type is left as it is, for whoever checks it. */
export function typesJoined(notes: readonly unknown[], types: readonly unknown[]): readonly unknown[] {
  return notes.map((note) => {
    if (typeof note !== 'object' || note === null || !('content' in note)) return note
    const { content } = note
    if (typeof content !== 'object' || content === null || !('type' in content)) return note
    return typeof content.type === 'number' && content.type in types
      ? { ...note, content: { ...content, type: types[content.type] } }
      : note
  })
}
