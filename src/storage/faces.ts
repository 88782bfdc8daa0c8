import { cardIdsOf } from '../domain/faces.ts'
import { type CardId, type Note, type NoteId, noteIdOf } from '../domain/note.ts'
import { sameContent } from '../domain/noteMerge.ts'
import { baseOf, seenOver } from '../domain/ownNote.ts'
import { sameValue } from '../domain/same.ts'
import { CHUNK_NOTES, countLines } from './rows.ts'
import type { DeckRecord, Overlay, WriteTx } from './schema.ts'

/** A learner's version of a note that was written, and the one before it. */
export type Changed = { readonly before: Overlay | undefined; readonly overlay: Overlay }

/** Whether a deck's rows are still those of its notes, after the learner's versions of some that live in it changed. */
export async function rowsStand(tx: WriteTx, record: DeckRecord, changed: readonly Changed[]): Promise<boolean> {
  const asking = changed.filter(({ before, overlay }) => !saysTheSame(before, overlay))
  if (asking.length === 0) return true
  const text = (await tx.objectStore('rows').get(record.info.id)) ?? ''
  const grounds = await groundsOf(tx, record, text, asking)
  if (grounds.size < asking.length) return false
  return haveRows(
    text,
    new Map(
      asking.map(({ overlay }) => {
        const ground = grounds.get(overlay.noteId)
        return [overlay.noteId, ground ? cardIdsOf(seenOver(overlay, ground)) : []]
      }),
    ),
  )
}

/** Whether the learner asks the same of it, so that its cards are the same, whatever the deck says. */
function saysTheSame(before: Overlay | undefined, overlay: Overlay): boolean {
  return sameValue(asked(before), asked(overlay))
}

function asked(overlay: Overlay | undefined) {
  if (!overlay?.note) return null
  const { content } = overlay.note
  const base = baseOf(overlay)?.content ?? null
  return base && sameContent(base, content) ? null : { content, base }
}

/** What notes say where they live; those that the deck's rows do not know are left out. */
async function groundsOf(
  tx: WriteTx,
  { info, contentKey, storedNotes }: DeckRecord,
  text: string,
  changed: readonly Changed[],
): Promise<ReadonlyMap<NoteId, Note>> {
  const columns = await tx.objectStore('cols').get(info.id)
  const rows = firstRows(text, new Set(changed.map(({ overlay }) => overlay.noteId)))
  const grounds = new Map<NoteId, Note>()
  const wanted = new Map<number, NoteId[]>()
  for (const { overlay } of changed) {
    const at = columns?.note[rows.get(overlay.noteId) ?? -1]
    if (at === undefined) continue
    if (at >= storedNotes) {
      if (overlay.moved) grounds.set(overlay.noteId, overlay.moved.note)
    } else {
      const n = Math.floor(at / CHUNK_NOTES)
      wanted.set(n, [...(wanted.get(n) ?? []), overlay.noteId])
    }
  }
  for (const [n, noteIds] of wanted) {
    const notes = (await tx.objectStore('chunks').get([contentKey, n]))?.notes ?? []
    const held = new Map(notes.map((note) => [note.id, note]))
    for (const noteId of noteIds) {
      const note = held.get(noteId)
      if (note) grounds.set(noteId, note)
    }
  }
  return grounds
}

/** True when each note has exactly its cards in the deck's rows. Few are searched for, many looked up. */
function haveRows(text: string, notes: ReadonlyMap<NoteId, readonly CardId[]>): boolean {
  if (notes.size <= 40) return [...notes].every(([noteId, cardIds]) => hasRows(text, noteId, cardIds))
  const rows = new Map<string, string[]>()
  for (const cardId of text.split('\n')) {
    const noteId = noteIdOf(cardId as CardId)
    const own = rows.get(noteId)
    if (own) own.push(cardId)
    else rows.set(noteId, [cardId])
  }
  return [...notes].every(([noteId, cardIds]) => rows.get(noteId)?.join() === cardIds.join())
}

/** Where the first card of each of these notes stands in a deck, for those that are in it. Few are searched for, many looked up. */
function firstRows(text: string, noteIds: ReadonlySet<NoteId>): ReadonlyMap<NoteId, number> {
  const found = new Map<NoteId, number>()
  if (noteIds.size > 40) {
    for (const [i, cardId] of text.split('\n').entries()) {
      const noteId = noteIdOf(cardId as CardId)
      if (noteIds.has(noteId) && !found.has(noteId)) found.set(noteId, i - 1)
    }
    return found
  }
  for (const noteId of noteIds) {
    const at = text.indexOf(`\n${noteId}/`)
    if (at >= 0) found.set(noteId, countLines(text, at))
  }
  return found
}

function hasRows(text: string, noteId: NoteId, cardIds: readonly CardId[]): boolean {
  const start = text.indexOf(`\n${noteId}/`)
  const expected = `\n${cardIds.join('\n')}\n`
  if (start < 0 || !text.startsWith(expected, start)) return false
  return !text.startsWith(`${noteId}/`, start + expected.length)
}
