import { ahead } from './examAhead.ts'
import { type OutlookInput, takeSample } from './examOutlook.ts'
import { greedy, type Policy, shareOn, studyUntil } from './examPolicy.ts'
import { makeExamWorld, makeLuck } from './examWorld.ts'
import { makeModel } from './optimizeModel.ts'

const PRICES = [0.001, 0.002, 0.004, 0.008] as const
const RUNS = 16
const MOST_CARD_DAYS = 4000
/** In standard errors of the paired differences. */
const NOISE = 2

/**
 * The price at which looking ahead wins by more than its noise over the plain order, in simulated runs with the same luck;
 * null where none does. Yields the share done, 0 to 1.
 */
export function* choosePrice(input: Omit<OutlookInput, 'price'>): Generator<number, number | null> {
  const days = input.seconds.length
  if (days < 2) return null
  const { cards, part } = takeSample(input, MOST_CARD_DAYS)
  const model = makeModel(input.weights)
  const { habits, steps } = input
  const run = (policy: Policy, seed: number): number => {
    const world = makeExamWorld({ cards, truth: model, model, habits, steps, luck: makeLuck(cards.length, seed) })
    studyUntil(world, days, (day) => (input.seconds[day] ?? 0) * part, policy)
    return shareOn(world, days)
  }
  const plain = Array.from({ length: RUNS }, (_, seed) => run(greedy, seed))
  let best: { readonly price: number; readonly gain: number } | null = null
  for (const [i, price] of PRICES.entries()) {
    const gaps: number[] = []
    for (let seed = 0; seed < RUNS; seed++) {
      gaps.push(run(ahead(price), seed) - (plain[seed] ?? 0))
      yield (i + (seed + 1) / RUNS) / PRICES.length
    }
    const gain = gaps.reduce((sum, gap) => sum + gap, 0) / RUNS
    const variance = gaps.reduce((sum, gap) => sum + (gap - gain) ** 2, 0) / (RUNS - 1)
    if (gain > NOISE * Math.sqrt(variance / RUNS) && gain > (best?.gain ?? 0)) best = { price, gain }
  }
  return best?.price ?? null
}
