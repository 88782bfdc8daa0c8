import type { CardState } from '../domain/card.ts'
import { type Columns, makeColumns, setRetired, setRow } from '../domain/columns.ts'
import { facesOf } from '../domain/faces.ts'
import { type CardId, cardIdOf, type DeckId, type Note, type NoteId } from '../domain/note.ts'
import { ownAt } from '../domain/ownAt.ts'
import { seenOver } from '../domain/ownNote.ts'
import { sentenceKin } from '../domain/sentenceKin.ts'
import { type Derived, rowsText, statesOf } from './rows.ts'
import {
  type DeckRecord,
  getMeta,
  type LeftRecord,
  type Overlay,
  type RemovalsRecord,
  type Tx,
  type WriteTx,
} from './schema.ts'

export const chunkRange = (contentKey: string): IDBKeyRange => IDBKeyRange.bound([contentKey, 0], [contentKey, []])

/** A deck's rows: its cards in deck order, notes that it retired itself last. */
export type Layout = {
  readonly deckId: DeckId
  /** By note: whether the deck or the learner retired it. */
  readonly retired: readonly boolean[]
  readonly faceCounts: readonly number[]
  readonly cardIds: readonly CardId[]
  /** As `Columns` have it. */
  readonly kin: Uint32Array
  /** The notes behind the stored ones. */
  readonly guests: readonly NoteId[]
}

/** `stored` are a deck's notes without the learner's versions; `live` is the number of notes that the deck has not retired; `overlays` say which the learner has. */
export function layOut(deckId: DeckId, stored: readonly Note[], live: number, overlays: readonly Overlay[]): Layout {
  const out = new Set(overlays.filter((overlay) => overlay.retired).map((overlay) => overlay.noteId))
  const gone = goneFrom(deckId, overlays)
  const guests = guestsOf(deckId, stored, overlays)
  const notes = [...applyOverlays(stored, overlays), ...guests]
  const faceCounts: number[] = []
  const cardIds: CardId[] = []
  for (const note of notes) {
    const faces = gone.has(note.id) ? [] : facesOf(note)
    faceCounts.push(faces.length)
    for (const face of faces) cardIds.push(cardIdOf(note.id, face))
  }
  const retired = notes.map((note, i) => (i >= live && i < stored.length) || out.has(note.id))
  return { deckId, retired, faceCounts, cardIds, kin: sentenceKin(notes), guests: guests.map((note) => note.id) }
}

/** What says of notes whose deck is not here that they went with it. */
export type Removed = { readonly left: LeftRecord | undefined; readonly removals: RemovalsRecord | undefined }

/**
 * Overlays without the moves that lead nowhere: where the deck is not here, the note stays in the one that holds it. What
 * the learner removed together with its deck stays away, but not what was done to the note after that: of a removal and a
 * move the later holds, by the clock that all devices share.
 */
export const homed = (overlays: readonly Overlay[], decks: ReadonlySet<DeckId>, removed: Removed): readonly Overlay[] =>
  overlays.map((overlay) => {
    const { moved, ...still } = overlay
    return moved && !decks.has(moved.deckId) && !isGoneWith(moved.deckId, overlay, removed) ? still : overlay
  })

function isGoneWith(deckId: DeckId, { noteId, last, events }: Overlay, { left, removals }: Removed): boolean {
  const removal = ownAt(removals?.value, deckId)
  if (removal !== undefined) return removal > (last ?? events.at(-1) ?? '')
  return ownAt(left?.gone, noteId) === deckId
}

export async function readRemoved(tx: Tx): Promise<Removed> {
  const [left, removals] = await Promise.all([getMeta(tx, 'left'), getMeta(tx, 'removals')])
  return { left, removals }
}

/** The same of what is stored. */
export async function homedHere(tx: Tx, overlays: readonly Overlay[], more?: DeckId): Promise<readonly Overlay[]> {
  const [decks, removed] = await Promise.all([(tx as WriteTx).objectStore('decks').getAllKeys(), readRemoved(tx)])
  return homed(overlays, new Set(more ? [...decks, more] : decks), removed)
}

/** Notes that live in other decks, whatever this one holds. */
export const goneFrom = (deckId: DeckId, overlays: readonly Overlay[]): ReadonlySet<NoteId> =>
  new Set(overlays.filter(({ moved }) => moved && moved.deckId !== deckId).map((overlay) => overlay.noteId))

/** Notes that live in a deck though it does not hold them, in the order in which they first came up. */
export function guestsOf(deckId: DeckId, stored: readonly Note[], overlays: readonly Overlay[]): Note[] {
  const coming = overlays.filter(({ moved }) => moved?.deckId === deckId)
  if (coming.length === 0) return []
  const held = new Set(stored.map((note) => note.id))
  return coming
    .filter((overlay) => !held.has(overlay.noteId))
    .sort((a, b) => ((a.events[0] ?? '') < (b.events[0] ?? '') ? -1 : 1))
    .flatMap((overlay) => (overlay.moved ? seenOver(overlay, overlay.moved.note) : []))
}

/** The columns of a layout; cards without a state are new. */
export function fillColumns(layout: Layout, states: ReadonlyMap<CardId, CardState>): Columns {
  const columns = { ...makeColumns(layout.deckId, layout.faceCounts), kin: layout.kin }
  for (const [row, cardId] of layout.cardIds.entries()) {
    const state = states.get(cardId)
    if (state) setRow(columns, row, state)
    if (layout.retired[columns.note[row] ?? 0]) setRetired(columns, row, true)
  }
  return columns
}

/** A deck's notes as stored, retired ones last. */
export async function storedNotes(tx: Tx, record: DeckRecord): Promise<Note[]> {
  const chunks = await (tx as WriteTx).objectStore('chunks').getAll(chunkRange(record.contentKey))
  return chunks.flatMap((chunk) => chunk.notes)
}

/** Those of some chunks of it, from the n-th on. */
export async function storedNotesFrom(tx: Tx, contentKey: string, n: number, chunks: number): Promise<Note[]> {
  const range = IDBKeyRange.bound([contentKey, n], [contentKey, n + chunks], false, true)
  return (await (tx as WriteTx).objectStore('chunks').getAll(range)).flatMap((chunk) => chunk.notes)
}

/** With the learner's own versions over them. */
export function applyOverlays(notes: readonly Note[], overlays: readonly Overlay[]): Note[] {
  const own = byNote(overlays)
  return notes.map((note) => seenOver(own.get(note.id), note))
}

export const byNote = (overlays: readonly Overlay[]): ReadonlyMap<NoteId, Overlay> =>
  new Map(overlays.map((overlay) => [overlay.noteId, overlay]))

export async function deriveDeck(tx: Tx, record: DeckRecord): Promise<Derived> {
  const overlayStore = (tx as WriteTx).objectStore('overlays')
  const [notes, overlays] = await Promise.all([storedNotes(tx, record), overlayStore.getAll()])
  const layout = layOut(record.info.id, notes, record.info.noteCount, await homedHere(tx, overlays))
  const columns = fillColumns(layout, await statesOf(tx, layout.cardIds))
  return { columns, rows: rowsText(layout.cardIds), guests: layout.guests }
}
