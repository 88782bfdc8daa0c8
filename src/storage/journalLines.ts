import type { StoredEvent } from '../domain/event.ts'
import { hashText } from '../domain/hash.ts'
import type { DeckId, Note } from '../domain/note.ts'
import { typesApart, typesJoined } from '../domain/typesApart.ts'
import type { JournalAddition, JournalContent } from './journal.ts'
import type { CollectedDeck } from './store.ts'

/**
 * The journal as text: one line for each event or deck, `checksum SPACE json LF`, after one such line that says which
 * database it belongs to. A later line of a deck counts instead of an earlier one. A write that was torn, or a block that rotted, costs the lines it hit and no others.
 */
export type Journaled = Required<JournalContent> & {
  /** Lines that are of no use: torn, damaged, of an event seen before, or of a deck that came again or went. */
  readonly spoilt: number
  /** False while the first writing of the file never came to its end: a previous file is then the better copy. */
  readonly complete: boolean
  /** Counts up with every rewriting. */
  readonly generation: number
}

export type JournalHeader = {
  readonly format: 'recite-journal'
  readonly version: 1
  readonly dbId: string | null
  readonly generation: number
  /** Lines that the file began with: with fewer in it, its writing was cut short. */
  readonly lines: number
  /** Changes of decks that it knew of; missing where an earlier version of the app wrote it, as `at` is in its lines. */
  readonly deckChanges?: number
}

export const encodeLine = (value: unknown): string => {
  const json = JSON.stringify(value)
  return `${hashText(json)} ${json}\n`
}

/** Of a deck the line says `at` which change it came or went. */
export const encodeAddition = ({ events = [], decks = [], gone = [], deckChanges: at }: JournalAddition): string =>
  [...decks.map((deck) => ({ deck: typesApart(deck), at })), ...gone.map((deckId) => ({ gone: deckId, at })), ...events]
    .map(encodeLine)
    .join('')

/** The line that a file begins with. */
export const encodeHead = ({
  dbId,
  generation,
  lines,
  deckChanges,
}: Omit<JournalHeader, 'format' | 'version'>): string =>
  encodeLine({ format: 'recite-journal', version: 1, dbId, generation, lines, deckChanges })

export const encodeJournal = ({ dbId, events, decks, deckChanges = 0 }: JournalContent, generation: number): string =>
  encodeHead({ dbId, generation, lines: events.length + decks.length, deckChanges }) +
  encodeAddition({ events, decks, deckChanges })

export function decodeJournal(text: string): Journaled {
  const lines = text.split('\n')
  const tail = lines.pop()
  const header = parseHeader(lines[0])
  const events = new Map<string, StoredEvent>()
  const decks = new Map<string, CollectedDeck>()
  const decksAt = new Map<DeckId, number>()
  let deckChanges = header?.deckChanges ?? 0
  let sound = 0
  for (const line of header ? lines.slice(1) : lines) {
    const entry = parseEntry(line)
    if (!entry) continue
    sound++
    if (entry.kind === 'event' && !events.has(entry.event.id)) events.set(entry.event.id, entry.event)
    if (entry.kind === 'deck') decks.set(entry.deck.id, entry.deck)
    if (entry.kind === 'deck') decksAt.set(entry.deck.id, entry.at)
    if (entry.kind === 'gone') decks.delete(entry.deckId)
    if (entry.kind !== 'event') deckChanges = Math.max(deckChanges, entry.at)
  }
  const count = lines.length + (tail ? 1 : 0)
  return {
    dbId: header?.dbId ?? null,
    generation: header?.generation ?? 0,
    events: [...events.values()],
    decks: [...decks.values()],
    deckChanges,
    decksAt,
    spoilt: count - events.size - decks.size - (header ? 1 : 0),
    complete: header !== null && sound >= header.lines,
  }
}

/** The better of two files: the later one whose writing came to its end, else whichever holds more. */
export function betterJournal(a: Journaled, b: Journaled): Journaled {
  return isSecondBetter(judged(a), judged(b)) ? b : a
}

const judged = ({ complete, generation, events, decks }: Journaled): Judged => ({
  complete,
  generation,
  weight: events.length + decks.length,
})

/** What tells which of two files to take; `weight` is how many events and decks it holds. */
export type Judged = Pick<Journaled, 'complete' | 'generation'> & { readonly weight: number }

export function isSecondBetter(a: Judged, b: Judged): boolean {
  if (a.complete !== b.complete) {
    const [whole, cut] = a.complete ? [a, b] : [b, a]
    // A file without a readable first line was not cut short but damaged there, and may hold far more.
    const better = cut.generation === 0 && cut.weight > whole.weight ? cut : whole
    return better === b
  }
  return a.complete ? b.generation > a.generation : b.weight > a.weight
}

export function parseHeader(line: string | undefined): JournalHeader | null {
  const value = parseLine(line)
  const isHeader = typeof value === 'object' && value !== null && 'format' in value && value.format === 'recite-journal'
  return isHeader ? (value as unknown as JournalHeader) : null
}

export type JournalEntry =
  | { readonly kind: 'event'; readonly event: StoredEvent }
  | { readonly kind: 'deck'; readonly deck: CollectedDeck; readonly at: number }
  | { readonly kind: 'gone'; readonly deckId: DeckId; readonly at: number }

/** What a sound line says; the checksum vouches that it says what was once written, and so for its shape. */
export function parseEntry(line: string): JournalEntry | null {
  const value = parseLine(line)
  if (typeof value !== 'object' || value === null) return null
  if ('id' in value && 'kind' in value) return { kind: 'event', event: value as StoredEvent }
  const at = 'at' in value && typeof value.at === 'number' ? value.at : 0
  if ('deck' in value) {
    const whole = value.deck as CollectedDeck | null
    // Decks are needed to start at all: the checksum alone is not believed.
    const deck = whole && [whole.notes, whole.retired].every(areNotes) ? typesJoined(whole) : null
    return deck && { kind: 'deck', deck, at }
  }
  if ('gone' in value) return { kind: 'gone', deckId: value.gone as DeckId, at }
  return null
}

const areNotes = (value: unknown): boolean =>
  Array.isArray(value) &&
  value.every((note: Partial<Note> | null) => typeof note?.content?.kind === 'string' && Array.isArray(note.evidence))

function parseLine(line: string | undefined): unknown {
  const space = line?.indexOf(' ') ?? -1
  if (line === undefined || space < 0) return null
  const json = line.slice(space + 1)
  if (hashText(json) !== line.slice(0, space)) return null
  try {
    return JSON.parse(json)
  } catch {
    return null
  }
}
