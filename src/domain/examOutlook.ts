import { ahead } from './examAhead.ts'
import type { Steps } from './examGain.ts'
import { greedy, shareOn, studyUntil } from './examPolicy.ts'
import { type ExamWorld, makeExamWorld, makeLuck, type WorldCards } from './examWorld.ts'
import { type Model, makeModel, recallAfter } from './optimizeModel.ts'
import type { Habits } from './simulateHabits.ts'

/** A learner's cards of one exam, today being day 0, and the time meant for them. */
export type OutlookInput = {
  readonly cards: WorldCards
  /** For each card a place in `topics`. */
  readonly topicOf: Uint16Array
  readonly topics: number
  /** Seconds meant for each day from today to the day before the exam: as many as there are days left. */
  readonly seconds: readonly number[]
  readonly weights: readonly number[]
  readonly habits: Habits
  readonly steps: Steps
  /** The share that should be recalled on the day, 0 to 1. */
  readonly wantedRatio: number
  /** The price at which the order of study looks ahead; null where it is the plain one. */
  readonly price: number | null
}

/** An expected share, and where 95 of 100 outcomes should lie, all 0 to 1. */
export type Expected = { readonly share: number; readonly low: number; readonly high: number; readonly cards: number }

export type Outlook = {
  /** Share recalled on each day from today to the exam, if the time meant is spent, and if nothing more is done. */
  readonly keepUp: readonly number[]
  readonly stop: readonly number[]
  readonly exam: Expected
  readonly byTopic: readonly Expected[]
  /** What today's time holds. */
  readonly today: { readonly fresh: number; readonly reviews: number; readonly seconds: number }
  /** Cards that would not be met before the exam. */
  readonly unmet: number
  /** New cards to meet on each day that has time, so that all are met by then; 0 where none is new. */
  readonly freshADay: number
  /**
   * Whether the wanted share can be expected. If not, the least of `FACTORS` by which the time would have to grow (null
   * where none of them does), and the topics without which the rest would come to it, weakest first.
   */
  readonly enough: boolean
  readonly factor: number | null
  readonly drop: readonly number[]
}

export const FACTORS = [1.25, 1.5, 2, 3, 5] as const

const RUNS = 8
const RUNS_A_FACTOR = 2
/** Cards times days that are simulated in one run; larger collections are simulated in part. */
const MOST_CARD_DAYS = 18_000
/** Looking ahead takes ten times as long a card. */
const MOST_AHEAD_CARD_DAYS = 4000
const SIGMAS = 1.96

/** Simulates the order of study in force until the exam. Yields the share done, 0 to 1. */
export function* simulateOutlook(input: OutlookInput): Generator<number, Outlook> {
  const days = input.seconds.length
  const model = makeModel(input.weights)
  const sample = takeSample(input, input.price === null ? MOST_CARD_DAYS : MOST_AHEAD_CARD_DAYS)
  const runs: Run[] = []
  const steps = RUNS + FACTORS.length
  for (let run = 0; run < RUNS; run++) {
    runs.push(simulate(input, sample, model, 1, run))
    yield runs.length / steps
  }
  const exam = expectedOf(runs, sample, null)
  const byTopic = Array.from({ length: input.topics }, (_, topic) => expectedOf(runs, sample, topic))
  const enough = exam.share >= input.wantedRatio
  let factor: number | null = null
  for (const [i, tried] of FACTORS.entries()) {
    if (enough || factor !== null) break
    const more = Array.from({ length: RUNS_A_FACTOR }, (_, run) => simulate(input, sample, model, tried, run))
    if (mean(more.map((run) => run.share)) >= input.wantedRatio) factor = tried
    yield (RUNS + i + 1) / steps
  }
  const first = runs[0]
  return {
    keepUp: Array.from({ length: days + 1 }, (_, day) => mean(runs.map((run) => run.byDay[day] ?? 0))),
    stop: Array.from({ length: days + 1 }, (_, day) => stopShare(input.cards, model, day)),
    exam: { ...exam, cards: input.cards.length },
    byTopic: byTopic.map((one, topic) => ({ ...one, cards: input.topicOf.filter((each) => each === topic).length })),
    today: {
      fresh: Math.round((first?.todayFresh ?? 0) / sample.part),
      reviews: Math.round((first?.todayReviews ?? 0) / sample.part),
      seconds: input.seconds[0] ?? 0,
    },
    unmet: Math.round(mean(runs.map((run) => run.unmet)) / sample.part),
    freshADay: freshADay(input),
    enough,
    factor,
    drop: enough ? [] : toDrop(byTopic, input.wantedRatio),
  }
}

/** A part of a learner's cards, so small that a run takes no longer than `cardDays` has it. */
export type Sample = { readonly cards: WorldCards; readonly topicOf: Uint16Array; readonly part: number }

type Run = {
  readonly share: number
  readonly byDay: readonly number[]
  /** Chance of recall on the day, by card. */
  readonly recall: Float64Array
  readonly unmet: number
  readonly todayFresh: number
  readonly todayReviews: number
}

/** Evenly among the cards, under minutes to match. */
export function takeSample({ cards, topicOf, seconds }: Omit<OutlookInput, 'price'>, cardDays: number): Sample {
  const most = Math.max(50, Math.floor(cardDays / Math.max(1, seconds.length)))
  const length = Math.min(cards.length, most)
  const from = (i: number) => Math.floor((i * cards.length) / length)
  const pick = <A extends Float64Array | Int32Array | Uint16Array>(values: A): A =>
    values.slice(0, length).map((_, i) => values[from(i)] ?? 0) as A
  return {
    cards: { length, stability: pick(cards.stability), difficulty: pick(cards.difficulty), last: pick(cards.last) },
    topicOf: pick(topicOf),
    part: cards.length === 0 ? 1 : length / cards.length,
  }
}

function simulate(input: OutlookInput, { cards, part }: Sample, model: Model, factor: number, run: number): Run {
  const days = input.seconds.length
  const { habits, steps } = input
  const world = makeExamWorld({ cards, truth: model, model, habits, steps, luck: makeLuck(cards.length, run) })
  const byDay: number[] = []
  let todayFresh = 0
  let todayReviews = 0
  const before = unmetIn(world)
  byDay.push(shareOn(world, 0))
  studyUntil(
    world,
    days,
    (day) => (input.seconds[day] ?? 0) * factor * part,
    input.price === null ? greedy : ahead(input.price),
    (day) => {
      if (day === 0) {
        todayFresh = before - unmetIn(world)
        todayReviews = countStudied(world) - todayFresh
      }
      byDay.push(shareOn(world, day + 1))
    },
  )
  const recall = Float64Array.from({ length: cards.length }, (_, card) => world.recallOn(card, days))
  return { share: mean([...recall]), byDay, recall, unmet: unmetIn(world), todayFresh, todayReviews }
}

function unmetIn({ length, stability }: Pick<WorldCards, 'length' | 'stability'>): number {
  let count = 0
  for (let card = 0; card < length; card++) if (stability[card] === 0) count++
  return count
}

const freshADay = ({ cards, seconds }: Pick<OutlookInput, 'cards' | 'seconds'>): number =>
  Math.ceil(unmetIn(cards) / Math.max(1, seconds.filter((each) => each > 0).length))

function countStudied(world: ExamWorld): number {
  let count = 0
  for (let card = 0; card < world.length; card++)
    if (world.stability[card] !== 0 && world.last[card] === world.day) count++
  return count
}

/** Over runs and over the throw that each card then is. */
function expectedOf(runs: readonly Run[], { topicOf, cards }: Sample, topic: number | null): Expected {
  const own = Array.from({ length: cards.length }, (_, card) => card).filter(
    (card) => topic === null || topicOf[card] === topic,
  )
  if (own.length === 0) return { share: 0, low: 0, high: 0, cards: 0 }
  const shares = runs.map((run) => mean(own.map((card) => run.recall[card] ?? 0)))
  const share = mean(shares)
  const between = shares.reduce((sum, each) => sum + (each - share) ** 2, 0) / Math.max(1, shares.length - 1)
  const throws = own.map((card) => mean(runs.map((run) => run.recall[card] ?? 0)))
  const within = throws.reduce((sum, p) => sum + p * (1 - p), 0) / own.length ** 2
  const spread = SIGMAS * Math.sqrt(between + within)
  return { share, low: Math.max(0, share - spread), high: Math.min(1, share + spread), cards: own.length }
}

function stopShare(cards: WorldCards, model: Model, day: number): number {
  let sum = 0
  for (let card = 0; card < cards.length; card++) {
    const stability = cards.stability[card] as number
    if (stability > 0) sum += recallAfter(model, day - (cards.last[card] as number), stability)
  }
  return cards.length === 0 ? 0 : sum / cards.length
}

/** The weakest topics, until what is left comes to the wanted share; none where nothing would be left. */
function toDrop(byTopic: readonly Expected[], wanted: number): readonly number[] {
  const order = byTopic.map((_, topic) => topic).sort((a, b) => (byTopic[a]?.share ?? 0) - (byTopic[b]?.share ?? 0))
  const left = new Set(order)
  for (const [dropped, topic] of order.entries()) {
    const cards = [...left].reduce((sum, each) => sum + (byTopic[each]?.cards ?? 0), 0)
    const recalled = [...left].reduce((sum, each) => sum + (byTopic[each]?.cards ?? 0) * (byTopic[each]?.share ?? 0), 0)
    if (cards > 0 && recalled / cards >= wanted) return order.slice(0, dropped)
    left.delete(topic)
  }
  return []
}

const mean = (figures: readonly number[]): number =>
  figures.length === 0 ? 0 : figures.reduce((sum, each) => sum + each, 0) / figures.length
