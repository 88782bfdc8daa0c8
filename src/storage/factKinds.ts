import type { LogEvent, StoredEvent } from '../domain/event.ts'

const KINDS: ReadonlySet<string> = new Set<LogEvent['kind']>([
  'setting',
  'deckSetting',
  'limit',
  'search',
  'note',
  'retire',
  'move',
  'title',
  'subscribe',
  'deck',
  'undo',
])

/** True for events that may change more than cards: settings, searches, decks, notes, and undos (of who knows what). */
export const isFact = (event: StoredEvent): boolean => KINDS.has(event.kind)
