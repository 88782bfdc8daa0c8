import { FIRST_STABILITY_LEAST, type Model, STABILITY_GREATEST, STABILITY_LEAST } from './optimizeModel.ts'
import type { TrainingRows } from './trainingRows.ts'

const COUNT = 21
/** Difficulty depends on these weights alone: 4 to 7. */
const FIRST_OF_D = 4
const COUNT_OF_D = 4

/** Chances of recall this close to 0 or 1 count as that close: one sure miss must not be worth a thousand reviews. */
const EDGE = 1e-9

/**
 * Adds to `gradient` (21 numbers) how a card's log loss changes with each weight, and gives that loss. `weights` holds
 * what each of all rows' reviews counts for; 0 is not scored.
 */
export type CardGradient = (
  rows: TrainingRows,
  card: number,
  model: Model,
  weights: Float64Array,
  gradient: Float64Array,
) => number

/**
 * The exact derivative, carried forward beside stability and difficulty from one review to the next: a history is short
 * and there are only 21 weights, so that this costs about as much as ten predictions and needs no tape.
 */
export function makeCardGradient(): CardGradient {
  const dS = new Float64Array(COUNT)
  const dD = new Float64Array(COUNT_OF_D)
  const place: Place = { s: 0, d: 0, grade: 0, recall: 1, recallByS: 0, recallBy20: 0 }

  return (rows, card, model, weights, gradient) => {
    const { starts, grades, gapDays } = rows
    const { w, decay, factor } = model
    const start = starts[card] as number
    const last = lastWeighed(weights, start, starts[card + 1] as number)
    if (last < start) return 0
    const dFactor = ((factor + 1) * Math.log(0.9)) / (decay * decay)
    let loss = 0

    let grade = grades[start] as number
    const first = w[grade - 1] as number
    let s = Math.max(first, FIRST_STABILITY_LEAST)
    dS.fill(0)
    dS[grade - 1] = first > FIRST_STABILITY_LEAST ? 1 : 0
    const e = Math.exp((grade - 1) * (w[5] as number))
    const d0 = (w[4] as number) - e + 1
    const isFree = d0 >= 1 && d0 <= 10
    let d = isFree ? d0 : d0 < 1 ? 1 : 10
    dD.fill(0)
    if (isFree) {
      dD[0] = 1
      dD[1] = -(grade - 1) * e
    }

    for (let i = start + 1; i <= last; i++) {
      grade = grades[i] as number
      const t = gapDays[i] as number
      if (t > 0) {
        const u = 1 + (factor * t) / s
        const lnU = Math.log(u)
        const recall = Math.exp(decay * lnU)
        const byU = (decay * recall) / u
        place.recall = recall
        place.recallByS = (-byU * factor * t) / (s * s)
        place.recallBy20 = -recall * lnU + byU * (t / s) * dFactor
        const weight = weights[i] as number
        if (weight > 0) {
          const r = Math.min(Math.max(recall, EDGE), 1 - EDGE)
          loss -= weight * (grade > 1 ? Math.log(r) : Math.log(1 - r))
          const slope = weight * (grade > 1 ? -1 / r : 1 / (1 - r))
          const byS = slope * place.recallByS
          for (let k = 0; k < COUNT; k++) (gradient[k] as number) += byS * (dS[k] as number)
          ;(gradient[20] as number) += slope * place.recallBy20
        }
        if (i === last) break
      }
      place.s = s
      place.d = d
      place.grade = grade
      const next = (t === 0 ? sameDay : grade === 1 ? forgotten : recalled)(w, place, dS, dD)
      s = Math.min(Math.max(next, STABILITY_LEAST), STABILITY_GREATEST)
      if (s !== next) dS.fill(0)
      d = stepDifficulty(w, d, grade, dD)
    }
    return loss
  }
}

/** Place of the last review in the range that counts; `start - 1` where none does. Nothing after it needs computing. */
function lastWeighed(weights: Float64Array, start: number, end: number): number {
  let i = end - 1
  while (i >= start && weights[i] === 0) i--
  return i
}

/** What a step of stability needs to know beside the weights. */
type Place = {
  s: number
  d: number
  grade: number
  recall: number
  /** Derivatives of the chance of recall, by stability and by weight 20. */
  recallByS: number
  recallBy20: number
}

/**
 * Each takes a place and brings the derivatives `dS` along: all by the stability before, then the weights' own, then
 * those that come through difficulty. They give the next stability, by the formulas of `optimizeModel.ts`.
 */
type Step = (w: Float64Array, place: Place, dS: Float64Array, dD: Float64Array) => number

const sameDay: Step = (w, { s, grade }, dS) => {
  const w17 = w[17] as number
  const w19 = w[19] as number
  const lnS = Math.log(s)
  const growth = Math.exp(w17 * (grade - 3 + (w[18] as number)) - w19 * lnS)
  if (grade >= 2 && growth < 1) return s
  const next = s * growth
  scale(dS, growth * (1 - w19))
  ;(dS[17] as number) += next * (grade - 3 + (w[18] as number))
  ;(dS[18] as number) += next * w17
  ;(dS[19] as number) -= next * lnS
  return next
}

const forgotten: Step = (w, { s, d, recall, recallByS, recallBy20 }, dS, dD) => {
  const w12 = w[12] as number
  const w13 = w[13] as number
  const w14 = w[14] as number
  const lnD = Math.log(d)
  const ln1S = Math.log1p(s)
  const power = Math.exp(w13 * ln1S)
  const factor = (w[11] as number) * Math.exp((1 - recall) * w14 - w12 * lnD)
  const next = factor * (power - 1)
  const most = s / Math.exp((w[17] as number) * (w[18] as number))
  if (next > most) {
    scale(dS, most / s)
    ;(dS[17] as number) -= most * (w[18] as number)
    ;(dS[18] as number) -= most * (w[17] as number)
    return most
  }
  const byRecall = -w14 * next
  scale(dS, (factor * w13 * power) / (s + 1) + byRecall * recallByS)
  addThroughD(dS, dD, (-w12 * next) / d)
  ;(dS[11] as number) += next / (w[11] as number)
  ;(dS[12] as number) -= lnD * next
  ;(dS[13] as number) += factor * power * ln1S
  ;(dS[14] as number) += (1 - recall) * next
  ;(dS[20] as number) += byRecall * recallBy20
  return next
}

const recalled: Step = (w, { s, d, grade, recall, recallByS, recallBy20 }, dS, dD) => {
  const w9 = w[9] as number
  const w10 = w[10] as number
  const bonus = grade === 2 ? (w[15] as number) : grade === 4 ? (w[16] as number) : 1
  const lnS = Math.log(s)
  const plain = Math.exp((w[8] as number) - w9 * lnS) * (11 - d)
  const gain = Math.exp((1 - recall) * w10)
  const growth = plain * bonus * (gain - 1)
  const byRecall = -s * plain * bonus * gain * w10
  scale(dS, 1 + growth * (1 - w9) + byRecall * recallByS)
  addThroughD(dS, dD, (-s * growth) / (11 - d))
  ;(dS[8] as number) += s * growth
  ;(dS[9] as number) -= s * growth * lnS
  ;(dS[10] as number) += s * plain * bonus * gain * (1 - recall)
  if (grade === 2) (dS[15] as number) += s * plain * (gain - 1)
  if (grade === 4) (dS[16] as number) += s * plain * (gain - 1)
  ;(dS[20] as number) += byRecall * recallBy20
  return s * (1 + growth)
}

function scale(dS: Float64Array, by: number): void {
  for (let k = 0; k < COUNT; k++) (dS[k] as number) *= by
}

function addThroughD(dS: Float64Array, dD: Float64Array, byD: number): void {
  for (let k = 0; k < COUNT_OF_D; k++) (dS[FIRST_OF_D + k] as number) += byD * (dD[k] as number)
}

/** The next difficulty, its derivatives brought along in `dD`. */
function stepDifficulty(w: Float64Array, d: number, grade: number, dD: Float64Array): number {
  const w6 = w[6] as number
  const w7 = w[7] as number
  const e3 = Math.exp(3 * (w[5] as number))
  const target = (w[4] as number) - e3 + 1
  const distance = (10 - d) / 9
  const stepped = d - w6 * (grade - 3) * distance
  const next = w7 * target + (1 - w7) * stepped
  if (next < 1 || next > 10) {
    dD.fill(0)
    return next < 1 ? 1 : 10
  }
  const byD = (1 - w7) * (1 + (w6 * (grade - 3)) / 9)
  dD[0] = byD * (dD[0] as number) + w7
  dD[1] = byD * (dD[1] as number) - 3 * e3 * w7
  dD[2] = byD * (dD[2] as number) - (1 - w7) * (grade - 3) * distance
  dD[3] = byD * (dD[3] as number) + target - stepped
  return next
}
