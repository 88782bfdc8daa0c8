import { anchorsOf, evidenceBySource } from '../domain/anchors.ts'
import type { Deck, DeckInfo, SourceInfo } from '../domain/deck.ts'
import { type CardId, type DeckId, type Note, noteIdOf } from '../domain/note.ts'
import type { SourceId } from '../domain/source.ts'
import type { Connection } from './connection.ts'
import { countDeckChange } from './deckChanges.ts'
import { issue } from './issue.ts'
import { chunkRange, fillColumns, homedHere, type Layout, layOut, storedNotes } from './layout.ts'
import { readOverlays, rebuildDeck } from './pages.ts'
import { CHUNK_NOTES, rowsText, statesOf } from './rows.ts'
import type { Added, DeckRecord, Overlay, StoreName, WriteTx } from './schema.ts'
import type { CollectedDeck, PutOptions } from './store.ts'

export const DECK_STORES: StoreName[] = ['decks', 'chunks', 'sources', 'cols', 'rows', 'overlays', 'sched', 'meta']
export const UPDATE_STORES: StoreName[] = [...new Set<StoreName>(['events', 'pending', ...DECK_STORES])]

/**
 * Adds a deck or brings it to this version. Notes that it no longer holds are retired: kept behind the others, out of
 * study. Schedules are found again by card id, whether the deck was here before or is coming back. Resolves with what the
 * second copy has to hold of it: of what ships with the app nothing.
 */
export async function putDeck(
  connection: Connection,
  deck: Deck,
  options: PutOptions & { readonly contentKey: string; readonly now: () => number },
) {
  const { events = [], endsImport = false, onlyIf } = options
  const isMore = events.length > 0 || endsImport || onlyIf
  // Fetched when it is first wanted, and not within the transaction, which would end meanwhile.
  const addFacts = events.length > 0 ? (await import('./writeFacts.ts')).addFacts : null
  return connection.write(isMore ? UPDATE_STORES : DECK_STORES, 'strict', async (tx) => {
    await onlyIf?.(tx)
    if (endsImport) issue(tx.objectStore('meta').delete('import'))
    await addFacts?.(tx, events, options.now)
    const previous = await tx.objectStore('decks').get(deck.id)
    const before = previous ? await storedNotes(tx, previous) : []
    const retired = options.retired ?? without(before, deck.notes)
    const overlays = await readOverlays(tx)
    const homes = await homedHere(tx, overlays, deck.id)
    const layout = layOut(deck.id, [...deck.notes, ...retired], deck.notes.length, homes)
    const states = await statesOf(tx, layout.cardIds)
    if (previous) clearContent(tx, previous)
    const { own } = options
    const stored = { ...deck, builtIn: options.builtIn, ...(own && own.length > 0 && { own }), retired }
    writeDeck(tx, stored, options.contentKey, layout, addedBy(previous, before, deck.notes, options.now()))
    await tx.objectStore('cols').put(fillColumns(layout, states))
    if (!previous) await giveUp(tx, deck.id, overlays, options.contentKey)
    if (options.builtIn) return { events, gone: [deck.id] }
    return { events, decks: [stored], deckChanges: await countDeckChange(tx) }
  })
}

/** Notes that were moved into a deck stayed where they were while it was missing: now it has come. */
async function giveUp(tx: WriteTx, deckId: DeckId, overlays: readonly Overlay[], key: string): Promise<void> {
  const coming = new Set(overlays.filter(({ moved }) => moved?.deckId === deckId).map(({ noteId }) => noteId))
  if (coming.size === 0) return
  for (const record of await tx.objectStore('decks').getAll()) {
    if (record.info.id === deckId) continue
    const rows = ((await tx.objectStore('rows').get(record.info.id)) ?? '').split('\n') as CardId[]
    if (rows.some((cardId) => coming.has(noteIdOf(cardId))))
      await rebuildDeck(tx, record, `${record.contentKey}+${key}`)
  }
}

/** Issues the writes of a deck but for its columns. The content key must never have been used before. */
export function writeDeck(
  tx: WriteTx,
  deck: CollectedDeck,
  contentKey: string,
  layout: Layout,
  added: Added | undefined,
): void {
  const notes = [...deck.notes, ...deck.retired]
  for (let n = 0; n * CHUNK_NOTES < notes.length; n++) {
    const chunk = { notes: notes.slice(n * CHUNK_NOTES, (n + 1) * CHUNK_NOTES) }
    issue(tx.objectStore('chunks').put(chunk, [contentKey, n]))
  }
  for (const source of deck.sources) issue(tx.objectStore('sources').put(source, [contentKey, source.id]))
  const record: DeckRecord = {
    info: infoOf(deck, layout),
    tombstones: deck.tombstones,
    contentKey,
    layoutKey: contentKey,
    storedNotes: notes.length,
    ...(layout.guests.length > 0 && { guests: layout.guests }),
    ...(added && { added }),
  }
  issue(tx.objectStore('decks').put(record))
  issue(tx.objectStore('rows').put(rowsText(layout.cardIds), deck.id))
}

/** Notes that were here keep their time. Of a deck whose own is not known, what comes now is all that can be dated. */
function addedBy(
  previous: DeckRecord | undefined,
  before: readonly Note[],
  notes: readonly Note[],
  now: number,
): Added {
  if (!previous) return { first: now, later: {} }
  const { first, later } = previous.added ?? { first: 0, later: {} }
  const fresh = without(notes, before).map((note) => [note.id, now] as const)
  return { first, later: { ...later, ...Object.fromEntries(fresh) } }
}

export function clearContent(tx: WriteTx, record: DeckRecord): void {
  const range = chunkRange(record.contentKey)
  issue(tx.objectStore('chunks').delete(range))
  issue(tx.objectStore('sources').delete(range))
}

function infoOf(deck: CollectedDeck, layout: Layout): DeckInfo {
  const { sources, notes, tombstones: _tombstones, retired: _retired, ...header } = deck
  let cardCount = 0
  for (const [i, count] of layout.faceCounts.entries()) if (!layout.retired[i]) cardCount += count
  const noteCounts = countBySource(notes)
  const pieces = evidenceBySource(notes)
  const infos = sources.map((source): SourceInfo => {
    const { text: _text, ...info } = source
    return { ...info, noteCount: noteCounts.get(source.id) ?? 0, anchors: anchorsOf(source, pieces.get(source.id)) }
  })
  return { ...header, noteCount: notes.length, cardCount, sources: infos }
}

function countBySource(notes: readonly Note[]): Map<SourceId, number> {
  const counts = new Map<SourceId, number>()
  for (const note of notes)
    for (const sourceId of new Set(note.evidence.map((piece) => piece.sourceId)))
      counts.set(sourceId, (counts.get(sourceId) ?? 0) + 1)
  return counts
}

function without(notes: readonly Note[], others: readonly Note[]): Note[] {
  const ids = new Set(others.map((note) => note.id))
  return notes.filter((note) => !ids.has(note.id))
}
