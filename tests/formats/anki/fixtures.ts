import { existsSync, readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { fileURLToPath } from 'node:url'
import initSqlJs from 'sql.js'
import { toInstant } from '../../../src/domain/time.ts'
import { type AnkiImport, convert } from '../../../src/formats/anki/convert.ts'
import { openPackage } from '../../../src/formats/anki/package.ts'
import { readCollection } from '../../../src/formats/anki/readCollection.ts'
import type { ByteSource } from '../../../src/formats/anki/zip.ts'
import { openTables } from '../../../src/workers/ankiTables.ts'

/** Real files under their own licences, beside the checkout where there are any: never part of it. */
const FOLDER = fileURLToPath(new URL('../../../../shared/fixtures/anki/', import.meta.url))

export type Listed = {
  readonly file: string
  readonly notes: number | null
  readonly cards: number | null
  readonly revlog: number | null
  readonly decks: readonly string[] | null
  readonly notetypes: readonly string[] | null
  readonly media_count: number | null
  readonly fsrs_cards: number | null
  readonly card_states: Readonly<Record<string, number>> | null
}

export const hasFixtures = existsSync(`${FOLDER}manifest.json`)

export const listed: readonly Listed[] = hasFixtures ? JSON.parse(readFileSync(`${FOLDER}manifest.json`, 'utf8')) : []

/** What must not be taken, and why. */
export const REFUSED: Readonly<Record<string, string>> = {
  'ankitects__anki__anki12.anki': 'older-version',
  'ankidroid__Anki-Android__initial_version_2_12_1_corrupt_regular.anki2': 'damaged',
  'ankidroid__Anki-Android__schema250.anki2': 'newer-version',
  'ig3__srf__bad.apkg': 'not-a-package',
}

export const takable = listed.filter(({ file }) => !(file in REFUSED))

export const fixture = (file: string): Uint8Array => new Uint8Array(readFileSync(FOLDER + file))

export const sourceOf = (bytes: Uint8Array): ByteSource => ({
  size: bytes.length,
  read: async (start, end) => bytes.subarray(start, end),
})

export const NOW = toInstant(Date.UTC(2026, 10, 29, 12))

const require = createRequire(import.meta.url)
const wasm = readFileSync(require.resolve('sql.js/dist/sql-wasm-browser.wasm'))

export const startSql = () => initSqlJs({ wasmBinary: new Uint8Array(wasm).buffer })

/** As the worker reads a file, in one breath. */
export async function readAnki(bytes: Uint8Array) {
  const { takeDatabase, media } = await openPackage(sourceOf(bytes))
  const tables = openTables(await startSql(), takeDatabase)
  const collection = readCollection(tables)
  tables.close()
  return { collection, media }
}

export async function importAnki(bytes: Uint8Array): Promise<AnkiImport> {
  const { collection, media } = await readAnki(bytes)
  const hashes = new Map([...media.keys()].map((name) => [name, `hash of ${name}`]))
  return convert(collection, { offsetMinutes: () => 0, now: NOW, media: hashes, packed: new Set(media.keys()) })
}
