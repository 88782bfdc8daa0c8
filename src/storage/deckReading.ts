import { instantOfId, parseEventId } from '../domain/clock.ts'
import type { Place } from '../domain/columns.ts'
import type { Deck } from '../domain/deck.ts'
import type { Subscription } from '../domain/deckAddress.ts'
import { withShortNames } from '../domain/deckNames.ts'
import type { EventId, StoredEvent } from '../domain/event.ts'
import type { DeckId, Note, NoteId } from '../domain/note.ts'
import { sameNote } from '../domain/noteMerge.ts'
import { ownAt } from '../domain/ownAt.ts'
import { type OwnNote, seenOver } from '../domain/ownNote.ts'
import type { Source, SourceId } from '../domain/source.ts'
import { collectDeck } from './collectDeck.ts'
import { conditionOf, readNotesMark } from './condition.ts'
import type { Connection } from './connection.ts'
import { addressesFrom } from './facts.ts'
import { isFailure } from './failure.ts'
import { findEvents } from './follow.ts'
import { isNamed } from './identity.ts'
import { applyOverlays, byNote, goneFrom, guestsOf, homedHere } from './layout.ts'
import { logParts } from './logParts.ts'
import { readOverlays } from './pages.ts'
import { CHUNK_NOTES, chunkOf } from './rows.ts'
import { isEvent, readEach } from './salvage.ts'
import { type DeckRecord, EVENTS_A_PART, getMeta, type Overlay, type StoreName, type Tx } from './schema.ts'
import { stateOf } from './stateOf.ts'
import type { ForChange, HeldInStore, LogRange, ScannedNotes } from './store.ts'

const CONTENT_STORES: StoreName[] = ['decks', 'chunks', 'sources', 'overlays', 'meta']

/** A deck as it stands for the learner: what lives in it, with the sources of what came from elsewhere. */
export function readDeck(connection: Connection, deckId: DeckId): Promise<Deck | null> {
  return connection.read(CONTENT_STORES, async (tx) => {
    const record = await tx.objectStore('decks').get(deckId)
    if (!record) return null
    const [collected, all, titles] = await Promise.all([
      collectDeck(tx, record),
      readOverlays(tx),
      getMeta(tx, 'titles'),
    ])
    const overlays = await homedHere(tx, all)
    const { builtIn: _builtIn, own: _own, received: _received, standIn: _standIn, retired, ...deck } = collected
    const out = new Set(overlays.filter((overlay) => overlay.retired).map((overlay) => overlay.noteId))
    const gone = goneFrom(deckId, overlays)
    const guests = guestsOf(deckId, [...deck.notes, ...retired], overlays).filter((note) => !out.has(note.id))
    const notes = deck.notes.filter((note) => !out.has(note.id) && !gone.has(note.id))
    return withShortNames({
      ...deck,
      title: ownAt(titles?.value, deckId) ?? deck.title,
      sources: [...deck.sources, ...(await sourcesOf(tx, guests, deck.sources))],
      notes: [...applyOverlays(notes, overlays), ...guests],
    })
  })
}

/** See `Store.eachEvent`. An event that cannot be read is left out, and no other for its sake. */
export async function eachEvent(
  connection: Connection,
  range: LogRange,
  take: (part: readonly StoredEvent[]) => void,
): Promise<void> {
  let last: EventId | null = null
  try {
    for await (const part of logParts(connection, range)) {
      take(part)
      last = part.at(-1)?.id ?? last
    }
  } catch (thrown) {
    if (!isFailure(thrown) || thrown.kind !== 'broken') throw thrown
    const after = last
    const { found } = await readEach<StoredEvent>(connection, 'events', (key) => {
      const isLater = after === null ? range.since === null || key >= range.since : key > after
      return isLater && (range.before === null || key < range.before)
    })
    const rest = [...found.values()].filter(isEvent)
    for (let at = 0; at < rest.length; at += EVENTS_A_PART) take(rest.slice(at, at + EVENTS_A_PART))
  }
}

/** See `Store.eventsSince`. */
export async function readLog(connection: Connection, since: EventId | null): Promise<readonly StoredEvent[]> {
  const events: StoredEvent[] = []
  await eachEvent(connection, { since, before: null }, (part) => void events.push(...part))
  return events
}

/**
 * See `Store.subscription`. That a page may look by itself counts only where it was said on this device, of this
 * address: the log may hold what others said, and a file must not make this device ask anybody. An undo that came with
 * one must not bring back a leave that was taken away, so that none counts for it.
 */
export const readSubscription = (connection: Connection, deckId: DeckId): Promise<Subscription | null> =>
  connection.read(['meta', 'events'], async (tx) => {
    const record = await getMeta(tx, 'addresses')
    const stands = ownAt(record?.value, deckId)
    if (!record || !stands?.looks) return stands ?? null
    const identity = await getMeta(tx, 'identity')
    const events = await findEvents(tx, record.events)
    const saidHere = addressesFrom(
      events.filter(
        ({ id, kind }) =>
          kind === 'subscribe' && identity && isNamed(identity, parseEventId(id)?.deviceId.slice(0, -1) ?? ''),
      ),
    ).value[deckId]
    return { ...stands, looks: saidHere?.looks === true && saidHere.address === stands.address }
  })

/** See `Store.collectedDeck`. */
export function readCollected(connection: Connection, deckId: DeckId): Promise<HeldInStore | null> {
  return connection.read(CONTENT_STORES, async (tx) => {
    const record = await tx.objectStore('decks').get(deckId)
    if (!record) return null
    const deck = await collectDeck(tx, record)
    return { deck, versions: await versionsIn(tx, deckId, [...deck.notes, ...deck.retired]) }
  })
}

/** See `Store.forChange`. */
export const makeForChange = (connection: Connection): ForChange => ({
  nothingElse: () => conditionOf(connection, ['decks', 'events'], stateOf),
  notesStill: (deckId, noteIds) =>
    conditionOf(connection, ['decks', 'overlays'], (tx) => readNotesMark(tx, deckId, noteIds)),
  deckKeys: () =>
    connection.read(['decks'], async (tx) =>
      (await tx.objectStore('decks').getAll()).map(({ contentKey }) => contentKey),
    ),
  versionsOf: (deckId, noteIds) =>
    connection.read(['decks', 'overlays', 'meta'], (tx) =>
      versionsIn(
        tx,
        deckId,
        noteIds.map((id) => ({ id })),
      ),
    ),
})

async function versionsIn(
  tx: Tx,
  deckId: DeckId,
  notes: readonly Pick<Note, 'id'>[],
): Promise<HeldInStore['versions']> {
  const held = new Set(notes.map(({ id }) => id))
  return (await homedHere(tx, await readOverlays(tx), deckId))
    .filter((one) => held.has(one.noteId) || (one.moved ?? one).deckId === deckId)
    .map(({ noteId, deckId: id, note, was, retired = false, moved, events }) => ({
      noteId,
      deckId: moved?.deckId ?? id,
      note,
      ...(was && { was }),
      guest: moved?.note ?? null,
      retired,
      changes: events.length,
    }))
}

/** Sources that notes point to and a deck does not hold, from the decks that do. */
async function sourcesOf(tx: Tx, notes: readonly Note[], held: readonly Source[]): Promise<Source[]> {
  const known = new Set(held.map((source) => source.id))
  const wanted = new Set(notes.flatMap((note) => note.evidence.map((piece) => piece.sourceId)))
  const missing = [...wanted].filter((sourceId) => !known.has(sourceId))
  return (await Promise.all(missing.map((sourceId) => findSource(tx, sourceId)))).flatMap((source) => source ?? [])
}

async function findSource(tx: Tx, sourceId: SourceId): Promise<Source | undefined> {
  const records = await tx.objectStore('decks').getAll()
  const record = records.find(({ info }) => info.sources.some((source) => source.id === sourceId))
  return record && tx.objectStore('sources').get([record.contentKey, sourceId])
}

/** A source of a deck, or of the deck that a note of it came from. */
export function readSource(connection: Connection, deckId: DeckId, sourceId: SourceId): Promise<Source | null> {
  return connection.read(['decks', 'sources'], async (tx) => {
    const record = await tx.objectStore('decks').get(deckId)
    const own = record && (await tx.objectStore('sources').get([record.contentKey, sourceId]))
    return own ?? (record && (await findSource(tx, sourceId))) ?? null
  })
}

/** Chunks read at a time: few enough that neither a write in between nor the page has to wait. */
const SCANNED_CHUNKS = 2

/** See `Store.scan`. A transaction for each batch: chunks never change, so they need not be read as of one moment. */
export async function scanNotes(connection: Connection, onNotes: (notes: ScannedNotes) => void): Promise<void> {
  const [records, overlays] = await connection.read(['decks', 'overlays'], (tx) =>
    Promise.all([tx.objectStore('decks').getAll(), readOverlays(tx)]),
  )
  const own = byNote(overlays)
  for (const record of records) {
    const { info, contentKey, added } = record
    let first = 0
    for (let n = 0; ; n += SCANNED_CHUNKS) {
      const range = IDBKeyRange.bound([contentKey, n], [contentKey, n + SCANNED_CHUNKS], false, true)
      const chunks = await connection.read(['chunks'], (tx) => tx.objectStore('chunks').getAll(range))
      const notes = chunks.flatMap((chunk) => chunk.notes).map((note) => seenOver(own.get(note.id), note))
      const addedAt = notes.map((note) => ownAt(added?.later, note.id) ?? added?.first ?? 0)
      if (notes.length > 0) onNotes({ deckId: info.id, first, notes, addedAt })
      first += notes.length
      if (chunks.length < SCANNED_CHUNKS) break
    }
    const guests = guestsIn(record, own)
    const addedAt = guests.map(({ events }) => (events[0] && instantOfId(events[0])) ?? 0)
    const notes = guests.flatMap((overlay) => (overlay.moved ? seenOver(overlay, overlay.moved.note) : []))
    if (notes.length > 0) onNotes({ deckId: info.id, first: record.storedNotes, notes, addedAt })
  }
}

/** The note at a place as its deck has it, if the learner's own version stands over it and says something else. */
export function readAuthorsNote(connection: Connection, place: Place): Promise<Note | null> {
  return connection.read(['decks', 'chunks', 'overlays'], async (tx) => {
    const record = await tx.objectStore('decks').get(place.deckId)
    if (record && place.note >= record.storedNotes) return authorsGuest(tx, record, place)
    const chunk = record && (await tx.objectStore('chunks').get([record.contentKey, chunkOf(place)]))
    const note = chunk?.notes[place.note % CHUNK_NOTES]
    const overlay = note ? await tx.objectStore('overlays').get(note.id) : undefined
    return note && isOther(overlay, note) ? note : null
  })
}

async function authorsGuest(tx: Tx, record: DeckRecord, place: Place): Promise<Note | null> {
  const guest = record.guests?.[place.note - record.storedNotes]
  const overlay = guest ? await tx.objectStore('overlays').get(guest) : undefined
  const note = overlay?.moved && !overlay.moved.own ? overlay.moved.note : null
  return note && isOther(overlay, note) ? note : null
}

const isOther = (own: OwnNote | undefined, note: Note): boolean => !sameNote(seenOver(own, note), note)

/** The overlays of a record's guests, in its order. */
const guestsIn = ({ guests = [] }: DeckRecord, overlays: ReadonlyMap<NoteId, Overlay>): Overlay[] =>
  guests.flatMap((noteId) => overlays.get(noteId) ?? [])
