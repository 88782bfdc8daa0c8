import { firstMemory, type MemoryCell, makeModel, nextMemory, recallAfter } from './optimizeModel.ts'
import type { TrainingRows } from './trainingRows.ts'

/** How well weights predict the scored reviews. */
export type Fit = {
  readonly reviews: number
  /** Mean of -ln(chance given to what happened); lower is better. NaN for no reviews. */
  readonly logLoss: number
  /** Mean chance of recall that was expected, and the share that was recalled. */
  readonly expectedRatio: number
  readonly recalledRatio: number
}

const EDGE = 1e-7

export function fitOf(weights: ArrayLike<number>, rows: TrainingRows): Fit {
  let loss = 0
  let expected = 0
  let recalled = 0
  let reviews = 0
  eachPrediction(weights, rows, (recall, isRecalled) => {
    reviews++
    loss += lossOf(recall, isRecalled)
    expected += recall
    if (isRecalled) recalled++
  })
  return {
    reviews,
    logLoss: loss / reviews,
    expectedRatio: expected / reviews,
    recalledRatio: recalled / reviews,
  }
}

function eachPrediction(
  weights: ArrayLike<number>,
  rows: TrainingRows,
  take: (recall: number, isRecalled: boolean) => void,
): void {
  const model = makeModel(weights)
  const cell: MemoryCell = { stability: 0, difficulty: 0 }
  const { starts, grades, gapDays, scored } = rows
  for (let card = 0; card + 1 < starts.length; card++) {
    const start = starts[card] as number
    const end = starts[card + 1] as number
    for (let i = start; i < end; i++) {
      const grade = grades[i] as number
      if (i === start) {
        firstMemory(model, grade, cell)
        continue
      }
      const gap = gapDays[i] as number
      if (scored[i] === 1) take(recallAfter(model, gap, cell.stability), grade > 1)
      nextMemory(model, gap, grade, cell)
    }
  }
}

function lossOf(recall: number, isRecalled: boolean): number {
  const chance = Math.min(Math.max(isRecalled ? recall : 1 - recall, EDGE), 1 - EDGE)
  return -Math.log(chance)
}
