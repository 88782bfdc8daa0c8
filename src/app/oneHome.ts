import type { DeckId, Note, NoteId } from '../domain/note.ts'
import type { CollectedDeck } from '../storage/store.ts'

/**
 * The same decks with each note in one of them: two devices may have put one card into different decks, and a card with
 * two homes would be asked for ever. It stays where it was received rather than where a learner put it, and else in the
 * first by id, so that every device comes to the same. Nor is it out of study in another deck than its own.
 */
export function oneHome(decks: readonly CollectedDeck[]): readonly CollectedDeck[] {
  const homes = new Map<NoteId, DeckId>()
  const received = decks.flatMap((deck) => livingIn(deck, false))
  const put = decks.flatMap((deck) => livingIn(deck, true))
  for (const [noteId, deckId] of [...received.sort(byDeck), ...put.sort(byDeck)])
    if (!homes.has(noteId)) homes.set(noteId, deckId)
  return decks.map((deck) => {
    const isElsewhere = ({ id }: Note): boolean => (homes.get(id) ?? deck.id) !== deck.id
    if (![...deck.notes, ...deck.retired].some(isElsewhere)) return deck
    const notes = deck.notes.filter((note) => !isElsewhere(note))
    const living = new Set(notes.map(({ id }) => id))
    const { own, ...rest } = deck
    const left = own?.filter((id) => living.has(id)) ?? []
    const moved = deck.retired.filter(isElsewhere).map(({ id }) => id)
    return {
      ...rest,
      notes,
      retired: deck.retired.filter((note) => !isElsewhere(note)),
      // That it left this deck stays known, so that an older copy does not bring it back.
      tombstones: [...new Set([...deck.tombstones, ...moved])],
      ...(left.length > 0 && { own: left }),
    }
  })
}

type Living = readonly [NoteId, DeckId]

/** The notes of a deck that the learner put into it, or all others; a deck that stands in for another receives nothing. */
function livingIn({ id, notes, own = [], standIn }: CollectedDeck, isPut: boolean): Living[] {
  const mine = new Set(own)
  return notes.filter((note) => (mine.has(note.id) || standIn === true) === isPut).map((note) => [note.id, id])
}

const byDeck = ([, one]: Living, [, other]: Living): number => (one < other ? -1 : one > other ? 1 : 0)
