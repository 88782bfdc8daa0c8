import type { LogEvent } from './event.ts'
import type { Note } from './note.ts'
import { mergeNote, sameNote } from './noteMerge.ts'
import { sameValue } from './same.ts'

export type NoteEvent = Extract<LogEvent, { kind: 'note' }>

/** What an event changed of a note, by key: what had stood there; a key by itself where the note had none such. */
export type Was = readonly (readonly [key: string, value?: unknown])[]

export function changesOf(base: Note, note: Note): Was {
  const [before, after] = [new Map<string, unknown>(Object.entries(base)), new Map(Object.entries(note))]
  return [...new Set([...before.keys(), ...after.keys()])]
    .filter((key) => !sameValue(before.get(key), after.get(key)))
    .map((key) => (before.has(key) ? [key, before.get(key)] : [key]))
}

/** The note that an event started from; null where it says the whole note, as events of earlier versions do. */
export function baseOf({ note, was }: Pick<NoteEvent, 'note' | 'was'>): Note | null {
  if (note === null || was === undefined) return null
  const base = new Map<string, unknown>(Object.entries(note))
  for (const [key, ...value] of was) {
    if (value.length > 0) base.set(key, value[0])
    else base.delete(key)
  }
  return Object.fromEntries(base) as Note
}

/**
 * The learner's version that all events of one note come to, in order; `counts` tells those that were not taken back.
 * Each lays what it changed over what stands, whoever changed something else meanwhile: of one field the later words hold.
 */
export function ownVersion(events: readonly NoteEvent[], counts: (event: NoteEvent) => boolean): Note | null {
  let own: Note | null = null
  /** Since a version last began, it included. */
  let since: NoteEvent[] = []
  for (const event of events) {
    if (counts(event)) {
      const base = baseOf(event)
      const ground: Note | null = own ?? (base && withoutThese(base, since))
      if (own === null && event.note !== null) since = []
      own = base && ground && event.note ? laidOver(ground, base, event.note) : event.note
    }
    since.push(event)
  }
  return own
}

const laidOver = (ground: Note, base: Note, note: Note): Note =>
  sameNote(ground, base) ? note : mergeNote(base, note, ground, () => 'mine', 'mine').note

/**
 * Nothing of the learner's stands, but who made the next version may have seen what was taken back elsewhere meanwhile:
 * their words of that go out of it again, the last ones first. Words that are others by now stay.
 */
function withoutThese(note: Note, events: readonly NoteEvent[]): Note {
  return events.reduceRight((left, event) => {
    const base = baseOf(event)
    return base && event.note ? mergeNote(event.note, base, left, () => 'theirs').note : left
  }, note)
}
