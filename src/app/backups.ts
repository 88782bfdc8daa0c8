import { isReview } from '../domain/event.ts'
import type { Media, MediaHash } from '../domain/media.ts'
import { isMediaType } from '../domain/mediaTypes.ts'
import type { Result } from '../domain/result.ts'
import { effectiveEvents, inOrder } from '../domain/undo.ts'
import { type Backup, makeBackupLines, mediumSum, type Seal, sealOf } from '../formats/backup.ts'
import { makeBackupReader, mediumOfLine, type ReadBackup } from '../formats/backupReader.ts'
import { soundDrafts } from '../formats/draftShape.ts'
import type { ImportError } from '../formats/errors.ts'
import { openDrafts } from '../storage/drafts.ts'
import { isFailure } from '../storage/failure.ts'
import type { Lost, Store } from '../storage/store.ts'
import { saveFile } from './files.ts'
import { deckMark, type LastBackup, rememberBackup } from './lastBackup.ts'
import { mediaHash } from './media.ts'
import type { Services } from './services.ts'

/** A backup that was read back and compared with what is here: ready to be kept somewhere. */
export type MadeBackup = {
  readonly name: string
  readonly file: Blob
  readonly reviews: number
  readonly seal: Seal
  readonly contents: Omit<LastBackup, 'name' | 'to'>
  /** How much there was to save, whether or not it could be read. */
  readonly seen: { readonly events: number; readonly decks: readonly string[] }
}

export type SavedBackup = {
  readonly name: string
  readonly size: number
  readonly reviews: number
  readonly lost: readonly Lost[]
}

/** Written in pieces of about so many characters: the text as a whole never stands in memory. */
const PIECE_CHARS = 1_000_000

/**
 * Saves everything in one file, under a passphrase if there is one. Resolves when it was handed over, or with null when
 * the learner closed the share sheet; rejects when what was written does not read back as what is here.
 */
export async function saveBackup(services: Services, passphrase: string | null = null): Promise<SavedBackup | null> {
  const made = await makeBackup(services)
  const { name, file } = passphrase === null ? made : await sealed(made, passphrase)
  if (!(await saveFile(name, file))) return null
  rememberBackup({ ...made.contents, name, to: 'file' })
  return { name, size: file.size, reviews: made.reviews, lost: made.contents.lost ?? [] }
}

/**
 * Everything as it is now, held answers and all, verified. Media that come to more than `mostMediaBytes` are all left out,
 * for a copy that stays beside them. A record that cannot be read, or would not be read back, costs itself alone: it is
 * left out, and `lost` says so.
 */
export async function makeBackup(
  services: Services,
  { mostMediaBytes = Number.POSITIVE_INFINITY } = {},
): Promise<MadeBackup> {
  const { store } = services
  await store.flush()
  // Drafts lie in a database of their own, which must not keep the rest from being saved.
  const [{ collection, lost }, drafts] = await Promise.all([
    store.exportReadable(),
    openDrafts()
      .all()
      .catch(() => []),
  ])
  const savedAt = services.now()
  // What the device would not take is in memory only: a backup must not be without it.
  const held = services.writer.state()
  const unsaved = held.phase === 'held' ? held.waiting.flatMap((change) => change.events) : []
  const events = inOrder([...collection.events, ...unsaved])
  const { decks } = collection
  const given: Backup = { appVersion: __APP_VERSION__, savedAt, decks, events, drafts: soundDrafts(drafts) }
  const isWithMedia = await comesTo(store, mostMediaBytes)
  const made = await writeVerified(given, store, isWithMedia ? await store.mediaHashes() : [])
  const { backup, file, seal } = made
  const missing = [...lost, ...made.lost]
  const partial = new Set(missing.map(({ deck }) => deck?.id))
  return {
    name: `recite-backup-${new Date(savedAt).toISOString().slice(0, 10)}.json`,
    file,
    seal,
    reviews: effectiveEvents(backup.events).filter(isReview).length,
    contents: {
      at: savedAt,
      events: backup.events.length,
      lastId: backup.events.at(-1)?.id ?? null,
      decks: backup.decks.filter(({ id }) => !partial.has(id)).map(deckMark),
      ...(missing.length > 0 && { lost: missing }),
    },
    seen: { events: await store.logSize(), decks: (await store.decks().catch(() => decks)).map(deckMark) },
  }
}

type Written = { readonly backup: Backup; readonly file: Blob; readonly seal: Seal; readonly lost: readonly Lost[] }

/** Should it not read back, what would not is found and left out. Rejects where that is not the reason. */
async function writeVerified(given: Backup, store: Store, hashes: readonly MediaHash[]): Promise<Written> {
  try {
    return await writeAll(given, store, hashes)
  } catch (thrown) {
    const { soundBackup } = await import('../formats/soundBackup.ts')
    const { backup, left } = soundBackup(given)
    if (left.length === 0) throw thrown
    const made = await writeAll(backup, store, hashes)
    return { ...made, lost: [...left, ...made.lost] }
  }
}

async function writeAll(backup: Backup, store: Store, hashes: readonly MediaHash[]): Promise<Written> {
  const { file, seal } = await write(backup, store, hashes)
  await verify(file, seal)
  const count = hashes.length - seal.counts.media
  return { backup, file, seal, lost: count === 0 ? [] : [{ kind: 'media', deck: null, count }] }
}

/** Null for one that is not there or cannot be read. */
async function readMedium(store: Store, hash: MediaHash): Promise<Media | null> {
  return store.media(hash).catch((thrown) => {
    if (isFailure(thrown) && thrown.kind === 'closed') throw thrown
    return null
  })
}

/** Whether it is what its name says: a backup with one that is not would be refused as a whole. */
const isSoundMedium = async ({ hash, type, bytes }: Media): Promise<boolean> =>
  bytes instanceof ArrayBuffer && isMediaType(type) && (await mediaHash(bytes)) === hash

/** Whether all media come to so many bytes at most; reads no more of them than that. */
async function comesTo(store: Store, mostBytes: number): Promise<boolean> {
  if (mostBytes === Number.POSITIVE_INFINITY) return true
  let bytes = 0
  for (const hash of await store.mediaHashes()) {
    bytes += (await readMedium(store, hash))?.bytes?.byteLength ?? 0
    if (bytes > mostBytes) return false
  }
  return true
}

/**
 * Reads a backup piece by piece, so that one of any size leaves the page usable meanwhile. Media are given to `onMedium`,
 * one after another and each when it is done with the one before, and are not kept; but for version 1, which is one piece.
 */
export async function readBackup(
  file: Blob,
  onMedium?: (medium: Media) => void | Promise<void>,
): Promise<Result<ReadBackup, ImportError>> {
  const waiting: Media[] = []
  const reader = makeBackupReader(onMedium ? (medium) => void waiting.push(medium) : null)
  const give = async () => {
    for (const medium of waiting.splice(0)) await onMedium?.(medium)
  }
  await readText(file, async (text) => {
    reader.push(text)
    await give()
  })
  const result = reader.end()
  await give()
  return result
}

/** Some of the media of a backup of version 2, and nothing else of it; in pieces, as above. */
export async function readMediaAlone(
  file: Blob,
  isWanted: (hash: string) => boolean,
  onMedium: (medium: Media) => Promise<void>,
): Promise<void> {
  let rest: string[] = []
  await readText(file, async (text) => {
    const lines = text.split('\n')
    for (const [i, line] of lines.entries()) {
      rest.push(line)
      if (i === lines.length - 1) break
      const medium = mediumOfLine(rest.join(''), isWanted)
      rest = []
      if (medium) await onMedium(medium)
    }
  })
}

/** A text of any length, piece by piece. */
export async function readText(file: Blob, take: (text: string) => Promise<void>): Promise<void> {
  const pieces = file.stream().pipeThrough(new TextDecoderStream()).getReader()
  for (;;) {
    const { done, value } = await pieces.read()
    if (done) return
    await take(value)
  }
}

/** Rejects unless the file, read back, says exactly what was meant to be written. */
export async function verify(file: Blob, written: Seal): Promise<void> {
  const sums: string[] = []
  const read = await readBackup(file, (medium) => void sums.push(mediumSum(medium)))
  const isSame =
    read.ok &&
    read.value.damage === null &&
    [read.value.seal, sealOf(read.value.backup, sums)].every((seal) => sameSeal(seal, written))
  if (!isSame) throw new Error('the backup does not read back as it was written')
}

async function sealed(made: MadeBackup, passphrase: string): Promise<{ name: string; file: Blob }> {
  const { openSealed, sealBlob } = await import('./seal.ts')
  const file = await sealBlob(made.file, passphrase)
  const opened = await openSealed(file, passphrase)
  if (!opened) throw new Error('the sealed backup does not open')
  await verify(opened, made.seal)
  return { name: made.name.replace(/\.json$/, '.recite'), file }
}

/** One medium at a time is in memory; what is written so far is the browser's to keep, on disk where it sees fit. */
async function write(backup: Backup, store: Store, hashes: readonly MediaHash[]): Promise<{ file: Blob; seal: Seal }> {
  const lines = makeBackupLines()
  const pieces: Blob[] = []
  let piece = ''
  const put = async (text: string): Promise<void> => {
    piece += text
    if (piece.length < PIECE_CHARS) return
    pieces.push(new Blob([piece]))
    piece = ''
    await new Promise((next) => setTimeout(next))
  }
  for (const line of lines.head(backup)) await put(line)
  for (const hash of hashes) {
    const medium = await readMedium(store, hash)
    if (medium && (await isSoundMedium(medium))) await put(lines.medium(medium))
  }
  const { text, seal } = lines.end()
  return { file: new Blob([...pieces, piece + text], { type: 'application/json' }), seal }
}

const sameSeal = (a: Seal | null, b: Seal): boolean =>
  a !== null && a.checksum === b.checksum && JSON.stringify(a.counts) === JSON.stringify(b.counts)
