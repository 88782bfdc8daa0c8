import type { CardState } from '../domain/card.ts'
import type { Columns, Place } from '../domain/columns.ts'
import type { CardId, NoteId } from '../domain/note.ts'
import { issue } from './issue.ts'
import type { Tx, WriteTx } from './schema.ts'

/** Notes a record: few enough that one study card costs a few milliseconds, many enough that 100 000 cards import fast. */
export const CHUNK_NOTES = 250

/** The chunk that a place's note lies in. */
export const chunkOf = (place: Pick<Place, 'note'>): number => Math.floor(place.note / CHUNK_NOTES)

export const rowsText = (cardIds: readonly CardId[]): string => `\n${cardIds.join('\n')}\n`

/** Where cards stand in a deck, or nothing of those that are not in it. Few are searched for, many looked up. */
export function findRows(text: string, cardIds: readonly CardId[]): Map<CardId, number> {
  const found = new Map<CardId, number>()
  if (cardIds.length > 40) {
    const rows = new Map(text.split('\n').map((id, i) => [id, i - 1]))
    for (const cardId of cardIds) {
      const row = rows.get(cardId)
      if (row !== undefined) found.set(cardId, row)
    }
    return found
  }
  for (const cardId of cardIds) {
    const at = text.indexOf(`\n${cardId}\n`)
    if (at >= 0) found.set(cardId, countLines(text, at))
  }
  return found
}

/** Line feeds before a place. */
export function countLines(text: string, end: number): number {
  let lines = 0
  for (let at = text.indexOf('\n'); at >= 0 && at < end; at = text.indexOf('\n', at + 1)) lines++
  return lines
}

/** States of the cards that have any. Few are asked for one by one; many by what is there. */
export async function statesOf(tx: Tx, cardIds: readonly CardId[]): Promise<Map<CardId, CardState>> {
  const sched = (tx as WriteTx).objectStore('sched')
  let wanted = cardIds
  if (cardIds.length > 1000) {
    const touched = new Set(await sched.getAllKeys())
    wanted = cardIds.filter((cardId) => touched.has(cardId))
    if (wanted.length > 1000 && wanted.length > touched.size / 4)
      return new Map((await sched.getAll()).map((state) => [state.cardId, state]))
  }
  const states = await Promise.all(wanted.map((cardId) => sched.get(cardId)))
  return new Map(states.flatMap((state) => (state ? [[state.cardId, state] as const] : [])))
}

/** What derives from a deck, its own and the learner's texts and the states of its cards; `guests` belong in its record. */
export type Derived = { readonly columns: Columns; readonly rows: string; readonly guests: readonly NoteId[] }

export async function putDerived(tx: WriteTx, { columns, rows }: Derived): Promise<void> {
  issue(tx.objectStore('cols').put(columns))
  await tx.objectStore('rows').put(rows, columns.deckId)
}
