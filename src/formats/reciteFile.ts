import { Zip, ZipDeflate, ZipPassThrough } from 'fflate'
import type { Deck } from '../domain/deck.ts'
import { isMediaHash, type Media, type MediaHash, mediaIn } from '../domain/media.ts'
import { ENDINGS } from '../domain/mediaTypes.ts'
import { err, ok, type Result } from '../domain/result.ts'
import { AnkiFault } from './anki/problem.ts'
import { type ByteSource, type Zip as OpenZip, openZip, type ZipEntry } from './anki/zip.ts'
import { decodeDeck, encodeDeck } from './deckFile.ts'
import { type ImportError, importError } from './errors.ts'

/**
 * `NAME.recite`: a deck with its pictures and sounds, as a zip.
 *
 *     deck.json            the deck, as in a `.deck.json` file (`deckFile.ts`); deflated
 *     media/HASH.ENDING    one for each content that a note names, in the order of their names; stored
 *
 * HASH are the first 32 hexadecimal digits of the content's SHA-256, ENDING stands for its type (`domain/media.ts`).
 * Every time in the zip is the same, so that the same deck gives the same bytes on every machine.
 */
const DECK_NAME = 'deck.json'
const MEDIUM = /^media\/([0-9a-f]{32})\.([a-z0-9]{2,5})$/

/** No year is before it in a zip, and local noon is the same everywhere. */
const TIME = '1980-01-01T12:00:00'

/** In bytes. What the zip says is believed of nothing: no more than this comes out of it. */
const MOST_DECK = 50_000_000
export const MOST_MEDIUM = 50_000_000
const MOST_MEDIA = 200_000_000
const MOST_FILES = 20_000

/** A medium in the file, not yet read; `read` rejects where it is not whole. */
export type PackedMedium = {
  readonly hash: MediaHash
  readonly type: string
  readonly size: number
  readonly read: () => Promise<Uint8Array>
}

export type ReciteFile = { readonly deck: Deck; readonly media: readonly PackedMedium[] }

/** The media that a deck's notes name, each once, in rising order. */
export const mediaOfDeck = (deck: Deck): readonly MediaHash[] =>
  [...new Set(deck.notes.flatMap((note) => mediaIn(note.content)))].sort()

/** The file piece by piece; media are asked for one at a time, and those that are not here are left out. */
export async function* encodeRecite(
  deck: Deck,
  read: (hash: MediaHash) => Promise<Media | null>,
): AsyncGenerator<Uint8Array<ArrayBuffer>> {
  const pieces: Uint8Array[] = []
  const zip = new Zip((fault, piece) => {
    if (fault) throw fault
    pieces.push(piece)
  })
  const text = new ZipDeflate(DECK_NAME, { level: 9 })
  text.mtime = TIME
  zip.add(text)
  text.push(new TextEncoder().encode(encodeDeck(deck)), true)
  yield* taken(pieces)
  for (const hash of mediaOfDeck(deck)) {
    const medium = await read(hash)
    const ending = medium && ENDINGS[medium.type]
    if (!medium || ending === undefined) continue
    const stored = new ZipPassThrough(`media/${hash}.${ending}`)
    stored.mtime = TIME
    zip.add(stored)
    stored.push(new Uint8Array(medium.bytes), true)
    yield* taken(pieces)
  }
  zip.end()
  yield* taken(pieces)
}

function* taken(pieces: Uint8Array[]): Generator<Uint8Array<ArrayBuffer>> {
  for (const piece of pieces.splice(0)) yield piece.slice()
}

/**
 * Reads the deck and what there is of its media; those are read when they are asked for. Bombs, lies about sizes, names
 * that would leave their folder and more than is honest are refused. Whether a content is what its name says is for
 * whoever can compute that. Never throws.
 */
export async function openRecite(file: ByteSource): Promise<Result<ReciteFile, ImportError>> {
  try {
    const zip = await openZip(file)
    const names = [...zip.entries.keys()]
    if (names.length > MOST_FILES) return err(importError('too-large', '', `${names.length} files in it`))
    const unsafe = names.find(isUnsafe)
    if (unsafe !== undefined) return err(importError('unsafe-name', unsafe.slice(0, 100), 'leaves its folder'))
    const entry = zip.entries.get(DECK_NAME)
    if (!entry) return err(importError('other-format', '', `there is no ${DECK_NAME} in it`))
    const deck = decodeDeck(new TextDecoder().decode(await zip.open(entry, MOST_DECK)))
    if (!deck.ok) return deck
    const media = listMedia(zip, new Set(mediaOfDeck(deck.value)))
    const size = media.reduce((sum, medium) => sum + medium.size, 0)
    if (size > MOST_MEDIA) return err(importError('too-large', 'media', `${size} bytes, of ${MOST_MEDIA} at most`))
    return ok({ deck: deck.value, media })
  } catch (thrown) {
    return err(problemOfFault(thrown))
  }
}

/** What a fault in a zip is in a deck file. @throws whatever is none */
export function problemOfFault(thrown: unknown): ImportError {
  if (!(thrown instanceof AnkiFault)) throw thrown
  const { kind, detail } = thrown.problem
  return importError(kind === 'too-large' ? 'too-large' : 'damaged', '', detail)
}

function listMedia(zip: OpenZip, wanted: ReadonlySet<MediaHash>): readonly PackedMedium[] {
  const media = [...zip.entries.values()].flatMap((entry) => mediumOf(zip, entry) ?? [])
  return media.filter(({ hash }) => wanted.has(hash)).sort((a, b) => (a.hash < b.hash ? -1 : 1))
}

function mediumOf(zip: OpenZip, entry: ZipEntry): PackedMedium | null {
  const [, hash = '', ending = ''] = MEDIUM.exec(entry.name) ?? []
  const type = Object.keys(ENDINGS).find((name) => ENDINGS[name] === ending)
  if (!isMediaHash(hash) || type === undefined) return null
  return { hash, type, size: entry.size, read: () => zip.open(entry, MOST_MEDIUM) }
}

/** Nothing is written to a disk here; an honest file has no such name. */
const isUnsafe = (name: string): boolean =>
  name.startsWith('/') || /^[a-z]:/i.test(name) || /[\\\0]/.test(name) || name.split('/').includes('..')
