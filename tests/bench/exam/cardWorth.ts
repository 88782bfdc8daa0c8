import { type Steps, stepOn, stepsAfter } from '../../../src/domain/examGain.ts'
import type { WorldCards } from '../../../src/domain/examWorld.ts'
import {
  firstMemory,
  type MemoryCell,
  type Model,
  makeFutures,
  nextMemories,
  recallAfter,
} from '../../../src/domain/optimizeModel.ts'
import type { Habits } from '../../../src/domain/simulateHabits.ts'

/** What cards are worth if each alone is studied at its best, and a price is paid for every second of a day. */
export type Worth = {
  /** Expected recalls on the day, less what was paid, in cards. */
  readonly value: number
  /** The recalls alone, and the expected seconds by day. */
  readonly recalled: number
  readonly seconds: Float64Array
}

export type CardWorth = {
  /**
   * `prices` by day, in cards a second. With `softness` 0 each card does what is best; above, the more often the better,
   * as in a logit choice with that scale, whose worth is never below the best one's.
   */
  readonly at: (prices: Float64Array, softness: number) => Worth
}

export type Cards = {
  readonly model: Model
  /** Whose steps of a day always go well: of what follows from a first answer nothing is left to chance then. */
  readonly habits: Habits
  readonly steps: Steps
  readonly days: number
  readonly cards: readonly WorldCards[]
}

const STABILITIES = 48
const DIFFICULTIES = 10
const SIZE = STABILITIES * DIFFICULTIES
const LOW = Math.log(0.05)
const STEP = (Math.log(2000) - LOW) / (STABILITIES - 1)

/**
 * A dynamic programme over the memory of a card just answered, on a grid of ln stability and difficulty; between its
 * points worth runs straight. Nothing is learned of a card while it waits, so all there is to choose is its next day.
 */
export function makeCardWorth({ model, habits, steps, days, cards }: Cards): CardWorth {
  const stepSecond = habits.seconds.sameDay[2] ?? 0
  const reviewSeconds = [1, 2, 3, 4].map(
    (grade) => (habits.seconds.review[grade - 1] ?? 0) + (grade === 1 ? steps.relearning * stepSecond : 0),
  )
  const freshSeconds = habits.first.reduce(
    (sum, chance, i) =>
      sum + chance * ((habits.seconds.first[i] ?? 0) + stepsAfter(i + 1, steps.learning) * stepSecond),
    0,
  )
  const cell: MemoryCell = { stability: 0, difficulty: 0 }
  const futures = makeFutures()

  /** Reviews that may be given: of each its four outcomes, with their chances, places on the grid and mean seconds. */
  function makeReviews(count: number) {
    const outcomes = makeOutcomes(4 * count)
    const recall = new Float64Array(count)
    const seconds = new Float64Array(count)
    const put = (at: number, stability: number, difficulty: number, gapDays: number): void => {
      const chance = recallAfter(model, gapDays, stability)
      nextMemories(model, stability, difficulty, chance, futures)
      recall[at] = chance
      seconds[at] = 0
      for (let i = 0; i < 4; i++) {
        cell.stability = futures[2 * i] as number
        cell.difficulty = futures[2 * i + 1] as number
        if (i === 0) stepOn(model, cell, steps.relearning)
        const weight = i === 0 ? 1 - chance : chance * (habits.recalled[i - 1] ?? 0)
        outcomes.put(4 * at + i, weight, cell)
        seconds[at] = (seconds[at] as number) + weight * (reviewSeconds[i] as number)
      }
    }
    return { outcomes, recall, seconds, put }
  }

  const later = makeReviews((days + 1) * SIZE)
  for (let gap = 1; gap <= days; gap++) {
    for (let k = 0; k < SIZE; k++) {
      const stability = Math.exp(LOW + Math.floor(k / DIFFICULTIES) * STEP)
      later.put(gap * SIZE + k, stability, 1 + (k % DIFFICULTIES), gap)
    }
  }
  const met = makeOutcomes(4)
  for (let grade = 1; grade <= 4; grade++) {
    firstMemory(model, grade, cell)
    stepOn(model, cell, stepsAfter(grade, steps.learning))
    met.put(grade - 1, habits.first[grade - 1] ?? 0, cell)
  }
  const all = cards.flatMap((world) => Array.from({ length: world.length }, (_, card) => ({ world, card })))
  const seen = all.filter(({ world, card }) => (world.stability[card] as number) > 0)
  const fresh = all.length - seen.length
  const next = makeReviews(seen.length * days)
  const never = new Float64Array(seen.length)
  for (const [i, { world, card }] of seen.entries()) {
    const [s, d, last] = [world.stability[card], world.difficulty[card], world.last[card]] as [number, number, number]
    for (let day = 0; day < days; day++) next.put(i * days + day, s, d, Math.max(1, day - last))
    never[i] = recallAfter(model, days - last, s)
  }

  /** What may be chosen from, by day, and never again at `days`; their shares once chosen. */
  const choices = new Float64Array(days + 1)

  return {
    at: (prices, softness) => {
      const worth: Float64Array[] = []
      const shares: Float64Array[] = []
      for (let day = days - 1; day >= 0; day--) {
        const here = new Float64Array(SIZE)
        const shareOf = new Float64Array(SIZE * (days + 1))
        for (let k = 0; k < SIZE; k++) {
          for (let on = day + 1; on < days; on++) {
            const at = (on - day) * SIZE + k
            const price = prices[on] as number
            choices[on] = later.outcomes.mean(worth[on] as Float64Array, at) - price * (later.seconds[at] as number)
          }
          choices[days] = later.recall[(days - day) * SIZE + k] as number
          here[k] = choose(choices, day + 1, softness)
          shareOf.set(choices, k * (days + 1))
        }
        worth[day] = here
        shares[day] = shareOf
      }

      const seconds = new Float64Array(days)
      const mass = worth.map(() => new Float64Array(SIZE))
      let value = 0
      let recalled = 0
      const spend = (on: number, reviews: ReturnType<typeof makeReviews>, at: number, weight: number): void => {
        if (weight === 0) return
        seconds[on] = (seconds[on] as number) + weight * (reviews.seconds[at] as number)
        reviews.outcomes.spread(mass[on] as Float64Array, at, weight)
      }
      for (let i = 0; i < seen.length; i++) {
        const last = seen[i]?.world.last[seen[i]?.card ?? 0] as number
        for (let day = 0; day < days; day++) {
          const at = i * days + day
          const gain = next.outcomes.mean(worth[day] as Float64Array, at)
          choices[day] = day > last ? gain - (prices[day] as number) * (next.seconds[at] as number) : -1e9
        }
        choices[days] = never[i] as number
        value += choose(choices, 0, softness)
        recalled += (choices[days] as number) * (never[i] as number)
        for (let day = 0; day < days; day++) spend(day, next, i * days + day, choices[day] as number)
      }
      for (let day = 0; day < days; day++)
        choices[day] = met.mean(worth[day] as Float64Array, 0) - (prices[day] as number) * freshSeconds
      choices[days] = 0
      value += fresh * choose(choices, 0, softness)
      for (let day = 0; day < days; day++) {
        const weight = fresh * (choices[day] as number)
        seconds[day] = (seconds[day] as number) + weight * freshSeconds
        met.spread(mass[day] as Float64Array, 0, weight)
      }
      // Of what was answered on a day all has come by then: mass is only ever carried to later ones.
      for (let day = 0; day < days; day++) {
        for (let k = 0; k < SIZE; k++) {
          const weight = mass[day]?.[k] as number
          if (weight === 0) continue
          const at = k * (days + 1)
          for (let on = day + 1; on < days; on++)
            spend(on, later, (on - day) * SIZE + k, weight * (shares[day]?.[at + on] as number))
          recalled += weight * (shares[day]?.[at + days] as number) * (later.recall[(days - day) * SIZE + k] as number)
        }
      }
      return { value, recalled, seconds }
    },
  }
}

/** Outcomes in fours, each with its weight and its place on the grid. */
function makeOutcomes(count: number) {
  const weights = new Float64Array(count)
  const cells = new Int16Array(count)
  const alongS = new Float64Array(count)
  const alongD = new Float64Array(count)
  return {
    put: (i: number, weight: number, { stability, difficulty }: MemoryCell): void => {
      const x = Math.max(0, Math.min(STABILITIES - 1.00001, (Math.log(stability) - LOW) / STEP))
      const y = Math.max(0, Math.min(DIFFICULTIES - 1.00001, difficulty - 1))
      weights[i] = weight
      cells[i] = Math.floor(x) * DIFFICULTIES + Math.floor(y)
      alongS[i] = x - Math.floor(x)
      alongD[i] = y - Math.floor(y)
    },
    /** Of the four from `4 * at` on. */
    mean: (values: Float64Array, at: number): number => {
      let sum = 0
      for (let i = 4 * at; i < 4 * at + 4; i++) {
        const [k, x, y] = [cells[i] as number, alongS[i] as number, alongD[i] as number]
        const low = (1 - y) * (values[k] as number) + y * (values[k + 1] as number)
        const high = (1 - y) * (values[k + DIFFICULTIES] as number) + y * (values[k + DIFFICULTIES + 1] as number)
        sum += (weights[i] as number) * ((1 - x) * low + x * high)
      }
      return sum
    },
    spread: (mass: Float64Array, at: number, weight: number): void => {
      for (let i = 4 * at; i < 4 * at + 4; i++) {
        const [k, x, y] = [cells[i] as number, alongS[i] as number, alongD[i] as number]
        const own = weight * (weights[i] as number)
        const [low, high] = [own * (1 - x), own * x]
        mass[k] = (mass[k] as number) + low * (1 - y)
        mass[k + 1] = (mass[k + 1] as number) + low * y
        mass[k + DIFFICULTIES] = (mass[k + DIFFICULTIES] as number) + high * (1 - y)
        mass[k + DIFFICULTIES + 1] = (mass[k + DIFFICULTIES + 1] as number) + high * y
      }
    },
  }
}

/** Worth of the choices from `from` on; what each is worth gives way to its share of 1. */
function choose(choices: Float64Array, from: number, softness: number): number {
  let best = from
  for (let i = from + 1; i < choices.length; i++) if ((choices[i] as number) > (choices[best] as number)) best = i
  const most = choices[best] as number
  if (softness === 0) {
    choices.fill(0, from)
    choices[best] = 1
    return most
  }
  let sum = 0
  for (let i = from; i < choices.length; i++) {
    const exponent = ((choices[i] as number) - most) / softness
    choices[i] = exponent < -30 ? 0 : Math.exp(exponent)
    sum += choices[i] as number
  }
  for (let i = from; i < choices.length; i++) choices[i] = (choices[i] as number) / sum
  return most + softness * Math.log(sum)
}
