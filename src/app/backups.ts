import { isReview } from '../domain/event.ts'
import type { Result } from '../domain/result.ts'
import { effectiveEvents, inOrder } from '../domain/undo.ts'
import { type Backup, backupLines, type Seal, sealOf } from '../formats/backup.ts'
import { makeBackupReader, type ReadBackup } from '../formats/backupReader.ts'
import type { ImportError } from '../formats/errors.ts'
import { saveFile } from './files.ts'
import { deckMark, type LastBackup, rememberBackup } from './lastBackup.ts'
import type { Services } from './services.ts'

/** A backup that was read back and compared with what is here: ready to be kept somewhere. */
export type MadeBackup = {
  readonly name: string
  readonly file: Blob
  readonly reviews: number
  readonly seal: Seal
  readonly contents: Omit<LastBackup, 'name' | 'to'>
}

export type SavedBackup = { readonly name: string; readonly size: number; readonly reviews: number }

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
  return { name, size: file.size, reviews: made.reviews }
}

/** Everything as it is now, held answers and all, verified. */
export async function makeBackup(services: Services): Promise<MadeBackup> {
  await services.store.flush()
  const [collection, media] = await Promise.all([services.store.exportAll(), services.store.allMedia()])
  const savedAt = services.now()
  // What the device would not take is in memory only: a backup must not be without it.
  const held = services.writer.state()
  const unsaved = held.phase === 'held' ? held.waiting.flatMap((change) => change.events) : []
  const events = inOrder([...collection.events, ...unsaved])
  const backup: Backup = { appVersion: __APP_VERSION__, savedAt, decks: collection.decks, events, media }
  const { file, seal } = await write(backup)
  await verify(file, seal)
  return {
    name: `recite-backup-${new Date(savedAt).toISOString().slice(0, 10)}.json`,
    file,
    seal,
    reviews: effectiveEvents(events).filter(isReview).length,
    contents: {
      at: savedAt,
      events: collection.events.length,
      lastId: events.at(-1)?.id ?? null,
      decks: backup.decks.map(deckMark),
    },
  }
}

/** Reads a backup piece by piece, so that one of any size leaves the page usable meanwhile. */
export async function readBackup(file: Blob): Promise<Result<ReadBackup, ImportError>> {
  const reader = makeBackupReader()
  const pieces = file.stream().pipeThrough(new TextDecoderStream()).getReader()
  for (;;) {
    const { done, value } = await pieces.read()
    if (done) return reader.end()
    reader.push(value)
  }
}

/** Rejects unless the file, read back, says exactly what was meant to be written. */
export async function verify(file: Blob, written: Seal): Promise<void> {
  const read = await readBackup(file)
  const isSame =
    read.ok &&
    read.value.damage === null &&
    [read.value.seal, sealOf(read.value.backup)].every((seal) => sameSeal(seal, written))
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

async function write(backup: Backup): Promise<{ file: Blob; seal: Seal }> {
  const lines = backupLines(backup)
  const pieces: Blob[] = []
  let piece = ''
  for (;;) {
    const { done, value } = lines.next()
    if (done) return { file: new Blob([...pieces, piece], { type: 'application/json' }), seal: value }
    piece += value
    if (piece.length < PIECE_CHARS) continue
    pieces.push(new Blob([piece]))
    piece = ''
    await new Promise((next) => setTimeout(next))
  }
}

const sameSeal = (a: Seal | null, b: Seal): boolean =>
  a !== null && a.checksum === b.checksum && JSON.stringify(a.counts) === JSON.stringify(b.counts)
