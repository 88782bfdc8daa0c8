import type { Moment } from '../../domain/event.ts'
import type { MediaHash } from '../../domain/media.ts'
import { err, ok, type Result } from '../../domain/result.ts'
import type { Instant } from '../../domain/time.ts'
import { mediaTypeOf } from '../anki/mediaTypes.ts'
import { AnkiFault, type AnkiProblem } from '../anki/problem.ts'
import { type ByteSource, openZip, type Zip } from '../anki/zip.ts'
import { type Format, formatOf } from './formats.ts'
import type { OtherImport, ReadContext } from './gather.ts'
import type { Looks, Opened } from './looks.ts'

/** What a file holds, with the media that its notes name, not yet read again. */
export type OtherRead = {
  readonly import: OtherImport
  readonly media: ReadonlyMap<MediaHash, { readonly type: string; readonly read: () => Promise<Uint8Array> }>
}

export type OpenDeps = {
  readonly fileName: string
  readonly now: Instant
  readonly momentAt: (ms: number) => Moment
  readonly hashOf: (bytes: Uint8Array) => Promise<MediaHash>
  readonly onMedia: (share: number) => void
}

/** In bytes. */
export const MOST_TEXT = 50_000_000
const MOST_TEXTS = 100_000_000
const MOST_MEDIUM = 50_000_000
const MOST_FILES = 50_000
/** As much of a text as is looked at to tell what it is. */
const ENOUGH = 200_000

/** How a file looks to those that may know it; null for what is neither a zip nor text. Throws `AnkiFault`. */
export async function looksOf(file: ByteSource, fileName: string): Promise<Looks | null> {
  if (isZip(await file.read(0, Math.min(4, file.size))))
    return { kind: 'zip', names: [...(await openZip(file)).entries.keys()] }
  const text = decoded(await file.read(0, Math.min(ENOUGH, file.size)))
  return text.includes('\u0000') ? null : { kind: 'text', text, fileName }
}

/** Reads a file of any format of the table. Never throws for what is in it. */
export async function openOther(file: ByteSource, deps: OpenDeps): Promise<Result<OtherRead, AnkiProblem>> {
  try {
    const looks = await looksOf(file, deps.fileName)
    const format = looks && formatOf(looks)
    if (!looks || !format) return err({ kind: 'shape', detail: 'there is no card in it' })
    if (looks.kind === 'zip') return await readZip(await openZip(file), format, deps)
    if (file.size > MOST_TEXT) return err({ kind: 'too-large', detail: `${file.size} bytes, of ${MOST_TEXT} at most` })
    const text = decoded(await file.read(0, file.size))
    const opened: Opened = { text, names: [], textOf: async () => '' }
    const read = await format.read(
      opened,
      contextOf(deps, () => null),
    )
    return read.ok ? ok({ import: read.value, media: new Map() }) : read
  } catch (thrown) {
    if (thrown instanceof AnkiFault) return err(thrown.problem)
    throw thrown
  }
}

/**
 * Read once to hear which media the notes ask for, and again with what these hash to. A name asks for a file of the zip
 * as it stands there, or without its folders where formats have none.
 */
async function readZip(zip: Zip, format: Format, deps: OpenDeps): Promise<Result<OtherRead, AnkiProblem>> {
  const names = [...zip.entries.keys()]
  if (names.length > MOST_FILES) return err({ kind: 'too-large', detail: `${names.length} files in it` })
  const texts = new Map<string, string>()
  let left = MOST_TEXTS
  const textOf = async (name: string): Promise<string> => {
    const entry = zip.entries.get(name)
    const known = texts.get(name)
    if (known !== undefined || !entry) return known ?? ''
    left -= entry.size
    if (left < 0) throw new AnkiFault('too-large', `more than ${MOST_TEXTS} bytes of text`)
    const text = decoded(await zip.open(entry, MOST_TEXTS))
    texts.set(name, text)
    return text
  }
  const opened: Opened = { text: '', names, textOf }
  const byName = new Map(names.flatMap((name) => [[flat(name), name] as const, [name, name] as const]))
  const asked = new Set<string>()
  const listening = contextOf(deps, (path) => {
    const name = byName.get(path.normalize('NFC')) ?? byName.get(path)
    if (name !== undefined && mediaTypeOf(name) !== null) asked.add(name)
    return null
  })
  const first = await format.read(opened, listening)
  if (!first.ok || asked.size === 0) return first.ok ? ok({ import: first.value, media: new Map() }) : first
  const hashes = new Map<string, MediaHash>()
  const media = new Map<MediaHash, { type: string; read: () => Promise<Uint8Array> }>()
  for (const name of asked) {
    deps.onMedia(hashes.size / asked.size)
    const entry = zip.entries.get(name)
    const type = mediaTypeOf(name)
    if (!entry || type === null) continue
    const hash = await deps.hashOf(await zip.open(entry, MOST_MEDIUM))
    hashes.set(name, hash)
    media.set(hash, { type, read: () => zip.open(entry, MOST_MEDIUM) })
  }
  const second = await format.read(
    opened,
    contextOf(deps, (path) => hashes.get(byName.get(path.normalize('NFC')) ?? byName.get(path) ?? '') ?? null),
  )
  return second.ok ? ok({ import: second.value, media }) : second
}

const contextOf = ({ fileName, now, momentAt }: OpenDeps, mediumOf: ReadContext['mediumOf']): ReadContext => ({
  fileName,
  now,
  momentAt,
  mediumOf,
})

/** As Mnemosyne's pictures are called here, which have no folders. */
const flat = (name: string): string => name.normalize('NFC').replaceAll('/', '_')

const isZip = (head: Uint8Array): boolean => head[0] === 0x50 && head[1] === 0x4b && (head[2] === 3 || head[2] === 5)

const decoded = (bytes: Uint8Array): string => new TextDecoder('utf-8').decode(bytes)
