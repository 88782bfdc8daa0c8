/** Lapses after which a card is called a leech; then again after every half of it. */
export const LEECH_LAPSES = 8

/** True on the very lapse that calls for attention: at 8, 12, 16 … with the default. A threshold of 0 turns it off. */
export function becomesLeech(lapses: number, threshold: number = LEECH_LAPSES): boolean {
  if (threshold <= 0 || lapses < threshold) return false
  return (lapses - threshold) % Math.max(1, Math.ceil(threshold / 2)) === 0
}

export const isLeech = (lapses: number, threshold: number = LEECH_LAPSES): boolean =>
  threshold > 0 && lapses >= threshold
