import { RETIRED } from '../domain/columns.ts'
import type { StoredEvent } from '../domain/event.ts'
import type { DeckId, Note } from '../domain/note.ts'
import type { Source } from '../domain/source.ts'
import type { BareConnection } from './connection.ts'
import { DECK_STORES, writeDeck } from './content.ts'
import { nameOf } from './failure.ts'
import { issue } from './issue.ts'
import type { Journal, JournalContent } from './journal.ts'
import { fillColumns, homedHere, layOut } from './layout.ts'
import { readOverlays } from './pages.ts'
import { statesOf } from './rows.ts'
import { contentKeyOf, gather, isEvent, isRecord, isSource, numberOf, readEach } from './salvage.ts'
import { type Added, type DeckRecord, getMeta, type StoreName, type WriteTx } from './schema.ts'
import type { CollectedDeck, Rebuild } from './store.ts'

type HealDeps = {
  readonly journal: Pick<Journal, 'read'>
  readonly rebuild: Rebuild
  readonly newId: () => string
}

/** More records than these at once are no damage to single ones. */
const MOST_BAD = 2000

/**
 * Makes anew what cannot be read, each from where it can be had: answers and the learner's own decks from the second copy,
 * what derives from the log from the log, a deck's own record at worst from its notes and sources. What can be had from
 * nowhere stays as it is: a browser may read tomorrow what it cannot read today. Gives how many records were made anew.
 */
export async function healRecords(bare: BareConnection, deps: HealDeps): Promise<number> {
  const identity = await bare.read(['meta'], (tx) => getMeta(tx, 'identity'))
  if (!identity) return 0
  const read = await deps.journal.read().catch(() => null)
  const copy = read?.dbId === identity.dbId ? read : null
  const events = await healEvents(bare, copy)
  const derived = await healDerived(bare, async () => {
    const { restore } = await import('./restore.ts')
    await restore(bare, { events: [], decks: [] }, deps.rebuild, identity)
  })
  return events + derived + (await healDecks(bare, copy, deps.newId))
}

async function healEvents(bare: BareConnection, copy: JournalContent | null): Promise<number> {
  const bad = new Set<unknown>(await badKeys<StoredEvent>(bare, 'events', isEvent))
  const found = bad.size === 0 ? [] : (copy?.events.filter(({ id }) => bad.has(id)) ?? [])
  if (found.length === 0) return 0
  await bare.write(['events'], 'strict', async (tx) => {
    for (const event of found) issue(tx.objectStore('events').put(event))
  })
  return new Set(found.map(({ id }) => id)).size
}

/** Stores that a fold over the log fills; columns and rows are made anew when they are missing. */
const FOLDED: readonly StoreName[] = ['sched', 'overlays', 'pending', 'meta']

async function healDerived(bare: BareConnection, rebuild: () => Promise<void>): Promise<number> {
  let count = 0
  for (const store of FOLDED) {
    const bad = await badKeys(bare, store)
    await remove(bare, store, bad)
    count += bad.length
  }
  if (count > 0) await rebuild()
  const decks = new Set([...(await badKeys(bare, 'cols')), ...(await badKeys(bare, 'rows', (text) => text !== null))])
  for (const store of ['cols', 'rows'] as const) await remove(bare, store, [...decks])
  return count + decks.size
}

async function remove(bare: BareConnection, store: StoreName, keys: readonly IDBValidKey[]): Promise<void> {
  if (keys.length === 0) return
  await bare.write([store], 'strict', async (tx) => {
    for (const key of keys) issue(tx.objectStore(store).delete(key as never))
  })
}

async function healDecks(bare: BareConnection, copy: JournalContent | null, newId: () => string): Promise<number> {
  const records = await badKeys<DeckRecord>(bare, 'decks', isRecord)
  const chunks = await badKeys<{ readonly notes: readonly Note[] }>(bare, 'chunks', (chunk) =>
    Array.isArray(chunk?.notes),
  )
  const sources = await badKeys<Source>(bare, 'sources', isSource)
  const bad = new Set<unknown>(records)
  const partial = new Set([...chunks, ...sources].flatMap((key) => deckOf(key) ?? []).filter((id) => !bad.has(id)))
  let count = 0
  for (const id of partial) {
    const whole = copy?.decks.find((deck) => deck.id === id)
    const record = await bare.read(['decks'], (tx) => tx.objectStore('decks').get(id))
    if (!whole || record?.info.version !== whole.version) continue
    await rewrite(bare, withFound(whole, await madeUp(bare, id)), newId(), record.added)
    count++
  }
  for (const key of records) {
    const id = key as DeckId
    const whole = copy?.decks.find((deck) => deck.id === id)
    const found = await madeUp(bare, id)
    await rewrite(bare, whole ? withFound(whole, found) : found, newId(), undefined)
    count++
  }
  return count
}

/** The second copy may be some steps behind: what is found here and not in it stays, where its sources are here too. */
function withFound(copy: CollectedDeck, found: CollectedDeck): CollectedDeck {
  const known = new Set([...copy.notes, ...copy.retired].map(({ id }) => id))
  const held = new Set(copy.sources.map(({ id }) => id))
  const fresh = ({ id }: Note) => !known.has(id)
  return {
    ...copy,
    sources: [...copy.sources, ...found.sources.filter(({ id }) => !held.has(id))],
    notes: [...copy.notes, ...found.notes.filter(fresh)],
    retired: [...copy.retired, ...found.retired.filter(fresh)],
  }
}

/** A deck from its notes and sources. Which of them it had retired is known by the columns, where these can be read. */
async function madeUp(bare: BareConnection, id: DeckId): Promise<CollectedDeck> {
  const isOwn = (key: IDBValidKey) => deckOf(key) === id
  const chunks = await readEach<{ readonly notes: readonly Note[] }>(bare, 'chunks', isOwn)
  const sources = await readEach<Source>(bare, 'sources', isOwn)
  const { deck } = gather(null, `${id}@`, {
    chunks: new Map([...chunks.found].map(([key, chunk]) => [numberOf(key), chunk])),
    sources: [...sources.found.values()].filter(isSource),
    sourceKeys: sources.keys.length,
  })
  const columns = await bare.read(['cols'], (tx) => tx.objectStore('cols').get(id))
  const live = new Set<number>()
  for (let row = 0; columns && row < columns.length; row++)
    if (((columns.hidden[row] ?? 0) & RETIRED) === 0) live.add(columns.note[row] ?? 0)
  const end = columns ? 1 + deck.notes.reduce((last, _, i) => (live.has(i) ? i : last), -1) : deck.notes.length
  return { ...deck, notes: deck.notes.slice(0, end), retired: deck.notes.slice(end) }
}

/** In place of all that is there of it, in one transaction. */
async function rewrite(
  bare: BareConnection,
  deck: CollectedDeck,
  name: string,
  added: Added | undefined,
): Promise<void> {
  await bare.write(DECK_STORES, 'strict', async (tx) => {
    for (const store of ['chunks', 'sources'] as const) await clearOf(tx, store, deck.id)
    const notes = [...deck.notes, ...deck.retired]
    const overlays = await homedHere(tx, await readOverlays(tx), deck.id)
    const layout = layOut(deck.id, notes, deck.notes.length, overlays)
    const states = await statesOf(tx, layout.cardIds)
    writeDeck(tx, deck, `${deck.id}@${name}`, layout, added)
    await tx.objectStore('cols').put(fillColumns(layout, states))
  })
}

async function clearOf(tx: WriteTx, store: 'chunks' | 'sources', id: DeckId): Promise<void> {
  for (const key of await tx.objectStore(store).getAllKeys())
    if (deckOf(key) === id) issue(tx.objectStore(store).delete(key as never))
}

/** A content key begins with the id of its deck. */
function deckOf(key: IDBValidKey): DeckId | null {
  const content = contentKeyOf(key)
  return content === null ? null : (content.slice(0, content.lastIndexOf('@')) as DeckId)
}

/**
 * Keys of records that cannot be read, or are not what they should be. Of those that cannot, each by itself fails, and not
 * because a connection or a transaction died: rejects where that is so, as then nothing can be said.
 */
async function badKeys<T>(
  bare: BareConnection,
  store: StoreName,
  isSound: (record: T) => boolean = (record) => typeof record === 'object' && record !== null,
): Promise<readonly IDBValidKey[]> {
  const { keys, found } = await readEach<T>(bare, store)
  const bad: IDBValidKey[] = []
  for (const key of keys) {
    if (found.has(key) ? isSound(found.get(key) as T) : await isReadable(bare, store, key)) continue
    bad.push(key)
    if (bad.length > MOST_BAD) throw new Error(`the store ${store} cannot be read`)
  }
  return bad
}

const GONE: ReadonlySet<string> = new Set(['AbortError', 'InvalidStateError', 'TransactionInactiveError'])

async function isReadable(bare: BareConnection, store: StoreName, key: IDBValidKey): Promise<boolean> {
  try {
    await bare.read([store], (tx) => tx.objectStore(store).get(key as never))
    return true
  } catch (thrown) {
    if (GONE.has(nameOf(thrown))) throw thrown
    return false
  }
}
