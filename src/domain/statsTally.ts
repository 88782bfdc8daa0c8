/** Answers, and how many of them recalled the card: every rating but Again. */
export type Tally = { readonly recalled: number; readonly total: number }

/** A share, and where the true one lies 95 times of 100; all ratios from 0 to 1. */
export type Share = { readonly ratio: number; readonly low: number; readonly high: number }

/** Fewer answers than this in a week say too little about it. */
export const ENOUGH_REVIEWS = 20

/** The normal distribution's quantile for 95 %. */
const Z = 1.959963984540054

/**
 * Wilson's score interval, which stays within 0 and 1 and is fair to small numbers; null where there is nothing to share.
 * E. B. Wilson, "Probable inference, the law of succession, and statistical inference", JASA 22 (1927).
 */
export function shareOf({ recalled, total }: Tally): Share | null {
  if (total <= 0) return null
  const ratio = recalled / total
  const z2 = Z * Z
  const centre = (ratio + z2 / (2 * total)) / (1 + z2 / total)
  const half = (Z / (1 + z2 / total)) * Math.sqrt((ratio * (1 - ratio)) / total + z2 / (4 * total * total))
  return { ratio, low: Math.max(0, Math.min(ratio, centre - half)), high: Math.min(1, Math.max(ratio, centre + half)) }
}

export const addTallies = (tallies: readonly Tally[]): Tally =>
  tallies.reduce(
    (sum, tally) => ({ recalled: sum.recalled + tally.recalled, total: sum.total + tally.total }),
    NO_TALLY,
  )

export const NO_TALLY: Tally = { recalled: 0, total: 0 }
