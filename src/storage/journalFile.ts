import { type JournalAddition, type JournalContent, type JournalSummary, summarise } from './journal.ts'
import { betterJournal, decodeJournal, encodeAddition, encodeJournal, type Journaled } from './journalLines.ts'

/** As much of a FileSystemSyncAccessHandle as is used here. */
export type SyncFile = {
  readonly getSize: () => number
  readonly read: (buffer: Uint8Array<ArrayBuffer>, options: { readonly at: number }) => number
  readonly write: (buffer: Uint8Array<ArrayBuffer>, options: { readonly at: number }) => number
  readonly truncate: (size: number) => void
  readonly flush: () => void
}

/** The journal on its files, held by one worker. Each call has reached the disk when it returns; any may throw. */
export type JournalFile = {
  readonly summary: JournalSummary
  readonly append: (addition: JournalAddition) => void
  readonly rewrite: (content: JournalContent) => void
}

export const JOURNAL_FILES = ['journal-a.jsonl', 'journal-b.jsonl'] as const

/**
 * Two files take turns: a rewriting goes to the one not in use and counts only when it has come to its end, so that
 * whatever moment the power fails at, one of them is whole. Opening cleans up what spoilt since.
 */
export function openJournalFile(files: readonly [SyncFile, SyncFile]): JournalFile {
  const [a, b] = [decodeJournal(readText(files[0])), decodeJournal(readText(files[1]))]
  let current: Journaled = betterJournal(a, b)
  let inUse = current === a ? 0 : 1
  let end = files[inUse]?.getSize() ?? 0

  function rewrite(content: JournalContent): void {
    const other = inUse === 0 ? files[1] : files[0]
    const generation = current.generation + 1
    const bytes = new TextEncoder().encode(encodeJournal(content, generation))
    other.truncate(0)
    writeWhole(other, bytes, 0)
    other.flush()
    const old = files[inUse]
    inUse = inUse === 0 ? 1 : 0
    end = bytes.length
    current = { ...content, generation, spoilt: 0, complete: true }
    old?.truncate(0)
    old?.flush()
  }

  if (!current.complete || current.spoilt > 0) rewrite(current)
  return {
    summary: summarise(current),
    append: (addition) => {
      const file = inUse === 0 ? files[0] : files[1]
      const bytes = new TextEncoder().encode(encodeAddition(addition))
      writeWhole(file, bytes, end)
      file.flush()
      end += bytes.length
    },
    rewrite,
  }
}

function readText(file: SyncFile): string {
  const bytes = new Uint8Array(file.getSize())
  file.read(bytes, { at: 0 })
  return new TextDecoder().decode(bytes)
}

function writeWhole(file: SyncFile, bytes: Uint8Array<ArrayBuffer>, at: number): void {
  if (file.write(bytes, { at }) !== bytes.length) throw new Error('the journal could not be written whole')
}
