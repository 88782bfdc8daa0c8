import type { StoredEvent } from '../domain/event.ts'
import type { DeckId, Note } from '../domain/note.ts'
import { templateOf } from '../domain/noteType.ts'
import { typesApart } from '../domain/typesApart.ts'
import { type BackedUpDeck, parseBackedUpDeck, parseNote, parseSource } from './deckShape.ts'
import { parseEvent } from './eventShape.ts'
import { isWholeNote } from './patchFile.ts'

/** Records that would not be read back, by what they are and which deck they are of. */
export type LeftOut = {
  readonly kind: 'deck' | 'source' | 'note'
  readonly deck: { readonly id: DeckId; readonly title: string }
  readonly count: number
}

/** Whether a backup's own reader takes an event back. */
export const isSoundEvent = (event: StoredEvent): boolean => parseEvent(asWritten(event), '').ok

/** A deck less what a backup's own reader would refuse, which must not keep all else from being saved; null for all of it. */
export function soundDeck(deck: BackedUpDeck): {
  readonly deck: BackedUpDeck | null
  readonly left: readonly LeftOut[]
} {
  const about = { id: deck.id, title: String(deck.title) }
  const sources = deck.sources.filter((source) => parseSource(asWritten(source)).ok)
  const [notes, retired] = [deck.notes.filter(isSound), deck.retired.filter(isSound)]
  const sound = { ...deck, sources, notes, retired }
  if (!parseBackedUpDeck(asWritten(typesApart(sound)), '').ok)
    return { deck: null, left: [{ kind: 'deck', deck: about, count: 1 }] }
  const left = {
    note: deck.notes.length + deck.retired.length - notes.length - retired.length,
    source: deck.sources.length - sources.length,
  }
  const kinds = (['note', 'source'] as const).filter((kind) => left[kind] > 0)
  return { deck: sound, left: kinds.map((kind) => ({ kind, deck: about, count: left[kind] })) }
}

const isSound = (note: Note): boolean => {
  const text = asWritten(note) as Note
  return templateOf(text) === null ? parseNote(text).ok : isWholeNote(text)
}

/** As it comes back from text: what JSON does not hold is gone. Null for what is no JSON at all. */
function asWritten(value: unknown): unknown {
  try {
    return JSON.parse(JSON.stringify(value))
  } catch {
    return null
  }
}
