import { type Candidates, type Columns, candidates, kinOf, type Place, placeOf } from './columns.ts'
import { intersperse } from './intersperse.ts'
import { makeRandom, type Random, shuffle } from './random.ts'
import type { Allowance, DeckPlan, StudyPlan } from './studyPlan.ts'
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
  readonly plan: StudyPlan
  /** Decides the order among cards due on one day: take the study day, so that reopening gives the same order. */
  readonly seed: number
}

/**
 * Today's queue over all the decks given, in their order. Cards are gathered as Anki gathers them: steps within the day,
 * steps of days, reviews (by due day, then at random), new ones. Of a note seen today, or gathered already, later cards
 * wait until tomorrow, and so do those of another note about the same sentence; but never those on steps. What decks may bring is the plan's affair (`studyPlan.ts`): reviews and
 * steps of days share their limits, and new cards, which have their own, use up what the reviews leave.
 */
export function buildQueue(decks: readonly Columns[], options: QueueOptions): Queue {
  const { plan } = options
  const random = makeRandom(options.seed)
  const found = decks.map((columns) => candidates(columns, options.today))
  const plans = decks.map(({ deckId }) => plan.of(deckId))
  const gather = makeGatherer(found, plans, options.today)

  const learning = gather('learning', byDue(found), null, false)
  const interday = gather('learning', shuffledByDue(found, 'interday', random), 'reviews', false)
  const due = shuffledByDue(found, 'review', random)
  const review = gather(
    'review',
    plan.reviewOrder === 'due' ? due : likeliestFirst(due, found, options.today),
    'reviews',
    true,
  )
  const fresh = gather('new', newRows(found, plans, random), 'fresh', true)

  const reviews = intersperse(review, interday)
  return { main: mixed(reviews, fresh, plan.newCardMix), learning }
}

function mixed<T>(reviews: readonly T[], fresh: readonly T[], mix: StudyPlan['newCardMix']): readonly T[] {
  switch (mix) {
    case 'mixed':
      return intersperse(reviews, fresh)
    case 'first':
      return [...fresh, ...reviews]
    case 'last':
      return [...reviews, ...fresh]
  }
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
type Limited = 'reviews' | 'fresh' | null
type Gather = (kind: QueueItem['kind'], rows: Iterable<Row>, limited: Limited, bury: boolean) => QueueItem[]

/**
 * Takes rows as far as their decks' allowances go, passing over siblings of what it took before or what was answered
 * today. A card that was itself answered today and made due again on purpose is no sibling of itself.
 */
function makeGatherer(found: readonly Candidates[], plans: readonly DeckPlan[], today: StudyDay): Gather {
  const seenToday = found.map(({ seenKin }) => new Set(seenKin))
  const gathered = found.map(() => new Set<number>())
  const taken = new Map<Allowance, number>()
  const hasRoom = (allowances: readonly Allowance[]): boolean =>
    allowances.every((allowance) => (taken.get(allowance) ?? 0) < allowance.left)
  return (kind, rows, limited, bury) => {
    const items: QueueItem[] = []
    const full = new Set<number>()
    for (const { deck, row, due } of rows) {
      const columns = found[deck]?.columns
      const siblings = gathered[deck]
      const plan = plans[deck]
      if (columns === undefined || siblings === undefined || plan === undefined) continue
      const allowances = limited === null ? [] : plan[limited]
      if (!hasRoom(allowances)) {
        full.add(deck)
        if (full.size === found.length) break
        continue
      }
      const place = placeOf(columns, row)
      const kin = kinOf(columns, place.note)
      const seenBefore = seenToday[deck]?.has(kin) === true && (columns.lastDay[row] ?? 0) < today
      if (bury && plan.burySiblings && (siblings.has(kin) || seenBefore)) continue
      siblings.add(kin)
      for (const allowance of allowances) taken.set(allowance, (taken.get(allowance) ?? 0) + 1)
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

/**
 * By falling chance of recall, which is the same as by rising share of stability that has passed: what is not lost yet
 * is kept with the least effort. A stable sort of what is in due order.
 */
function likeliestFirst(rows: readonly Row[], found: readonly Candidates[], today: StudyDay): Row[] {
  const faded = ({ deck, row }: Row): number => {
    const { lastDay, stability } = (found[deck] as Candidates).columns
    return (today - (lastDay[row] ?? today)) / Math.max(stability[row] ?? 0, 0.001)
  }
  return rows
    .map((row) => ({ row, faded: faded(row) }))
    .sort((a, b) => a.faded - b.faded)
    .map(({ row }) => row)
}

/** Deck by deck; made one at a time, as few of many new cards are ever taken. */
function* newRows(found: readonly Candidates[], plans: readonly DeckPlan[], random: Random): Generator<Row> {
  for (const [deck, entry] of found.entries()) {
    const rows = plans[deck]?.newCardOrder === 'random' ? shuffle([...entry.new], random) : entry.new
    for (const row of rows) yield { deck, row, due: 0 as Due }
  }
}
