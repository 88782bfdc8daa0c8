import { type Candidates, type Columns, candidates, type Place, placeOf } from './columns.ts'
import { intersperse } from './intersperse.ts'
import type { Done } from './limits.ts'
import { makeRandom, type Random, shuffle } from './random.ts'
import type { Settings } from './settings.ts'
import type { Due, StudyDay } from './time.ts'

/** `learning` waits for an instant or came from a day's step; the others are due on the day. */
export type QueueItem = {
  readonly place: Place
  readonly kind: 'new' | 'review' | 'learning'
  readonly due: Due
}

/** Today's cards. `main` in the order to show them; `learning` by the instant at which each may come. */
export type Queue = { readonly main: readonly QueueItem[]; readonly learning: readonly QueueItem[] }

export type QueueOptions = {
  readonly today: StudyDay
  readonly settings: Pick<Settings, 'newPerDay' | 'reviewsPerDay' | 'burySiblings'>
  /** Over all decks that share the limits. */
  readonly done: Done
  /** Decides the order among cards due on one day: take the study day, so that reopening gives the same order. */
  readonly seed: number
}

/**
 * Today's queue over all the decks given, in their order. Cards are gathered as Anki gathers them: steps within the day,
 * steps of days, reviews (by due day, then at random), new ones (in deck order). Of a note seen today, or gathered
 * already, later cards wait until tomorrow, but never those on steps. Reviews and steps of days share one limit; new
 * cards have their own and use up what the reviews leave.
 */
export function buildQueue(decks: readonly Columns[], options: QueueOptions): Queue {
  const { settings, done } = options
  const random = makeRandom(options.seed)
  const found = decks.map((columns) => candidates(columns, options.today))
  const gather = makeGatherer(found, options.today, settings.burySiblings)

  const learning = gather('learning', byDue(found), Number.POSITIVE_INFINITY, false)
  const reviewLimit = Math.max(0, settings.reviewsPerDay - done.review - done.new)
  const interday = gather('learning', shuffledByDue(found, 'interday', random), reviewLimit, false)
  const review = gather('review', shuffledByDue(found, 'review', random), reviewLimit - interday.length, true)
  const left = reviewLimit - interday.length - review.length
  const newLimit = Math.max(0, Math.min(settings.newPerDay - done.new, left))
  const fresh = gather('new', inDeckOrder(found), newLimit, true)

  return { main: intersperse(intersperse(review, interday), fresh), learning }
}

/** How many cards of each kind a queue holds. */
export function queueCounts(queue: Queue): Readonly<Record<QueueItem['kind'], number>> {
  const counts = { new: 0, review: 0, learning: queue.learning.length }
  for (const item of queue.main) counts[item.kind]++
  return counts
}

/** Names a place within a learner's decks. */
export const placeKey = (place: Place): string => `${place.deckId}/${place.row}`

type Row = { readonly deck: number; readonly row: number; readonly due: Due }
type Gather = (kind: QueueItem['kind'], rows: Iterable<Row>, limit: number, bury: boolean) => QueueItem[]

/**
 * Takes rows until the limit, passing over siblings of what it took before or what was answered today. A card that was
 * itself answered today and made due again on purpose is no sibling of itself.
 */
function makeGatherer(found: readonly Candidates[], today: StudyDay, burySiblings: boolean): Gather {
  const seenToday = found.map(({ seenNotes }) => new Set(seenNotes))
  const gathered = found.map(() => new Set<number>())
  return (kind, rows, limit, bury) => {
    const items: QueueItem[] = []
    for (const { deck, row, due } of rows) {
      if (items.length >= limit) break
      const columns = found[deck]?.columns
      const taken = gathered[deck]
      if (columns === undefined || taken === undefined) continue
      const place = placeOf(columns, row)
      const seenBefore = seenToday[deck]?.has(place.note) === true && columns.lastDay[row] !== today
      if (bury && burySiblings && (taken.has(place.note) || seenBefore)) continue
      taken.add(place.note)
      items.push({ place, kind, due })
    }
    return items
  }
}

function rowsOf(found: readonly Candidates[], list: 'intraday' | 'interday' | 'review'): Row[] {
  return found.flatMap((entry, deck) =>
    Array.from(entry[list], (row) => ({ deck, row, due: (entry.columns.due[row] ?? 0) as Due })),
  )
}

const byDue = (found: readonly Candidates[]): Row[] =>
  rowsOf(found, 'intraday').sort((a, b) => a.due - b.due || a.deck - b.deck || a.row - b.row)

/** A stable sort of a fair shuffle: at random among those of one day. */
const shuffledByDue = (found: readonly Candidates[], list: 'interday' | 'review', random: Random): Row[] =>
  shuffle(rowsOf(found, list), random).sort((a, b) => a.due - b.due)

/** Made one at a time, as few of many new cards are ever taken. */
function* inDeckOrder(found: readonly Candidates[]): Generator<Row> {
  for (const [deck, entry] of found.entries()) {
    for (const row of entry.new) yield { deck, row, due: 0 as Due }
  }
}
