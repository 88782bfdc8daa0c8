import type { Note, NoteContent } from './note.ts'
import { type NoteType, templateOf } from './noteType.ts'

/** What a deck is called of which nothing but cards is left: its title as any other, which the learner can change. */
export const STAND_IN_TITLE = 'Cards whose deck is missing'

const LOST_TYPE = 'lost:'
/** As many as a type from elsewhere may have. */
const MOST_TEMPLATES = 1000

/** Whether a note's type is a stand-in, by which its fields are shown until the type itself is back. */
export const isTypeLost = (note: Note): boolean => templateOf(note)?.type.id?.startsWith(LOST_TYPE) ?? false

/**
 * Types for the notes whose numbers stand for none: the first field asks, all others answer, whatever the lost templates
 * showed. The cards are those that the notes had, so that what is remembered of them is found.
 */
export function withStandInTypes(
  types: readonly NoteType[],
  notes: readonly { readonly content: NoteContent }[],
): readonly NoteType[] {
  const lost = new Map<number, { fields: number; last: number; isCloze: boolean }>()
  for (const note of notes) {
    const content = templateOf(note)
    const number = Number(content?.type)
    if (!content || types[number]) continue
    const known = lost.get(number) ?? { fields: 1, last: 0, isCloze: false }
    known.fields = Math.max(known.fields, content.fields.length)
    known.last = Math.max(known.last, ...content.cards.slice(-1))
    known.isCloze ||= content.fields.some((field) => /\{\{c\d+::/.test(field))
    lost.set(number, known)
  }
  if (lost.size === 0) return types
  const all = [...types]
  for (const [number, { fields, last, isCloze }] of lost) all[number] = standInType(number, fields, last, isCloze)
  return all
}

function standInType(number: number, count: number, last: number, isCloze: boolean): NoteType {
  const fields = Array.from({ length: count }, (_, i) => `${i + 1}`)
  const shown = (names: readonly string[], filter = '') => names.map((name) => `{{${filter}${name}}}`).join('<br>')
  const side = isCloze
    ? { front: shown(fields, 'cloze:'), back: shown(fields, 'cloze:') }
    : { front: shown(fields.slice(0, 1)), back: `{{FrontSide}}<hr id=answer>${shown(fields.slice(1))}` }
  const cards = isCloze ? 1 : Math.min(last + 1, MOST_TEMPLATES)
  const templates = Array.from({ length: cards }, (_, i) => ({ name: `${i + 1}`, ...side }))
  return { id: `${LOST_TYPE}${number}`, name: '', kind: isCloze ? 'cloze' : 'fields', fields, templates, css: '' }
}
