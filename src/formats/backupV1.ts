import type { StoredEvent } from '../domain/event.ts'
import { hashText } from '../domain/hash.ts'
import type { Media } from '../domain/media.ts'
import { err, ok, type Result } from '../domain/result.ts'
import { toInstant } from '../domain/time.ts'
import { type Backup, parseMedium } from './backup.ts'
import { type BackedUpDeck, parseBackedUpDeck } from './deckShape.ts'
import { type ImportError, importError } from './errors.ts'
import { isInstant, parseEvent } from './eventShape.ts'
import { read } from './json.ts'

/**
 * Version 1 of the backup: `{format, formatVersion, appVersion, savedAt, counts, checksum, decks, events}`, one checksum
 * over all of it. Nothing writes it any more; it is read for ever, whole or not at all, as it cannot say what is whole.
 * Events that came as they were written, but are not what their kinds are, are left out and told.
 */
export function readVersion1(
  file: object,
): Result<{ readonly backup: Backup; readonly refused: readonly ImportError[] }, ImportError> {
  const decksIn = read(file, 'decks')
  const eventsIn = read(file, 'events')
  if (!Array.isArray(decksIn)) return err(importError('shape', 'decks', 'not a list'))
  if (!Array.isArray(eventsIn)) return err(importError('shape', 'events', 'not a list'))
  const appVersion = read(file, 'appVersion')
  const savedAt = read(file, 'savedAt')
  if (typeof appVersion !== 'string') return err(importError('shape', 'appVersion', 'not a text'))
  if (!isInstant(savedAt)) return err(importError('shape', 'savedAt', 'not an instant'))

  const damage = findDamage(file, decksIn, eventsIn)
  if (damage) return err(damage)

  const decks: BackedUpDeck[] = []
  for (const [i, value] of decksIn.entries()) {
    const deck = parseBackedUpDeck(value, `decks[${i}]`)
    if (!deck.ok) return deck
    decks.push(deck.value)
  }
  const events: StoredEvent[] = []
  const refused: ImportError[] = []
  for (const [i, value] of eventsIn.entries()) {
    const event = parseEvent(value, `events[${i}]`)
    if (event.ok) events.push(event.value)
    else refused.push(event.error)
  }
  const media: Media[] = []
  const mediaIn = read(file, 'media') ?? []
  if (!Array.isArray(mediaIn)) return err(importError('shape', 'media', 'not a list'))
  for (const [i, value] of mediaIn.entries()) {
    const medium = parseMedium(value, `media[${i}]`)
    if (!medium.ok) return medium
    media.push(medium.value)
  }
  const backup = { appVersion, savedAt: toInstant(savedAt), decks, events, ...(media.length > 0 && { media }) }
  return ok({ backup, refused })
}

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
  const sum = hashText([...texts(decks), '', ...texts(events)].join('\n'))
  return read(file, 'checksum') === sum ? null : importError('damaged', 'checksum', 'the content is not what was saved')
}
