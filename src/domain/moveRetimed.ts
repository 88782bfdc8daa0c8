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
 * could have given stay. The same draw for the same card, so that what is previewed is what is done.
 */
export function retimed({ decks, concerns, today, inForce }: Retiming): Move[] {
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
  return dueCards(decks.filter(({ deckId }) => concerns(deckId))).flatMap((card): Move[] => {
    const { settings, scheduler } = inForce(card.place.deckId)
    const balance = makeBalance({ load, siblings: siblingsOf(card), settings })
    const to = scheduler.dueAgain(card, today, drawOf(card), balance)
    if (to === card.due) return []
    load.move(dueOnDay(card.due), dueOnDay(to))
    moved.set(placeKey(card.place), dueOnDay(to))
    return [{ card, to }]
  })
}

const drawOf = (card: DueCard): number => makeRandom(hashToSeed(`${placeKey(card.place)}#${card.day}`))()
