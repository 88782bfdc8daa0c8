import type { Deck } from '../domain/deck.ts'
import { mergeDeck } from '../domain/deckMerge.ts'
import { receivedVersion } from '../domain/receivedVersion.ts'
import type { CollectedDeck, Store } from '../storage/store.ts'
import { anew } from './anew.ts'

/** Brings a deck that ships with the app and is here to its next version; `isSeen` where it was here before. */
export const updateBuiltIn = (store: Store, deck: Deck, isSeen: boolean): Promise<void> =>
  anew(() => update(store, deck, isSeen))

async function update(store: Store, deck: Deck, isSeen: boolean): Promise<void> {
  const onlyIf = await (await store.forChange()).nothingElse()
  const held = await store.collectedDeck(deck.id)
  if (!held || receivedVersion(held.deck) >= deck.version || isLeftOver(held.deck, isSeen)) return
  const { own = [], ...content } = mergeDeck(held, deck).deck
  // What ships with the app has no second copy: a deck with cards of the learner's own is not of that kind.
  await store.putDeck(content, { builtIn: own.length === 0, own, onlyIf })
}

/** Whether a deck was removed, and is here only for the cards that the learner had put into it. */
function isLeftOver({ builtIn, standIn, own, notes }: CollectedDeck, isSeen: boolean): boolean {
  const mine = new Set(own)
  return !builtIn && !standIn && (isSeen || mine.size > 0) && notes.every(({ id }) => mine.has(id))
}
