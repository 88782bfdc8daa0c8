import type { Blueprint, ExamAnswer, Question } from './exam.ts'
import type { Rulings } from './examMark.ts'
import { type Instant, MINUTE_MS, toInstant } from './time.ts'

/** A paper that somebody sits, or has just handed in: all that is needed to go on where it was left. */
export type Sitting = {
  readonly id: string
  readonly title: string
  readonly blueprint: Blueprint
  /** What gives another phone the same paper; null where nothing can. */
  readonly code: string | null
  readonly questions: readonly Question[]
  /** For each question the points expected beforehand, 0 to 1. */
  readonly predicted: readonly number[]
  readonly answers: readonly ExamAnswer[]
  readonly flagged: readonly number[]
  /** Questions whose answer was looked up (feedback at once): it stands. */
  readonly checked: readonly number[]
  readonly rulings: Rulings
  readonly current: number
  readonly startedAt: Instant
  /** How long the paper has run. It grows with the clock, also while the app is closed, and never shrinks. */
  readonly spentMs: number
  /** When the clock was last looked at. */
  readonly seenAt: Instant
  /** Added to the limit, in minutes. */
  readonly extraMinutes: number
  readonly over: Over | null
}

export type Over = { readonly cause: 'submitted' | 'time'; readonly at: Instant }

export type SittingAction =
  | { readonly kind: 'answer'; readonly answer: ExamAnswer }
  | { readonly kind: 'flag' }
  | { readonly kind: 'go'; readonly to: number }
  /** Shows whether the answer is right; it can no longer be changed. */
  | { readonly kind: 'check' }
  | { readonly kind: 'rule'; readonly right: boolean }
  | { readonly kind: 'extend'; readonly minutes: number }
  /** Time has passed; nothing else. */
  | { readonly kind: 'tick' }
  /** The paper is taken up again. Without a limit the time since then is not counted. */
  | { readonly kind: 'resume' }
  | { readonly kind: 'submit' }

export type NewSitting = Pick<Sitting, 'id' | 'title' | 'blueprint' | 'code' | 'questions' | 'predicted'>

export const startSitting = (paper: NewSitting, now: Instant): Sitting => ({
  ...paper,
  answers: paper.questions.map(() => null),
  flagged: [],
  checked: [],
  rulings: {},
  current: 0,
  startedAt: now,
  spentMs: 0,
  seenAt: now,
  extraMinutes: 0,
  over: null,
})

/**
 * The paper after something was done at `now`, all of it about the question in view. The time that has passed since the
 * last look counts first: once it is used up the paper is over, and what comes later changes nothing. A clock that was
 * put back stands still until it is looked at again; it gives no time back and takes none away.
 */
export function sit(sitting: Sitting, action: SittingAction, now: Instant): Sitting {
  if (sitting.over !== null) return sitting
  const isPause = action.kind === 'resume' && sitting.blueprint.limitMinutes === null
  const timed = isPause ? { ...sitting, seenAt: now } : pass(sitting, now)
  return timed.over === null ? act(timed, action, now) : timed
}

/** Milliseconds until the paper is over, never below zero; null without a limit. */
export function timeLeftMs({ blueprint, extraMinutes, spentMs }: Sitting): number | null {
  const { limitMinutes } = blueprint
  return limitMinutes === null ? null : Math.max(0, (limitMinutes + extraMinutes) * MINUTE_MS - spentMs)
}

function pass(sitting: Sitting, now: Instant): Sitting {
  const passedMs = Math.max(0, now - sitting.seenAt)
  const leftMs = timeLeftMs(sitting)
  if (leftMs === null || passedMs < leftMs) return { ...sitting, spentMs: sitting.spentMs + passedMs, seenAt: now }
  const at = toInstant(sitting.seenAt + leftMs)
  return { ...sitting, spentMs: sitting.spentMs + leftMs, seenAt: now, over: { cause: 'time', at } }
}

function act(sitting: Sitting, action: SittingAction, now: Instant): Sitting {
  const { current } = sitting
  switch (action.kind) {
    case 'answer':
      return sitting.checked.includes(current)
        ? sitting
        : { ...sitting, answers: sitting.answers.with(current, action.answer) }
    case 'flag':
      return { ...sitting, flagged: toggled(sitting.flagged, current) }
    case 'go':
      return { ...sitting, current: Math.min(Math.max(action.to, 0), sitting.questions.length - 1) }
    case 'check':
      return sitting.blueprint.feedback === 'end' || sitting.checked.includes(current)
        ? sitting
        : { ...sitting, checked: [...sitting.checked, current] }
    case 'rule':
      return { ...sitting, rulings: { ...sitting.rulings, [current]: action.right } }
    case 'extend':
      return { ...sitting, extraMinutes: sitting.extraMinutes + action.minutes }
    case 'submit':
      return { ...sitting, over: { cause: 'submitted', at: now } }
    case 'tick':
    case 'resume':
      return sitting
  }
}

const toggled = (places: readonly number[], place: number): readonly number[] =>
  places.includes(place) ? places.filter((each) => each !== place) : [...places, place].sort((a, b) => a - b)
