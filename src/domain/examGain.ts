import {
  firstMemory,
  type MemoryCell,
  type Model,
  makeFutures,
  nextMemories,
  nextMemory,
  recallAfter,
} from './optimizeModel.ts'
import type { Habits } from './simulateHabits.ts'

/** How often an exam card goes through steps on a day: those of new and of forgotten cards. */
export type Steps = { readonly learning: number; readonly relearning: number }

/** Recall gained on the exams' days, in cards, and the seconds that it takes, both as expected now. */
export type Gain = { readonly gain: number; readonly seconds: number }

export type Gains = {
  /**
   * Of reviewing a card today. `elapsedDays` since its last answer, 1 or more; `horizons` are the days from today to each
   * exam that asks it, 1 or more.
   */
  readonly seen: (stability: number, difficulty: number, elapsedDays: number, horizons: readonly number[]) => Gain
  /** Of meeting a card for the first time. */
  readonly fresh: (horizons: readonly number[]) => Gain
}

/**
 * What one more answer is worth: the expected share recalled on the day with it, less without, by FSRS and the learner's
 * own habits. A card asked by several exams is worth the sum. That a card may be missed again on its steps counts in the
 * seconds, not in what is then remembered.
 */
export function makeGains(model: Model, habits: Habits, steps: Steps): Gains {
  const cell: MemoryCell = { stability: 0, difficulty: 0 }
  const futures = makeFutures()
  const forgottenSeconds = share(habits.seconds.review, 0) + stepSeconds(habits, 1, steps.relearning, steps.relearning)
  const firstSeconds = habits.first.map(
    (_, i) =>
      share(habits.seconds.first, i) + stepSeconds(habits, i + 1, steps.learning, stepsAfter(i + 1, steps.learning)),
  )
  const recalledAt = (horizons: readonly number[], stability: number): number => {
    let sum = 0
    for (const days of horizons) sum += recallAfter(model, days, stability)
    return sum
  }

  return {
    seen: (stability, difficulty, elapsedDays, horizons) => {
      const recall = recallAfter(model, elapsedDays, stability)
      let without = 0
      for (const days of horizons) without += recallAfter(model, elapsedDays + days, stability)
      let value = 0
      let seconds = (1 - recall) * forgottenSeconds
      nextMemories(model, stability, difficulty, recall, futures)
      for (let grade = 2; grade <= 4; grade++) {
        const chance = recall * share(habits.recalled, grade - 2)
        value += chance * recalledAt(horizons, futures[2 * grade - 2] as number)
        seconds += chance * share(habits.seconds.review, grade - 1)
      }
      cell.stability = futures[0] as number
      cell.difficulty = futures[1] as number
      stepOn(model, cell, steps.relearning)
      value += (1 - recall) * recalledAt(horizons, cell.stability)
      return { gain: value - without, seconds }
    },
    fresh: (horizons) => {
      let gain = 0
      let seconds = 0
      for (let grade = 1; grade <= 4; grade++) {
        firstMemory(model, grade, cell)
        stepOn(model, cell, stepsAfter(grade, steps.learning))
        const chance = share(habits.first, grade - 1)
        gain += chance * recalledAt(horizons, cell.stability)
        seconds += chance * share(firstSeconds, grade - 1)
      }
      return { gain, seconds }
    },
  }
}

const GOOD = 3
/** As in the simulation: who is not through by then gives up for the day. */
const MOST_SAME_DAY = 8

const share = (row: readonly number[], i: number): number => row[i] ?? 0

/** Memory after steps on one day, each answered with Good. */
export function stepOn(model: Model, cell: MemoryCell, count: number): void {
  for (let i = 0; i < count; i++) nextMemory(model, 0, GOOD, cell)
}

/** How many steps are left after a card's first answer of the day. */
export const stepsAfter = (grade: number, steps: number): number => (grade === 4 ? 0 : grade === 3 ? steps - 1 : steps)

/** What is less likely takes no time to speak of, and would take long to sum up. */
const UNLIKELY = 0.001

/** Expected seconds on the steps that follow an answer, `left` of `steps` still to do; Again starts over. */
function stepSeconds(habits: Habits, grade: number, steps: number, left: number, chance = 1, answers = 0): number {
  if (left <= 0 || answers >= MOST_SAME_DAY || chance < UNLIKELY) return 0
  let seconds = 0
  for (let next = 1; next <= 4; next++) {
    const own = share(habits.sameDay[grade - 1] ?? [], next - 1)
    const rest = next === 1 ? steps : next === 2 ? left : next === 3 ? left - 1 : 0
    const after = stepSeconds(habits, next, steps, rest, chance * own, answers + 1)
    seconds += own * (share(habits.seconds.sameDay, next - 1) + after)
  }
  return seconds
}
