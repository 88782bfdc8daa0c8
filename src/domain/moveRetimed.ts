import { isInReview } from './backlog.ts'
import type { Columns } from './columns.ts'
import { hashToSeed } from './hash.ts'
import { makeBalance, makeDayLoad, siblingDays } from './loadBalance.ts'
import { type DueCard, dueCards, type Move } from './moves.ts'
import type { DeckId } from './note.ts'
import { placeKey } from './queue.ts'
import { makeRandom } from './random.ts'
import type { Scheduler } from './scheduler.ts'
import type { Settings } from './settings.ts'
import { type Due, dueOnDay, type StudyDay } from './time.ts'

export type Retiming = {
  /** All decks, whose reviews are the load, and which of them are to be moved. */
  readonly decks: readonly Columns[]
  readonly concerns: (deckId: DeckId) => boolean
  readonly today: StudyDay
  readonly inForce: (deckId: DeckId) => { readonly settings: Settings; readonly scheduler: Scheduler }
}

/**
 * Cards whose due day their settings or weights would not give any more, with the day that they would. Days that fuzz
 * could have given stay. The same draw for the same card, so that what is previewed is what is done. Yields the share that
 * is done, 0 to 1, every few cards.
 */
export function* retimed({ decks, concerns, today, inForce }: Retiming): Generator<number, Move[]> {
  const load = makeDayLoad(decks, today)
  const byId = new Map(decks.map((columns) => [columns.deckId, columns]))
  const moved = new Map<string, Due>()
  const siblingsOf = ({ place }: DueCard): StudyDay[] => {
    const columns = byId.get(place.deckId)
    if (!columns) return []
    const dueOf = (row: number): Due | null =>
      moved.get(placeKey({ ...place, row })) ?? (isInReview(columns, row) ? ((columns.due[row] ?? 0) as Due) : null)
    return siblingDays(columns, place, dueOf)
  }
  const cards = dueCards(decks.filter(({ deckId }) => concerns(deckId)))
  const moves: Move[] = []
  for (const [i, card] of cards.entries()) {
    if (i % CARDS_A_STEP === 0) yield i / cards.length
    const { settings, scheduler } = inForce(card.place.deckId)
    const balance = makeBalance({ load, siblings: siblingsOf(card), settings })
    const to = scheduler.dueAgain(card, today, drawOf(card), balance)
    if (to === card.due) continue
    load.move(dueOnDay(card.due), dueOnDay(to))
    moved.set(placeKey(card.place), dueOnDay(to))
    moves.push({ card, to })
  }
  return moves
}

/** A millisecond or two of work. */
const CARDS_A_STEP = 50

const drawOf = (card: DueCard): number => makeRandom(hashToSeed(`${placeKey(card.place)}#${card.day}`))()
