import type { Deck } from '../domain/deck.ts'
import { type DownloadProblem, hostOfDeck } from '../domain/deckAddress.ts'
import { type DeckMerge, keepMine, mergeDeck } from '../domain/deckMerge.ts'
import type { Media, MediaHash } from '../domain/media.ts'
import { err, ok, type Result } from '../domain/result.ts'
import { type ImportError, importError } from '../formats/errors.ts'
import type { PackedMedium } from '../formats/reciteFile.ts'
import { keptApart } from './apart.ts'
import type { PatchIncoming } from './corrections.ts'
import { fetchDeckFile } from './deckDownload.ts'
import { mediaHash } from './media.ts'
import type { BackupPreview } from './restore.ts'
import type { Services } from './services.ts'
import { readWaiting, versionsFor, type Waiting } from './waiting.ts'

/** Longer files are not read: far beyond any deck. In bytes. */
const MAX_FILE_BYTES = 50_000_000
/** With media. */
const MAX_ZIP_BYTES = 250_000_000

/** What a file holds, before anything of it is taken. */
export type Incoming =
  | {
      readonly kind: 'deck'
      readonly deck: Deck
      readonly merge: DeckMerge
      /** Notes that come under other names than they were sent, as another deck here has notes of those. */
      readonly apart: number
      /** What of its cards is here before they are. */
      readonly waiting: Waiting
      /** What came with it; verified, and not stored yet. */
      readonly media: readonly PackedMedium[]
      /** Where it was fetched from. */
      readonly address: string | null
    }
  | BackupPreview
  | PatchIncoming
  /** A backup under a passphrase, which has to be told first. */
  | { readonly kind: 'sealed'; readonly file: Blob }

export type FileProblem =
  | ImportError
  | { readonly kind: 'too-big'; readonly size: number; readonly limit: number }
  | { readonly kind: 'empty' }
  /** Corrections to a deck that is not here. */
  | { readonly kind: 'no-deck'; readonly title: string }
  | { readonly kind: 'download'; readonly host: string; readonly problem: DownloadProblem['kind'] }

/** Reads a deck or a backup and says what taking it would do. Changes nothing. */
export async function readIncoming(services: Services, file: Blob): Promise<Result<Incoming, FileProblem>> {
  if (file.size === 0) return err({ kind: 'empty' })
  const { isSealed } = await import('./seal.ts')
  if (await isSealed(file)) return ok({ kind: 'sealed', file })
  if (await looksLikeBackup(file)) return readIncomingBackup(services, file)
  if (await isZip(file)) return readRecite(services, file)
  if (await looksLikePatch(file)) return readPatch(services, file)
  // Also where its beginning is gone: whatever is whole of it is given back.
  if (await hasLinesOfBackup(file)) return readIncomingBackup(services, file)
  if (file.size > MAX_FILE_BYTES) return err({ kind: 'too-big', size: file.size, limit: MAX_FILE_BYTES })
  const { decodeDeck } = await import('../formats/deckFile.ts')
  const deck = decodeDeck(await file.text())
  if (!deck.ok) return deck.error.kind === 'other-format' ? readIncomingBackup(services, file) : deck
  return ok(await previewDeck(services, deck.value))
}

/** What taking a deck would do, however it came. Changes nothing. */
export async function previewDeck(
  services: Services,
  sent: Deck,
  media: readonly PackedMedium[] = [],
): Promise<Extract<Incoming, { kind: 'deck' }>> {
  const held = await services.store.collectedDeck(sent.id)
  const { deck, apart } = await keptApart(services.store, sent, held)
  const known = await versionsFor(services, deck, held)
  const waiting = await readWaiting(services, deck, held, known)
  return { kind: 'deck', deck, merge: mergeDeck(held, deck, keepMine, known), apart, waiting, media, address: null }
}

/** What lies at an address, which must be a deck; asked for because the learner said so. Changes nothing. */
export async function readFromAddress(
  services: Services,
  address: string,
  signal: AbortSignal,
): Promise<Result<Extract<Incoming, { kind: 'deck' }>, FileProblem>> {
  const file = await fetchDeckFile(services, address, signal)
  if (!file.ok) return err({ kind: 'download', host: hostOfDeck(address), problem: file.error.kind })
  const read = await readIncoming(services, file.value)
  if (!read.ok) return read
  return read.value.kind === 'deck'
    ? ok({ ...read.value, address })
    : err(importError('other-format', '', 'not a deck'))
}

async function readRecite(services: Services, file: Blob): Promise<Result<Incoming, FileProblem>> {
  if (file.size > MAX_ZIP_BYTES) return err({ kind: 'too-big', size: file.size, limit: MAX_ZIP_BYTES })
  const { openRecite, problemOfFault } = await import('../formats/reciteFile.ts')
  const read = async (start: number, end: number) => new Uint8Array(await file.slice(start, end).arrayBuffer())
  const opened = await openRecite({ size: file.size, read })
  if (!opened.ok) return opened
  const { deck, media } = opened.value
  for (const medium of media) {
    const bytes = await medium.read().catch(problemOfFault)
    if (!(bytes instanceof Uint8Array)) return err(bytes)
    if ((await mediaHash(bytes.slice().buffer)) !== medium.hash)
      return err(importError('damaged', `media/${medium.hash}`, 'the content is not what its name says'))
  }
  return ok(await previewDeck(services, deck, media))
}

const isZip = async (file: Blob): Promise<boolean> => (await file.slice(0, 4).text()) === 'PK\u0003\u0004'

/** The same for a sealed backup, once its passphrase is told; null for a passphrase that does not open it. */
export async function readSealed(
  services: Services,
  file: Blob,
  passphrase: string,
): Promise<Result<Incoming, FileProblem> | null> {
  const { openSealed } = await import('./seal.ts')
  const opened = await openSealed(file, passphrase)
  return opened && readIncomingBackup(services, opened)
}

/**
 * However much it is: whatever a device holds it can have back. It is read line by line, and a line has its limit; media,
 * which are most of a large one, are looked at one after another and stay in the file.
 */
async function readIncomingBackup(services: Services, file: Blob): Promise<Result<Incoming, FileProblem>> {
  const [{ readBackup }, { previewBackup }] = await Promise.all([import('./backups.ts'), import('./restore.ts')])
  const media: MediaHash[] = []
  let wrong: number | null = null
  const check = async ({ hash, bytes }: Media) => {
    if ((await mediaHash(bytes)) !== hash) wrong ??= media.length
    media.push(hash)
  }
  const backup = await readBackup(file, check)
  if (!backup.ok) return backup
  const isStreamed = media.length > 0
  for (const medium of backup.value.backup.media ?? []) await check(medium)
  if (wrong !== null) return err(importError('damaged', `media[${wrong}]`, 'the content is not what was saved'))
  return ok(await previewBackup(services, { ...backup.value, ...(isStreamed && { apart: { file, media } }) }))
}

const looksLikePatch = async (file: Blob): Promise<boolean> => /"recite-patch"/.test(await file.slice(0, 200).text())

async function readPatch(services: Services, file: Blob): Promise<Result<Incoming, FileProblem>> {
  if (file.size > MAX_FILE_BYTES) return err({ kind: 'too-big', size: file.size, limit: MAX_FILE_BYTES })
  const [{ decodePatch }, { previewPatch }] = await Promise.all([
    import('../formats/patchFile.ts'),
    import('./corrections.ts'),
  ])
  const patch = decodePatch(await file.text())
  if (!patch.ok) return patch
  const incoming = await previewPatch(services, patch.value)
  return incoming ? ok(incoming) : err({ kind: 'no-deck', title: patch.value.deckTitle })
}

const LINE_OF_BACKUP = /^\s*\["\w{13}",\{/m

/** By its first characters, so that a backup of any size is not read whole to find out. */
async function looksLikeBackup(file: Blob): Promise<boolean> {
  const start = await file.slice(0, 1000).text()
  return start.includes('"recite-backup"') || LINE_OF_BACKUP.test(start)
}

/** So many stretches of a file, so long each in bytes, are looked at for a line of a backup. */
const STRETCHES = 32
const STRETCH_BYTES = 16_384

/** By stretches all over it: media may fill some, and what was damaged others. */
async function hasLinesOfBackup(file: Blob): Promise<boolean> {
  const last = Math.max(0, file.size - STRETCH_BYTES)
  const starts = new Set(Array.from({ length: STRETCHES }, (_, i) => Math.round((last * i) / (STRETCHES - 1))))
  for (const start of starts) {
    // Only what follows a line feed is known to begin a line.
    const text = await file.slice(start, start + STRETCH_BYTES).text()
    if (LINE_OF_BACKUP.test(text.slice(text.indexOf('\n') + 1))) return true
  }
  return false
}

export const problemOf = (thrown: unknown): FileProblem =>
  importError('not-json', '', thrown instanceof Error ? thrown.message : String(thrown))
