import type { StoredEvent } from '../domain/event.ts'
import { deckList, type JournalAddition, type JournalContent, type JournalSummary } from './journal.ts'
import { encodeAddition, encodeHead, encodeJournal, isSecondBetter, type Judged } from './journalLines.ts'
import { type JournalScan, scanJournal, soundLines } from './journalScan.ts'
import type { CollectedDeck } from './store.ts'

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
  /** The events that it holds, read from the file one after another. */
  readonly events: () => Iterable<StoredEvent>
  /** The decks that came to be as they are here by a later change than these. */
  readonly decksSince: (deckChanges: number) => readonly CollectedDeck[]
}

/** `lines` is how many events and decks there are at least. */
export type JournalCopy = {
  readonly dbId: string | null
  readonly lines: number
  readonly deckChanges: number
  readonly parts: AsyncIterable<JournalAddition>
}

/**
 * Two files take turns: a rewriting goes to the one not in use and counts only when it has come to its end, so that
 * whatever moment the power fails at, one of them is whole. Opening cleans up what spoilt since. Neither file is ever in
 * memory as a whole.
 */
export function openJournalFile(files: readonly [SyncFile, SyncFile]): JournalFile {
  const [a, b] = [scanJournal(files[0]), scanJournal(files[1])]
  let inUse = isSecondBetter(judged(a), judged(b)) ? 1 : 0
  const found = inUse === 0 ? a : b
  let { generation } = found
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

  const current = () => (inUse === 0 ? files[0] : files[1])

  function cleanUp(): void {
    other().truncate(0)
    const { dbId, events, decks, deckChanges } = found
    let text = encodeHead({ dbId, lines: events + decks.size, generation: generation + 1, deckChanges })
    let at = 0
    for (const line of soundLines(current(), found)) {
      text += `${line.text}\n`
      if (text.length < PIECE_CHARS) continue
      at += writeText(other(), text, at)
      text = ''
    }
    takeTurns(at + writeText(other(), text, at))
  }

  if (!found.complete || found.spoilt > 0) cleanUp()
  return {
    summary: summaryOf(found),
    append: (addition) => {
      const written = writeText(current(), encodeAddition(addition), end)
      current().flush()
      end += written
    },
    rewrite,
    rewriteParts: async ({ parts, ...head }) => {
      other().truncate(0)
      let at = writeText(other(), encodeHead({ ...head, generation: generation + 1 }), 0)
      for await (const part of parts) at += writeText(other(), encodeAddition(part), at)
      takeTurns(at)
    },
    events: function* () {
      for (const { entry } of soundLines(current(), found)) if (entry.kind === 'event') yield entry.event
    },
    decksSince: (deckChanges) => {
      const decks: CollectedDeck[] = []
      // Scanned again, as cleaning up moved the lines.
      for (const { entry } of soundLines(current(), scanJournal(current())))
        if (entry.kind === 'deck' && entry.at > deckChanges) decks.push(entry.deck)
      return decks
    },
  }
}

/** Written at a time. */
const PIECE_CHARS = 1_000_000

const judged = ({ complete, generation, events, decks }: JournalScan): Judged => ({
  complete,
  generation,
  weight: events + decks.size,
})

const summaryOf = ({ dbId, events, lastId, decks, deckChanges }: JournalScan): JournalSummary => ({
  dbId,
  events,
  lastId,
  decks: deckList([...decks].map(([id, { version }]) => ({ id, version }))),
  deckChanges,
})

/** Gives how many bytes it came to. */
function writeText(file: SyncFile, text: string, at: number): number {
  const bytes = new TextEncoder().encode(text)
  if (file.write(bytes, { at }) !== bytes.length) throw new Error('the journal could not be written whole')
  return bytes.length
}
