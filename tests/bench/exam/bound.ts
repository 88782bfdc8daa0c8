import { stepOn, stepsAfter } from '../../../src/domain/examGain.ts'
import type { ExamWorld } from '../../../src/domain/examWorld.ts'
import {
  firstMemory,
  type MemoryCell,
  makeFutures,
  nextMemories,
  nextMemory,
  recallAfter,
} from '../../../src/domain/optimizeModel.ts'
import { HABITS, MODEL, STEPS } from './worlds.ts'

/**
 * No policy can do better than this, on average over these worlds: each card alone is studied at its best by a dynamic
 * programme that pays a price for each day's seconds, and the prices are those that make the sum least (Lagrangian
 * relaxation of the daily limits; every choice of prices bounds from above). Mean expected share recalled on the day.
 */
export function boundOf(worlds: readonly ExamWorld[], days: number, secondsADay: number, rounds: number): number {
  const table = makeTable(days)
  const boundAt = (prices: Float64Array): { readonly bound: number; readonly solved: Solved } => {
    const solved = table.solve(prices)
    let sum = 0
    for (const world of worlds) {
      for (let card = 0; card < world.length; card++) {
        const [s, d] = [world.stability[card] as number, world.difficulty[card] as number]
        sum += table.value(solved, 0, s, d, 0 - (world.last[card] as number))
      }
    }
    const cards = worlds[0]?.length ?? 1
    const paid = prices.reduce((total, price) => total + price * secondsADay, 0)
    return { bound: (sum / worlds.length + paid) / cards, solved }
  }

  // One price for all days first: the scale on which to look for better ones.
  let prices = new Float64Array(days)
  let best = Number.POSITIVE_INFINITY
  for (let price = 0.0002; price < 0.2; price *= 1.35) {
    const flat = new Float64Array(days).fill(price)
    const { bound } = boundAt(flat)
    // The bound is convex in the prices: once it rises it falls no more.
    if (bound >= best) break
    best = bound
    prices = flat
  }
  const scale = (prices[0] as number) * Math.sqrt(days)
  let bestPrices = prices
  for (let round = 0; round < rounds; round++) {
    const { bound, solved } = boundAt(prices)
    if (bound < best) {
      best = bound
      bestPrices = prices
    }
    const used = new Float64Array(days)
    for (const world of worlds) addUse(used, table, solved, prices, world, round)
    const gradient = used.map((seconds) => seconds / worlds.length - secondsADay)
    const norm = Math.sqrt(gradient.reduce((total, g) => total + g * g, 0)) || 1
    const rate = (0.25 * scale) / Math.sqrt(1 + round)
    const from = round % 10 === 9 ? bestPrices : prices
    prices = from.map((price, day) => Math.max(0, price + (rate * (gradient[day] as number)) / norm))
  }
  return best
}

/** Seconds a day that cards take when each is studied at its best at these prices, by lot. */
function addUse(
  used: Float64Array,
  table: Table,
  solved: Solved,
  prices: Float64Array,
  world: ExamWorld,
  round: number,
): void {
  const cell: MemoryCell = { stability: 0, difficulty: 0 }
  for (let card = 0; card < world.length; card += 2) {
    let draw = (Math.imul(card + 1, 0x9e3779b1) ^ Math.imul(round + 1, 0x85ebca6b)) >>> 0
    const random = () => {
      draw = (Math.imul(draw, 1_664_525) + 1_013_904_223) >>> 0
      return draw / 4_294_967_296
    }
    let s = world.stability[card] as number
    let d = world.difficulty[card] as number
    let last = world.last[card] as number
    for (let day = 0; day < prices.length; day++) {
      const elapsed = day - last
      const { advantage, seconds } = table.review(solved, day, s, d, elapsed)
      if (advantage - (prices[day] as number) * seconds <= 0) continue
      used[day] = (used[day] as number) + 2 * seconds
      cell.stability = s
      cell.difficulty = d
      const isRecalled = s > 0 && random() < recallAfter(MODEL, elapsed, s)
      const row = s === 0 ? HABITS.first : HABITS.recalled
      const grade = s > 0 && !isRecalled ? 1 : pick(random(), row) + (s === 0 ? 1 : 2)
      answer(cell, s === 0, elapsed, grade)
      s = cell.stability
      d = cell.difficulty
      last = day
    }
  }
}

function pick(draw: number, shares: readonly number[]): number {
  let sum = 0
  for (const [i, share] of shares.entries()) {
    sum += share
    if (draw < sum) return i
  }
  return shares.length - 1
}

function answer(cell: MemoryCell, isNew: boolean, elapsed: number, grade: number): void {
  if (isNew) {
    firstMemory(MODEL, grade, cell)
    stepOn(MODEL, cell, stepsAfter(grade, STEPS.learning))
  } else {
    nextMemory(MODEL, elapsed, grade, cell)
    if (grade === 1) stepOn(MODEL, cell, STEPS.relearning)
  }
}

const second = (row: readonly number[], grade: number): number => row[grade - 1] ?? 0
const stepSecond = second(HABITS.seconds.sameDay, 3)
const reviewSeconds = [1, 2, 3, 4].map(
  (grade) => second(HABITS.seconds.review, grade) + (grade === 1 ? STEPS.relearning * stepSecond : 0),
)
const firstSeconds = [1, 2, 3, 4].map(
  (grade) => second(HABITS.seconds.first, grade) + stepsAfter(grade, STEPS.learning) * stepSecond,
)

type Solved = { readonly value: readonly Float32Array[]; readonly fresh: Float64Array }

type Table = {
  readonly solve: (prices: Float64Array) => Solved
  /** Worth of a card at the start of a day; `s` 0 for one not seen. */
  readonly value: (solved: Solved, day: number, s: number, d: number, elapsed: number) => number
  /** What a review on a day adds to the worth, and its expected seconds. */
  readonly review: (
    solved: Solved,
    day: number,
    s: number,
    d: number,
    elapsed: number,
  ) => { readonly advantage: number; readonly seconds: number }
}

const STABILITIES = 60
const DIFFICULTIES = 10
const SIZE = STABILITIES * DIFFICULTIES
const LOW = Math.log(0.03)
const STEP = (Math.log(3000) - LOW) / (STABILITIES - 1)

/** Days before the first that cards were answered on. */
const BEFORE = 62

/** Memory on a grid of ln stability and difficulty, by days since the last answer up to `days` and `BEFORE` before. */
function makeTable(days: number): Table {
  const longest = days + BEFORE
  const cell: MemoryCell = { stability: 0, difficulty: 0 }
  const futures = makeFutures()
  /** Where each of the four outcomes comes to lie on the grid: a cell of it, and how far along within that. */
  const cells = new Int16Array((longest + 1) * SIZE * 4)
  const along = new Float32Array((longest + 1) * SIZE * 8)
  const recalls = new Float32Array((longest + 1) * SIZE)
  for (let elapsed = 1; elapsed <= longest; elapsed++) {
    for (let i = 0; i < STABILITIES; i++) {
      for (let j = 0; j < DIFFICULTIES; j++) {
        const at = elapsed * SIZE + i * DIFFICULTIES + j
        const s = Math.exp(LOW + i * STEP)
        recalls[at] = recallAfter(MODEL, elapsed, s)
        for (let grade = 1; grade <= 4; grade++) {
          cell.stability = s
          cell.difficulty = 1 + j
          answer(cell, false, elapsed, grade)
          const [x, y] = [placeS(cell.stability), placeD(cell.difficulty)]
          cells[at * 4 + grade - 1] = Math.floor(x) * DIFFICULTIES + Math.floor(y)
          along[at * 8 + grade * 2 - 2] = x - Math.floor(x)
          along[at * 8 + grade * 2 - 1] = y - Math.floor(y)
        }
      }
    }
  }
  const starts = [1, 2, 3, 4].map((grade) => {
    answer(cell, true, 0, grade)
    return [placeS(cell.stability), placeD(cell.difficulty)] as const
  })

  function at(values: Float32Array, elapsed: number, x: number, y: number): number {
    const i = Math.floor(x)
    const j = Math.floor(y)
    return between(values, Math.min(longest, elapsed) * SIZE + i * DIFFICULTIES + j, x - i, y - j)
  }

  function between(values: Float32Array, k: number, fx: number, fy: number): number {
    const low = (1 - fy) * (values[k] as number) + fy * (values[k + 1] as number)
    const high = (1 - fy) * (values[k + DIFFICULTIES] as number) + fy * (values[k + DIFFICULTIES + 1] as number)
    return (1 - fx) * low + fx * high
  }

  const chances = [0, ...HABITS.recalled]

  function solve(prices: Float64Array): Solved {
    const value: Float32Array[] = []
    const fresh = new Float64Array(prices.length + 1)
    value[prices.length] = recalls
    for (let day = prices.length - 1; day >= 0; day--) {
      const next = value[day + 1] as Float32Array
      const here = new Float32Array(recalls.length)
      const price = prices[day] as number
      // No card waits longer by then.
      for (let elapsed = 1; elapsed <= Math.min(longest, BEFORE + day); elapsed++) {
        const later = Math.min(longest, elapsed + 1) * SIZE
        for (let k = 0; k < SIZE; k++) {
          const place = elapsed * SIZE + k
          const recall = recalls[place] as number
          let reviewed = 0
          for (let i = 0; i < 4; i++) {
            const chance = i === 0 ? 1 - recall : recall * (chances[i] as number)
            const [fx, fy] = [along[place * 8 + i * 2] as number, along[place * 8 + i * 2 + 1] as number]
            const worth = between(next, SIZE + (cells[place * 4 + i] as number), fx, fy)
            reviewed += chance * (worth - price * (reviewSeconds[i] as number))
          }
          here[place] = Math.max(next[later + k] as number, reviewed)
        }
      }
      value[day] = here
      fresh[day] = Math.max(fresh[day + 1] as number, met(next) - price * freshSeconds)
    }
    return { value, fresh }
  }

  const met = (next: Float32Array): number =>
    starts.reduce((sum, [x, y], i) => sum + (HABITS.first[i] as number) * at(next, 1, x, y), 0)
  const freshSeconds = HABITS.first.reduce((sum, chance, i) => sum + chance * (firstSeconds[i] as number), 0)

  return {
    solve,
    value: ({ value, fresh }, day, s, d, elapsed) =>
      s === 0 ? (fresh[day] as number) : at(value[day] as Float32Array, elapsed, placeS(s), placeD(d)),
    review: ({ value, fresh }, day, s, d, elapsed) => {
      const next = value[day + 1] as Float32Array
      if (s === 0) return { advantage: met(next) - (fresh[day + 1] as number), seconds: freshSeconds }
      if (elapsed < 1) return { advantage: 0, seconds: 1 }
      const recall = recallAfter(MODEL, elapsed, s)
      let reviewed = 0
      let seconds = 0
      nextMemories(MODEL, s, d, recall, futures)
      for (let grade = 1; grade <= 4; grade++) {
        cell.stability = futures[2 * grade - 2] as number
        cell.difficulty = futures[2 * grade - 1] as number
        if (grade === 1) stepOn(MODEL, cell, STEPS.relearning)
        const chance = grade === 1 ? 1 - recall : recall * (chances[grade - 1] as number)
        reviewed += chance * at(next, 1, placeS(cell.stability), placeD(cell.difficulty))
        seconds += chance * (reviewSeconds[grade - 1] as number)
      }
      return { advantage: reviewed - at(next, elapsed + 1, placeS(s), placeD(d)), seconds }
    },
  }
}

const placeS = (s: number): number => Math.max(0, Math.min(STABILITIES - 1.00001, (Math.log(s) - LOW) / STEP))
const placeD = (d: number): number => Math.max(0, Math.min(DIFFICULTIES - 1.00001, d - 1))
