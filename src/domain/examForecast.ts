import type { Question } from './exam.ts'
import type { CardId } from './note.ts'

/** What guessing right is worth where nothing is recalled: one of four, one of two. */
const GUESS: Readonly<Record<Question['kind'], number>> = {
  choice: 0.25,
  several: 0,
  trueFalse: 0.5,
  typed: 0,
  cloze: 0,
  list: 0,
  matching: 0,
}

/** Points to expect of a question, 0 to 1, from the chance (0 to 1) of recalling each of its cards. */
export function predictPoints(question: Question, recallOf: (cardId: CardId) => number): number {
  const { cards } = question
  if (cards.length === 0) return 0
  const recalled = cards.reduce((sum, cardId) => sum + recallOf(cardId), 0) / cards.length
  const guess = question.kind === 'matching' ? 1 / cards.length : GUESS[question.kind]
  return recalled + (1 - recalled) * guess
}

/** A forecast beside what came of it. */
export type Calibration = {
  readonly questions: number
  /** Both from 0 to 1. */
  readonly predictedRatio: number
  readonly actualRatio: number
  /** Where 95 of 100 scores would lie, were the forecast right: 0 to 1. */
  readonly low: number
  readonly high: number
  readonly verdict: 'within' | 'better' | 'worse'
}

const SIGMAS = 1.96

/**
 * Whether points agree with what was predicted, question by question, as far as chance allows: each question is taken
 * for a throw of its own. Null where there is no question.
 */
export function calibrate(predicted: readonly number[], points: readonly number[]): Calibration | null {
  const questions = Math.min(predicted.length, points.length)
  if (questions === 0) return null
  let expected = 0
  let variance = 0
  let actual = 0
  for (let i = 0; i < questions; i++) {
    const p = predicted[i] ?? 0
    expected += p
    variance += p * (1 - p)
    actual += points[i] ?? 0
  }
  const spread = SIGMAS * Math.sqrt(variance)
  const low = Math.max(0, expected - spread)
  const high = Math.min(questions, expected + spread)
  return {
    questions,
    predictedRatio: expected / questions,
    actualRatio: actual / questions,
    low: low / questions,
    high: high / questions,
    verdict: actual < low - HAIR ? 'worse' : actual > high + HAIR ? 'better' : 'within',
  }
}

const HAIR = 1e-9
