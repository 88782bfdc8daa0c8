import type { SqlJsStatic } from 'sql.js'
import type { MediaHash } from '../domain/media.ts'
import type { Instant } from '../domain/time.ts'
import type { AnkiCollection } from '../formats/anki/collection.ts'
import { type AnkiImport, convert } from '../formats/anki/convert.ts'
import { mediaNamesOf } from '../formats/anki/convertNotes.ts'
import { mediaTypeOf } from '../formats/anki/mediaTypes.ts'
import { type MediaFile, openPackage } from '../formats/anki/package.ts'
import { readCollection } from '../formats/anki/readCollection.ts'
import { tidied } from '../storage/tidying.ts'
import { openTables } from './ankiTables.ts'

export type AnkiProgress = { readonly phase: 'opening' | 'reading' | 'media'; readonly share: number }

/** A package read and kept open, so that its media can be taken later. */
export type AnkiRead = {
  readonly import: AnkiImport
  readonly media: ReadonlyMap<MediaHash, { readonly file: MediaFile; readonly type: string }>
}

type ReadDeps = {
  readonly sql: () => Promise<SqlJsStatic>
  readonly offsetMinutes: (at: Instant) => number
  readonly now: Instant
  readonly progress: (progress: AnkiProgress) => void
}

/** Throws `AnkiFault` for what is not to be taken. */
export async function readAnki(file: Blob, { sql, offsetMinutes, now, progress }: ReadDeps): Promise<AnkiRead> {
  progress({ phase: 'opening', share: 0 })
  const { takeDatabase, media } = await openPackage({
    size: file.size,
    read: async (start, end) => new Uint8Array(await file.slice(start, end).arrayBuffer()),
  })
  progress({ phase: 'reading', share: 0 })
  let collection: AnkiCollection | null = readTables(await sql(), takeDatabase)
  const records = collection.notes.length + collection.reviews.length
  // What is left: the database as it was unpacked, and as SQLite had it.
  await tidied(records)
  const names = [...mediaNamesOf(collection)].filter((name) => media.has(name) && mediaTypeOf(name) !== null)
  const hashes = new Map<string, MediaHash>()
  const found = new Map<MediaHash, { file: MediaFile; type: string }>()
  for (const [i, name] of names.entries()) {
    progress({ phase: 'media', share: i / names.length })
    const medium = media.get(name)
    const type = mediaTypeOf(name)
    if (!medium || !type) continue
    const hash = await hashOf(await medium.read())
    hashes.set(name, hash)
    found.set(hash, { file: medium, type })
  }
  const packed = new Set(media.keys())
  const converted = convert(collection, { offsetMinutes, now, media: hashes, packed })
  collection = null
  await tidied(records)
  return { import: converted, media: found }
}

function readTables(sql: SqlJsStatic, take: () => Uint8Array) {
  const tables = openTables(sql, take)
  try {
    return readCollection(tables)
  } finally {
    tables.close()
  }
}

async function hashOf(bytes: Uint8Array): Promise<MediaHash> {
  const digest = new Uint8Array(await crypto.subtle.digest('SHA-256', new Uint8Array(bytes)))
  return [...digest.subarray(0, 16)].map((byte) => byte.toString(16).padStart(2, '0')).join('') as MediaHash
}
