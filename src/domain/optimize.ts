import { makeCardGradient } from './optimizeGradient.ts'
import { makeModel } from './optimizeModel.ts'
import { DEFAULT_WEIGHTS, type OptimizeSettings } from './optimizeSettings.ts'
import { startWeights } from './optimizeStart.ts'
import { makeRandom, shuffle } from './random.ts'
import { scoredCount, type TrainingRows } from './trainingRows.ts'
import { WEIGHT_RANGES } from './weights.ts'

/** With fewer scored reviews than these, the defaults stay, or only first stabilities are fitted (as fsrs-rs does). */
const FEWEST_REVIEWS = 8
const FEWEST_FOR_DESCENT = 64
const FEWEST_EPOCHS = 3

/**
 * FSRS-6 weights that fit the rows, by Adam over batches of cards. Yields the share done, 0 to 1, after each epoch and
 * ends with the 21 weights. The same rows and settings give the same weights.
 */
export function* optimize(rows: TrainingRows, settings: OptimizeSettings): Generator<number, readonly number[]> {
  const total = scoredCount(rows)
  if (total < FEWEST_REVIEWS) return DEFAULT_WEIGHTS
  const start = startWeights(rows, settings.startSpread)
  const trust = total / (total + settings.hedge)
  if (total < FEWEST_FOR_DESCENT) return result(start, trust)

  const reviewWeights = weighReviews(rows, settings.recency, total)
  const cardGradient = makeCardGradient()
  const gradient = new Float64Array(start.length)
  const weights = Float64Array.from(start)
  hold(weights)
  const descend = makeAdam(weights.length)
  const random = makeRandom(settings.seed)
  const cards = scoredCards(rows)
  let batches = makeBatches(shuffle(cards, random), settings.batchSize)
  const pull = settings.pull * (1 + settings.caution / total)
  const epochs = Math.min(settings.epochs, Math.max(FEWEST_EPOCHS, Math.ceil(settings.visits / total)))
  const steps = batches.length * epochs
  let step = 0
  for (let epoch = 0; epoch < epochs; epoch++) {
    if (epoch > 0) batches = shuffle(batches, random)
    for (const batch of batches) {
      gradient.fill(0)
      const model = makeModel(weights)
      for (const card of batch.cards) cardGradient(rows, card, model, reviewWeights, gradient)
      const share = batch.reviews / total
      for (let k = 0; k < weights.length; k++) {
        const stray = (weights[k] as number) - (start[k] as number)
        ;(gradient[k] as number) += (2 * pull * share * stray) / (settings.spreads[k] as number) ** 2
      }
      descend(weights, gradient, settings.rate * 0.5 * (1 + Math.cos((Math.PI * step) / steps)))
      hold(weights)
      step++
    }
    yield (epoch + 1) / epochs
  }
  return result(weights, trust)
}

type Batch = { readonly cards: readonly number[]; readonly reviews: number }
type Card = { readonly card: number; readonly reviews: number }

/** Cards with scored reviews, and how many. */
function scoredCards(rows: TrainingRows): Card[] {
  const cards: Card[] = []
  for (let card = 0; card + 1 < rows.starts.length; card++) {
    let reviews = 0
    for (let i = rows.starts[card] ?? 0; i < (rows.starts[card + 1] ?? 0); i++) reviews += rows.scored[i] ?? 0
    if (reviews > 0) cards.push({ card, reviews })
  }
  return cards
}

/** Cards in the order given, up to so many scored reviews each. */
function makeBatches(cards: readonly Card[], size: number): Batch[] {
  const batches: Batch[] = []
  let open = { cards: [] as number[], reviews: 0 }
  for (const { card, reviews } of cards) {
    if (open.reviews > 0 && open.reviews + reviews > size) {
      batches.push(open)
      open = { cards: [], reviews: 0 }
    }
    open.cards.push(card)
    open.reviews += reviews
  }
  return [...batches, open]
}

/** What each review counts for: all the same, or from a quarter for the first to the whole for the last. */
function weighReviews(rows: TrainingRows, recency: OptimizeSettings['recency'], total: number): Float64Array {
  const weights = Float64Array.from(rows.scored)
  if (recency === 'uniform') return weights
  const inTime = Array.from(rows.scored.keys())
    .filter((i) => rows.scored[i] === 1)
    .sort((a, b) => (rows.days[a] ?? 0) - (rows.days[b] ?? 0) || a - b)
  for (const [place, i] of inTime.entries()) weights[i] = 0.25 + 0.75 * (place / Math.max(1, total - 1)) ** 3
  return weights
}

/** Kingma and Ba's descent, 2014: each weight by its own mean gradient over its own spread. */
function makeAdam(count: number): (weights: Float64Array, gradient: Float64Array, rate: number) => void {
  const mean = new Float64Array(count)
  const square = new Float64Array(count)
  let step = 0
  return (weights, gradient, rate) => {
    step++
    const unbiasMean = 1 - 0.9 ** step
    const unbiasSquare = 1 - 0.999 ** step
    for (let k = 0; k < count; k++) {
      const g = gradient[k] as number
      const m = 0.9 * (mean[k] as number) + 0.1 * g
      const v = 0.999 * (square[k] as number) + 0.001 * g * g
      mean[k] = m
      square[k] = v
      ;(weights[k] as number) -= (rate * (m / unbiasMean)) / (Math.sqrt(v / unbiasSquare) + 1e-8)
    }
  }
}

/** Back into the ranges, first stabilities rising from Again to Easy. */
function hold(weights: Float64Array): void {
  for (const [k, [low, high]] of WEIGHT_RANGES.entries()) {
    weights[k] = Math.min(Math.max(weights[k] as number, k > 0 && k < 4 ? (weights[k - 1] as number) : low), high)
  }
}

/** So far from the defaults towards the fit; to six digits after the point, the same in a file as in a database. */
const result = (fit: Float64Array, trust: number): readonly number[] =>
  Array.from(fit, (weight, k) => {
    const preset = DEFAULT_WEIGHTS[k] ?? weight
    return Math.round((preset + trust * (weight - preset)) * 1e6) / 1e6
  })
