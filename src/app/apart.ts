import { apartFrom, withNames } from '../domain/apart.ts'
import type { Deck } from '../domain/deck.ts'
import type { NoteId } from '../domain/note.ts'
import type { HeldInStore, Store } from '../storage/store.ts'

export type KeptApart = {
  readonly deck: Deck
  /** How many of its notes are to stand under another name that did not before. */
  readonly apart: number
}

/**
 * A deck as it can stand beside the others: all that a learner does to a note, and remembers of it, goes by its name, and
 * no deck is to reach a note of another by naming it. Notes that are of another deck come as notes of their own. What
 * comes of it comes of the same deck again; `held` is the deck as it is here.
 */
export async function keptApart(store: Store, deck: Deck, held: HeldInStore | null): Promise<KeptApart> {
  const here = new Set([...(held?.deck.notes ?? []), ...(held?.deck.retired ?? [])].map(({ id }) => id))
  const ids = deck.notes.map(({ id }) => id)
  const taken = new Set(ids)
  const names = new Map<NoteId, NoteId>()
  const nameOf = (id: NoteId): NoteId => names.get(id) ?? id
  const rename = (id: NoteId, name: NoteId) => {
    names.set(id, name)
    taken.add(name)
  }

  for (const id of [...ids, ...deck.tombstones]) {
    const before = apartFrom(deck.id, id)
    if (!here.has(id) && here.has(before) && !taken.has(before)) rename(id, before)
  }
  for (;;) {
    const others = await store.ofOtherDecks(deck.id, ids.map(nameOf))
    // A name that was made is asked for as well: it may have been foreseen.
    if (others.size === 0) break
    for (const id of ids) {
      let name = nameOf(id)
      if (!others.has(name)) continue
      do name = apartFrom(deck.id, name)
      while (taken.has(name))
      rename(id, name)
    }
  }
  return { deck: withNames(deck, names), apart: ids.filter((id) => names.has(id) && !here.has(nameOf(id))).length }
}
