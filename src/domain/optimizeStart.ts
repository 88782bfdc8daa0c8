import { FIRST_STABILITY_LEAST, makeModel, recallAfter } from './optimizeModel.ts'
import { DEFAULT_WEIGHTS } from './optimizeSettings.ts'
import type { TrainingRows } from './trainingRows.ts'

/** With fewer cards than this a first rating keeps its default. */
const FEWEST_CARDS = 4
const GREATEST_DAYS = 100
const SEARCH_STEPS = 60

/**
 * Where the descent starts: the default weights, with the four first stabilities fitted to each card's first review on
 * a later day. `spread` is the standard deviation of ln(stability / default) expected among learners, null for fsrs-rs's
 * penalty of a sixteenth a day. They rise from Again to Easy.
 */
export function startWeights(rows: TrainingRows, spread: number | null): Float64Array {
  const weights = Float64Array.from(DEFAULT_WEIGHTS)
  const groups = firstReviews(rows)
  const meanRecall = shareRecalled(rows)
  const cards = groups.map((group) => group.reduce((sum, gap) => sum + gap.cards, 0))
  for (const [i, group] of groups.entries()) {
    if ((cards[i] ?? 0) >= FEWEST_CARDS) weights[i] = fitStability(group, DEFAULT_WEIGHTS[i] ?? 1, meanRecall, spread)
  }
  for (let i = 1; i < 4; i++) {
    if ((weights[i] ?? 0) >= (weights[i - 1] ?? 0)) continue
    // The rating with more cards is the better known.
    if ((cards[i] ?? 0) >= (cards[i - 1] ?? 0))
      for (let j = 0; j < i; j++) weights[j] = Math.min(weights[j] ?? 0, weights[i] ?? 0)
    else weights[i] = weights[i - 1] ?? 0
  }
  return weights
}

/** Cards of one first rating that came back after the same number of days. */
type Gap = { readonly days: number; cards: number; recalled: number }

/** By first rating, 1 to 4. */
function firstReviews(rows: TrainingRows): readonly (readonly Gap[])[] {
  const groups = [1, 2, 3, 4].map(() => new Map<number, Gap>())
  for (let card = 0; card + 1 < rows.starts.length; card++) {
    const start = rows.starts[card] ?? 0
    for (let i = start; i < (rows.starts[card + 1] ?? 0); i++) {
      if (rows.scored[i] !== 1) continue
      const days = rows.gapDays[i] ?? 0
      const group = groups[(rows.grades[start] ?? 1) - 1]
      const gap = group?.get(days) ?? { days, cards: 0, recalled: 0 }
      gap.cards++
      if ((rows.grades[i] ?? 0) > 1) gap.recalled++
      group?.set(days, gap)
      break
    }
  }
  return groups.map((group) => [...group.values()])
}

function shareRecalled(rows: TrainingRows): number {
  let scored = 0
  let recalled = 0
  for (let i = 0; i < rows.scored.length; i++) {
    if (rows.scored[i] !== 1) continue
    scored++
    if ((rows.grades[i] ?? 0) > 1) recalled++
  }
  return scored === 0 ? 0.9 : recalled / scored
}

/** The stability, in days, that fits a group best: a search by thirds of the logarithm, where the loss has one valley. */
function fitStability(group: readonly Gap[], preset: number, meanRecall: number, spread: number | null): number {
  const model = makeModel(DEFAULT_WEIGHTS)
  const loss = (lnStability: number): number => {
    const stability = Math.exp(lnStability)
    const penalty =
      spread === null
        ? Math.abs(stability - preset) / 16
        : (lnStability - Math.log(preset)) ** 2 / (2 * spread * spread)
    return group.reduce((sum, gap) => {
      // One more card that does as all reviews do: a gap that was met once must not say never or always.
      const share = (gap.recalled + meanRecall) / (gap.cards + 1)
      const recall = Math.min(Math.max(recallAfter(model, gap.days, stability), 1e-9), 1 - 1e-9)
      return sum - gap.cards * (share * Math.log(recall) + (1 - share) * Math.log(1 - recall))
    }, penalty)
  }
  let low = Math.log(FIRST_STABILITY_LEAST)
  let high = Math.log(GREATEST_DAYS)
  for (let i = 0; i < SEARCH_STEPS; i++) {
    const third = (high - low) / 3
    if (loss(low + third) < loss(high - third)) high -= third
    else low += third
  }
  return Math.exp((low + high) / 2)
}
