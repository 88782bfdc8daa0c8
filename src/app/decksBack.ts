import type { StoredEvent } from '../domain/event.ts'
import { movedTo } from '../domain/foreignImport.ts'
import { ownPart } from '../domain/ownPart.ts'
import type { CollectedDeck, Collection } from '../storage/store.ts'
import { isSame } from './joinDecks.ts'

/** What was done to the decks, and is to be taken back. */
export type DecksStep = { readonly from: readonly CollectedDeck[]; readonly to: readonly CollectedDeck[] }

/**
 * The collection with these events and its decks as they were before the step. A deck that changed since stays as it is
 * now, and one that was removed since stays away; of one that came with the step, what the learner put in since stays.
 * `stayed` are the titles of those that the step had changed and that stay.
 */
export function decksBack(
  here: Collection,
  { from, to }: DecksStep,
  events: readonly StoredEvent[],
): { readonly collection: Collection; readonly stayed: readonly string[] } {
  const [was, left, now] = [byId(from), byId(to), byId(here.decks)]
  const places = [...movedTo(events)]
  const stayed: string[] = []
  const decks = here.decks.flatMap((deck): readonly CollectedDeck[] => {
    const [before, after] = [was.get(deck.id), left.get(deck.id)]
    if (before === after || (before && after && isSame(before, after))) return [deck]
    if (!after || !isSame(after, deck)) {
      stayed.push(deck.title)
      return [deck]
    }
    if (before) return [before]
    const held = new Set([...deck.notes, ...deck.retired].map(({ id }) => id))
    const hasGuests = places.some(([noteId, { deckId }]) => deckId === deck.id && !held.has(noteId))
    if (!hasGuests) return []
    stayed.push(deck.title)
    return [ownPart({ ...deck, own: undefined })]
  })
  const back = from.filter(({ id }) => !left.has(id) && !now.has(id))
  return { collection: { decks: [...back, ...decks], events }, stayed }
}

const byId = (decks: readonly CollectedDeck[]) => new Map(decks.map((deck) => [deck.id, deck]))
