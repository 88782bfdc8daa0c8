import { type Place, placeOf } from '../domain/columns.ts'
import type { DeckTree } from '../domain/deckTree.ts'
import type { CardId } from '../domain/note.ts'
import { makeScheduler } from '../domain/scheduler.ts'
import { daysAsked } from '../domain/search.ts'
import { cardIdAt, deckAt, makeSearchIndex, type SearchIndex } from '../domain/searchIndex.ts'
import { searchRows } from '../domain/searchMatch.ts'
import { parseSearch } from '../domain/searchParse.ts'
import { makeRecentReviews, searchContext } from './browseSearch.ts'
import { columnsNow } from './columnsNow.ts'
import { readDeckTree } from './deckTree.ts'
import type { Services } from './services.ts'

/** A card that a search found. */
export type Found = { readonly cardId: CardId; readonly place: Place }

/** The cards that a search finds, in the order of the collection; none for a text that cannot be read. */
export type FindCards = (text: string) => Promise<readonly Found[]>

/** The collection is read at the first search that can be read, and once for all of them: it is as of then. */
export function makeFindCards(services: Services): FindCards {
  const { settings } = services
  const recent = makeRecentReviews(services)
  let read: Promise<{ readonly index: SearchIndex; readonly tree: DeckTree }> | undefined
  return async (text) => {
    const query = parseSearch(text)
    if (!query.ok) return []
    read ??= readAll(services)
    const { index, tree } = await read
    await recent.read(daysAsked(query.value))
    const { retrievabilityAfter } = makeScheduler(settings.current())
    const found: Found[] = []
    for (const rows of searchRows(
      index,
      query.value,
      searchContext(services, tree, retrievabilityAfter, recent.rated),
    )) {
      for (const number of rows) {
        const { deck, row } = deckAt(index, number)
        const cardId = cardIdAt(deck, row)
        if (cardId !== null) found.push({ cardId, place: placeOf(deck.columns, row) })
      }
    }
    return found
  }
}

async function readAll(services: Services): Promise<{ readonly index: SearchIndex; readonly tree: DeckTree }> {
  const { store } = services
  const [infos, columns, tree] = await Promise.all([store.decks(), columnsNow(services), readDeckTree(services)])
  const index = makeSearchIndex(infos, columns)
  await store.scan(({ deckId, first, notes, addedAt }) => index.putNotes(deckId, first, notes, addedAt))
  return { index, tree }
}
