import type { Resource } from 'solid-js'
import type { CardState } from '../domain/card.ts'
import type { Deck } from '../domain/deck.ts'
import { facesOf } from '../domain/faces.ts'
import { LEARN_AHEAD_MS } from '../domain/limits.ts'
import { type CardId, cardIdOf, type DeckId, type Face, type Note } from '../domain/note.ts'
import type { SourceId } from '../domain/source.ts'
import { readDayQueue } from './dayQueue.ts'
import { readWithin } from './deckTree.ts'
import { createLiveQuery } from './liveQuery.ts'
import { useServices } from './services.ts'

/** A card of a deck with all that is known of it. */
export type DeckCard = { readonly cardId: CardId; readonly note: Note; readonly face: Face; readonly state: CardState }

export type DeckWithCards = { readonly deck: Deck; readonly cards: readonly DeckCard[] }

/** A deck whole, with its cards' states; null where it is not on this device. */
export function createDeck(deckId: () => DeckId): Resource<DeckWithCards | null> {
  const { store } = useServices()
  return createLiveQuery(store, ['cards', 'decks'], async () => {
    const deck = await store.deck(deckId())
    if (!deck) return null
    const faces = deck.notes.flatMap((note) =>
      facesOf(note).map((face) => ({ note, face, cardId: cardIdOf(note.id, face) })),
    )
    const states = await store.cards(faces.map((card) => card.cardId))
    return { deck, cards: faces.flatMap((card, i) => (states[i] ? [{ ...card, state: states[i] }] : [])) }
  })
}

/** How many cards a session over a deck would ask today, and how many decks lie in it; undefined until it is known. */
export function createToStudy(
  deckId: () => DeckId,
): () => { readonly cards: number; readonly decks: number } | undefined {
  const services = useServices()
  const count = createLiveQuery(services.store, ['cards', 'decks', 'settings'], async () => {
    const [{ queue }, within] = await Promise.all([readDayQueue(services, deckId()), readWithin(services, deckId())])
    const come = queue.learning.filter((item) => item.due <= services.now() + LEARN_AHEAD_MS)
    return { cards: queue.main.length + come.length, decks: (within?.length ?? 1) - 1 }
  })
  return () => count.latest
}

/** The cards whose evidence lies in a source, in the order of their sentences. */
export function cardsOfSource(deck: DeckWithCards, sourceId: SourceId): readonly DeckCard[] {
  const place = (card: DeckCard) => card.note.evidence.find((piece) => piece.sourceId === sourceId)?.sentence.start
  return deck.cards
    .flatMap((card) => {
      const start = place(card)
      return start === undefined ? [] : [{ card, start }]
    })
    .sort((a, b) => a.start - b.start)
    .map(({ card }) => card)
}
