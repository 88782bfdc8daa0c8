/** FSRS-6's default weights 8 to 10, which say how much a memory grows. */
const [W8, W9, W10] = [1.8722, 0.1666, 0.796]

/**
 * FSRS's memory of a card whose past is only an interval and an ease. The interval is read as the stability, since SM-2
 * aimed at about nine in ten; the difficulty is the one at which a Good answer now would make the interval grow by the
 * ease. FSRS's own growth, solved for difficulty:
 * `ease = 1 + e^w8 · (11 − d) · s^−w9 · (e^(w10 · (1 − r)) − 1)`, with r = 0.9.
 */
export function memoryFromEase(intervalDays: number, ease: number): { stability: number; difficulty: number } {
  const stability = Math.min(Math.max(intervalDays, 0.1), 36_500)
  const growth = Math.exp(W8) * stability ** -W9 * (Math.exp(W10 * 0.1) - 1)
  const difficulty = 11 - (Math.max(ease, 1.3) - 1) / growth
  return { stability, difficulty: Math.min(Math.max(difficulty, 1), 10) }
}
