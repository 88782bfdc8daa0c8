import { cleanText, read, textOf } from './cells.ts'
import { readJson } from './jsonSchema.ts'
import { AnkiFault } from './problem.ts'
import { messagesIn, numberIn, readMessage, textIn } from './proto.ts'
import { type ByteSource, openZip, type Zip, type ZipEntry } from './zip.ts'
import { unzstd } from './zstd.ts'

/** What a file from Anki holds: a database, and the media that go with it. */
export type AnkiPackage = {
  /** Gives the SQLite database, once: it is large, and nobody else holds it. */
  readonly takeDatabase: () => Uint8Array
  /** By the name that notes use. */
  readonly media: ReadonlyMap<string, MediaFile>
}

export type MediaFile = { readonly size: number; readonly read: () => Promise<Uint8Array> }

const MOST_DATABASE = 400_000_000
const MOST_MEDIA_LIST = 50_000_000
/** One file of media. In bytes. */
export const MOST_MEDIA = 100_000_000
const SQLITE = 'SQLite format 3\u0000'

/**
 * Opens a package of any age, or a bare database. The newest database in it counts: beside a newer one an older is only
 * there to say that Anki should be updated. Throws `AnkiFault`.
 */
export async function openPackage(file: ByteSource): Promise<AnkiPackage> {
  const head = await file.read(0, Math.min(16, file.size))
  if (new TextDecoder().decode(head) === SQLITE) {
    if (file.size > MOST_DATABASE) throw new AnkiFault('too-large', `a database of ${file.size} bytes`)
    return { takeDatabase: once(await file.read(0, file.size)), media: new Map() }
  }
  const zip = await openZip(file)
  const version = await versionOf(zip)
  const name = version === 3 ? 'collection.anki21b' : version === 2 ? 'collection.anki21' : 'collection.anki2'
  const entry = zip.entries.get(name)
  if (!entry) throw new AnkiFault('not-a-package', `there is no ${name} in it`)
  const takeDatabase = once(await databaseOf(zip, entry, version === 3))
  return { takeDatabase, media: await mediaOf(zip, version === 3) }
}

async function databaseOf(zip: Zip, entry: ZipEntry, isPacked: boolean): Promise<Uint8Array> {
  const content = await zip.open(entry, MOST_DATABASE)
  const database = isPacked ? unzstd(entry.name, content, MOST_DATABASE) : content
  if (new TextDecoder().decode(database.subarray(0, 16)) !== SQLITE)
    throw new AnkiFault('damaged', `${entry.name} is not a database`)
  return database
}

function once(database: Uint8Array): () => Uint8Array {
  let held: Uint8Array | null = database
  return () => {
    if (!held) throw new Error('the database was taken already')
    const given = held
    held = null
    return given
  }
}

/** What `meta` says; of packages older than it, which database there is. */
async function versionOf(zip: Zip): Promise<1 | 2 | 3> {
  const meta = zip.entries.get('meta')
  if (!meta) return zip.entries.has('collection.anki21b') ? 3 : zip.entries.has('collection.anki21') ? 2 : 1
  const version = numberIn(readMessage(await zip.open(meta, 10_000)), 1, 0)
  if (version === 1 || version === 2 || version === 3) return version
  throw new AnkiFault('newer-version', `package version ${version}`)
}

async function mediaOf(zip: Zip, isPacked: boolean): Promise<ReadonlyMap<string, MediaFile>> {
  const list = zip.entries.get('media')
  if (!list) return new Map()
  const bytes = await zip.open(list, MOST_MEDIA_LIST)
  const names = isPacked ? packedNames(unzstd('media', bytes, MOST_MEDIA_LIST)) : jsonNames(bytes)
  const media = new Map<string, MediaFile>()
  for (const [key, { name, size }] of names) {
    checkName(name)
    const entry = zip.entries.get(key)
    // Some writers list what they did not pack: the cards that name it show that it is missing.
    if (!entry) continue
    media.set(cleanText(name), {
      size: size ?? entry.size,
      read: () => (isPacked ? readPacked(zip, entry, name) : zip.open(entry, MOST_MEDIA)),
    })
  }
  return media
}

const readPacked = async (zip: Zip, entry: ZipEntry, name: string): Promise<Uint8Array> =>
  unzstd(name, await zip.open(entry, MOST_MEDIA), MOST_MEDIA)

type Named = readonly [key: string, file: { readonly name: string; readonly size: number | null }]

function jsonNames(bytes: Uint8Array): readonly Named[] {
  const json = readJson(new TextDecoder().decode(bytes), 'the list of media')
  return Object.keys(Object(json)).map((key) => [key, { name: textOf(read(json, key)), size: null }])
}

const packedNames = (bytes: Uint8Array): readonly Named[] =>
  messagesIn(readMessage(bytes), 1).map((entry, i) => [
    String(i),
    { name: textIn(entry, 1), size: numberIn(entry, 2, 0) },
  ])

/** A name is one step of a path and nothing else. Nothing is written to disk here; an honest package has none other. */
function checkName(name: string): void {
  const isUnsafe =
    ['', '.', '..'].includes(name) || name.includes('/') || name.includes('\\') || name.includes('\u0000')
  if (isUnsafe) throw new AnkiFault('unsafe-name', JSON.stringify(name.slice(0, 100)))
}
