import type { SqlJsStatic } from 'sql.js'
import type { Deck } from '../domain/deck.ts'
import type { MediaHash } from '../domain/media.ts'
import type { DeckId, Note, NoteId } from '../domain/note.ts'
import { templateOf } from '../domain/noteType.ts'
import { occlusionOf } from '../domain/occlusion.ts'
import { makeScheduler } from '../domain/scheduler.ts'
import { type Instant, studyDayAt } from '../domain/time.ts'
import { endingOf } from '../formats/anki/mediaTypes.ts'
import { type OutCounts, outTables } from '../formats/anki/outgoing.ts'
import type { MediaNames } from '../formats/anki/outMedia.ts'
import { type ToHtml, textsOf } from '../formats/anki/ownNotes.ts'
import { type Packed, packZip } from '../formats/anki/packZip.ts'
import type { Store } from '../storage/store.ts'
import { makeDatabase } from './ankiDatabase.ts'
import { makeToHtml } from './ankiHtml.ts'

/** Which notes go: those of some decks, of all, or some by their ids. */
export type PackScope =
  | { readonly kind: 'decks'; readonly deckIds: readonly DeckId[] }
  | { readonly kind: 'notes'; readonly noteIds: readonly NoteId[] }
  | { readonly kind: 'all' }

export type PackInput = {
  readonly scope: PackScope
  readonly withProgress: boolean
  readonly withMedia: boolean
  readonly now: Instant
}

export type PackProgress = { readonly phase: 'gathering' | 'writing' | 'packing'; readonly share: number }

export type Pack = {
  readonly file: Blob
  readonly counts: OutCounts & {
    readonly media: number
    /** Named by notes, and not on this device. */
    readonly missing: number
  }
}

type PackDeps = {
  readonly store: Store
  readonly sql: SqlJsStatic
  readonly offsetMinutes: (at: Instant) => number
  readonly progress: (progress: PackProgress) => void
}

/** A package that Anki since 2.1 and AnkiDroid take: of the same collection the same bytes. */
export async function packAnki(input: PackInput, { store, sql, offsetMinutes, progress }: PackDeps): Promise<Pack> {
  progress({ phase: 'gathering', share: 0 })
  const [decks, settings, events] = await Promise.all([
    chosenDecks(store, input.scope, (share) => progress({ phase: 'gathering', share })),
    store.settings(),
    store.eventsSince(null),
  ])
  const { types, missing } = await mediaTypes(store, decks)
  const tables = outTables(
    { decks, events, settings, withProgress: input.withProgress },
    {
      toHtml: (names) => htmlWith(names, types),
      scheduler: makeScheduler(settings),
      today: studyDayAt({ at: input.now, offsetMinutes: offsetMinutes(input.now) }, settings.rolloverHour),
      offsetMinutes,
    },
  )
  progress({ phase: 'writing', share: 0 })
  const database = makeDatabase(sql, tables, (share) => progress({ phase: 'writing', share }))
  const media = input.withMedia ? tables.media.filter(([, hash]) => types.has(hash)) : []
  const parts = makeParts()
  const told = (share: number) => progress({ phase: 'packing', share })
  await packZip(files(database, media, store, told), parts.add)
  return { file: parts.take(), counts: { ...tables.counts, media: media.length, missing } }
}

async function chosenDecks(store: Store, scope: PackScope, progress: (share: number) => void) {
  const infos = (await store.decks()).filter(({ id }) => scope.kind !== 'decks' || scope.deckIds.includes(id))
  const wanted = scope.kind === 'notes' ? new Set(scope.noteIds) : null
  const chosen: { deck: Deck; notes: readonly Note[] }[] = []
  for (const [i, { id }] of infos.entries()) {
    progress(i / infos.length)
    const deck = await store.deck(id)
    const notes = deck?.notes.filter((note) => !wanted || wanted.has(note.id)) ?? []
    if (deck && notes.length > 0) chosen.push({ deck, notes })
  }
  return chosen
}

/** What there is on this device of all that the notes name. */
async function mediaTypes(
  store: Store,
  decks: readonly { readonly notes: readonly Note[] }[],
): Promise<{ readonly types: ReadonlyMap<string, string>; readonly missing: number }> {
  const hashes = new Set<string>()
  for (const { notes } of decks) for (const note of notes) for (const hash of hashesIn(note)) hashes.add(hash)
  const types = new Map<string, string>()
  for (const hash of hashes) {
    const medium = await store.media(hash as MediaHash)
    if (medium) types.set(hash, medium.type)
  }
  return { types, missing: hashes.size - types.size }
}

const NAMED = /\(media:([0-9a-f]{32})\)/g

function hashesIn(note: Note): readonly string[] {
  const template = templateOf(note)
  if (template) return Object.values(template.media)
  const picture = occlusionOf(note)?.picture
  const named = textsOf(note).flatMap((text) => [...text.matchAll(NAMED)].flatMap(([, hash]) => hash ?? []))
  return picture === undefined ? named : [...named, picture]
}

const htmlWith = (names: MediaNames, types: ReadonlyMap<string, string>): ToHtml =>
  makeToHtml((hash) => {
    const type = types.get(hash)
    if (type === undefined) return { name: null, isSound: false }
    return { name: names.add(`${hash}.${endingOf(type)}`, hash), isSound: type.startsWith('audio/') }
  })

/** Without the database that Anki 2.0 looks for: it says then that it cannot read the file, which is true. */
function* files(
  database: Uint8Array,
  media: readonly (readonly [string, MediaHash])[],
  store: Store,
  progress: (share: number) => void,
): Generator<Packed> {
  const list = JSON.stringify(Object.fromEntries(media.map(([name], i) => [i, name])))
  yield { name: 'meta', bytes: async () => new Uint8Array([8, 2]), deflate: false }
  yield { name: 'collection.anki21', bytes: async () => database, deflate: true }
  yield { name: 'media', bytes: async () => new TextEncoder().encode(list), deflate: false }
  for (const [i, [, hash]] of media.entries()) {
    progress(i / media.length)
    const bytes = async () => new Uint8Array((await store.media(hash))?.bytes ?? new ArrayBuffer(0))
    yield { name: String(i), bytes, deflate: false }
  }
}

/** Pieces of a file to come, put together now and then so that they need not all lie in memory. */
function makeParts() {
  const blobs: Blob[] = []
  let pieces: Uint8Array<ArrayBuffer>[] = []
  let size = 0
  const gather = () => {
    blobs.push(new Blob(pieces))
    pieces = []
    size = 0
  }
  return {
    add: (piece: Uint8Array): void => {
      pieces.push(new Uint8Array(piece))
      size += piece.length
      if (size > 8_000_000) gather()
    },
    take: (): Blob => {
      gather()
      return new Blob(blobs, { type: 'application/octet-stream' })
    },
  }
}
