import { type Gain, type Gains, type Steps, stepOn, stepsAfter } from './examGain.ts'
import { byIndex, greedy, type Policy } from './examPolicy.ts'
import {
  type Futures,
  firstMemory,
  type MemoryCell,
  type Model,
  makeFutures,
  nextMemories,
  recallAfter,
} from './optimizeModel.ts'
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
    // Cards with one history are alike, and worth the same.
    const known = new Map<number, { readonly difficulty: number; readonly elapsed: number; readonly gain: Gain }>()
    const first = byIndex(world, (card) => {
      const stability = world.stability[card] as number
      if (stability === 0) return fresh
      const difficulty = world.difficulty[card] as number
      const elapsed = world.day - (world.last[card] as number)
      const like = known.get(stability)
      if (like?.difficulty === difficulty && like.elapsed === elapsed) return like.gain
      const gain = gains.seen(stability, difficulty, elapsed, horizon)
      known.set(stability, { difficulty, elapsed, gain })
      return gain
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
  const [now, later] = [makeFutures(), makeFutures()]

  /** The four outcomes of a review, a miss with its steps of the day. */
  function outcomes(stability: number, difficulty: number, recall: number, out: Futures): void {
    nextMemories(model, stability, difficulty, recall, out)
    cell.stability = out[0] as number
    cell.difficulty = out[1] as number
    stepOn(model, cell, steps.relearning)
    out[0] = cell.stability
    out[1] = cell.difficulty
  }

  /** Expected recall on the day after a review at that chance of recall, no more to follow. */
  function after(stability: number, difficulty: number, recall: number, horizonDays: number): number {
    outcomes(stability, difficulty, recall, later)
    let value = (1 - recall) * recallAfter(model, horizonDays, later[0] as number)
    for (let grade = 2; grade <= 4; grade++) {
      value +=
        recall * (habits.recalled[grade - 2] ?? 0) * recallAfter(model, horizonDays, later[2 * grade - 2] as number)
    }
    return value
  }

  /** Worth of a card that waits: `elapsedDays` since its last answer as of today, `horizonDays` until the exam. */
  function waiting(stability: number, difficulty: number, elapsedDays: number, horizonDays: number): number {
    let best = recallAfter(model, elapsedDays + horizonDays, stability)
    for (const part of LATER) {
      const days = Math.max(1, Math.round(horizonDays * part))
      if (days >= horizonDays) continue
      const recall = recallAfter(model, elapsedDays + days, stability)
      best = Math.max(best, after(stability, difficulty, recall, horizonDays - days) - price * seconds.seen(recall))
    }
    return best
  }

  return {
    seen: (stability, difficulty, elapsedDays, horizonDays) => {
      const recall = recallAfter(model, elapsedDays, stability)
      outcomes(stability, difficulty, recall, now)
      let value = 0
      for (let grade = 1; grade <= 4; grade++) {
        const chance = grade === 1 ? 1 - recall : recall * (habits.recalled[grade - 2] ?? 0)
        value += chance * waiting(now[2 * grade - 2] as number, now[2 * grade - 1] as number, 0, horizonDays)
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
