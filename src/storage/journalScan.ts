import type { EventId } from '../domain/event.ts'
import type { DeckId } from '../domain/note.ts'
import type { SyncFile } from './journalFile.ts'
import { type JournalEntry, type JournalHeader, parseEntry, parseHeader } from './journalLines.ts'

/** What a file of the journal holds, without holding it: see `Journaled`, whose words these are. */
export type JournalScan = {
  readonly dbId: string | null
  readonly generation: number
  /** Distinct ones. */
  readonly events: number
  readonly lastId: EventId | null
  /** The version of each deck, and in which line it stands. */
  readonly decks: ReadonlyMap<DeckId, { readonly version: number; readonly line: number }>
  readonly deckChanges: number
  /** Ids that came after later ones: only among these can one have come before. */
  readonly late: ReadonlySet<EventId>
  readonly spoilt: number
  readonly complete: boolean
}

/** Read at a time. */
const SLICE_BYTES = 1_000_000
const LINE_FEED = 10

/** Reads a file from its beginning to its end, however long it is, a slice at a time. */
export function scanJournal(file: SyncFile): JournalScan {
  let header: JournalHeader | null = null
  const decks = new Map<DeckId, { readonly version: number; readonly line: number }>()
  const late = new Set<EventId>()
  let lastId: EventId | null = null
  let [count, sound, events, deckChanges] = [0, 0, 0, 0]
  for (const { text, isEnded } of linesOf(file)) {
    const line = count++
    if (line === 0) header = isEnded ? parseHeader(text) : null
    if (line === 0) deckChanges = header?.deckChanges ?? 0
    const entry = isEnded && !(line === 0 && header) ? parseEntry(text) : null
    if (!entry) continue
    sound++
    if (entry.kind === 'deck') decks.set(entry.deck.id, { version: entry.deck.version, line })
    if (entry.kind === 'gone') decks.delete(entry.deckId)
    if (entry.kind !== 'event') {
      deckChanges = Math.max(deckChanges, entry.at)
      continue
    }
    events++
    const { id } = entry.event
    if (lastId === null || id > lastId) lastId = id
    else late.add(id)
  }
  const distinct = events - countAgain(file, late)
  return {
    dbId: header?.dbId ?? null,
    generation: header?.generation ?? 0,
    events: distinct,
    lastId,
    decks,
    deckChanges,
    late,
    spoilt: count - distinct - decks.size - (header ? 1 : 0),
    complete: header !== null && sound >= header.lines,
  }
}

/** The sound lines of a file that say what it holds, each once, as they are written. */
export function* soundLines(
  file: SyncFile,
  { decks, late }: JournalScan,
): Generator<{ readonly text: string; readonly entry: JournalEntry }> {
  const seen = new Set<EventId>()
  let line = -1
  for (const { text, isEnded } of linesOf(file)) {
    line++
    const entry = isEnded ? parseEntry(text) : null
    if (entry?.kind === 'deck' && decks.get(entry.deck.id)?.line === line) yield { text, entry }
    if (entry?.kind !== 'event') continue
    const { id } = entry.event
    if (late.has(id)) {
      if (seen.has(id)) continue
      seen.add(id)
    }
    yield { text, entry }
  }
}

/** How often one of these ids came once more than it should. */
function countAgain(file: SyncFile, ids: ReadonlySet<EventId>): number {
  if (ids.size === 0) return 0
  let found = 0
  for (const { text, isEnded } of linesOf(file)) {
    const entry = isEnded ? parseEntry(text) : null
    if (entry?.kind === 'event' && ids.has(entry.event.id)) found++
  }
  return found - ids.size
}

/** Line by line; the last may lack its end, and is nothing then but a line that was cut short. */
function* linesOf(file: SyncFile): Generator<{ readonly text: string; readonly isEnded: boolean }> {
  const size = file.getSize()
  let rest: Uint8Array[] = []
  for (let at = 0; at < size; ) {
    const slice = new Uint8Array(Math.min(SLICE_BYTES, size - at))
    const bytes = slice.subarray(0, file.read(slice, { at }))
    if (bytes.length === 0) break
    at += bytes.length
    const end = bytes.lastIndexOf(LINE_FEED)
    if (end < 0) {
      rest.push(bytes)
      continue
    }
    const lines = decode([...rest, bytes.subarray(0, end)]).split('\n')
    rest = end + 1 < bytes.length ? [bytes.subarray(end + 1)] : []
    for (const text of lines) yield { text, isEnded: true }
  }
  if (rest.length > 0) yield { text: decode(rest), isEnded: false }
}

/** In one go: the pieces may part a character. */
function decode(pieces: readonly Uint8Array[]): string {
  const whole = new Uint8Array(pieces.reduce((sum, piece) => sum + piece.length, 0))
  let at = 0
  for (const piece of pieces) {
    whole.set(piece, at)
    at += piece.length
  }
  return new TextDecoder().decode(whole)
}
