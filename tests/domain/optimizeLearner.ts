import {
  daysUntil,
  firstMemory,
  type MemoryCell,
  makeModel,
  nextMemory,
  recallAfter,
} from '../../src/domain/optimizeModel.ts'
import { DEFAULT_WEIGHTS } from '../../src/domain/optimizeSettings.ts'
import { makeRandom, type Random } from '../../src/domain/random.ts'
import { rowsOf, type TrainingRows } from '../../src/domain/trainingRows.ts'

/** Learners whose true weights are known: one remembers better than most, one worse, one exactly as the defaults say. */
export const LEARNERS: Readonly<Record<string, readonly number[]>> = {
  strong: [
    0.45, 1.6, 4.2, 14, 6.9, 0.62, 2.2, 0.02, 1.55, 0.1, 0.92, 1.75, 0.1, 0.33, 1.55, 0.45, 2.3, 0.42, 0.22, 0.12, 0.27,
  ],
  weak: [0.15, 0.6, 1.4, 5, 7.2, 0.9, 3.2, 0.01, 1.9, 0.22, 0.7, 1.2, 0.05, 0.2, 1.2, 0.7, 1.6, 0.7, 0.05, 0.03, 0.13],
  average: DEFAULT_WEIGHTS,
}

/** Two years of studying. */
const HORIZON_DAYS = 730
const MOST_REVIEWS = 40

type Review = { readonly grade: number; readonly day: number }

/**
 * The reviews of a learner with hidden weights whose cards are scheduled by the default ones at 0.9: often late, now and
 * then early, with learning steps on the same day. About so many reviews, cards taken up evenly over two years.
 */
export function simulateLearner(hidden: readonly number[], reviews: number, seed: number): TrainingRows {
  const random = makeRandom(seed)
  const cardsPerDay = Math.max(5, Math.round(reviews / 1500))
  const histories: Review[][] = []
  for (let left = reviews; left > 0; ) {
    const firstDay = Math.floor(histories.length / cardsPerDay) % HORIZON_DAYS
    const history = simulateCard(hidden, firstDay, left, random)
    histories.push(history)
    left -= history.length
  }
  return rowsOf(histories)
}

function simulateCard(hidden: readonly number[], firstDay: number, most: number, random: Random): Review[] {
  const truth = makeModel(hidden)
  const believed = makeModel(DEFAULT_WEIGHTS)
  const memory: MemoryCell = { stability: 0, difficulty: 0 }
  const belief: MemoryCell = { stability: 0, difficulty: 0 }
  const history: Review[] = []
  let day = firstDay

  const answer = (grade: number, gapDays: number): void => {
    if (history.length === 0) {
      firstMemory(truth, grade, memory)
      firstMemory(believed, grade, belief)
    } else {
      nextMemory(truth, gapDays, grade, memory)
      nextMemory(believed, gapDays, grade, belief)
    }
    history.push({ grade, day })
  }
  const learn = (grade: number): void => {
    let last = grade
    for (let i = 0; i < 4 && last < 3 && history.length < most; i++) {
      last = random() < (last === 1 ? 0.75 : 0.85) ? 3 : 1
      answer(last, 0)
    }
  }

  const first = pick(random(), [0.22, 0.1, 0.56, 0.12])
  answer(first, 0)
  learn(first)
  for (let i = 0; i < MOST_REVIEWS && history.length < most; i++) {
    const gapDays = actualGap(daysUntil(believed, 0.9, belief.stability), random)
    day += gapDays
    if (day > HORIZON_DAYS) break
    const grade = gradeFor(recallAfter(truth, gapDays, memory.stability), memory.difficulty, random)
    answer(grade, gapDays)
    if (grade === 1) learn(grade)
  }
  return history
}

/** An interval with its fuzz, as it is kept: a quarter come late, one in twenty early. */
function actualGap(idealDays: number, random: Random): number {
  let gap = Math.max(1, Math.round(idealDays * (0.9 + 0.2 * random())))
  if (random() < 0.25) gap += Math.floor(random() * random() * gap * 1.5) + (random() < 0.3 ? 1 : 0)
  return random() < 0.05 ? Math.max(1, Math.floor(gap * random())) : gap
}

function gradeFor(recall: number, difficulty: number, random: Random): number {
  if (random() >= recall) return 1
  const hard = 0.05 + 0.02 * difficulty
  const easy = 0.18 - 0.013 * difficulty
  return pick(random(), [0, hard, 1 - hard - easy, easy])
}

/** A grade, 1 to 4, by shares that add up to 1. */
function pick(draw: number, shares: readonly number[]): number {
  let sum = 0
  const i = shares.findIndex((share) => {
    sum += share
    return draw < sum
  })
  return i < 0 ? shares.length : i + 1
}
