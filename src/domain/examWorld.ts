import { type Gains, makeGains, type Steps, stepsAfter } from './examGain.ts'
import { firstMemory, type MemoryCell, type Model, nextMemory, recallAfter } from './optimizeModel.ts'
import type { Habits } from './simulateHabits.ts'

/** The cards of an exam as they are today, day 0. What was never seen has stability 0. */
export type WorldCards = {
  readonly length: number
  readonly stability: Float64Array
  readonly difficulty: Float64Array
  /** Day of the last answer, 0 or below; of no meaning while new. */
  readonly last: Int32Array
}

/** Cards before an exam, day by day: as they truly are, and as the model in force believes them to be. */
export type ExamWorld = {
  readonly length: number
  readonly habits: Habits
  readonly steps: Steps
  readonly model: Model
  readonly gains: Gains
  /** As believed. */
  readonly stability: Float64Array
  readonly difficulty: Float64Array
  readonly last: Int32Array
  day: number
  /** Seconds spent, and answers given, in all. */
  spent: number
  answers: number
  /** Answers a card with all its steps of the day; gives the seconds. */
  readonly study: (card: number) => number
  /** Chance of recalling each card on a day, as it truly is; 0 for cards not seen. */
  readonly recallOn: (card: number, day: number) => number
}

export type WorldOptions = {
  readonly cards: WorldCards
  readonly truth: Model
  readonly model: Model
  readonly habits: Habits
  readonly steps: Steps
  readonly luck: Luck
}

/** A number from 0 to 1 that depends on nothing but the card, and how many were drawn for it before. */
export type Luck = (card: number) => number

/** Each card has its own, so that what differs between two policies is the policies. */
export function makeLuck(length: number, seed: number): Luck {
  const counts = new Int32Array(length)
  return (card) => {
    const count = counts[card] as number
    counts[card] = count + 1
    let x = Math.imul(card + 1, 0x9e3779b1) ^ Math.imul(count + 1, 0x85ebca6b) ^ Math.imul(seed + 1, 0xc2b2ae35)
    x = Math.imul(x ^ (x >>> 16), 0x7feb352d)
    x = Math.imul(x ^ (x >>> 15), 0x846ca68b)
    return ((x ^ (x >>> 16)) >>> 0) / 4_294_967_296
  }
}

/** A card on its steps gives up after so many answers a day. */
const MOST_SAME_DAY = 8

export function makeExamWorld({ cards, truth, model, habits, steps, luck }: WorldOptions): ExamWorld {
  const isOneModel = truth === model
  const stability = cards.stability.slice()
  const difficulty = cards.difficulty.slice()
  const trueStability = isOneModel ? stability : cards.stability.slice()
  const trueDifficulty = isOneModel ? difficulty : cards.difficulty.slice()
  const last = cards.last.slice()
  const cell: MemoryCell = { stability: 0, difficulty: 0 }

  function remember(card: number, gapDays: number | null, grade: number): void {
    step(truth, trueStability, trueDifficulty, card, gapDays, grade)
    if (!isOneModel) step(model, stability, difficulty, card, gapDays, grade)
  }

  function step(
    by: Model,
    s: Float64Array,
    d: Float64Array,
    card: number,
    gapDays: number | null,
    grade: number,
  ): void {
    cell.stability = s[card] as number
    cell.difficulty = d[card] as number
    if (gapDays === null) firstMemory(by, grade, cell)
    else nextMemory(by, gapDays, grade, cell)
    s[card] = cell.stability
    d[card] = cell.difficulty
  }

  function spend(grade: number, seconds: readonly number[]): number {
    world.answers++
    return seconds[grade - 1] ?? 0
  }

  function stepThrough(card: number, grade: number, count: number): number {
    let seconds = 0
    let last = grade
    let left = stepsAfter(grade, count)
    for (let i = 0; left > 0 && i < MOST_SAME_DAY; i++) {
      last = 1 + pick(luck(card), habits.sameDay[last - 1] ?? [])
      remember(card, 0, last)
      seconds += spend(last, habits.seconds.sameDay)
      left = last === 1 ? count : last === 2 ? left : last === 3 ? left - 1 : 0
    }
    return seconds
  }

  const world: ExamWorld = {
    length: cards.length,
    habits,
    steps,
    model,
    gains: makeGains(model, habits, steps),
    stability,
    difficulty,
    last,
    day: 0,
    spent: 0,
    answers: 0,
    study: (card) => {
      let seconds: number
      if ((trueStability[card] as number) === 0) {
        const grade = 1 + pick(luck(card), habits.first)
        remember(card, null, grade)
        seconds = spend(grade, habits.seconds.first) + stepThrough(card, grade, steps.learning)
      } else {
        const gapDays = world.day - (last[card] as number)
        const isRecalled = luck(card) < recallAfter(truth, gapDays, trueStability[card] as number)
        const grade = isRecalled ? 2 + pick(luck(card), habits.recalled) : 1
        remember(card, gapDays, grade)
        seconds = spend(grade, habits.seconds.review)
        if (grade === 1) seconds += stepThrough(card, grade, steps.relearning)
      }
      last[card] = world.day
      world.spent += seconds
      return seconds
    },
    recallOn: (card, day) => {
      const s = trueStability[card] as number
      return s === 0 ? 0 : recallAfter(truth, day - (last[card] as number), s)
    },
  }
  return world
}

/** A place in the row, by its share of 1. */
function pick(draw: number, shares: readonly number[]): number {
  let sum = 0
  for (let i = 0; i < shares.length - 1; i++) {
    sum += shares[i] ?? 0
    if (draw < sum) return i
  }
  return shares.length - 1
}
