import { type Columns, type Place, setRow } from '../domain/columns.ts'
import type { EventId, StoredEvent } from '../domain/event.ts'
import type { CardId, DeckId } from '../domain/note.ts'
import { readOne } from './connection.ts'
import { issue } from './issue.ts'
import type { deriveDeck } from './layout.ts'
import { type Derived, findRows, putDerived, statesOf } from './rows.ts'
import {
  type DeckRecord,
  getMeta,
  type PendingRecord,
  type ReadTx,
  type StoreName,
  type Tx,
  type WriteTx,
} from './schema.ts'

export const FOLLOW_STORES: StoreName[] = ['pending', 'sched', 'decks', 'chunks', 'cols', 'rows', 'overlays', 'meta']

/** What makes a deck's columns anew. */
export type Derive = typeof deriveDeck

/** Changes that the columns do not follow yet, and how many events the log has with theirs. */
export async function pendingChanges(tx: Tx): Promise<{ events: number; pending: readonly PendingRecord[] }> {
  const [log, pending] = await Promise.all([getMeta(tx, 'log'), (tx as WriteTx).objectStore('pending').getAll()])
  return { events: pending.reduce((sum, change) => sum + change.events, log?.events ?? 0), pending }
}

export async function findEvents(tx: Tx, ids: readonly EventId[]): Promise<StoredEvent[]> {
  const events = (tx as WriteTx).objectStore('events')
  const found = await Promise.all(ids.map((id) => readOne(tx, () => events.get(id))))
  return found.flatMap((event) => event ?? [])
}

/**
 * Brings all columns up to the end of the log, and makes those anew that are missing: null, with nothing written, where
 * there are such and nobody to make them. Reads and writes nothing but this transaction, so that tabs cannot undo each
 * other's work.
 */
export async function followLog(tx: WriteTx, derive: Derive | null): Promise<Columns[] | null> {
  const computed = await computeColumns(tx, derive)
  if (computed === null) return null
  const { columns, touched, made, log } = computed
  for (const deck of touched) await tx.objectStore('cols').put(deck)
  for (const derived of made) await putDerived(tx, derived)
  if (log) {
    issue(tx.objectStore('pending').clear())
    await tx.objectStore('meta').put({ name: 'log', events: log.events })
  }
  return columns
}

/** The same without storing any of it: for a device that has no room for what can be made anew. */
export const columnsNow = async (tx: ReadTx, derive: Derive | null): Promise<Columns[] | null> =>
  (await computeColumns(tx, derive))?.columns ?? null

async function computeColumns(anyTx: Tx, derive: Derive | null) {
  const tx = anyTx as ReadTx
  const { events, pending } = await pendingChanges(tx)
  const [records, stored] = await Promise.all([tx.objectStore('decks').getAll(), tx.objectStore('cols').getAll()])
  const ofArticles = new Set(records.filter(({ info }) => info.sources.length > 0).map(({ info }) => info.id))
  const isKnown = (deck: Columns) => isComplete(deck) && (deck.kin !== undefined || !ofArticles.has(deck.deckId))
  const columns = new Map(stored.filter(isKnown).map((deck) => [deck.deckId, deck]))
  const touched = new Set<DeckId>()
  const hints = pending.flatMap((change) => change.cards)
  const states = await statesOf(tx, [...new Set(hints.map((hint) => hint.cardId))])
  for (const [cardId, { deckId, row }] of await locate(tx, hints, records)) {
    const deck = columns.get(deckId)
    const state = states.get(cardId)
    if (!deck || !state) continue
    setRow(deck, row, state)
    touched.add(deckId)
  }
  const made: Derived[] = []
  const missing = records.filter(({ info }) => !columns.has(info.id))
  if (missing.length > 0 && derive === null) return null
  for (const record of missing) if (derive) made.push(await derive(tx, record))
  for (const derived of made) columns.set(derived.columns.deckId, derived.columns)
  return {
    columns: records.flatMap((record) => columns.get(record.info.id) ?? []),
    touched: [...touched].flatMap((deckId) => columns.get(deckId) ?? []),
    made,
    log: pending.length > 0 ? { events } : null,
  }
}

/** False for columns that an earlier version stored, before there were as many: they are made anew. */
export const isComplete = (columns: Columns): boolean => columns.flag !== undefined && columns.difficulty !== undefined

/** Places as remembered where the layout is still the same; the others are looked for in all decks. */
async function locate(
  tx: ReadTx,
  cards: PendingRecord['cards'],
  records: readonly DeckRecord[],
): Promise<Map<CardId, Pick<Place, 'deckId' | 'row'>>> {
  const layoutKeys = new Map(records.map((record) => [record.info.id, record.layoutKey]))
  const places = new Map<CardId, Pick<Place, 'deckId' | 'row'>>()
  const unknown = new Set<CardId>()
  for (const { cardId, hint } of cards) {
    if (hint && layoutKeys.get(hint.place.deckId) === hint.layoutKey) places.set(cardId, hint.place)
    else unknown.add(cardId)
  }
  if (unknown.size === 0) return places
  const rows = tx.objectStore('rows')
  const [deckIds, texts] = await Promise.all([rows.getAllKeys(), rows.getAll()])
  for (const [i, deckId] of deckIds.entries())
    for (const [cardId, row] of findRows(texts[i] ?? '', [...unknown])) places.set(cardId, { deckId, row })
  return places
}
