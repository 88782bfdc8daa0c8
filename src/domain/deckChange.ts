import type { Deck } from './deck.ts'
import { hashText } from './hash.ts'
import type { Note, NoteId } from './note.ts'
import { type NoteType, templateOf } from './noteType.ts'

/** What taking a deck would do to the one that is here, in notes. */
export type DeckChange = {
  readonly isNew: boolean
  readonly fresh: number
  readonly changed: number
  readonly same: number
  /** Here and not in the deck any more: out of study, but kept. */
  readonly retired: number
}

/** Compares by note id; `mine` is null where the deck is not here. */
export function deckChange(mine: Deck | null, theirs: Deck): DeckChange {
  const here = new Map<NoteId, string>((mine?.notes ?? []).map((note) => [note.id, fingerprint(note)]))
  let fresh = 0
  let changed = 0
  let same = 0
  for (const note of theirs.notes) {
    const known = here.get(note.id)
    if (known === undefined) fresh++
    else if (known === fingerprint(note)) same++
    else changed++
  }
  return { isNew: mine === null, fresh, changed, same, retired: here.size - changed - same }
}

/** Two notes with one fingerprint say the same. A type counts by what it hashes to: it is long, and thousands share it. */
export const fingerprint = (note: Note): string =>
  JSON.stringify([contentOf(note), note.tags, note.accepted, note.distractors, note.evidence])

function contentOf(note: Note): unknown {
  const content = templateOf(note)
  return content ? [content.fields, content.cards, content.media, hashOfType(content.type)] : note.content
}

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
