import { FSRSAlgorithm } from 'ts-fsrs'
import type { CardState, Memory, Recall } from './card.ts'
import type { Moment } from './event.ts'
import { fuzzDay, fuzzDelayMs, fuzzRange, leastReviewDays } from './fuzz.ts'
import { hashToSeed } from './hash.ts'
import type { Balance } from './loadBalance.ts'
import { makeRandom } from './random.ts'
import { gradeOf, type Rating } from './rating.ts'
import type { Settings } from './settings.ts'
import { type StepWait, stepWaits } from './steps.ts'
import { addDays, DAY_MS, type Due, dueAtInstant, dueOnDay, isDayDue, type StudyDay, toInstant } from './time.ts'
import { areWeights } from './weights.ts'

export type SchedulerSettings = Pick<
  Settings,
  'desiredRetentionRatio' | 'learningStepsMinutes' | 'relearningStepsMinutes' | 'maximumIntervalDays' | 'weights'
>

/** How long until a card comes back: whole study days, or milliseconds for a step within the day. */
export type Wait = { readonly kind: 'days'; readonly days: number } | { readonly kind: 'time'; readonly ms: number }

/** What one rating would lead to. `step` is null in review, as in the event that records it. */
export type Outcome = {
  readonly memory: Exclude<Memory, { phase: 'new' }>
  readonly due: Due
  readonly step: number | null
  readonly wait: Wait
}

/** A card in review: its stability, the day of its last answer, and the day on which it is due. */
export type ReviewedCard = { readonly stability: number; readonly day: StudyDay; readonly due: StudyDay }

export type Scheduler = {
  /**
   * All four futures, which label the buttons. What they say is what an answer does: nothing is drawn anew. `balance`
   * chooses among the days that fuzz allows; without it each is as likely as any.
   */
  readonly preview: (state: CardState, moment: Moment, balance?: Balance) => Readonly<Record<Rating, Outcome>>
  readonly answer: (state: CardState, rating: Rating, moment: Moment, balance?: Balance) => Outcome
  /**
   * When a card in review would be due, had its last answer been given under these settings; `today` at the earliest. A
   * day that fuzz could have given stays as it is, and so does one that has come.
   */
  readonly dueAgain: (card: ReviewedCard, today: StudyDay, draw: number, balance?: Balance) => StudyDay
  /**
   * Memory after a rating on `day`: whole study days since the last one, none if the clock went back. On the same day
   * FSRS's short-term formula applies. `recall` is null for a card not yet seen.
   */
  readonly remember: (recall: Recall | null, day: StudyDay, rating: Rating) => Recall
  /** Chance of recall on a study day, 0 to 1. */
  readonly retrievability: (recall: Recall, day: StudyDay) => number
  /** The same for any stretch of days since the last review, fractions too: for order and display. */
  readonly retrievabilityAfter: (stability: number, elapsedDays: number) => number
  /** Unrounded days after which the chance of recall has fallen to the desired retention. */
  readonly idealDays: (stability: number) => number
}

/**
 * The one translator to ts-fsrs, which serves for memory maths alone: its own scheduling counts days in UTC and passes
 * the maximum interval. Settings are expected to be checked (`settingsCheck.ts`); a bad one throws, as a bug.
 */
export function makeScheduler(settings: SchedulerSettings): Scheduler {
  checkSettings(settings)
  const fsrs = new FSRSAlgorithm({
    request_retention: settings.desiredRetentionRatio,
    ...(settings.weights === null ? {} : { w: [...settings.weights] }),
  })
  const idealDays = (stability: number): number => stability * fsrs.interval_modifier

  const remember = (recall: Recall | null, day: StudyDay, rating: Rating): Recall => {
    const elapsedDays = recall === null ? 0 : Math.max(0, day - recall.day)
    const next = fsrs.next_state(recall, elapsedDays, gradeOf(rating))
    if (!Number.isFinite(next.stability) || !Number.isFinite(next.difficulty)) {
      throw new RangeError(`memory is not finite after ${rating} on day ${day}`)
    }
    return { stability: next.stability, difficulty: next.difficulty, day }
  }

  const preview = (state: CardState, moment: Moment, balance: Balance = byFuzz): Readonly<Record<Rating, Outcome>> => {
    checkMoment(moment)
    const { memory } = state
    const recall = memory.phase === 'new' ? null : memory
    const recalls = {
      again: remember(recall, moment.day, 'again'),
      hard: remember(recall, moment.day, 'hard'),
      good: remember(recall, moment.day, 'good'),
      easy: remember(recall, moment.day, 'easy'),
    }
    const draw = makeRandom(hashToSeed(`${state.cardId}#${state.reps}`))()
    const wait: WaitInDays = (stability, minimum) => {
      const ideal = idealDays(stability)
      const range = fuzzRange(ideal, Math.max(1, minimum(ideal)), settings.maximumIntervalDays)
      return balance(moment.day, range, ideal, draw) ?? fuzzDay(range, draw)
    }
    return memory.phase === 'review'
      ? reviewOutcomes(memory, recalls, moment, draw, settings, wait)
      : stepOutcomes(memory, recalls, moment, draw, settings, wait)
  }

  const dueAgain: Scheduler['dueAgain'] = ({ stability, day, due }, today, draw, balance = byFuzz) => {
    const ideal = idealDays(stability)
    const { lower, upper } = fuzzRange(ideal, 1, settings.maximumIntervalDays)
    const hasCome = due <= today && day + upper <= today
    if (hasCome || (due >= day + lower && due <= day + upper)) return due
    const range = { lower: Math.max(lower, today - day), upper }
    if (range.lower > upper) return today
    return addDays(day, balance(day, range, ideal, draw) ?? fuzzDay(range, draw))
  }

  return {
    preview,
    answer: (state, rating, moment, balance) => preview(state, moment, balance)[rating],
    dueAgain,
    remember,
    retrievability: (recall, day) => fsrs.forgetting_curve(Math.max(0, day - recall.day), recall.stability),
    retrievabilityAfter: (stability, elapsedDays) => fsrs.forgetting_curve(Math.max(0, elapsedDays), stability),
    idealDays,
  }
}

type Outcomes = Readonly<Record<Rating, Outcome>>
type Recalls = Readonly<Record<Rating, Recall>>
/** Days until a card with this stability comes back; `minimum` is given its unrounded interval. */
type WaitInDays = (stability: number, minimum: (idealDays: number) => number) => number
type StepPhase = 'learning' | 'relearning'

/**
 * Ratings of a card in review. Each passed rating waits at least a day longer than the one below it, a day longer than
 * last time if the interval grew at all, and never past the maximum.
 */
function reviewOutcomes(
  memory: Extract<Memory, { phase: 'review' }>,
  recalls: Recalls,
  moment: Moment,
  draw: number,
  settings: SchedulerSettings,
  waitInDays: WaitInDays,
): Outcomes {
  const previousDays = isDayDue(memory.due) ? Math.max(0, memory.due - memory.day) : 0
  const passed = (recall: Recall, minimum: number): number =>
    waitInDays(recall.stability, (ideal) => Math.max(minimum, leastReviewDays(ideal, previousDays)))
  const hard = passed(recalls.hard, 1)
  const good = passed(recalls.good, hard + 1)
  const easy = passed(recalls.easy, good + 1)
  const lapsed = stepWaits(settings.relearningStepsMinutes, 0).again
  return {
    again:
      lapsed === null || waitOf(lapsed, draw, settings).kind === 'days'
        ? lapsedForDays(recalls.again, lapsed, hard, moment, draw, settings, waitInDays)
        : onStep('relearning', recalls.again, lapsed, waitOf(lapsed, draw, settings), moment),
    hard: inReview(recalls.hard, hard, moment),
    good: inReview(recalls.good, good, moment),
    easy: inReview(recalls.easy, easy, moment),
  }
}

/** A lapse that waits for days, by a long step or for want of steps: never longer than Hard would have waited. */
function lapsedForDays(
  recall: Recall,
  lapsed: StepWait,
  hardDays: number,
  moment: Moment,
  draw: number,
  settings: SchedulerSettings,
  waitInDays: WaitInDays,
): Outcome {
  if (lapsed === null) {
    return inReview(
      recall,
      Math.min(
        waitInDays(recall.stability, () => 1),
        hardDays,
      ),
      moment,
    )
  }
  const wait = waitOf(lapsed, draw, settings)
  const days = Math.min(wait.kind === 'days' ? wait.days : 1, hardDays)
  return onStep('relearning', recall, lapsed, { kind: 'days', days }, moment)
}

/**
 * Ratings of a card on its steps, or new. A rating never waits for less than the one below it, also where the steps are
 * not in rising order; a card that leaves its steps waits a day at least, Easy a day longer than Good.
 */
function stepOutcomes(
  memory: Exclude<Memory, { phase: 'review' }>,
  recalls: Recalls,
  moment: Moment,
  draw: number,
  settings: SchedulerSettings,
  waitInDays: WaitInDays,
): Outcomes {
  const phase: StepPhase = memory.phase === 'relearning' ? 'relearning' : 'learning'
  const steps = phase === 'relearning' ? settings.relearningStepsMinutes : settings.learningStepsMinutes
  const waits = stepWaits(steps, memory.phase === 'new' ? 0 : memory.step)
  const outcome = (recall: Recall, step: StepWait, least: Wait, leastDays: number): Outcome => {
    if (step !== null) return onStep(phase, recall, step, longer(waitOf(step, draw, settings), least), moment)
    const minimum = Math.max(leastDays, least.kind === 'days' ? least.days : 1)
    return inReview(
      recall,
      waitInDays(recall.stability, () => minimum),
      moment,
    )
  }
  const again = outcome(recalls.again, waits.again, { kind: 'time', ms: 0 }, 1)
  const hard = outcome(recalls.hard, waits.hard, again.wait, 1)
  const good = outcome(recalls.good, waits.good, hard.wait, 1)
  const easy = outcome(recalls.easy, null, good.wait, good.wait.kind === 'days' ? good.wait.days + 1 : 1)
  return { again, hard, good, easy }
}

function onStep(phase: StepPhase, recall: Recall, step: { step: number }, wait: Wait, moment: Moment): Outcome {
  const due =
    wait.kind === 'days' ? dueOnDay(addDays(moment.day, wait.days)) : dueAtInstant(toInstant(moment.at + wait.ms))
  return { memory: { phase, step: step.step, due, ...recall }, due, step: step.step, wait }
}

function inReview(recall: Recall, days: number, moment: Moment): Outcome {
  const due = dueOnDay(addDays(moment.day, days))
  return { memory: { phase: 'review', due, ...recall }, due, step: null, wait: { kind: 'days', days } }
}

/** A step of a day or more waits for whole study days, so that it comes when studying starts and not at that hour. */
function waitOf(step: NonNullable<StepWait>, draw: number, settings: SchedulerSettings): Wait {
  return step.delayMs < DAY_MS
    ? { kind: 'time', ms: Math.min(fuzzDelayMs(step.delayMs, draw), DAY_MS) }
    : { kind: 'days', days: Math.min(Math.round(step.delayMs / DAY_MS), settings.maximumIntervalDays) }
}

function longer(a: Wait, b: Wait): Wait {
  if (a.kind === 'days') return b.kind === 'days' && b.days > a.days ? b : a
  return b.kind === 'days' || b.ms > a.ms ? b : a
}

const byFuzz: Balance = () => null

function checkSettings(settings: SchedulerSettings): void {
  const { desiredRetentionRatio: ratio, maximumIntervalDays, weights } = settings
  const steps = [...settings.learningStepsMinutes, ...settings.relearningStepsMinutes]
  if (!(ratio > 0 && ratio < 1)) throw new RangeError(`desired retention is not between 0 and 1: ${ratio}`)
  if (!Number.isInteger(maximumIntervalDays) || maximumIntervalDays < 1 || maximumIntervalDays > 36_500) {
    throw new RangeError(`maximum interval is not 1 to 36500 days: ${maximumIntervalDays}`)
  }
  if (!steps.every((minutes) => Number.isFinite(minutes) && minutes > 0)) throw new RangeError(`steps: ${steps}`)
  if (weights !== null && !areWeights(weights)) throw new RangeError(`not FSRS-6 weights: ${weights}`)
}

function checkMoment(moment: Moment): void {
  if (!Number.isFinite(moment.at) || !Number.isInteger(moment.day)) {
    throw new RangeError(`not a moment: ${moment.at}, day ${moment.day}`)
  }
}
