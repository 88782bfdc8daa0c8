import { daysUntil, firstMemory, type MemoryCell, makeModel, nextMemory } from './optimizeModel.ts'
import { DEFAULT_WEIGHTS } from './optimizeSettings.ts'

/** Whole days between the reviews of a card that is always answered Good, on time: what weights come to in words. */
export function goodIntervals(weights: readonly number[] | null, retentionRatio: number, count: number): number[] {
  const model = makeModel(weights ?? DEFAULT_WEIGHTS)
  const cell: MemoryCell = { stability: 0, difficulty: 0 }
  firstMemory(model, 3, cell)
  nextMemory(model, 0, 3, cell)
  return Array.from({ length: count }, () => {
    const days = Math.max(1, Math.round(daysUntil(model, retentionRatio, cell.stability)))
    nextMemory(model, days, 3, cell)
    return days
  })
}
