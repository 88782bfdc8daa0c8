import type { Deck } from './deck.ts'
import type { Note, NoteId } from './note.ts'

/** What taking a deck would do to the one that is here, in notes. */
export type DeckChange = {
  readonly isNew: boolean
  readonly fresh: number
  readonly changed: number
  readonly same: number
  /** Here and not in the deck any more: out of study, but kept. */
  readonly retired: number
}

/** Compares by note id; `mine` is null where the deck is not here. */
export function deckChange(mine: Deck | null, theirs: Deck): DeckChange {
  const here = new Map<NoteId, string>((mine?.notes ?? []).map((note) => [note.id, fingerprint(note)]))
  let fresh = 0
  let changed = 0
  let same = 0
  for (const note of theirs.notes) {
    const known = here.get(note.id)
    if (known === undefined) fresh++
    else if (known === fingerprint(note)) same++
    else changed++
  }
  return { isNew: mine === null, fresh, changed, same, retired: here.size - changed - same }
}

const fingerprint = (note: Note): string =>
  JSON.stringify([note.content, note.tags, note.accepted, note.distractors, note.evidence])
