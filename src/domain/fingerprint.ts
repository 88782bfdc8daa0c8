import { hashText } from './hash.ts'
import type { Note } from './note.ts'
import { type NoteType, templateOf } from './noteType.ts'

/** Two notes with one fingerprint say the same. A type counts by what it hashes to: it is long, and thousands share it. */
export const fingerprint = (note: Note): string =>
  JSON.stringify([contentOf(note), note.tags, note.accepted, note.distractors, note.evidence])

function contentOf(note: Note): unknown {
  const content = templateOf(note)
  return content ? [content.fields, content.cards, content.media, hashOfType(content.type)] : note.content
}

/** Whether two types are one; each is hashed once, as thousands of notes share it. */
export const sameType = (a: NoteType, b: NoteType): boolean => a === b || hashOfType(a) === hashOfType(b)

const hashes = new WeakMap<NoteType, string>()

function hashOfType(type: NoteType): string {
  const known = hashes.get(type)
  if (known !== undefined) return known
  const { id, name, kind, fields, templates, css } = type
  const sides = templates.map((template) => [template.name, template.front, template.back])
  const hash = hashText(JSON.stringify([id, name, kind, fields, sides, css]))
  hashes.set(type, hash)
  return hash
}
