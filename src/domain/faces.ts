import { clozeNumbers } from './cloze.ts'
import { type CardId, cardIdOf, type Face, type Note } from './note.ts'
import { faceOfOrdinal, templateOf } from './noteType.ts'
import { occlusionOf, shapeFace } from './occlusion.ts'

/**
 * The faces of a note, in the order of their rows: one, but for a cloze one for each of its numbers (none if it has no
 * blank). None for kinds of later versions, which are kept but cannot be studied here.
 */
export function facesOf(note: Note): readonly Face[] {
  const occlusion = occlusionOf(note)
  if (occlusion) return occlusion.shapes.map(shapeFace)
  const template = templateOf(note)
  if (template) return template.cards.slice(0, MAX_FACES).map((ordinal) => faceOfOrdinal(template.type, ordinal))
  switch (note.content.kind) {
    case 'qa':
    case 'list':
    case 'choice':
      return ['front']
    case 'cloze':
      return clozeNumbers(note.content.text)
        .slice(0, MAX_FACES)
        .map((number): Face => `c${number}`)
    default:
      note.content satisfies never
      return []
  }
}

/** As many as a column of bytes can number. */
const MAX_FACES = 255

export const cardIdsOf = (note: Note): readonly CardId[] => facesOf(note).map((face) => cardIdOf(note.id, face))
