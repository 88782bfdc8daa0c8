import type { Gain } from './examGain.ts'
import type { ExamWorld } from './examWorld.ts'

/** Cards in the order to study them today, in a world `days` before its exam. */
export type Policy = (world: ExamWorld, days: number) => readonly number[]

/** By recall gained on the day per second. */
export const greedy: Policy = (world, days) => byIndex(world, gainsToday(world, days))

/** What studying each card today gains on the day, nothing later thought of. */
export function gainsToday(world: ExamWorld, days: number): (card: number) => Gain {
  const horizons = [days - world.day]
  const fresh = world.gains.fresh(horizons)
  return (card) => {
    const stability = world.stability[card] as number
    if (stability === 0) return fresh
    return world.gains.seen(
      stability,
      world.difficulty[card] as number,
      world.day - (world.last[card] as number),
      horizons,
    )
  }
}

/** Cards that gain anything today, by gain per second; what was answered today is left out. */
export function byIndex(world: ExamWorld, gainOf: (card: number) => Gain): readonly number[] {
  const scores = new Float64Array(world.length)
  const cards: number[] = []
  for (let card = 0; card < world.length; card++) {
    const isToday = (world.stability[card] as number) > 0 && (world.last[card] as number) >= world.day
    if (isToday) continue
    const { gain, seconds } = gainOf(card)
    if (gain <= 0) continue
    scores[card] = gain / seconds
    cards.push(card)
  }
  return cards.sort((a, b) => (scores[b] as number) - (scores[a] as number) || a - b)
}

/** Studies by a policy, day after day, within each day's seconds (over by one card at most). */
export function studyUntil(
  world: ExamWorld,
  days: number,
  secondsOn: (day: number) => number,
  policy: Policy,
  onDay?: (day: number) => void,
): void {
  for (world.day = 0; world.day < days; world.day++) {
    let left = secondsOn(world.day)
    if (left > 0) {
      for (const card of policy(world, days)) {
        if (left <= 0) break
        left -= world.study(card)
      }
    }
    onDay?.(world.day)
  }
}

/** Expected share recalled on a day, 0 to 1, as cards truly are. */
export function shareOn(world: ExamWorld, day: number): number {
  let sum = 0
  for (let card = 0; card < world.length; card++) sum += world.recallOn(card, day)
  return world.length === 0 ? 0 : sum / world.length
}
