import type { EventId, StoredEvent } from '../domain/event.ts'
import { hashText } from '../domain/hash.ts'
import { isMediaHash, isMediaType, type Media } from '../domain/media.ts'
import { err, ok, type Result } from '../domain/result.ts'
import { type Instant, toInstant } from '../domain/time.ts'
import { decodeBase64, encodeBase64 } from './base64.ts'
import { checkFormat, orderBackedUpDeck } from './deckFile.ts'
import { type BackedUpDeck, parseBackedUpDeck } from './deckShape.ts'
import { type ImportError, importError } from './errors.ts'
import { findNonFinite, type JsonLimits, parseJson } from './json.ts'

/** One file with all that a learner has here: decks, the whole log, media. Schedules are rebuilt from the log. */
export type Backup = {
  readonly appVersion: string
  readonly savedAt: Instant
  readonly decks: readonly BackedUpDeck[]
  readonly events: readonly StoredEvent[]
  /** Missing in backups of versions that had none. */
  readonly media?: readonly Media[]
}

const BACKUP_FORMAT = 'recite-backup'
const BACKUP_FORMAT_VERSION = 1

const LIMITS: JsonLimits = { chars: 400_000_000, depth: 64 }

/** One deck and one event a line, so that a backup can be read, compared and mended without the app. */
export function encodeBackup(backup: Backup): string {
  const decks = backup.decks.map((deck) => JSON.stringify(orderBackedUpDeck(deck)))
  const events = backup.events.map((event) => JSON.stringify(event))
  const head = {
    format: BACKUP_FORMAT,
    formatVersion: BACKUP_FORMAT_VERSION,
    appVersion: backup.appVersion,
    savedAt: backup.savedAt,
    counts: { decks: decks.length, events: events.length },
    checksum: checksumOf(decks, events),
  }
  const media = (backup.media ?? []).map(({ hash, type, bytes }) =>
    JSON.stringify({ hash, type, data: encodeBase64(new Uint8Array(bytes)) }),
  )
  const withMedia = media.length > 0 ? `,\n"media":${lines(media)}` : ''
  return `${JSON.stringify(head).slice(0, -1)},\n"decks":${lines(decks)},\n"events":${lines(events)}${withMedia}}\n`
}

/** Says what is wrong with a backup, or gives back what went into it. Kinds of events not known here are kept. */
export function decodeBackup(text: string): Result<Backup, ImportError> {
  const json = parseJson(text, LIMITS)
  if (!json.ok) return json
  const file = checkFormat(json.value, BACKUP_FORMAT, BACKUP_FORMAT_VERSION)
  if (!file.ok) return file
  const decksIn = read(file.value, 'decks')
  const eventsIn = read(file.value, 'events')
  if (!Array.isArray(decksIn)) return err(importError('shape', 'decks', 'not a list'))
  if (!Array.isArray(eventsIn)) return err(importError('shape', 'events', 'not a list'))

  const appVersion = read(file.value, 'appVersion')
  const savedAt = read(file.value, 'savedAt')
  if (typeof appVersion !== 'string') return err(importError('shape', 'appVersion', 'not a text'))
  if (typeof savedAt !== 'number' || !Number.isFinite(savedAt))
    return err(importError('shape', 'savedAt', 'not an instant'))

  const damage = findDamage(file.value, decksIn, eventsIn)
  if (damage) return err(damage)

  const decks: BackedUpDeck[] = []
  for (const [i, value] of decksIn.entries()) {
    const deck = parseBackedUpDeck(value, `decks[${i}]`)
    if (!deck.ok) return deck
    decks.push(deck.value)
  }
  const events: StoredEvent[] = []
  for (const [i, value] of eventsIn.entries()) {
    const event = parseEvent(value, `events[${i}]`)
    if (!event.ok) return event
    events.push(event.value)
  }
  const media = parseMedia(read(file.value, 'media') ?? [])
  if (!media.ok) return media
  return ok({
    appVersion,
    savedAt: toInstant(savedAt),
    decks,
    events,
    ...(media.value.length > 0 && { media: media.value }),
  })
}

/** Whether a medium's content is what its name says is for whoever can compute it: it has no part in the checksum. */
function parseMedia(value: unknown): Result<readonly Media[], ImportError> {
  if (!Array.isArray(value)) return err(importError('shape', 'media', 'not a list'))
  const media: Media[] = []
  for (const [i, item] of value.entries()) {
    const [hash, type, data] = [read(item, 'hash'), read(item, 'type'), read(item, 'data')]
    if (typeof hash !== 'string' || !isMediaHash(hash))
      return err(importError('shape', `media[${i}].hash`, 'not a name'))
    if (typeof type !== 'string' || !isMediaType(type))
      return err(importError('shape', `media[${i}].type`, 'not a type'))
    const bytes = typeof data === 'string' ? decodeBase64(data) : null
    if (!bytes) return err(importError('shape', `media[${i}].data`, 'not base64'))
    media.push({ hash, type, bytes: bytes.buffer })
  }
  return ok(media)
}

const lines = (items: readonly string[]): string => (items.length === 0 ? '[]' : `[\n${items.join(',\n')}\n]`)

/**
 * Against damage on the way, not against forgery: 64 bits of the same pure hash as everywhere, since SHA-256 is
 * asynchronous in browsers and a library for it would serve nothing else. Taken over what is said, not how it is spaced.
 */
const checksumOf = (decks: readonly string[], events: readonly string[]): string =>
  hashText([...decks, '', ...events].join('\n'))

function findDamage(file: object, decks: readonly unknown[], events: readonly unknown[]): ImportError | null {
  const counts = read(file, 'counts')
  for (const [name, found] of [
    ['decks', decks.length],
    ['events', events.length],
  ] as const) {
    const said = read(counts, name)
    if (said !== found) return importError('damaged', name, `${found} are there, of ${String(said)}`)
  }
  const texts = (items: readonly unknown[]) => items.map((item) => JSON.stringify(item))
  if (read(file, 'checksum') !== checksumOf(texts(decks), texts(events)))
    return importError('damaged', 'checksum', 'the content is not what was saved')
  return null
}

function parseEvent(value: unknown, path: string): Result<StoredEvent, ImportError> {
  const id = read(value, 'id')
  const kind = read(value, 'kind')
  if (typeof id !== 'string' || id === '' || id.length > 128)
    return err(importError('shape', `${path}.id`, 'not an id'))
  if (typeof kind !== 'string') return err(importError('shape', `${path}.kind`, 'not a text'))
  const wrong = findNonFinite(value, path)
  if (wrong !== null) return err(importError('shape', wrong, 'not a finite number'))
  return ok({ ...(value as object), id: id as EventId, kind })
}

/** An own property of whatever it is. */
const read = (value: unknown, key: string): unknown =>
  typeof value === 'object' && value !== null ? Object.getOwnPropertyDescriptor(value, key)?.value : undefined
