import type { CardState } from '../domain/card.ts'
import { RETIRED } from '../domain/columns.ts'
import type { CardId, Note } from '../domain/note.ts'
import { fillColumns, homedHere, layOut } from './layout.ts'
import { putDerived, rowsText, statesOf } from './rows.ts'
import type { DeckRecord, Overlay, Tx, WriteTx } from './schema.ts'

/*
 * Thousands of records, taken in some at a time: a page of them is a few milliseconds of work, all of them at once would
 * hold up the page. What starts the app has no need of this.
 */

const PAGE = 400
const CHUNKS_A_PAGE = 4

export const readOverlays = (tx: Tx): Promise<Overlay[]> =>
  readPages((tx as WriteTx).objectStore('overlays'), ({ noteId }) => noteId)

/** Makes a deck's columns and rows anew, and stores them under another layout key. */
export async function rebuildDeck(tx: WriteTx, record: DeckRecord, layoutKey: string): Promise<void> {
  const [notes, overlays] = await Promise.all([readNotes(tx, record), readOverlays(tx)])
  const layout = layOut(record.info.id, notes, record.info.noteCount, await homedHere(tx, overlays))
  const columns = fillColumns(layout, await readStates(tx, layout.cardIds))
  const { guests } = layout
  await putDerived(tx, { columns, rows: rowsText(layout.cardIds), guests })
  const { hidden, length } = columns
  const cardCount = hidden.subarray(0, length).reduce((sum, bits) => sum + (bits & RETIRED ? 0 : 1), 0)
  await tx.objectStore('decks').put({ ...record, guests, info: { ...record.info, cardCount }, layoutKey })
}

/** A deck's notes as stored, retired ones last. */
async function readNotes(tx: WriteTx, { contentKey }: DeckRecord): Promise<Note[]> {
  const notes: Note[] = []
  for (let first = 0; ; first += CHUNKS_A_PAGE) {
    const range = IDBKeyRange.bound([contentKey, first], [contentKey, first + CHUNKS_A_PAGE], false, true)
    const chunks = await tx.objectStore('chunks').getAll(range)
    for (const chunk of chunks) notes.push(...chunk.notes)
    if (chunks.length < CHUNKS_A_PAGE) return notes
  }
}

async function readStates(tx: WriteTx, cardIds: readonly CardId[]): Promise<Map<CardId, CardState>> {
  if (cardIds.length <= PAGE) return statesOf(tx, cardIds)
  const states = await readPages(tx.objectStore('sched'), ({ cardId }) => cardId)
  return new Map(states.map((state) => [state.cardId, state]))
}

type Readable<T> = { readonly getAll: (range: IDBKeyRange | null, count: number) => Promise<T[]> }

/** All records of a store in order, a page at a time within one transaction. */
async function readPages<T>(store: Readable<T>, keyOf: (record: T) => IDBValidKey): Promise<T[]> {
  const records: T[] = []
  for (let range: IDBKeyRange | null = null; ; ) {
    const page = await store.getAll(range, PAGE)
    for (const record of page) records.push(record)
    const last = page.at(-1)
    if (last === undefined || page.length < PAGE) return records
    range = IDBKeyRange.lowerBound(keyOf(last), true)
  }
}
