import type { Policy } from '../../../src/domain/examPolicy.ts'
import type { ExamWorld } from '../../../src/domain/examWorld.ts'
import { recallAfter } from '../../../src/domain/optimizeModel.ts'
import { makeRandom, shuffle } from '../../../src/domain/random.ts'
import { dueCards } from './worlds.ts'

/** What learners do without a planner. */
export const BASELINES: Readonly<Record<string, Policy>> = {
  /** Reviews that are due, then new cards as many a day as have them all met after seven tenths of the time. */
  'FSRS, reviews first': (world, days) => {
    const perDay = Math.ceil(world.length / Math.max(1, Math.floor(days * 0.7)))
    return [...dueCards(world, 0.9), ...unseen(world).slice(0, perDay)]
  },
  'FSRS, new first': (world) => [...unseen(world), ...dueCards(world, 0.9)],
  /** The same, and in the last three days everything, the least likely to be recalled first. */
  'filtered deck, last 3 days': (world, days) => {
    if (world.day < days - 3) return [...unseen(world), ...dueCards(world, 0.9)]
    const recall = (card: number) =>
      recallAfter(world.model, world.day - (world.last[card] as number), world.stability[card] as number)
    const seen = all(world).filter((card) => isSeen(world, card) && (world.last[card] as number) < world.day)
    return [...unseen(world), ...seen.sort((a, b) => recall(a) - recall(b))]
  },
  'cramming at random': (world) =>
    shuffle(
      all(world).filter((card) => !isSeen(world, card) || (world.last[card] as number) < world.day),
      makeRandom(world.day * 31 + 7),
    ),
}

const all = (world: ExamWorld): number[] => Array.from({ length: world.length }, (_, card) => card)
const isSeen = (world: ExamWorld, card: number): boolean => (world.stability[card] as number) > 0
const unseen = (world: ExamWorld): number[] => all(world).filter((card) => !isSeen(world, card))
