import type { StoredEvent } from '../domain/event.ts'
import type { DeckId } from '../domain/note.ts'
import { ownPart, type Parts, partsOf } from '../domain/ownPart.ts'
import type { CollectedDeck, Condition } from '../storage/store.ts'
import { anew } from './anew.ts'
import { removalEvent, subscribeEvent } from './deckEvents.ts'
import type { Services } from './services.ts'

/** What removing a deck would take, to be said first; null where it is not here. */
export async function partsToRemove({ store }: Services, deckId: DeckId): Promise<Parts | null> {
  const held = await store.collectedDeck(deckId)
  return held && partsOf(held)
}

/**
 * Removes what came with a deck. While the learner has cards in it these stay, and the deck with them; a deck of nothing
 * else goes whole. `asked` is what was said that it takes: where that is not so any more (another tab wrote a card for
 * it), nothing goes, and what it would take now is given back.
 */
export const removeDeck = (services: Services, deckId: DeckId, asked: Parts): Promise<Parts | null> =>
  anew(() => remove(services, deckId, asked))

async function remove(services: Services, deckId: DeckId, asked: Parts): Promise<Parts | null> {
  const { store } = services
  const onlyIf = await (await store.forChange()).nothingElse()
  const held = await store.collectedDeck(deckId)
  if (!held) return null
  const parts = partsOf(held)
  const { own, received } = parts
  if (own !== asked.own || received !== asked.received) return parts
  if (own === 0 || received === 0) {
    await store.removeDeck(deckId, { events: [removalEvent(services, deckId)], onlyIf })
    return null
  }
  const isSubscribed = (await store.subscription(deckId)) !== null
  await leaveOwn(services, held.deck, isSubscribed ? [subscribeEvent(services, deckId, null)] : [], onlyIf)
  return null
}

/** Leaves of a deck what is the learner's own, in the same write as these events; `onlyIf` as for `Store.putDeck`. */
export async function leaveOwn(
  { store }: Services,
  deck: CollectedDeck,
  events: readonly StoredEvent[],
  onlyIf: Condition<'all'>,
): Promise<void> {
  const { builtIn, retired, own, ...content } = ownPart(deck)
  await store.putDeck(content, { builtIn, retired, own, events, onlyIf })
}
