import type { CardState, MemoryWord } from './card.ts'
import { KNOWN_DAYS } from './card.ts'
import type { DeckId } from './note.ts'
import { DAYS_BACK, type Due, hasCome, type Instant, isDayDue, type StudyDay } from './time.ts'

/**
 * A deck's schedule in columns, one row a card in deck order: what is due is read from here in a few milliseconds for
 * 100 000 cards. A cache, derived from the cards' states; it knows places, not ids or text. Plain data, so it can be
 * stored and posted as it is.
 */
export type Columns = {
  readonly deckId: DeckId
  /** Number of rows in use. */
  readonly length: number
  /** Position of the row's note in the deck, and of its face in the note: rows of one note are siblings. */
  readonly note: Uint32Array
  readonly face: Uint8Array
  /**
   * By note, the first one that asks about the same sentence: they are siblings, too. Empty where none do; missing in what
   * an earlier version stored.
   */
  readonly kin?: Uint32Array
  /** A `PHASES` index. */
  readonly phase: Uint8Array
  /** `Due` numbers; 0 while new. */
  readonly due: Float64Array
  /** Days; 0 while new. */
  readonly stability: Float32Array
  /** Study day of the last review; 0 while new. */
  readonly lastDay: Int32Array
  /** Bit 1: suspended; bit 2: retired (a tombstone of the deck). */
  readonly hidden: Uint8Array
  /** Study day on which the card was buried; 0 for none. */
  readonly buriedOn: Int32Array
  readonly lapses: Uint16Array
  /** 1 to 10; 0 while new. */
  readonly difficulty: Float32Array
  /** 0 for none, 1 to 7 as colours. */
  readonly flag: Uint8Array
}

export const PHASES = ['new', 'learning', 'review', 'relearning'] as const

/** One card by its place: what the columns can say of it without reading any content. */
export type Place = { readonly deckId: DeckId; readonly row: number; readonly note: number; readonly face: number }

export const SUSPENDED = 1
export const RETIRED = 2

const NEW = PHASES.indexOf('new')
/** What `phase` holds of a card in review. */
export const REVIEW_PHASE: number = PHASES.indexOf('review')

/** Columns of new cards: `faceCounts` says how many faces each note has, in deck order (255 at most). */
export function makeColumns(deckId: DeckId, faceCounts: ArrayLike<number>): Columns {
  let length = 0
  for (let i = 0; i < faceCounts.length; i++) length += faceCounts[i] ?? 0
  const note = new Uint32Array(length)
  const face = new Uint8Array(length)
  let row = 0
  for (let i = 0; i < faceCounts.length; i++) {
    for (let j = 0; j < (faceCounts[i] ?? 0); j++, row++) {
      note[row] = i
      face[row] = j
    }
  }
  return {
    deckId,
    length,
    note,
    face,
    phase: new Uint8Array(length),
    due: new Float64Array(length),
    stability: new Float32Array(length),
    lastDay: new Int32Array(length),
    hidden: new Uint8Array(length),
    buriedOn: new Int32Array(length),
    lapses: new Uint16Array(length),
    difficulty: new Float32Array(length),
    flag: new Uint8Array(length),
  }
}

/** Writes a card's state into its row, in place. What the deck says of the row (retired) stays. */
export function setRow(columns: Columns, row: number, state: CardState): void {
  if (row < 0 || row >= columns.length) throw new RangeError(`no row ${row} of ${columns.length}`)
  const { memory } = state
  columns.phase[row] = PHASES.indexOf(memory.phase)
  columns.due[row] = memory.phase === 'new' ? 0 : memory.due
  columns.stability[row] = memory.phase === 'new' ? 0 : memory.stability
  columns.lastDay[row] = memory.phase === 'new' ? 0 : memory.day
  columns.hidden[row] = ((columns.hidden[row] ?? 0) & ~SUSPENDED) | (state.suspended ? SUSPENDED : 0)
  columns.buriedOn[row] = state.buriedOn ?? 0
  columns.lapses[row] = Math.min(state.lapses, 65_535)
  columns.difficulty[row] = memory.phase === 'new' ? 0 : memory.difficulty
  columns.flag[row] = state.flag
}

export function setRetired(columns: Columns, row: number, retired: boolean): void {
  columns.hidden[row] = ((columns.hidden[row] ?? 0) & ~RETIRED) | (retired ? RETIRED : 0)
}

/** Unlimited counts, as of a day and instant: learning steps count when they come within the day's learn-ahead. */
export type DueCounts = { readonly new: number; readonly learning: number; readonly review: number }

/** What is there to study: hidden cards and those buried today are left out. Limits are the queue's affair. */
export function dueCounts(columns: Columns, today: StudyDay, now: Instant, aheadMs = 0): DueCounts {
  const { phase, due, length } = columns
  let fresh = 0
  let learning = 0
  let review = 0
  for (let row = 0; row < length; row++) {
    if (isOut(columns, row, today)) continue
    const kind = phase[row]
    if (kind === NEW) fresh++
    else if (!hasCome(due[row] as Due, today, now, aheadMs)) continue
    else if (kind === REVIEW_PHASE) review++
    else learning++
  }
  return { new: fresh, learning, review }
}

/** How well a deck is remembered: the bands of its spine. Suspended cards count, retired ones do not. */
export function memoryCounts(columns: Columns): Readonly<Record<MemoryWord, number>> {
  const counts = { new: 0, learning: 0, settling: 0, known: 0 }
  for (let row = 0; row < columns.length; row++) {
    if (((columns.hidden[row] ?? 0) & RETIRED) === 0) counts[wordOf(columns, row)]++
  }
  return counts
}

/** The word for one row's memory, as `memoryWord` gives it for a state. */
export function wordOf(columns: Columns, row: number): MemoryWord {
  const kind = columns.phase[row]
  if (kind === NEW) return 'new'
  if (kind !== REVIEW_PHASE) return 'learning'
  return (columns.stability[row] ?? 0) >= KNOWN_DAYS ? 'known' : 'settling'
}

/** Rows worth a place in today's queue, by kind, each in deck order. */
export type Candidates = {
  readonly columns: Columns
  /** On a step that ends at an instant, whether it has come or not: a session waits for them. */
  readonly intraday: Uint32Array
  /** On a step that ends on a day which has come. */
  readonly interday: Uint32Array
  readonly review: Uint32Array
  readonly new: Uint32Array
  /** Siblings (`kinOf`) of which a card was answered today, or on a day that is ahead again: the others can wait until tomorrow. */
  readonly seenKin: Uint32Array
}

/** One pass over the columns; nothing is allocated for a row that is not taken. */
export function candidates(columns: Columns, today: StudyDay): Candidates {
  const { phase, due, lastDay, note, length } = columns
  const intraday: number[] = []
  const interday: number[] = []
  const review: number[] = []
  const fresh: number[] = []
  const seenKin: number[] = []
  for (let row = 0; row < length; row++) {
    const kind = phase[row]
    if (kind !== NEW && isStillOn(lastDay[row] ?? 0, today)) seenKin.push(kinOf(columns, note[row] ?? 0))
    if (isOut(columns, row, today)) continue
    const rowDue = due[row] as Due
    if (kind === NEW) fresh.push(row)
    else if (!isDayDue(rowDue)) (kind === REVIEW_PHASE ? review : intraday).push(row)
    else if (rowDue <= today) (kind === REVIEW_PHASE ? review : interday).push(row)
  }
  return {
    columns,
    intraday: Uint32Array.from(intraday),
    interday: Uint32Array.from(interday),
    review: Uint32Array.from(review),
    new: Uint32Array.from(fresh),
    seenKin: Uint32Array.from(seenKin),
  }
}

/** What all siblings of a note share: those of one sentence, or the note alone. */
export const kinOf = ({ kin }: Columns, note: number): number => kin?.[note] ?? note

export const placeOf = (columns: Columns, row: number): Place => ({
  deckId: columns.deckId,
  row,
  note: columns.note[row] ?? 0,
  face: columns.face[row] ?? 0,
})

/** Hidden, or buried on this study day; or on one of the next two, which are ahead again where the learner travelled or moved the rollover. */
function isOut(columns: Columns, row: number, today: StudyDay): boolean {
  return columns.hidden[row] !== 0 || isStillOn(columns.buriedOn[row] ?? 0, today)
}

/** Today or soon: a day further ahead than those bring is one of a clock that was set wrong for a while. */
const isStillOn = (day: number, today: StudyDay): boolean => day >= today && day <= today + DAYS_BACK
