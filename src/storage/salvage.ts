import type { StoredEvent } from '../domain/event.ts'
import type { DeckId, Note } from '../domain/note.ts'
import type { Source } from '../domain/source.ts'
import { STAND_IN_TITLE } from '../domain/standIn.ts'
import type { Connection } from './connection.ts'
import { isFailure } from './failure.ts'
import { CHUNK_NOTES } from './rows.ts'
import type { DeckRecord, StoreName, WriteTx } from './schema.ts'
import type { CollectedDeck, Collection, Lost } from './store.ts'

/** Whether a deck has as many notes as its own record says, each of them one. */
export function isDeckWhole(deck: CollectedDeck, stored: number): boolean {
  const notes = [...deck.notes, ...deck.retired]
  return notes.every(isNote) && notes.length === stored
}

/** Record by record, each apart from the others, with a count of what could not be read. */
export async function salvage(
  connection: Pick<Connection, 'read'>,
): Promise<{ readonly collection: Collection; readonly lost: readonly Lost[] }> {
  const records = await readEach<DeckRecord>(connection, 'decks')
  const chunks = await readEach<{ readonly notes: readonly Note[] }>(connection, 'chunks')
  const sources = await readEach<Source>(connection, 'sources')
  const events = await readEach<StoredEvent>(connection, 'events')
  const sound = [...events.found.values()].filter(isEvent)

  const byKey = new Map<string, DeckRecord>()
  for (const record of records.found.values()) if (isRecord(record)) byKey.set(record.contentKey, record)
  const contents = new Set([...chunks.keys, ...sources.keys].flatMap((key) => contentKeyOf(key) ?? []))
  const decks: CollectedDeck[] = []
  const lost: Lost[] = []
  for (const contentKey of new Set([...byKey.keys(), ...contents])) {
    const isOwn = (key: IDBValidKey) => contentKeyOf(key) === contentKey
    const own = gather(byKey.get(contentKey) ?? null, contentKey, {
      chunks: new Map([...chunks.found].flatMap(([key, chunk]) => (isOwn(key) ? [[numberOf(key), chunk]] : []))),
      sources: [...sources.found].flatMap(([key, source]) => (isOwn(key) && isSource(source) ? [source] : [])),
      sourceKeys: sources.keys.filter(isOwn).length,
    })
    decks.push(own.deck)
    lost.push(...own.lost)
  }
  const nameless = records.keys.length - byKey.size - lost.filter(({ kind }) => kind === 'deck').length
  if (nameless > 0) lost.push({ kind: 'deck', deck: null, count: nameless })
  if (sound.length < events.keys.length)
    lost.push({ kind: 'event', deck: null, count: events.keys.length - sound.length })
  return { collection: { decks, events: sound }, lost }
}

/** What there is of a deck. One whose own record is lost goes by its content's key, which begins with its id. */
export function gather(
  record: DeckRecord | null,
  contentKey: string,
  has: {
    readonly chunks: ReadonlyMap<number, { readonly notes: readonly Note[] }>
    readonly sources: readonly Source[]
    readonly sourceKeys: number
  },
): { readonly deck: CollectedDeck; readonly lost: readonly Lost[] } {
  const id = record?.info.id ?? (contentKey.slice(0, contentKey.lastIndexOf('@')) as DeckId)
  const known = new Set(has.sources.map((source) => source.id))
  const notes: Note[] = []
  const retired: Note[] = []
  for (const [n, chunk] of [...has.chunks].sort(([a], [b]) => a - b)) {
    const held: readonly Note[] = Array.isArray(chunk?.notes) ? chunk.notes : []
    for (const [i, note] of held.entries()) {
      if (!isNote(note)) continue
      const isLive = record === null || n * CHUNK_NOTES + i < record.info.noteCount
      const evidence = note.evidence.filter((piece) => known.has(piece.sourceId))
      ;(isLive ? notes : retired).push(evidence.length === note.evidence.length ? note : { ...note, evidence })
    }
  }
  const [first] = has.sources
  const {
    noteCount: _notes,
    cardCount: _cards,
    sources: infos,
    ...header
  } = record?.info ?? {
    ...{ id, version: 1, title: first?.title ?? STAND_IN_TITLE, language: first?.language ?? 'en', licence: 'unknown' },
    ...{ authors: [], builtIn: false, standIn: true as const, noteCount: 0, cardCount: 0, sources: [] },
  }
  const deck = { ...header, sources: has.sources, notes, retired, tombstones: record?.tombstones ?? [] }
  const missing = {
    deck: record === null ? 1 : 0,
    note: record === null ? 0 : record.storedNotes - notes.length - retired.length,
    source: Math.max(infos.length, has.sourceKeys) - has.sources.length,
  }
  const lost = (['deck', 'note', 'source'] as const).flatMap((kind): Lost[] =>
    missing[kind] > 0 ? [{ kind, deck: { id, title: deck.title }, count: missing[kind] }] : [],
  )
  return { deck, lost }
}

export type Each<T> = { readonly keys: readonly IDBValidKey[]; readonly found: ReadonlyMap<IDBValidKey, T> }

/** Records read together while they can be: of those that cannot, each half by itself. */
const TOGETHER = 256

export async function readEach<T>(
  connection: Pick<Connection, 'read'>,
  name: StoreName,
  isWanted: (key: IDBValidKey) => boolean = () => true,
): Promise<Each<T>> {
  const all: IDBValidKey[] = await connection.read([name], (tx) => storeOf(tx, name).getAllKeys())
  const keys = all.filter(isWanted)
  const found = new Map<IDBValidKey, T>()
  const take = async (some: readonly IDBValidKey[]): Promise<void> => {
    const [first, last] = [some[0], some.at(-1)]
    if (first === undefined || last === undefined) return
    try {
      const range = IDBKeyRange.bound(first, last)
      const records = await connection.read([name], (tx) => storeOf(tx, name).getAll(range))
      // Another tab may have written meanwhile: then each is read by itself, and what is gone is not lost.
      if (records.length === some.length) for (const [i, key] of some.entries()) found.set(key, records[i] as T)
      else if (some.length > 1) await takeHalves(some)
    } catch (thrown) {
      if (isClosed(thrown)) throw thrown
      if (some.length > 1) await takeHalves(some)
    }
  }
  const takeHalves = async (some: readonly IDBValidKey[]) => {
    const half = Math.ceil(some.length / 2)
    await take(some.slice(0, half))
    await take(some.slice(half))
  }
  for (let i = 0; i < keys.length; i += TOGETHER) await take(keys.slice(i, i + TOGETHER))
  return { keys, found }
}

type AnyStore = {
  readonly getAllKeys: () => Promise<IDBValidKey[]>
  readonly getAll: (range: IDBKeyRange) => Promise<unknown[]>
}
const storeOf = (tx: { readonly objectStore: unknown }, name: StoreName): AnyStore =>
  (tx as WriteTx).objectStore(name) as unknown as AnyStore

export const contentKeyOf = (key: IDBValidKey): string | null =>
  Array.isArray(key) && typeof key[0] === 'string' ? key[0] : null
export const numberOf = (key: IDBValidKey): number => (Array.isArray(key) && typeof key[1] === 'number' ? key[1] : 0)

export const isClosed = (thrown: unknown): boolean => isFailure(thrown) && thrown.kind === 'closed'

export const isEvent = (event: StoredEvent): boolean => typeof event?.id === 'string' && typeof event.kind === 'string'
export const isSource = (source: Source): boolean => typeof source?.id === 'string' && typeof source.text === 'string'
const isNote = (note: Note): boolean =>
  typeof note?.id === 'string' && typeof note.content?.kind === 'string' && Array.isArray(note.evidence)
export const isRecord = (record: DeckRecord): boolean =>
  typeof record?.contentKey === 'string' &&
  typeof record.info?.id === 'string' &&
  typeof record.info.noteCount === 'number' &&
  Array.isArray(record.info.sources) &&
  Array.isArray(record.tombstones)
