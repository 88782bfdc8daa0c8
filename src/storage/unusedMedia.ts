import type { StoredEvent } from '../domain/event.ts'
import { type MediaHash, mediaIn } from '../domain/media.ts'
import type { NoteId } from '../domain/note.ts'
import type { StudyDay } from '../domain/time.ts'
import type { Connection } from './connection.ts'
import { findEvents } from './follow.ts'
import { issue } from './issue.ts'
import { storedNotesFrom } from './layout.ts'
import { CHUNK_NOTES } from './rows.ts'
import { getMeta, type Overlay, type StoreName, type UnusedRecord, type WriteTx } from './schema.ts'
import { stateOf } from './stateOf.ts'
import type { MediaCheck, UnusedMedia, UnusedMediaStore } from './store.ts'

export const makeUnusedMedia = (connection: Connection): UnusedMediaStore => ({
  find: (check) => findUnused(connection, check),
  remove: (check) => removeUnused(connection, check),
})

const NOTED: StoreName[] = ['decks', 'chunks', 'overlays', 'events']

/**
 * Looks for media that nothing names, and writes down since when. Those that a page may still bring back (an import just
 * undone, a card being written) were in use at a check on this day or were none: they are `recent` until the next one.
 */
async function findUnused(connection: Connection, check: MediaCheck): Promise<UnusedMedia> {
  const { removable, recent } = await look(connection, check)
  return { removable: await sizeOf(connection, removable), recent: await sizeOf(connection, recent) }
}

/**
 * Takes away what was unused on an earlier day and is still; nothing while an import is under way. What anybody wrote
 * meanwhile is looked at first, and what somebody has put again meanwhile stays (`putMedia`).
 */
async function removeUnused(connection: Connection, check: MediaCheck): Promise<UnusedMedia['removable']> {
  for (;;) {
    const { state, removable } = await look(connection, check)
    const size = await sizeOf(connection, removable)
    const done = await connection.write(['media', 'meta', 'decks', 'events'], 'strict', async (tx) => {
      if ((await stateOf(tx)) !== state) return null
      // It may count on media that are here, and names them at its end only.
      if (await getMeta(tx, 'import')) return NONE
      const { since = {} } = (await getMeta(tx, 'unused')) ?? {}
      const left = new Map(Object.entries(since))
      for (const hash of removable) if (left.delete(hash)) issue(tx.objectStore('media').delete(hash))
      await putSince(tx, left)
      return size
    })
    if (done) return done
  }
}

const NONE = { files: 0, bytes: 0 }

/** They are in use, or about to be: a check of before counts no more. */
export async function forgetUnused(tx: WriteTx, hashes: readonly MediaHash[]): Promise<void> {
  const record = await getMeta(tx, 'unused')
  if (!record || !hashes.some((hash) => hash in record.since)) return
  const left = new Map(Object.entries(record.since))
  for (const hash of hashes) left.delete(hash)
  await putSince(tx, left)
}

const putSince = (tx: WriteTx, since: ReadonlyMap<string, StudyDay>): Promise<unknown> =>
  tx.objectStore('meta').put({ name: 'unused', since: Object.fromEntries(since) })

async function look(connection: Connection, check: MediaCheck) {
  const state = await connection.read(['decks', 'events'], stateOf)
  const all = await connection.read(['media'], (tx) => tx.objectStore('media').getAllKeys())
  const named = all.length > 0 ? await namedIn(connection, check) : new Set()
  const unused = all.filter((hash) => !named.has(hash))
  const since = await stamp(connection, unused, check.day)
  const isOld = (hash: MediaHash): boolean => (since[hash] ?? check.day) < check.day
  return { state, removable: unused.filter(isOld), recent: unused.filter((hash) => !isOld(hash)) }
}

function stamp(connection: Connection, unused: readonly MediaHash[], day: StudyDay): Promise<UnusedRecord['since']> {
  return connection.write(['meta'], 'relaxed', async (tx) => {
    const { since = {} } = (await getMeta(tx, 'unused')) ?? {}
    // A clock that was set back must not make anything wait for longer than a day.
    const next = unused.map((hash) => [hash, Math.min(since[hash] ?? day, day) as StudyDay] as const)
    await putSince(tx, new Map(next))
    return Object.fromEntries(next)
  })
}

/**
 * Every medium that a note names as it stands, as its author has it, or in whatever version an undo brings back; and
 * that any event names which is not about notes. Notes that were taken out before the undo's reach name none.
 */
async function namedIn(connection: Connection, { undoableFrom, besides }: MediaCheck): Promise<ReadonlySet<MediaHash>> {
  const named = new Set(besides)
  const add = (value: unknown) => {
    for (const hash of mediaIn(value)) named.add(hash)
  }
  const { records, overlays } = await connection.read(NOTED, async (tx) => {
    const [records, overlays] = await Promise.all([
      tx.objectStore('decks').getAll(),
      tx.objectStore('overlays').getAll(),
    ])
    return { records, overlays }
  })
  const isFresh = ({ events }: Overlay): boolean => events.some((id) => id >= undoableFrom)
  const gone = new Set<NoteId>()
  for (const overlay of overlays) {
    if (overlay.retired && !isFresh(overlay)) gone.add(overlay.noteId)
    else add([overlay.note, overlay.moved?.note])
  }
  for (const { events } of overlays.filter(isFresh))
    add(await connection.read(['events'], (tx) => findEvents(tx, events)))
  for (const { info, contentKey, storedNotes } of records) {
    add(info)
    for (let n = 0; n * CHUNK_NOTES < storedNotes; n += CHUNKS_AT_ONCE) {
      const notes = await connection.read(['chunks'], (tx) => storedNotesFrom(tx, contentKey, n, CHUNKS_AT_ONCE))
      for (const note of notes) if (!gone.has(note.id)) add(note)
    }
  }
  await eachEvent(connection, (event) => {
    if (!isOfNotes(event)) add(event)
  })
  return named
}

/** Read at a time, so that neither the page nor anybody's answer waits. */
const CHUNKS_AT_ONCE = 8
const EVENTS_AT_ONCE = 2000

async function eachEvent(connection: Connection, onEvent: (event: StoredEvent) => void): Promise<void> {
  for (let range: IDBKeyRange | null = null; ; ) {
    const from: IDBKeyRange | null = range
    const some = await connection.read(['events'], (tx) => tx.objectStore('events').getAll(from, EVENTS_AT_ONCE))
    some.forEach(onEvent)
    const last = some.at(-1)
    if (!last || some.length < EVENTS_AT_ONCE) return
    range = IDBKeyRange.lowerBound(last.id, true)
  }
}

/** Versions of notes count as far as overlays and undo say; what is about a card names no medium, and there is most of it. */
const isOfNotes = (event: StoredEvent): boolean => 'cardId' in event || 'noteId' in event || event.kind === 'undo'

async function sizeOf(connection: Connection, hashes: readonly MediaHash[]): Promise<UnusedMedia['removable']> {
  let bytes = 0
  for (const hash of hashes) {
    const medium = await connection.read(['media'], (tx) => tx.objectStore('media').get(hash))
    bytes += medium?.bytes.byteLength ?? 0
  }
  return { files: hashes.length, bytes }
}
