import { placeKey } from './queue.ts'
import { nextAt, type Session, type SessionAnswer } from './session.ts'
import { type Instant, MINUTE_MS } from './time.ts'

/** How far a session has come. `done` counts answers, so that every one of them moves the bar. */
export type Progress = {
  readonly done: number
  /** Answers given plus cards left: never falls behind `done`, and grows when a card must come again. */
  readonly total: number
  readonly minutesLeft: number
}

export type Summary = {
  /** Different cards answered. */
  readonly cards: number
  /** Cards whose first answer in this session was not Again. */
  readonly rightAtFirst: number
  readonly answers: number
  readonly elapsedMs: number
  /** When a step that still waits may be studied; null where none does. */
  readonly nextAt: Instant | null
}

/** What one answer takes before there are any to go by. */
const TYPICAL_ANSWER_MS = 10_000

export function progressOf(session: Session): Progress {
  const left = cardsLeft(session)
  const done = session.answerCount
  const typicalMs = median(answersGiven(session).map((answer) => answer.elapsedMs)) ?? TYPICAL_ANSWER_MS
  return { done, total: done + left, minutesLeft: (left * typicalMs) / MINUTE_MS }
}

export function summaryOf(session: Session): Summary {
  const answers = answersGiven(session)
  const first = new Map<string, SessionAnswer>()
  for (const answer of answers) {
    const key = placeKey(answer.item.place)
    if (!first.has(key)) first.set(key, answer)
  }
  return {
    cards: first.size,
    rightAtFirst: [...first.values()].filter((answer) => answer.rating !== 'again').length,
    answers: answers.length,
    elapsedMs: answers.reduce((sum, answer) => sum + answer.elapsedMs, 0),
    nextAt: nextAt(session),
  }
}

/** Answers that stand, oldest first. */
export function answersGiven(session: Session): readonly SessionAnswer[] {
  const answers: SessionAnswer[] = []
  for (let at: Session | null = session; at !== null; at = at.previous) {
    if (at.answer !== null) answers.push(at.answer)
  }
  return answers.reverse()
}

/** Steps that wait beyond the end of a session are no part of it. */
function cardsLeft(session: Session): number {
  if (session.phase === 'finished') return 0
  return 1 + session.main.length - session.position + session.learning.length
}

function median(values: readonly number[]): number | null {
  const sorted = values.toSorted((a, b) => a - b)
  const middle = sorted.length >> 1
  const upper = sorted[middle]
  if (upper === undefined) return null
  return sorted.length % 2 === 1 ? upper : ((sorted[middle - 1] ?? upper) + upper) / 2
}
