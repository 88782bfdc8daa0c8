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
  /** All else that Anki keeps about the type, as text that `formats/anki` alone reads: it goes back as it came. */
  readonly anki?: string
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
  /** Of a note that came from Anki. */
  readonly anki?: AnkiOrigin
}

/** What Anki knows a note by, so that it is the same note there when it goes back. */
export type AnkiOrigin = {
  /** The same in every collection that the note came to. */
  readonly guid: string
  readonly id: number
  /** By ordinal: the card's id, its place among new cards, and its deck, where that is not the first card's. */
  readonly cards: Readonly<Record<string, readonly [id: number, position: number, deck?: string]>>
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
