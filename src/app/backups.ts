import type { ArticleDraft } from '../domain/articleDraft.ts'
import { isBelievedEvent } from '../domain/believed.ts'
import { isReview, type StoredEvent } from '../domain/event.ts'
import type { Media } from '../domain/media.ts'
import type { Result } from '../domain/result.ts'
import { makeBackupLines, type Seal } from '../formats/backup.ts'
import { BACKUP_LIMITS, makeBackupReader, mediumOfLine, type ReadBackup } from '../formats/backupReader.ts'
import { soundDrafts } from '../formats/draftShape.ts'
import type { ImportError } from '../formats/errors.ts'
import { makeLineCutter } from '../formats/lineCutter.ts'
import { openDrafts } from '../storage/drafts.ts'
import type { Lost, Store } from '../storage/store.ts'
import { readMedium, type WrittenBackup, writeBackup } from './backupWriting.ts'
import { saveFile } from './files.ts'
import { deckMark, type LastBackup, rememberBackup } from './lastBackup.ts'
import type { Services } from './services.ts'
import { turn } from './slices.ts'

/** A backup that was read back and compared with what is here: ready to be kept somewhere. */
export type MadeBackup = {
  readonly name: string
  readonly file: Blob
  readonly reviews: number
  readonly seal: Seal
  readonly contents: Omit<LastBackup, 'name' | 'to'>
  /** What there was to save before it was read, whether or not it could be; `decks` as `ForChange.deckKeys`. */
  readonly seen: { readonly events: number; readonly decks: readonly string[] }
}

export type SavedBackup = {
  readonly name: string
  readonly size: number
  readonly reviews: number
  readonly lost: readonly Lost[]
}

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
  // Before all else: what is written from here on may or may not be in it.
  const { deckKeys } = await store.forChange()
  const seen = { events: await store.logSize(), decks: await deckKeys().catch(() => []) }
  const { drafts, lostDrafts } = await draftsToSave()
  const savedAt = services.now()
  const head = { appVersion: __APP_VERSION__, savedAt, drafts }
  const isWithMedia = await comesTo(store, mostMediaBytes)
  const written = await writeVerified(services, head, isWithMedia ? await store.mediaHashes() : [])
  const { file, seal, reviews, decks, lastId } = written
  const lost = [...written.lost, ...lostDrafts]
  const partial = new Set(lost.map(({ deck }) => deck?.id))
  return {
    name: `recite-backup-${new Date(savedAt).toISOString().slice(0, 10)}.json`,
    file,
    seal,
    reviews,
    contents: {
      at: savedAt,
      events: seal.counts.event,
      lastId,
      decks: decks.filter(({ id }) => !partial.has(id)).map(deckMark),
      ...(lost.length > 0 && { lost }),
    },
    seen,
  }
}

/** Drafts lie in a database of their own, which must not keep the rest from being saved. */
async function draftsToSave(): Promise<{
  readonly drafts: readonly ArticleDraft[]
  readonly lostDrafts: readonly Lost[]
}> {
  const store = openDrafts()
  const found = await store.all().catch(() => [])
  const drafts = soundDrafts(found)
  const count = found.length - drafts.length + (await store.unreadable().catch(() => 0))
  return { drafts, lostDrafts: count > 0 ? [{ kind: 'draft', deck: null, count }] : [] }
}

type Writing = Parameters<typeof writeBackup>
type Verified = WrittenBackup & Pick<MadeBackup, 'reviews'>

/**
 * Should it not read back, or not be let in by who restores it, what would not is found and left out. Rejects where the
 * rest does not either.
 */
async function writeVerified(...given: [Writing[0], Writing[1], Writing[2]]): Promise<Verified> {
  try {
    return await writeAll(...given)
  } catch {
    const { isSoundEvent, soundDeck } = await import('../formats/soundBackup.ts')
    const at = given[0].now()
    const isTaken = (event: StoredEvent) => isSoundEvent(event) && isBelievedEvent(event, at)
    return writeAll(...given, { deck: soundDeck, isSoundEvent: isTaken })
  }
}

async function writeAll(...given: Writing): Promise<Verified> {
  const written = await writeBackup(...given)
  const at = given[0].now()
  let reviews = 0
  await verify(written.file, written.seal, (event) => {
    if (!isBelievedEvent(event, at)) throw new Error('the backup has an event that nobody would let in')
    if (isReview(event) && !written.undone.has(event.id)) reviews++
  })
  return { ...written, reviews }
}

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
  const reader = makeBackupReader({ medium: onMedium && ((medium) => void waiting.push(medium)) })
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
  const cutter = makeLineCutter(BACKUP_LIMITS.chars)
  await readText(file, async (text) => {
    for (const line of cutter.push(text)) {
      const medium = line === null ? null : mediumOfLine(line, isWanted)
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

/**
 * Rejects unless the file, read back, says exactly what was meant to be written: what was read is written again as it
 * comes, and let go of. Its events are given to `onEvent`.
 */
export async function verify(
  file: Blob,
  written: Seal,
  onEvent: (event: StoredEvent) => void = () => {},
): Promise<void> {
  const lines = makeBackupLines()
  const waiting: (() => Iterable<string>)[] = []
  const reader = makeBackupReader({
    head: (head) => void waiting.push(() => lines.start(head)),
    deck: (deck) => void waiting.push(() => lines.deck(deck)),
    event: (event) => {
      waiting.push(() => [lines.event(event)])
      onEvent(event)
    },
    medium: (medium) => void waiting.push(() => [lines.medium(medium)]),
  })
  await readText(file, async (text) => {
    reader.push(text)
    for (const again of waiting.splice(0)) await inBatches(again())
  })
  const read = reader.end()
  for (const again of waiting.splice(0)) await inBatches(again())
  const isSame =
    read.ok && read.value.damage === null && sameSeal(read.value.seal, written) && sameSeal(lines.end().seal, written)
  if (!isSame) throw new Error('the backup does not read back as it was written')
}

/** Lines at a time: a few milliseconds. */
const LINES_A_TURN = 500

async function inBatches(lines: Iterable<string>): Promise<void> {
  let n = 0
  for (const _line of lines) if (++n % LINES_A_TURN === 0) await turn()
}

async function sealed(made: MadeBackup, passphrase: string): Promise<{ name: string; file: Blob }> {
  const { openSealed, sealBlob } = await import('./seal.ts')
  const file = await sealBlob(made.file, passphrase)
  const opened = await openSealed(file, passphrase)
  if (!opened) throw new Error('the sealed backup does not open')
  await verify(opened, made.seal)
  return { name: made.name.replace(/\.json$/, '.recite'), file }
}

const sameSeal = (a: Seal | null, b: Seal): boolean =>
  a !== null && a.checksum === b.checksum && JSON.stringify(a.counts) === JSON.stringify(b.counts)
