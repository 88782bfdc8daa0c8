import { placeOf } from '../domain/columns.ts'
import type { DeckId } from '../domain/note.ts'
import { placeKey, type Queue, type QueueItem } from '../domain/queue.ts'
import { type Asked, sentenceSiblings } from '../domain/sentenceSiblings.ts'
import type { StudyCard } from '../storage/store.ts'
import type { Services } from './services.ts'

type Reading = {
  readonly queue: Queue
  /** A card of the queue; undefined where it is not read. */
  readonly of: (item: QueueItem) => StudyCard | undefined
  /** Whether a deck keeps its related cards apart. */
  readonly isApart: (deckId: DeckId) => boolean
}

/**
 * Names of today's cards that must not come today, as they leave something out of a sentence that another card asks
 * about. The queue, which knows no texts, keeps the cards of one note apart; this does the same for one sentence.
 */
export async function readSentenceSiblings(services: Services, reading: Reading): Promise<ReadonlySet<string>> {
  const { queue, of, isApart } = reading
  const cards = (items: readonly QueueItem[]) => items.flatMap((item) => of(item) ?? [])
  const asked = cards(queue.main).filter(({ deckId, note }) => note.content.kind === 'cloze' && isApart(deckId))
  if (asked.length === 0) return new Set()
  const seen = await readSeen(services, new Set(asked.map(({ deckId }) => deckId)))
  return sentenceSiblings([...seen, ...cards(queue.learning)].map(toAsked), asked.map(toAsked))
}

/** Cards of these decks that were answered today. */
async function readSeen({ store, moment }: Services, deckIds: ReadonlySet<DeckId>): Promise<readonly StudyCard[]> {
  const { day } = moment()
  const places = (await store.columns([...deckIds])).flatMap((columns) =>
    Array.from(columns.lastDay.subarray(0, columns.length), (lastDay, row) => ({ lastDay, row })).flatMap(
      ({ lastDay, row }) => (lastDay >= day ? [placeOf(columns, row)] : []),
    ),
  )
  return places.length === 0 ? [] : store.cardsAt(places)
}

const toAsked = ({ place, deckId, noteId, note }: StudyCard): Asked => ({ key: placeKey(place), deckId, noteId, note })
