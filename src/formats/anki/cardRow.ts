import type { AnkiCard, AnkiReview } from './collection.ts'

/** A card's place in Anki's schedule, in Anki's own numbers. */
export type Placed = Pick<
  AnkiCard,
  'changed' | 'phase' | 'queue' | 'due' | 'intervalDays' | 'ease' | 'reps' | 'lapses' | 'stepsLeft' | 'flag' | 'data'
>

export type CardRow = {
  /** Of the collection that it came from: days in `due` count from it. */
  readonly dayZero: number
  readonly card: Placed
  /** The card's own, in order. */
  readonly log: readonly Omit<AnkiReview, 'cardId'>[]
}

/** One on loan to a filtered deck as it would be at home. */
export function atHome(card: AnkiCard): AnkiCard {
  if (card.homeDeckId === 0) return card
  const queue = card.phase === 'new' ? 0 : card.phase === 'review' ? 2 : card.queue
  return {
    ...card,
    deckId: card.homeDeckId,
    homeDeckId: 0,
    homeDue: 0,
    due: card.homeDue === 0 ? card.due : card.homeDue,
    queue: card.queue < 0 ? card.queue : queue,
  }
}

/** A new card with no past, of which its place among new cards says all. */
export const isUntouched = (card: AnkiCard, reviews: readonly AnkiReview[]): boolean =>
  card.phase === 'new' &&
  (card.queue === 0 || card.homeDeckId !== 0) &&
  card.reps + card.lapses + card.stepsLeft + card.ease + card.intervalDays === 0 &&
  card.flag === 0 &&
  card.position === null &&
  card.data.length <= 2 &&
  reviews.length === 0

const PHASES = ['new', 'learning', 'review', 'relearning'] as const
const KINDS = ['learn', 'review', 'relearn', 'filtered', 'manual', 'rescheduled'] as const

export const phaseNumber = (phase: AnkiCard['phase']): number => PHASES.indexOf(phase)
export const kindNumber = (kind: AnkiReview['kind']): number => KINDS.indexOf(kind)

const CARD_CELLS = 12
const LOG_CELLS = 7

/** As one list of numbers, with the card's data among them: a collection has very many. */
export function writeCardRow({ dayZero, card, log }: CardRow): string {
  const { changed, phase, queue, due, intervalDays, ease, reps, lapses, stepsLeft, flag, data } = card
  return JSON.stringify([
    ...[dayZero, changed, phaseNumber(phase), queue, due, intervalDays, ease, reps, lapses, stepsLeft, flag, data],
    ...log.flatMap((one) => [
      ...[one.id, one.button, one.interval, one.lastInterval, one.factor, one.tookMs],
      kindNumber(one.kind),
    ]),
  ])
}

/** Null for text that is no such row. */
export function readCardRow(row: string): CardRow | null {
  let cells: unknown
  try {
    cells = JSON.parse(row)
  } catch {
    return null
  }
  if (!Array.isArray(cells) || cells.length < CARD_CELLS || (cells.length - CARD_CELLS) % LOG_CELLS !== 0) return null
  const numbers = cells.map((cell: unknown) => (Number.isSafeInteger(cell) ? Number(cell) : null))
  if (numbers.some((number, i) => number === null && i !== CARD_CELLS - 1)) return null
  const at = (i: number): number => numbers[i] ?? 0
  const log: CardRow['log'][number][] = []
  for (let i = CARD_CELLS; i < cells.length; i += LOG_CELLS) {
    log.push({
      id: at(i),
      button: at(i + 1),
      interval: at(i + 2),
      lastInterval: at(i + 3),
      factor: at(i + 4),
      tookMs: at(i + 5),
      kind: KINDS[at(i + 6)] ?? 'manual',
    })
  }
  return {
    dayZero: at(0),
    card: {
      changed: at(1),
      phase: PHASES[at(2)] ?? 'new',
      queue: at(3),
      due: at(4),
      intervalDays: at(5),
      ease: at(6),
      reps: at(7),
      lapses: at(8),
      stepsLeft: at(9),
      flag: at(10),
      data: typeof cells[11] === 'string' ? cells[11] : '',
    },
    log,
  }
}
