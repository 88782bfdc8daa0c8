import { type Cards, makeCardWorth } from './cardWorth.ts'

export type Bound = {
  /** No policy that takes these seconds a day, on average over these worlds, recalls a greater share on the day. */
  readonly share: number
  /**
   * What can be reached if days need be kept to on average only: the bound could not fall below that, whatever the prices.
   */
  readonly reached: number
}

/** Prices, in seconds of choice: how wide choices scatter at first and in the end, against the price of a second. */
const SOFT_FIRST = 6
const SOFT_LAST = 0.1
const ROUNDS = 160
const RATE = 1.5
const MOMENTUM = 0.8

/**
 * Lagrangian relaxation of the daily limits (every choice of prices bounds from above), the prices being those that make
 * the bound least: each day's rises while more is asked of it than it has. Choices are soft at first, so that what is
 * asked moves with the prices instead of jumping, and harden as the prices settle.
 */
export function boundOf(input: Cards, secondsADay: readonly number[], rounds = ROUNDS): Bound {
  const table = makeCardWorth(input)
  const worlds = input.cards.length
  const cards = worlds * (input.cards[0]?.length ?? 1)
  const limit = secondsADay.map((seconds) => worlds * seconds)
  const paid = (prices: Float64Array) => prices.reduce((sum, price, day) => sum + price * (limit[day] as number), 0)
  const boundAt = (prices: Float64Array) => (table.at(prices, 0).value + paid(prices)) / cards

  // One price for all days first, which gives the scale of them. The bound is convex in it.
  let flat = 0.00005
  let share = boundAt(new Float64Array(input.days).fill(flat))
  for (;;) {
    const next = boundAt(new Float64Array(input.days).fill(flat * 1.3))
    if (next >= share) break
    share = next
    flat *= 1.3
  }
  let prices = new Float64Array(input.days).fill(flat)
  let pace = new Float64Array(input.days)
  const last = { rounds: 0, recalled: 0, seconds: new Float64Array(input.days) }
  for (let round = 0; round < rounds; round++) {
    const soft = SOFT_FIRST * (SOFT_LAST / SOFT_FIRST) ** (round / rounds)
    const { recalled, seconds } = table.at(prices, flat * soft)
    if (round >= 0.75 * rounds) {
      last.rounds++
      last.recalled += recalled
      last.seconds = last.seconds.map((sum, day) => sum + (seconds[day] as number))
    }
    pace = pace.map((v, day) => MOMENTUM * v + stepOf(soft, seconds[day] as number, limit[day] as number))
    prices = prices.map((price, day) => Math.max(flat * 1e-3, price * Math.exp(pace[day] as number)))
    if (round % 10 === 0 || round > rounds - 10) share = Math.min(share, boundAt(prices))
  }
  // Each card goes by one of the last rounds, by lot, or is left alone, so often that no day is asked too much.
  const kept = last.seconds.reduce(
    (least, sum, day) => (sum > 0 ? Math.min(least, (last.rounds * (limit[day] as number)) / sum) : least),
    1,
  )
  const untouched = table.at(new Float64Array(input.days).fill(1e6), 0).recalled
  const reached = (kept * (last.recalled / last.rounds) + (1 - kept) * untouched) / cards
  return { share, reached }
}

/** By how much of itself a price rises; the harder choices are, the more they answer to it. */
const stepOf = (soft: number, asked: number, limit: number): number =>
  limit === 0 ? 0 : RATE * 0.006 * soft * Math.max(-1, Math.min(1, asked / limit - 1))
