import type { ArticleDraft } from '../domain/articleDraft.ts'
import { instantOfId } from '../domain/clock.ts'
import type { EventId, StoredEvent } from '../domain/event.ts'
import { hashText } from '../domain/hash.ts'
import type { Media } from '../domain/media.ts'
import type { DeckId, Note, NoteId } from '../domain/note.ts'
import { err, ok, type Result } from '../domain/result.ts'
import type { Source } from '../domain/source.ts'
import { STAND_IN_TITLE, withStandInTypes } from '../domain/standIn.ts'
import { type Instant, toInstant } from '../domain/time.ts'
import { typesJoined } from '../domain/typesApart.ts'
import {
  BACKUP_FORMAT,
  BACKUP_FORMAT_VERSION,
  type Backup,
  type Counts,
  parseMedium,
  type RecordKind,
  type Seal,
  sumOfSums,
} from './backup.ts'
import { readVersion1 } from './backupV1.ts'
import { checkFormat, DECK_LIMITS } from './deckFile.ts'
import { type BackedUpDeck, type DeckHeader, parseDeckHeader, parseNote, parseSource } from './deckShape.ts'
import { parseDraft } from './draftShape.ts'
import { type ImportError, importError } from './errors.ts'
import { isInstant, parseEvent } from './eventShape.ts'
import { type JsonLimits, parseJson, read } from './json.ts'
import { makeLineCutter } from './lineCutter.ts'

/** A backup as far as it could be read; `damage` is null when all of it could. */
export type ReadBackup = { readonly backup: Backup; readonly damage: Damage | null; readonly seal: Seal | null }

export type Damage = {
  /** Lines that say nothing that could be trusted. */
  readonly lines: number
  /** How many records of each kind are known to be missing; null where the file's end, and with it the counts, is lost. */
  readonly missing: Counts | null
  /** Decks that are not all there: what they lack was not taken out of them by anybody. */
  readonly partial: ReadonlySet<DeckId>
  /** The first lines that came as they were written but are not what they say they are, with what is wrong there. */
  readonly refused: readonly Refused[]
}

export const NONE_MISSING: Counts = { deck: 0, source: 0, note: 0, retired: 0, event: 0, media: 0 }

/** `line` counts from 1, and is null in version 1, where `path` says it all. */
export type Refused = ImportError & { readonly line: number | null }

/** Takes a backup line by line, in any pieces; never throws, whatever it is given. */
export type BackupReader = {
  readonly push: (text: string) => void
  readonly end: () => Result<ReadBackup, ImportError>
}

/**
 * Of a line, and of the whole of version 1. What any file may bring must fit, with room to spare: a deck stands deeper in
 * a backup than in its own file, and what many files brought to one deck (tombstones, note types) is one line there.
 */
export const BACKUP_LIMITS: JsonLimits = { chars: 400_000_000, depth: DECK_LIMITS.depth + 8 }
/** Within so many lines a backup shows that it is one of version 2, even where its first line is damaged. */
const HEAD_LINES = 50
const MOST_TOLD = 20

/**
 * What is given the head, and each deck, event or medium, in their order; those are then not kept: all of them may be more
 * than a device has memory for. A deck that is not all there is not given.
 */
export type BackupTakers = {
  readonly head?: ((head: Pick<Backup, 'appVersion' | 'savedAt' | 'drafts'>) => void) | undefined
  readonly deck?: ((deck: BackedUpDeck) => void) | undefined
  readonly medium?: ((medium: Media) => void) | undefined
  readonly event?: ((event: StoredEvent) => void) | undefined
}

export function makeBackupReader(takers: BackupTakers = {}, limits: JsonLimits = BACKUP_LIMITS): BackupReader {
  const cutter = makeLineCutter(limits.chars)
  /** What is not known to be lines of version 2 yet, or never will be. Null for a line that is too long to be kept. */
  let unsorted: (string | null)[] | null = []
  let unsortedChars = 0
  let head: Result<object, ImportError> | null = null
  const records = makeRecords(takers)
  let taken = 0

  function take(line: string | null): void {
    taken++
    const text = line?.trim()
    if (text === '' || text === ']}') return
    const record = text === undefined ? null : parseRecord(text)
    if (record === null) records.spoil()
    else records.add(record.sum, record.value, taken)
  }

  function sort(line: string | null): void {
    if (unsorted === null) {
      take(line)
      return
    }
    head ??= parseHead(line ?? '')
    if (unsorted.length < HEAD_LINES && line !== null && parseRecord(line.trim()) !== null) {
      const [first = null, ...others] = [...unsorted, line]
      unsorted = null
      if (head?.ok) taken++
      else take(first)
      for (const one of others) take(one)
      return
    }
    unsortedChars += line === null ? Number.POSITIVE_INFINITY : line.length + 1
    // Too long for version 1: then they count as lines, and what they say is nothing.
    const isOver = unsortedChars > limits.chars
    if (isOver) unsorted = unsorted.slice(0, HEAD_LINES).fill(null)
    if (!isOver || unsorted.length < HEAD_LINES) unsorted.push(isOver ? null : line)
  }

  return {
    push: (text) => {
      for (const line of cutter.push(text)) sort(line)
    },
    end: () => {
      const rest = cutter.end()
      if (rest !== '') sort(rest)
      if (unsorted !== null) return readWhole(unsorted, limits)
      if (head && !head.ok && head.error.kind === 'newer-version') return head
      return ok(records.end())
    },
  }
}

/** The same for one text. */
export function decodeBackup(text: string): Result<ReadBackup, ImportError> {
  const reader = makeBackupReader()
  reader.push(text)
  return reader.end()
}

function readWhole(lines: readonly (string | null)[], limits: JsonLimits): Result<ReadBackup, ImportError> {
  if (lines.includes(null)) return err(importError('too-large', '', `more than ${limits.chars} characters in one`))
  const json = parseJson(lines.join('\n'), limits)
  if (!json.ok) return json
  const file = checkFormat(json.value, BACKUP_FORMAT, BACKUP_FORMAT_VERSION)
  if (!file.ok) return file
  if (read(file.value, 'formatVersion') === BACKUP_FORMAT_VERSION)
    return err(importError('damaged', 'records', 'its lines are not as they were written'))
  const read1 = readVersion1(file.value)
  if (!read1.ok) return read1
  const { backup, refused } = read1.value
  const missing = { ...NONE_MISSING, event: refused.length }
  const told = refused.slice(0, MOST_TOLD).map((error) => ({ ...error, line: null }))
  const damage = { lines: refused.length, missing, partial: new Set<DeckId>(), refused: told }
  return ok({ backup, damage: refused.length === 0 ? null : damage, seal: null })
}

function parseHead(line: string): Result<object, ImportError> {
  const json = parseJson(`${line.trim()}]}`, { chars: 1000, depth: 4 })
  return json.ok ? checkFormat(json.value, BACKUP_FORMAT, BACKUP_FORMAT_VERSION) : json
}

/** `["SUM",{…}],`: null unless the sum is that of the text. */
function parseRecord(line: string): { readonly sum: string; readonly value: object } | null {
  const [, sum, json] = /^\["(\w{13})",(\{.*\})\],?$/s.exec(line) ?? []
  if (sum === undefined || json === undefined) return null
  const own = hashText(json)
  if (own !== sum) return null
  const value = parseJson(json, BACKUP_LIMITS)
  // Not `sum`: engines keep a part of a text as a view of it, and the whole line would stay in memory with it.
  return value.ok && typeof value.value === 'object' && value.value !== null ? { sum: own, value: value.value } : null
}

/**
 * The medium in one line of a backup of version 2, if it is one of those asked for; null for any other line. Whether the
 * content is what its name says, which is more than the line's own sum could tell, is for whoever can compute that.
 */
export function mediumOfLine(line: string, isWanted: (hash: string) => boolean): Media | null {
  if (!/^\["\w{13}",\{"media":/.test(line)) return null
  const [, hash, type, data] =
    /^.{16},\{"media":\{"hash":"(\w+)","type":"([^"\\]*)","data":"([^"\\]*)"\}\}\]/.exec(line) ?? []
  if (hash !== undefined) {
    const medium = isWanted(hash) ? parseMedium({ hash, type, data }, '') : null
    return medium?.ok ? medium.value : null
  }
  // Written by other hands.
  const record = parseRecord(line.trim())
  const medium = record && parseMedium(read(record.value, 'media'), '')
  return medium?.ok ? medium.value : null
}

type OpenDeck = {
  header: DeckHeader | null
  readonly sources: Source[]
  readonly notes: Note[]
  readonly retired: Note[]
}

function makeRecords(takers: BackupTakers) {
  const decks = new Map<DeckId, OpenDeck>()
  const events: StoredEvent[] = []
  /** By note, where it was put last. */
  const moves = new Map<NoteId, { readonly id: EventId; readonly deckId: DeckId }>()
  const media: Media[] = []
  const drafts: ArticleDraft[] = []
  const sums = sumOfSums()
  const found: Record<RecordKind, number> = { ...NONE_MISSING }
  let about: { readonly appVersion: string; readonly savedAt: Instant } | null = null
  let end: { readonly counts: Counts; readonly checksum: string; readonly isSame: boolean } | null = null
  let spoilt = 0
  const refused: Refused[] = []

  function deckOf(id: DeckId): OpenDeck {
    const deck = decks.get(id) ?? { header: null, sources: [], notes: [], retired: [] }
    decks.set(id, deck)
    return deck
  }

  function giveDecks(): void {
    if (!takers.deck) return
    for (const [id, deck] of decks) {
      if (!isAllThere(deck)) continue
      decks.delete(id)
      takers.deck(closeDeck(id, deck, false))
    }
  }

  /** Puts the record where it belongs; says what is wrong with one of no known kind or not what its kind must be. */
  function place(value: object): ImportError | null {
    const of = read(value, 'of')
    for (const [kind, inner] of Object.entries(value)) {
      if (kind === 'of') continue
      if (kind === 'backup') {
        const [appVersion, savedAt] = [read(inner, 'appVersion'), read(inner, 'savedAt')]
        if (typeof appVersion !== 'string') return importError('shape', 'backup.appVersion', 'not a text')
        if (!isInstant(savedAt)) return importError('shape', 'backup.savedAt', 'not an instant')
        about = { appVersion, savedAt: toInstant(savedAt) }
        const given = read(inner, 'drafts')
        if (Array.isArray(given)) drafts.push(...given.flatMap((draft) => parseDraft(draft) ?? []))
        takers.head?.({ ...about, drafts })
        return null
      }
      // With another deck's own line, or one that is of no deck, those before have ended.
      if (of === undefined) giveDecks()
      if (kind === 'end') {
        const [counts, checksum] = [parseCounts(read(inner, 'counts')), read(inner, 'checksum')]
        if (counts === null || typeof checksum !== 'string')
          return importError('shape', 'end', 'no counts and checksum')
        end = { counts, checksum, isSame: checksum === sums.end() }
        return null
      }
      if (kind === 'event') return keep(parseEvent(inner, 'event'), takeEvent, 'event')
      if (kind === 'media')
        return keep(parseMedium(inner, 'media'), takers.medium ?? ((medium) => void media.push(medium)), 'media')
      if (kind === 'deck')
        return keep(
          parseDeckHeader(inner, 'deck'),
          (header) => {
            deckOf(header.id).header = header
          },
          'deck',
        )
      if (typeof of !== 'string' || of === '') return importError('shape', 'of', 'not an id')
      const deck = deckOf(of as DeckId)
      if (kind === 'source') return keep(parseSource(inner, kind), (source) => void deck.sources.push(source), kind)
      if (kind === 'note') return keep(parseNote(inner, kind), (note) => void deck.notes.push(note), kind)
      if (kind === 'retired') return keep(parseNote(inner, kind), (note) => void deck.retired.push(note), kind)
      break
    }
    return importError('shape', '', 'of no known kind')
  }

  function takeEvent(event: StoredEvent): void {
    if (event.kind === 'move' && 'note' in event) {
      const { id, noteId, deckId } = event
      if (id > (moves.get(noteId)?.id ?? '')) moves.set(noteId, { id, deckId })
    }
    if (takers.event) takers.event(event)
    else events.push(event)
  }

  function keep<T>(parsed: Result<T, ImportError>, take: (value: T) => void, kind: RecordKind): ImportError | null {
    if (!parsed.ok) return parsed.error
    found[kind]++
    take(parsed.value)
    return null
  }

  return {
    spoil: () => {
      spoilt++
    },
    add: (sum: string, value: object, line: number) => {
      const wrong = place(value)
      if (wrong) {
        spoilt++
        if (refused.length < MOST_TOLD) refused.push({ ...wrong, line })
      }
      sums.add(sum)
    },
    end: (): ReadBackup => {
      const missing = end && missingFrom(end.counts, found)
      const nameless = [...decks.values()].filter(({ header }) => header === null).length
      // A deck of nothing but what was written or moved into it has no other line than the one that is lost.
      if (missing === null || missing.deck > nameless) for (const { deckId } of moves.values()) deckOf(deckId)
      const partial = new Set([...decks].filter(([, deck]) => !isAllThere(deck)).map(([id]) => id))
      const isWhole = spoilt === 0 && about !== null && end?.isSame === true && partial.size === 0
      const isComplete = isWhole && missing !== null && Object.values(missing).every((n) => n === 0)
      const backup: Backup = {
        appVersion: about?.appVersion ?? '',
        savedAt: about?.savedAt ?? newestOf(events),
        decks: [...decks].map(([id, deck]) => closeDeck(id, deck, partial.has(id))),
        events,
        ...(media.length > 0 && { media }),
        ...(drafts.length > 0 && { drafts }),
      }
      return {
        backup,
        damage: isComplete ? null : { lines: spoilt, missing, partial, refused },
        seal: end && { counts: end.counts, checksum: end.checksum },
      }
    },
  }
}

function isAllThere({ header, sources, notes, retired }: OpenDeck): boolean {
  if (!header) return false
  const { source, note, retired: out } = header.counts
  return sources.length === source && notes.length === note && retired.length === out
}

/** A deck whose own line is lost goes by what its sources say. Evidence whose source is lost goes with it. */
function closeDeck(id: DeckId, { header, sources, notes, retired }: OpenDeck, isPartial: boolean): BackedUpDeck {
  const known = new Set(sources.map((source) => source.id))
  const sound = (note: Note): Note => ({
    ...note,
    evidence: note.evidence.filter((piece) => known.has(piece.sourceId)),
    distractors: note.distractors.map((one) =>
      one.evidence && !known.has(one.evidence.sourceId) ? { ...one, evidence: null } : one,
    ),
  })
  const mended = isPartial ? { notes: notes.map(sound), retired: retired.map(sound) } : { notes, retired }
  const [first] = sources
  const {
    counts: _counts,
    noteTypes,
    ...own
  } = header ?? {
    counts: null,
    noteTypes: [],
    id,
    version: 1,
    title: first?.title ?? STAND_IN_TITLE,
    language: first?.language ?? 'en',
    licence: first?.licence ?? 'unknown',
    authors: [],
    tombstones: [],
    builtIn: false,
    standIn: true as const,
  }
  // Types are in the deck's own line: without it nobody can say more than what such a note's fields hold.
  const types = withStandInTypes(noteTypes, [...notes, ...retired])
  const deck = { ...own, sources, ...mended, ...(types.length > 0 && { noteTypes: types }) }
  return typesJoined<BackedUpDeck>(deck) ?? { ...own, sources, ...mended }
}

function missingFrom(said: Counts, found: Counts): Counts {
  const less = (kind: RecordKind) => Math.max(0, said[kind] - found[kind])
  return {
    deck: less('deck'),
    source: less('source'),
    note: less('note'),
    retired: less('retired'),
    event: less('event'),
    media: less('media'),
  }
}

function parseCounts(value: unknown): Counts | null {
  const of = (kind: RecordKind): number => {
    const count = read(value, kind)
    return typeof count === 'number' && Number.isInteger(count) && count >= 0 ? count : Number.NaN
  }
  const counts = {
    deck: of('deck'),
    source: of('source'),
    note: of('note'),
    retired: of('retired'),
    event: of('event'),
    media: of('media'),
  }
  return Object.values(counts).some(Number.isNaN) ? null : counts
}

function newestOf(events: readonly StoredEvent[]): Instant {
  const last = events.reduce<EventId | null>((id, event) => (id === null || event.id > id ? event.id : id), null)
  return (last && instantOfId(last)) ?? toInstant(0)
}
