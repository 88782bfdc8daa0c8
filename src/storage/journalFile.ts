import { type JournalAddition, type JournalContent, type JournalSummary, summarise } from './journal.ts'
import { betterJournal, decodeJournal, encodeAddition, encodeHead, encodeJournal } from './journalLines.ts'

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
  /**
   * The same with content that comes part by part and is never in memory together: resolves once all of it has reached
   * the disk, and has changed nothing where it rejects. Nothing else may be asked of the file meanwhile.
   */
  readonly rewriteParts: (copy: JournalCopy) => Promise<void>
}

/** `lines` is how many events and decks there are at least. */
export type JournalCopy = {
  readonly dbId: string | null
  readonly lines: number
  readonly parts: AsyncIterable<JournalAddition>
}

export const JOURNAL_FILES = ['journal-a.jsonl', 'journal-b.jsonl'] as const

/**
 * Two files take turns: a rewriting goes to the one not in use and counts only when it has come to its end, so that
 * whatever moment the power fails at, one of them is whole. Opening cleans up what spoilt since.
 */
export function openJournalFile(files: readonly [SyncFile, SyncFile]): JournalFile {
  const [a, b] = [decodeJournal(readText(files[0])), decodeJournal(readText(files[1]))]
  const found = betterJournal(a, b)
  let { generation } = found
  let inUse = found === a ? 0 : 1
  let end = files[inUse]?.getSize() ?? 0
  const other = () => (inUse === 0 ? files[1] : files[0])

  function takeTurns(size: number): void {
    other().flush()
    const old = files[inUse]
    inUse = inUse === 0 ? 1 : 0
    end = size
    generation++
    old?.truncate(0)
    old?.flush()
  }

  function rewrite(content: JournalContent): void {
    other().truncate(0)
    takeTurns(writeText(other(), encodeJournal(content, generation + 1), 0))
  }

  if (!found.complete || found.spoilt > 0) rewrite(found)
  return {
    summary: summarise(found),
    append: (addition) => {
      const file = inUse === 0 ? files[0] : files[1]
      const written = writeText(file, encodeAddition(addition), end)
      file.flush()
      end += written
    },
    rewrite,
    rewriteParts: async ({ dbId, lines, parts }) => {
      other().truncate(0)
      let at = writeText(other(), encodeHead({ dbId, lines, generation: generation + 1 }), 0)
      for await (const part of parts) at += writeText(other(), encodeAddition(part), at)
      takeTurns(at)
    },
  }
}

function readText(file: SyncFile): string {
  const bytes = new Uint8Array(file.getSize())
  file.read(bytes, { at: 0 })
  return new TextDecoder().decode(bytes)
}

/** Gives how many bytes it came to. */
function writeText(file: SyncFile, text: string, at: number): number {
  const bytes = new TextEncoder().encode(text)
  if (file.write(bytes, { at }) !== bytes.length) throw new Error('the journal could not be written whole')
  return bytes.length
}
