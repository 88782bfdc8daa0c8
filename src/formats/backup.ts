import type { ArticleDraft } from '../domain/articleDraft.ts'
import type { StoredEvent } from '../domain/event.ts'
import { hashText } from '../domain/hash.ts'
import { hashParts } from '../domain/hashParts.ts'
import { isMediaHash, type Media } from '../domain/media.ts'
import { isMediaType } from '../domain/mediaTypes.ts'
import { err, ok, type Result } from '../domain/result.ts'
import type { Instant } from '../domain/time.ts'
import { decodeBase64, encodeBase64 } from './base64.ts'
import { orderBackedUpDeck } from './deckFile.ts'
import type { BackedUpDeck } from './deckShape.ts'
import { type ImportError, importError } from './errors.ts'
import { read, toJson } from './json.ts'

/** One file with all that a learner has here: decks, the whole log, media. Schedules are rebuilt from the log. */
export type Backup = {
  readonly appVersion: string
  readonly savedAt: Instant
  readonly decks: readonly BackedUpDeck[]
  readonly events: readonly StoredEvent[]
  /** Missing in backups of versions that had none. */
  readonly media?: readonly Media[]
  /** Articles whose cards are not saved yet. Missing where there are none, and in backups of versions that left them out. */
  readonly drafts?: readonly ArticleDraft[]
}

/** How much of each there is. */
export type Counts = { readonly [K in RecordKind]: number }
export type RecordKind = 'deck' | 'source' | 'note' | 'retired' | 'event' | 'media'

/** What was written, to compare with what is read back. */
export type Seal = { readonly counts: Counts; readonly checksum: string }

export const BACKUP_FORMAT = 'recite-backup'
export const BACKUP_FORMAT_VERSION = 2

/**
 * Version 2 of the backup, line by line: a JSON document in which every record has a line and a checksum of its own, so
 * that it can be written and read as a stream, compared and mended without the app, and damage costs the lines it hit.
 *
 *     {"format":"recite-backup","formatVersion":2,"records":[
 *     ["SUM",{"backup":{"appVersion","savedAt","drafts"?}}],
 *     ["SUM",{"deck":{…header, "builtIn", "tombstones", "counts": {"source","note","retired"}}}],
 *     ["SUM",{"of":DECK,"source":{…}}],   the sources, notes and retired notes of each deck, in its order
 *     ["SUM",{"of":DECK,"note":{…}}],
 *     ["SUM",{"of":DECK,"retired":{…}}],
 *     ["SUM",{"event":{…}}],              the log, in order
 *     ["SUM",{"media":{"hash","type","data"}}],  in base64, last, as what can best be done without
 *     ["SUM",{"end":{"counts":{…},"checksum"}}]
 *     ]}
 *
 * SUM is `hashText` of the record's own text (64 bits; against damage, not forgery: SHA-256 is asynchronous in browsers
 * and a library for it would serve nothing else). The last one is the hash of all sums before it, joined by line feeds:
 * without it the file was cut short. Another kind of record means another version: so drafts, which came later, stand in
 * the first record, where older versions pass over them. Gives the seal at the end.
 */
export function* backupLines(backup: Backup): Generator<string, Seal> {
  const lines = makeBackupLines()
  yield* lines.head(backup)
  for (const medium of backup.media ?? []) yield lines.medium(medium)
  const { text, seal } = lines.end()
  yield text
  return seal
}

/** The same, with decks, events and media handed in one by one: all of them may be more than a device has memory for. */
export function makeBackupLines() {
  const sums = sumOfSums()
  const counts: Record<RecordKind, number> = { deck: 0, source: 0, note: 0, retired: 0, event: 0, media: 0 }
  const line = (record: object): string => {
    const json = toJson(record)
    const sum = hashText(json)
    sums.add(sum)
    return `["${sum}",${json}],\n`
  }
  const count = (kind: RecordKind, record: object): string => {
    counts[kind]++
    return line(record)
  }
  function* start({ appVersion, savedAt, drafts = [] }: Pick<Backup, 'appVersion' | 'savedAt' | 'drafts'>) {
    yield `{"format":"${BACKUP_FORMAT}","formatVersion":${BACKUP_FORMAT_VERSION},"records":[\n`
    yield line({ backup: { appVersion, savedAt, ...(drafts.length > 0 && { drafts }) } })
  }
  function* deckLines(deck: BackedUpDeck): Generator<string, void> {
    const { sources, notes, retired, ...header } = orderBackedUpDeck(deck)
    const own = { source: sources.length, note: notes.length, retired: retired.length }
    yield count('deck', { deck: { ...header, counts: own } })
    for (const source of sources) yield count('source', { of: deck.id, source })
    for (const note of notes) yield count('note', { of: deck.id, note })
    for (const note of retired) yield count('retired', { of: deck.id, retired: note })
  }
  const event = (one: StoredEvent): string => count('event', { event: one })
  return {
    /** What a backup begins with; decks are next, and then the log. */
    start,
    deck: deckLines,
    event,
    /** All of these: all but the media, which come next, and the end. */
    head: function* (backup: Backup): Generator<string, void> {
      yield* start(backup)
      for (const deck of backup.decks) yield* deckLines(deck)
      for (const one of backup.events) yield event(one)
    },
    medium: ({ hash, type, bytes }: Media): string =>
      count('media', { media: { hash, type, data: encodeBase64(new Uint8Array(bytes)) } }),
    end: (): { readonly text: string; readonly seal: Seal } => {
      const checksum = sums.end()
      const text = `${line({ end: { counts, checksum } }).replace(/,\n$/, '\n')}]}\n`
      return { text, seal: { counts, checksum } }
    },
  }
}

/** The same in one text. */
export const encodeBackup = (backup: Backup): string => [...backupLines(backup)].join('')

/** The hash of sums, joined by line feeds. */
export function sumOfSums(): { readonly add: (sum: string) => void; readonly end: () => string } {
  const hash = hashParts()
  let isFirst = true
  return {
    add: (sum) => {
      hash.add(isFirst ? sum : `\n${sum}`)
      isFirst = false
    },
    end: hash.end,
  }
}

/** Whether the content is what its name says is for whoever can compute that. */
export function parseMedium(value: unknown, path: string): Result<Media, ImportError> {
  const [hash, type, data] = [read(value, 'hash'), read(value, 'type'), read(value, 'data')]
  if (typeof hash !== 'string' || !isMediaHash(hash)) return err(importError('shape', `${path}.hash`, 'not a name'))
  if (typeof type !== 'string' || !isMediaType(type)) return err(importError('shape', `${path}.type`, 'not a type'))
  const bytes = typeof data === 'string' ? decodeBase64(data) : null
  return bytes ? ok({ hash, type, bytes: bytes.buffer }) : err(importError('shape', `${path}.data`, 'not base64'))
}
