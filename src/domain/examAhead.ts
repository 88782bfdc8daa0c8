import { type Gain, type Gains, type Steps, stepOn, stepsAfter } from './examGain.ts'
import { byIndex, greedy, type Policy } from './examPolicy.ts'
import { firstMemory, type MemoryCell, type Model, nextMemory, recallAfter } from './optimizeModel.ts'
import type { Habits } from './simulateHabits.ts'

/**
 * By recall gained per second as `greedy`, but with one later review thought of, at a price for each second. Minutes that
 * would then be left over today go to the rest in the greedy order: time that is not spent is lost. It takes ten times as
 * long, and wins where most cards are seen and the exam is weeks off: simulation has to say so first (`choosePrice`).
 */
export const ahead =
  (price: number): Policy =>
  (world, days) => {
    const horizon = days - world.day
    const gains = makeAheadGains(world, price)
    const fresh = gains.fresh(horizon)
    const first = byIndex(world, (card) => {
      const stability = world.stability[card] as number
      if (stability === 0) return fresh
      return gains.seen(stability, world.difficulty[card] as number, world.day - (world.last[card] as number), horizon)
    })
    const taken = new Set(first)
    return [...first, ...greedy(world, days).filter((card) => !taken.has(card))]
  }

/**
 * The same gain when a later review is thought of: a card is worth the best of no more review and of one more, at one of
 * a few later days, less `price` for its seconds. So a review today is worth less where the same later would do more.
 */
export type AheadGains = {
  readonly seen: (stability: number, difficulty: number, elapsedDays: number, horizonDays: number) => Gain
  readonly fresh: (horizonDays: number) => Gain
}

export type AheadParts = {
  readonly model: Model
  readonly habits: Habits
  readonly steps: Steps
  readonly gains: Gains
}

export function makeAheadGains(parts: AheadParts, price: number): AheadGains {
  const { model, habits, steps } = parts
  const seconds = secondsOf(parts)
  const cell: MemoryCell = { stability: 0, difficulty: 0 }
  const outcome = (stability: number, difficulty: number, elapsedDays: number, grade: number): void => {
    cell.stability = stability
    cell.difficulty = difficulty
    nextMemory(model, elapsedDays, grade, cell)
    if (grade === 1) stepOn(model, cell, steps.relearning)
  }

  /** Expected recall on the day after a review, no more to follow. */
  function after(stability: number, difficulty: number, elapsedDays: number, horizonDays: number): number {
    const recall = recallAfter(model, elapsedDays, stability)
    outcome(stability, difficulty, elapsedDays, 1)
    let value = (1 - recall) * recallAfter(model, horizonDays, cell.stability)
    for (let grade = 2; grade <= 4; grade++) {
      outcome(stability, difficulty, elapsedDays, grade)
      value += recall * (habits.recalled[grade - 2] ?? 0) * recallAfter(model, horizonDays, cell.stability)
    }
    return value
  }

  /** Worth of a card that waits: `elapsedDays` since its last answer as of today, `horizonDays` until the exam. */
  function waiting(stability: number, difficulty: number, elapsedDays: number, horizonDays: number): number {
    let best = recallAfter(model, elapsedDays + horizonDays, stability)
    for (const part of LATER) {
      const days = Math.max(1, Math.round(horizonDays * part))
      if (days >= horizonDays) continue
      const cost = price * seconds.seen(recallAfter(model, elapsedDays + days, stability))
      best = Math.max(best, after(stability, difficulty, elapsedDays + days, horizonDays - days) - cost)
    }
    return best
  }

  return {
    seen: (stability, difficulty, elapsedDays, horizonDays) => {
      const recall = recallAfter(model, elapsedDays, stability)
      let value = 0
      for (let grade = 1; grade <= 4; grade++) {
        outcome(stability, difficulty, elapsedDays, grade)
        const chance = grade === 1 ? 1 - recall : recall * (habits.recalled[grade - 2] ?? 0)
        value += chance * waiting(cell.stability, cell.difficulty, 0, horizonDays)
      }
      const gain = value - waiting(stability, difficulty, elapsedDays, horizonDays)
      return { gain, seconds: seconds.seen(recall) }
    },
    fresh: (horizonDays) => {
      const worth = (days: number): number => {
        let value = 0
        for (let grade = 1; grade <= 4; grade++) {
          firstMemory(model, grade, cell)
          stepOn(model, cell, stepsAfter(grade, steps.learning))
          value += (habits.first[grade - 1] ?? 0) * waiting(cell.stability, cell.difficulty, 0, days)
        }
        return value
      }
      const now = worth(horizonDays)
      let later = 0
      for (const part of LATER) {
        const days = horizonDays - Math.max(1, Math.round(horizonDays * part))
        if (days >= 1) later = Math.max(later, worth(days) - price * seconds.fresh)
      }
      return { gain: now - later, seconds: seconds.fresh }
    },
  }
}

/** When the one more review may come, as shares of the days that are left. */
const LATER = [0.15, 0.35, 0.6, 0.8, 0.93] as const

/** Seconds of a review: a line over the chance of recall, drawn through two cards. */
function secondsOf({ gains, model }: AheadParts): {
  readonly seen: (recall: number) => number
  readonly fresh: number
} {
  const [sure, gone] = [recallAfter(model, 1, 1e5), recallAfter(model, 1e4, 0.001)]
  const high = gains.seen(1e5, 5, 1, [1]).seconds
  const low = gains.seen(0.001, 5, 1e4, [1]).seconds
  const slope = (high - low) / (sure - gone)
  return { seen: (recall) => high + slope * (recall - sure), fresh: gains.fresh([1]).seconds }
}
