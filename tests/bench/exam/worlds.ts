import { type ExamWorld, makeExamWorld, makeLuck, type WorldCards } from '../../../src/domain/examWorld.ts'
import { daysUntil, type Model, makeModel } from '../../../src/domain/optimizeModel.ts'
import { DEFAULT_WEIGHTS } from '../../../src/domain/optimizeSettings.ts'
import { makeRandom } from '../../../src/domain/random.ts'
import { type Habits, habitsOf } from '../../../src/domain/simulateHabits.ts'
import { LEARNERS } from '../../domain/optimizeLearner.ts'

/** One cell of the comparison. */
export type Cell = {
  readonly seen: 'all' | 'half' | 'none'
  readonly days: number
  readonly time: 'tight' | 'ample'
  readonly model: 'true' | 'misspecified'
}

export const CARDS = 400
export const STEPS = { learning: 2, relearning: 1 }
const GOOD = [0, 0, 1, 0] as const
/**
 * What most learners do (an empty log says nothing else), but that steps on one day always go well: what is expected can
 * then be computed without error, as the bound has to.
 */
export const HABITS: Habits = { ...habitsOf([]), sameDay: [GOOD, GOOD, GOOD, GOOD] }

export const CELLS: readonly Cell[] = (['all', 'half', 'none'] as const).flatMap((seen) =>
  [7, 14, 30].flatMap((days) =>
    (['tight', 'ample'] as const).flatMap((time) =>
      (['true', 'misspecified'] as const).map((model): Cell => ({ seen, days, time, model })),
    ),
  ),
)

/** Seconds a day: tight leaves much undone, ample leaves some over for who stops when nothing is due. */
export function secondsADay({ seen, days, time }: Cell): number {
  const minutes = {
    all: { 7: [5, 15], 14: [4, 12], 30: [3.5, 10] },
    half: { 7: [12, 30], 14: [8, 22], 30: [5, 15] },
    none: { 7: [22, 50], 14: [13, 32], 30: [7, 17] },
  }[seen] as Readonly<Record<number, readonly number[]>>
  const [tight = 5, ample = 15] = minutes[days] ?? [5, 15]
  return 60 * (time === 'tight' ? tight : ample)
}

export const MODEL = makeModel(DEFAULT_WEIGHTS)

/** A learner who forgets faster than the weights in force say. */
const HIDDEN = makeModel(LEARNERS.weak ?? DEFAULT_WEIGHTS)

const truthOf = (cell: Cell): Model => (cell.model === 'true' ? MODEL : HIDDEN)

/**
 * A world at the start of its exam's days. What was seen was learned over sixty days before, by plain FSRS with days
 * missed, by the learner's true memory; the model saw the same answers.
 */
export function startWorld(cell: Cell, seed: number): ExamWorld {
  const truth = truthOf(cell)
  const share = { all: 1, half: 0.5, none: 0 }[cell.seen]
  const count = Math.round(CARDS * share)
  const random = makeRandom(seed * 7919)
  const past = makeExamWorld({
    cards: newCards(CARDS),
    truth,
    model: MODEL,
    habits: HABITS,
    steps: STEPS,
    luck: makeLuck(CARDS, seed),
  })
  const before = 60
  const perDay = Math.ceil(count / (before * 0.7))
  let met = 0
  for (past.day = 0; past.day < before; past.day++) {
    const isMissed = random() < 0.25
    const isLate = before - past.day <= 20
    if (isMissed) continue
    let left = 1500
    for (const card of dueCards(past, 0.9)) {
      if (left <= 0) break
      left -= past.study(card)
    }
    // What is still to be met by the end is met in the last weeks.
    const wanted = isLate ? Math.max(perDay, Math.ceil((count - met) / (before - past.day))) : perDay
    for (let i = 0; i < wanted && met < count; i++) past.study(met++)
  }
  for (let card = 0; card < CARDS; card++) past.last[card] = (past.last[card] as number) - before
  past.day = 0
  past.spent = 0
  past.answers = 0
  return past
}

function newCards(length: number): WorldCards {
  return {
    length,
    stability: new Float64Array(length),
    difficulty: new Float64Array(length),
    last: new Int32Array(length),
  }
}

/** Cards at or below a chance of recall, as believed, the longest overdue first. */
export function dueCards(world: ExamWorld, retentionRatio: number): number[] {
  const dueOn = (card: number): number =>
    (world.last[card] as number) +
    Math.max(1, Math.round(daysUntil(world.model, retentionRatio, world.stability[card] as number)))
  const due: number[] = []
  for (let card = 0; card < world.length; card++) {
    if ((world.stability[card] as number) > 0 && dueOn(card) <= world.day) due.push(card)
  }
  return due.sort((a, b) => dueOn(a) - dueOn(b) || a - b)
}
