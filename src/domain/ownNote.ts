import type { Note } from './note.ts'
import { mergeNote, sameContent, sameNote } from './noteMerge.ts'

/** What was changed of a note, by key: what had stood there; a key by itself where the note had none such. */
export type Was = readonly (readonly [key: string, value?: unknown])[]

/**
 * A learner's version of a note, null where there is none. `was` tells what of it is the learner's: all else is only what
 * was seen beside it, and gives way to what the deck says by now. Without, as of events of earlier versions, all is theirs.
 */
export type OwnNote = { readonly note: Note | null; readonly was?: Was | undefined }

/**
 * A note as the learner sees it: what they changed, over what it says where it lives. Everything that shows, counts or
 * sends notes asks here.
 */
export function seenOver(own: OwnNote | undefined, ground: Note): Note {
  if (!own?.note) return ground
  const base = baseOf(own)
  if (base === null || sameNote(base, ground)) return own.note
  const seen = mergeNote(base, own.note, ground, () => 'mine', 'mine').note
  return sameContent(base.content, own.note.content) ? { ...seen, content: ground.content } : seen
}

/** The note that a version began from; null where that is not known. */
export function baseOf({ note, was }: OwnNote): Note | null {
  if (note === null || was === undefined) return null
  const base = new Map<string, unknown>(Object.entries(note))
  for (const [key, ...value] of was) {
    if (value.length > 0) base.set(key, value[0])
    else base.delete(key)
  }
  return Object.fromEntries(base) as Note
}
