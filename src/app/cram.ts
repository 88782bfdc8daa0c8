import { placeOf } from '../domain/columns.ts'
import { cramLeft } from '../domain/cram.ts'
import type { StudyScope } from '../domain/deckTree.ts'
import type { Queue } from '../domain/queue.ts'
import { makeRandom, shuffle } from '../domain/random.ts'
import type { Due } from '../domain/time.ts'
import { readDayDone } from './dayDone.ts'
import { readWithin } from './deckTree.ts'
import { makeFindCards } from './findCards.ts'
import type { Services } from './services.ts'

/** Rounds of one day are shuffled apart from each other, and from those of other days. */
const ROUNDS_A_DAY = 1000

/**
 * What is left to cram of a scope, or of what a search finds in it; suspended cards are left alone. Its order is the same
 * until the round is through.
 */
export async function readCram(services: Services, scope: StudyScope, query: string): Promise<Queue> {
  const { store } = services
  const [{ day, reviews }, columns, decks] = await Promise.all([
    readDayDone(services),
    store.columns(),
    readWithin(services, scope),
  ])
  const byId = new Map(columns.map((deck) => [deck.deckId, deck]))
  const all =
    query === ''
      ? columns.flatMap((deck) => Array.from({ length: deck.length }, (_, row) => placeOf(deck, row)))
      : (await makeFindCards(services)(query)).map(({ place }) => place)
  const places = all.filter(
    ({ deckId, row }) => (decks?.includes(deckId) ?? true) && byId.get(deckId)?.hidden[row] === 0,
  )
  const cards = await store.cardsAt(places)
  const { round, left } = cramLeft(
    cards.map(({ state }) => state.cardId),
    reviews,
  )
  const byCard = new Map(cards.map((card) => [card.state.cardId, card.place]))
  const order = shuffle([...byCard.keys()], makeRandom(day * ROUNDS_A_DAY + round))
  const wanted = new Set(left)
  const main = order.flatMap((cardId) => {
    const place = wanted.has(cardId) ? byCard.get(cardId) : undefined
    return place ? [{ place, kind: 'review' as const, due: 0 as Due }] : []
  })
  return { main, learning: [] }
}
