import type { LogEvent } from './event.ts'
import type { Note } from './note.ts'
import { mergeNote, sameNote } from './noteMerge.ts'
import { baseOf, type OwnNote, type Was } from './ownNote.ts'
import { sameValue } from './same.ts'

export type NoteEvent = Extract<LogEvent, { kind: 'note' }>

export function changesOf(base: Note, note: Note): Was {
  const [before, after] = [new Map<string, unknown>(Object.entries(base)), new Map(Object.entries(note))]
  return [...new Set([...before.keys(), ...after.keys()])]
    .filter((key) => !sameValue(before.get(key), after.get(key)))
    .map((key) => (before.has(key) ? [key, before.get(key)] : [key]))
}

/** What a merge went by; null where the event does not say, as those of earlier versions do not. */
export function mergeOf({ note, over, laid }: NoteEvent): Merge | null {
  const [ground, held] = [baseOf({ note, was: over }), baseOf({ note, was: laid })]
  return ground && held && { over: ground, laid: held }
}

/** The deck's new note, and the learner's version over it: how that differs from what came of it was given up. */
export type Merge = { readonly over: Note; readonly laid: Note }

/**
 * The learner's version that all events of one note come to, in order; `counts` tells those that were not taken back.
 * Each lays what it changed over what stands, whoever changed something else meanwhile: of one field the later words hold.
 */
export function ownVersion(events: readonly NoteEvent[], counts: (event: NoteEvent) => boolean): OwnNote {
  let own: Version | null = null
  /** Since a version last began, it included. */
  let since: NoteEvent[] = []
  for (const event of events) {
    if (counts(event)) {
      const before: Version | null = own
      own = after(before, event, since)
      if (before === null && own !== null) since = []
    }
    since.push(event)
  }
  if (own === null) return { note: null }
  const { note, base } = own
  if (base === null) return { note }
  // All that there was of the learner's has been given up.
  return sameNote(base, note) ? { note: null } : { note, was: changesOf(base, note) }
}

/**
 * `base` is what `note` would be without the learner: they differ in what is the learner's, and in nothing else. Null
 * where that is not known, and all of it is.
 */
type Version = { readonly note: Note; readonly base: Note | null }

function after(own: Version | null, event: NoteEvent, since: readonly NoteEvent[]): Version | null {
  const { note, merged } = event
  if (note === null) return null
  const from = baseOf(event)
  if (from === null) return { note, base: null }
  if (merged && own) return afterMerge(own, mergeOf(event), from, note)
  if (merged) return begunByMerge(mergeOf(event), note, since)
  const ground = own?.note ?? withoutThese(from, since)
  const base = own ? own.base : ground
  // What the event says is the learner's, also where it is what the base said all along.
  return { note: laidOver(ground, from, note), base: base && withoutThis(base, from, note) }
}

/**
 * What a merge gave up is the learner's no more, what it kept over the deck is, and what says the same as the deck is not.
 * All else that they said, wherever that was, stays over what the deck says by then.
 */
function afterMerge({ note, base }: Version, merge: Merge | null, from: Note, to: Note): Version {
  if (base === null || merge === null) {
    const next = sameNote(note, from) ? to : yielding(note, from, to)
    return { note: next, base: base ? laidOver(base, note, next) : (merge?.over ?? null) }
  }
  const { over, laid } = merge
  const next = sameNote(laid, to) ? note : yielding(note, laid, to)
  const less = withoutThis(laidOver(base, note, next), over, to)
  return { note: laidOver(over, less, next), base: over }
}

function begunByMerge(merge: Merge | null, to: Note, since: readonly NoteEvent[]): Version {
  const note = withoutThese(to, since)
  return { note, base: merge && laidOver(merge.over, to, note) }
}

const laidOver = (ground: Note, base: Note, note: Note): Note =>
  sameNote(ground, base) ? note : mergeNote(base, note, ground, () => 'mine', 'mine').note

/** A note with the step from one to another: what is other words by now stays. */
const yielding = (note: Note, from: Note, to: Note): Note => mergeNote(from, to, note, () => 'theirs').note

/** A note less the step from one to another: what is other words by now stays. */
const withoutThis = (note: Note, from: Note, to: Note): Note =>
  sameNote(note, from) ? note : mergeNote(to, from, note, () => 'theirs').note

/**
 * Who went on from a note may have seen what was taken back elsewhere meanwhile: its words go out of it again, the last ones
 * first. Words that are others by now stay.
 */
function withoutThese(note: Note, events: readonly NoteEvent[]): Note {
  return events.reduceRight((left, event) => {
    const from = baseOf(event)
    return from && event.note ? mergeNote(event.note, from, left, () => 'theirs').note : left
  }, note)
}
