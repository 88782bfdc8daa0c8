import { type Place, placeOf } from '../domain/columns.ts'
import type { CardId } from '../domain/note.ts'
import { makeScheduler } from '../domain/scheduler.ts'
import { daysAsked } from '../domain/search.ts'
import { cardIdAt, deckAt, makeSearchIndex } from '../domain/searchIndex.ts'
import { searchRows } from '../domain/searchMatch.ts'
import { parseSearch } from '../domain/searchParse.ts'
import { makeRecentReviews, searchContext } from './browseSearch.ts'
import { readDeckTree } from './deckTree.ts'
import type { Services } from './services.ts'

/** The cards that a search finds, in the order of the collection; none for a text that cannot be read. */
export async function findCards(
  services: Services,
  text: string,
): Promise<readonly { readonly cardId: CardId; readonly place: Place }[]> {
  const query = parseSearch(text)
  if (!query.ok) return []
  const { store, settings } = services
  const [infos, columns, tree] = await Promise.all([store.decks(), store.columns(), readDeckTree(services)])
  const index = makeSearchIndex(infos, columns)
  await store.scan(({ deckId, first, notes, addedAt }) => index.putNotes(deckId, first, notes, addedAt))
  const recent = makeRecentReviews(services)
  await recent.read(daysAsked(query.value))
  const { retrievabilityAfter } = makeScheduler(settings.current())
  const found: { cardId: CardId; place: Place }[] = []
  for (const rows of searchRows(index, query.value, searchContext(services, tree, retrievabilityAfter, recent.rated))) {
    for (const number of rows) {
      const { deck, row } = deckAt(index, number)
      const cardId = cardIdAt(deck, row)
      if (cardId !== null) found.push({ cardId, place: placeOf(deck.columns, row) })
    }
  }
  return found
}
