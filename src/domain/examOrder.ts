import type { AheadGains } from './examAhead.ts'
import type { Gain, Gains } from './examGain.ts'

/** A card before its exams. `stability` 0 for one never seen; `elapsedDays` since its last answer. */
export type RankedCard = {
  readonly stability: number
  readonly difficulty: number
  readonly elapsedDays: number
  /** Days until each exam that asks it, 1 or more. */
  readonly horizons: readonly number[]
}

/** A place in the order of study, with what studying it is worth and takes. */
export type Ranked = Gain & { readonly index: number }

/**
 * The order in which cards are best studied today: by recall gained on the day per second, seen and unseen in one ranking.
 * What was answered today, and what would gain nothing, is left out. Equal ones stay in their order.
 */
export function examOrder(cards: readonly RankedCard[], gains: Gains): readonly Ranked[] {
  const fresh = new Map<string, Gain>()
  const ranked: Ranked[] = []
  for (const [index, card] of cards.entries()) {
    if (card.stability > 0 && card.elapsedDays < 1) continue
    const { gain, seconds } = card.stability > 0 ? seenGain(card) : freshGain(card)
    if (gain > 0 && card.horizons.length > 0) ranked.push({ index, gain, seconds })
  }
  return ranked.sort((a, b) => b.gain / b.seconds - a.gain / a.seconds || a.index - b.index)

  function seenGain({ stability, difficulty, elapsedDays, horizons }: RankedCard): Gain {
    return gains.seen(stability, difficulty, elapsedDays, horizons)
  }

  function freshGain({ horizons }: RankedCard): Gain {
    const key = horizons.join()
    const known = fresh.get(key) ?? gains.fresh(horizons)
    fresh.set(key, known)
    return known
  }
}

/** Rows with the look ahead first, for cards of one exam; what it would leave for later comes after, as `examOrder` has it. */
export function aheadOrder(cards: readonly RankedCard[], gains: Gains, ahead: AheadGains): readonly Ranked[] {
  const first = examOrder(cards, {
    seen: (stability, difficulty, elapsedDays, [days = 1]) => ahead.seen(stability, difficulty, elapsedDays, days),
    fresh: ([days = 1]) => ahead.fresh(days),
  })
  const taken = new Set(first.map(({ index }) => index))
  return [...first, ...examOrder(cards, gains).filter(({ index }) => !taken.has(index))]
}

/** The first of an order that fill so many seconds, the last of them over by one card at most. */
export function within<T extends Pick<Ranked, 'seconds'>>(order: readonly T[], seconds: number): readonly T[] {
  let left = seconds
  const taken: T[] = []
  for (const ranked of order) {
    if (left <= 0) break
    left -= ranked.seconds
    taken.push(ranked)
  }
  return taken
}
