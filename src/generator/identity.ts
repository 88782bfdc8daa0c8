import type { Deck } from '../domain/deck.ts'
import { hashText } from '../domain/hash.ts'
import type { Note, NoteId } from '../domain/note.ts'
import type { Source } from '../domain/source.ts'

type NewNote = Omit<Note, 'id'>

/**
 * Gives each note its id: that of the note of the last run with the same source, kind, evidence and answer, wherever
 * its sentence now stands; else one minted from these, never from the question's wording.
 */
export function keepIdentities(notes: readonly NewNote[], source: Source, existing: Deck | null): Note[] {
  const known = new Map<string, NoteId[]>()
  for (const note of existing?.notes ?? []) {
    const sourceId = note.evidence[0]?.sourceId
    if (sourceId === undefined) continue
    const key = keyOf(sourceId, note)
    known.set(key, [...(known.get(key) ?? []), note.id])
  }
  const taken = new Set<string>()
  return notes.map((note) => {
    const key = keyOf(source.id, note)
    const carried = known.get(key)?.find((id) => !taken.has(id))
    let id = carried ?? (`n_${hashText(key)}` as NoteId)
    for (let i = 2; taken.has(id); i++) id = `n_${hashText(`${key}\u0000${i}`)}` as NoteId
    taken.add(id)
    return { id, ...note }
  })
}

function keyOf(sourceId: string, note: NewNote): string {
  const pieces = note.evidence.map((piece) => {
    const at = piece.answer.start - piece.sentence.start
    return `${piece.quote}\u0000${piece.quote.slice(at, at + piece.answer.end - piece.answer.start)}`
  })
  return [sourceId, note.content.kind, ...pieces].join('\u0001')
}
