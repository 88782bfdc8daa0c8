import initSqlJs, { type SqlJsStatic } from 'sql.js'
import wasm from 'sql.js/dist/sql-wasm-browser.wasm?url'
import type { Media, MediaHash } from '../domain/media.ts'
import { toInstant } from '../domain/time.ts'
import { convert } from '../formats/anki/convert.ts'
import { mediaNamesOf } from '../formats/anki/convertNotes.ts'
import { mediaTypeOf } from '../formats/anki/mediaTypes.ts'
import { type MediaFile, openPackage } from '../formats/anki/package.ts'
import { AnkiFault } from '../formats/anki/problem.ts'
import { readCollection } from '../formats/anki/readCollection.ts'
import type { AnkiApi, AnkiProgress } from './ankiApi.ts'
import { openTables } from './ankiTables.ts'
import { type Port, serve } from './rpc.ts'

/** The one place that runs WebAssembly: fetched from our own origin when a file is first opened, kept by the service worker. */
let sql: Promise<SqlJsStatic> | null = null

let files: ReadonlyMap<MediaHash, { readonly file: MediaFile; readonly type: string }> = new Map()

serve<AnkiApi>(self as unknown as Port, {
  read: async ({ file, now }, { progress }) => {
    try {
      return await read(file, now, progress)
    } catch (thrown) {
      if (thrown instanceof AnkiFault) return { kind: 'refused', problem: thrown.problem }
      throw thrown
    }
  },
  media: (hashes) => Promise.all(hashes.flatMap((hash) => load(hash))),
})

async function read(file: Blob, now: number, progress: (progress: AnkiProgress) => void) {
  progress({ phase: 'opening', share: 0 })
  sql ??= initSqlJs({ locateFile: () => wasm })
  const { database, media } = await openPackage({
    size: file.size,
    read: async (start, end) => new Uint8Array(await file.slice(start, end).arrayBuffer()),
  })
  progress({ phase: 'reading', share: 0 })
  const tables = openTables(await sql, database)
  const collection = (() => {
    try {
      return readCollection(tables)
    } finally {
      tables.close()
    }
  })()
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
  files = found
  const offsetMinutes = (at: number) => 0 - new Date(at).getTimezoneOffset()
  const packed = new Set(media.keys())
  const taken = convert(collection, { offsetMinutes, now: toInstant(now), media: hashes, packed })
  return { kind: 'read' as const, import: taken, media: [...found.keys()] }
}

function load(hash: MediaHash): Promise<Media>[] {
  const known = files.get(hash)
  if (!known) return []
  return [known.file.read().then((bytes) => ({ hash, type: known.type, bytes: new Uint8Array(bytes).buffer }))]
}

async function hashOf(bytes: Uint8Array): Promise<MediaHash> {
  const digest = new Uint8Array(await crypto.subtle.digest('SHA-256', new Uint8Array(bytes)))
  return [...digest.subarray(0, 16)].map((byte) => byte.toString(16).padStart(2, '0')).join('') as MediaHash
}
