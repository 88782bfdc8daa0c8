import {
  daysUntil,
  firstMemory,
  type MemoryCell,
  type Model,
  makeModel,
  nextMemory,
  recallAfter,
} from './optimizeModel.ts'
import type { Habits } from './simulateHabits.ts'

/** A learner's cards as they are on the first day, day 0, and how they are studied. */
export type WorkloadInput = {
  /** Cards that were seen: memory, how many days ago that was, and in how many days they are due (0 for overdue). */
  readonly stability: Float64Array
  readonly difficulty: Float64Array
  readonly daysAgo: Int32Array
  readonly dueIn: Int32Array
  /** Cards not seen yet. */
  readonly newCards: number
  readonly newPerDay: number
  readonly reviewsPerDay: number
  readonly maximumIntervalDays: number
  /** How many steps a new and a forgotten card goes through. */
  readonly learningSteps: number
  readonly relearningSteps: number
  readonly weights: readonly number[]
  readonly habits: Habits
}

/** A year at one desired retention. */
export type Workload = {
  readonly retentionRatio: number
  readonly minutesPerDay: number
  /** Answers of all kinds. */
  readonly reviewsPerDay: number
  /** Cards that would be recalled, after each of `WORKLOAD_DAYS`. */
  readonly remembered: readonly number[]
  /** Cards seen by the end, and those of them that wait because of the limit a day. */
  readonly seen: number
  readonly waiting: number
}

/** A month, half a year, a year. */
export const WORKLOAD_DAYS = [30, 182, 365] as const

/** 0.70 to 0.99. */
export const WORKLOAD_RATIOS: readonly number[] = Array.from({ length: 30 }, (_, i) => (70 + i) / 100)

const DAYS = 365
/** Larger collections are simulated in part: a sample of the cards, under limits to match. */
const MOST_CARDS = 1000
/** A card on its steps gives up after so many answers a day. */
const MOST_SAME_DAY = 8

/**
 * The year ahead at every retention of `WORKLOAD_RATIOS`, in their order. A card meets the same luck at each, so that
 * what differs between them is the retention. Yields the share done, 0 to 1.
 */
export function* simulateWorkloads(input: WorkloadInput): Generator<number, readonly Workload[]> {
  const workloads: Workload[] = []
  for (const ratio of WORKLOAD_RATIOS) {
    workloads.push(simulateYear(input, ratio))
    yield workloads.length / WORKLOAD_RATIOS.length
  }
  return workloads
}

/** A year day by day: what is due, within the limit, then new cards as far as they fit. */
export function simulateYear(input: WorkloadInput, retentionRatio: number): Workload {
  const model = makeModel(input.weights)
  const toCome = Math.min(input.newCards, input.newPerDay * DAYS)
  const part = Math.min(1, MOST_CARDS / Math.max(1, input.stability.length + toCome))
  const cards = takeCards(input, part, Math.round(toCome * part))
  const answer = makeAnswering(input, model, cards)
  const dueByDay = Array.from({ length: DAYS }, (): number[] => [])
  const plan = (card: number, day: number): void => {
    dueByDay[day]?.push(card)
  }
  for (let card = 0; card < cards.seen; card++) plan(card, cards.due[card] ?? 0)

  let next = cards.seen
  let waiting: number[] = []
  let reviewsLeft = 0
  let newLeft = 0
  const remembered: number[] = []
  for (let day = 0; day < DAYS; day++) {
    const due = [...waiting, ...(dueByDay[day] ?? [])]
    // A sample has limits that are no whole numbers: what is left of a card is kept for the next day.
    reviewsLeft = (reviewsLeft % 1) + input.reviewsPerDay * part
    newLeft = (newLeft % 1) + input.newPerDay * part
    const reviews = Math.min(due.length, Math.floor(reviewsLeft))
    for (const card of due.slice(0, reviews)) plan(card, day + answer(card, day, retentionRatio))
    waiting = due.slice(reviews)
    reviewsLeft -= reviews
    while (next < cards.length && newLeft >= 1 && reviewsLeft >= 1) {
      plan(next, day + answer(next, day, retentionRatio))
      next++
      newLeft--
      reviewsLeft--
    }
    if (WORKLOAD_DAYS.some((point) => point === day + 1)) remembered.push(countRemembered(model, cards, next, day + 1))
  }
  return {
    retentionRatio,
    minutesPerDay: cards.seconds / 60 / DAYS / part,
    reviewsPerDay: cards.answers / DAYS / part,
    remembered: remembered.map((count) => count / part),
    seen: next / part,
    waiting: waiting.length / part,
  }
}

/** Cards under simulation: the first `seen` have a memory on day 0, the others come in their order. */
type Cards = {
  readonly length: number
  readonly seen: number
  readonly stability: Float64Array
  readonly difficulty: Float64Array
  /** Day of the last answer, below 0 for before. */
  readonly last: Int32Array
  readonly due: Int32Array
  /** How many answers each had: with its place, what its luck depends on. */
  readonly count: Int32Array
  seconds: number
  answers: number
}

function takeCards(input: WorkloadInput, part: number, fresh: number): Cards {
  const seen = Math.round(input.stability.length * part)
  const length = seen + fresh
  const cards: Cards = {
    length,
    seen,
    stability: new Float64Array(length),
    difficulty: new Float64Array(length),
    last: new Int32Array(length),
    due: new Int32Array(length),
    count: new Int32Array(length),
    seconds: 0,
    answers: 0,
  }
  for (let card = 0; card < seen; card++) {
    const from = Math.floor(card / part)
    cards.stability[card] = input.stability[from] ?? 1
    cards.difficulty[card] = input.difficulty[from] ?? 5
    cards.last[card] = -(input.daysAgo[from] ?? 0)
    // What was answered today comes back tomorrow at the earliest.
    cards.due[card] = Math.max(0, input.dueIn[from] ?? 0, input.daysAgo[from] === 0 ? 1 : 0)
  }
  return cards
}

/** Answers a card on a day, with what follows on its steps that day; gives the days until it is due. */
function makeAnswering(input: WorkloadInput, model: Model, cards: Cards) {
  const { habits, maximumIntervalDays, learningSteps, relearningSteps } = input
  const cell: MemoryCell = { stability: 0, difficulty: 0 }

  function spend(grade: number, seconds: readonly number[]): void {
    cards.answers++
    cards.seconds += seconds[grade - 1] ?? 0
  }

  function stepThrough(card: number, grade: number, steps: number): void {
    let last = grade
    let left = grade === 4 ? 0 : grade === 3 ? steps - 1 : steps
    for (let i = 0; left > 0 && i < MOST_SAME_DAY; i++) {
      last = 1 + pick(luck(card, cards), habits.sameDay[last - 1] ?? [])
      nextMemory(model, 0, last, cell)
      spend(last, habits.seconds.sameDay)
      left = last === 1 ? steps : last === 2 ? left : last === 3 ? left - 1 : 0
    }
  }

  return (card: number, day: number, retentionRatio: number): number => {
    cell.stability = cards.stability[card] as number
    cell.difficulty = cards.difficulty[card] as number
    if (cell.stability === 0) {
      const grade = 1 + pick(luck(card, cards), habits.first)
      firstMemory(model, grade, cell)
      spend(grade, habits.seconds.first)
      stepThrough(card, grade, learningSteps)
    } else {
      const gapDays = day - (cards.last[card] as number)
      const isRecalled = luck(card, cards) < recallAfter(model, gapDays, cell.stability)
      const grade = isRecalled ? 2 + pick(luck(card, cards), habits.recalled) : 1
      nextMemory(model, gapDays, grade, cell)
      spend(grade, habits.seconds.review)
      if (grade === 1) stepThrough(card, grade, relearningSteps)
    }
    cards.stability[card] = cell.stability
    cards.difficulty[card] = cell.difficulty
    cards.last[card] = day
    const ideal = Math.round(daysUntil(model, retentionRatio, cell.stability))
    return Math.min(Math.max(1, ideal), maximumIntervalDays)
  }
}

function countRemembered(model: Model, cards: Cards, seen: number, day: number): number {
  let sum = 0
  for (let card = 0; card < seen; card++) {
    sum += recallAfter(model, day - (cards.last[card] as number), cards.stability[card] as number)
  }
  return sum
}

/** A number from 0 to 1 that depends on nothing but the card and how many were drawn for it before. */
function luck(card: number, cards: Cards): number {
  const count = cards.count[card] as number
  cards.count[card] = count + 1
  let x = Math.imul(card + 1, 0x9e3779b1) ^ Math.imul(count + 1, 0x85ebca6b)
  x = Math.imul(x ^ (x >>> 16), 0x7feb352d)
  x = Math.imul(x ^ (x >>> 15), 0x846ca68b)
  return ((x ^ (x >>> 16)) >>> 0) / 4_294_967_296
}

/** A place in the row, by its share of 1. */
function pick(draw: number, shares: readonly number[]): number {
  let sum = 0
  for (let i = 0; i < shares.length - 1; i++) {
    sum += shares[i] as number
    if (draw < sum) return i
  }
  return shares.length - 1
}
