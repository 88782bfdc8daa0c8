import { ahead } from './examAhead.ts'
import { type OutlookInput, takeSample } from './examOutlook.ts'
import { gainsToday, greedy, type Policy, shareOn, studyUntil } from './examPolicy.ts'
import { makeExamWorld, makeLuck } from './examWorld.ts'
import { makeModel } from './optimizeModel.ts'

/** Prices that are tried, each so many times what a second is worth by the plain order. */
const FACTORS = [0.25, 0.5, 1, 1.4] as const
const RUNS = 16
const MOST_CARD_DAYS = 4000
/** In standard errors of the paired differences. */
const NOISE = 2

/** Where policies are compared. */
export type Trial = {
  /** The share recalled on the day, 0 to 1, after studying by a policy, with the luck that the number says. */
  readonly run: (policy: Policy, luck: number) => number
  readonly secondsOn: (day: number) => number
}

/** `bestPrice` for a learner's own cards, or some of them where there are many. */
export function* choosePrice(input: Omit<OutlookInput, 'price'>): Generator<number, number | null> {
  const days = input.seconds.length
  if (days < 2) return null
  const { cards, part } = takeSample(input, MOST_CARD_DAYS)
  const model = makeModel(input.weights)
  const { habits, steps } = input
  const secondsOn = (day: number) => (input.seconds[day] ?? 0) * part
  return yield* bestPrice({
    run: (policy, luck) => {
      const world = makeExamWorld({ cards, truth: model, model, habits, steps, luck: makeLuck(cards.length, luck) })
      studyUntil(world, days, secondsOn, policy)
      return shareOn(world, days)
    },
    secondsOn,
  })
}

/**
 * The price at which looking ahead wins by more than its noise over the plain order, in simulated runs with the same luck;
 * null where none does. Yields the share done, 0 to 1.
 */
export function* bestPrice({ run, secondsOn }: Trial): Generator<number, number | null> {
  const worths: number[] = []
  const watched: Policy = (world, days) => {
    worths.push(worthOfASecond(gainsToday(world, days), greedy(world, days), secondsOn(world.day)))
    return greedy(world, days)
  }
  const plain = Array.from({ length: RUNS }, (_, luck) => run(luck === 0 ? watched : greedy, luck))
  const worth = mean(worths)
  // Where time is never short there is nothing to weigh.
  if (worth <= 0) return null
  let best: { readonly price: number; readonly gain: number } | null = null
  for (const [i, factor] of FACTORS.entries()) {
    const price = factor * worth
    const gaps: number[] = []
    for (let luck = 0; luck < RUNS; luck++) {
      gaps.push(run(ahead(price), luck) - (plain[luck] ?? 0))
      yield (i + (luck + 1) / RUNS) / FACTORS.length
    }
    const gain = mean(gaps)
    const variance = gaps.reduce((sum, gap) => sum + (gap - gain) ** 2, 0) / (RUNS - 1)
    if (gain > NOISE * Math.sqrt(variance / RUNS) && gain > (best?.gain ?? 0)) best = { price, gain }
  }
  return best?.price ?? null
}

/** What the last card that a day's time holds gains in a second of it; 0 where time is left over. */
function worthOfASecond(gainOf: ReturnType<typeof gainsToday>, order: readonly number[], seconds: number): number {
  let left = seconds
  for (const card of order) {
    const one = gainOf(card)
    left -= one.seconds
    if (left <= 0) return one.gain / one.seconds
  }
  return 0
}

const mean = (figures: readonly number[]): number => figures.reduce((sum, each) => sum + each, 0) / figures.length
