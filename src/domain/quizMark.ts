import { DEFAULT_FOLDING, type Folding } from './normalise.ts'
import type { Question, QuizOption } from './quiz.ts'
import { gradeTyped } from './typed.ts'
import { gradeList } from './typedList.ts'

/** What was answered, in the question's own way; null for nothing. */
export type QuizAnswer =
  | { readonly kind: 'choice'; readonly option: number }
  /** One text for each blank, or each line of a list; a single one for a typed question. */
  | { readonly kind: 'text'; readonly texts: readonly string[] }
  | null

export type Mark = {
  readonly verdict: 'right' | 'partial' | 'wrong' | 'unanswered'
  /** 0 to 1. */
  readonly points: number
  /** The wrong option taken: its evidence tells what it is true of. */
  readonly chosen: QuizOption | null
  /** For each blank or item whether it was given; one entry for the other kinds. */
  readonly parts: readonly boolean[]
  /** Lines of a list that are no item of it: each takes a point away, but never below none. */
  readonly extra: readonly string[]
}

export type QuizResult = {
  readonly marks: readonly Mark[]
  /** Sum of the points, out of one for each question. */
  readonly points: number
  readonly right: number
  /** 0 to 1; 0 for an empty paper. */
  readonly scoreRatio: number
}

export function markQuiz(
  questions: readonly Question[],
  answers: readonly QuizAnswer[],
  folding: Folding = DEFAULT_FOLDING,
): QuizResult {
  const marks = questions.map((question, i) => markAnswer(question, answers[i] ?? null, folding))
  const points = marks.reduce((sum, mark) => sum + mark.points, 0)
  return {
    marks,
    points,
    right: marks.filter((mark) => mark.verdict === 'right').length,
    scoreRatio: marks.length === 0 ? 0 : points / marks.length,
  }
}

export function markAnswer(question: Question, answer: QuizAnswer, folding: Folding = DEFAULT_FOLDING): Mark {
  const texts = answer?.kind === 'text' ? answer.texts : []
  const isEmpty = answer === null || (answer.kind === 'text' && texts.every((text) => text.trim() === ''))
  if (isEmpty) return unanswered(question)
  switch (question.kind) {
    case 'choice': {
      if (answer.kind !== 'choice') return unanswered(question)
      const chosen = question.options[answer.option]
      if (chosen === undefined) return unanswered(question)
      const isRight = answer.option === question.key
      return markOf([isRight], [], isRight ? null : chosen)
    }
    case 'typed': {
      const { answer: text, accepted, wrong } = question
      return markOf([gradeTyped(texts[0] ?? '', { answer: text, accepted, wrong }, folding).kind === 'right'])
    }
    case 'cloze':
      return markOf(
        question.blanks.map((blank, i) => {
          const wrong = question.blanks.filter((other) => other !== blank).map((other) => other.answer)
          return gradeTyped(texts[i] ?? '', { ...blank, wrong }, folding).kind === 'right'
        }),
      )
    case 'list': {
      const { found, extra } = gradeList(texts, question.items, folding)
      return markOf(
        found.map((line) => line !== null),
        extra,
      )
    }
  }
}

function markOf(parts: readonly boolean[], extra: readonly string[] = [], chosen: QuizOption | null = null): Mark {
  const found = parts.filter(Boolean).length
  const points = parts.length === 0 ? 0 : Math.max(0, found - extra.length) / parts.length
  const isWhole = found === parts.length && extra.length === 0 && parts.length > 0
  return { verdict: isWhole ? 'right' : found > 0 ? 'partial' : 'wrong', points, chosen, parts, extra }
}

const unanswered = (question: Question): Mark => ({
  verdict: 'unanswered',
  points: 0,
  chosen: null,
  parts: partsOf(question).map(() => false),
  extra: [],
})

function partsOf(question: Question): readonly unknown[] {
  switch (question.kind) {
    case 'list':
      return question.items
    case 'cloze':
      return question.blanks
    case 'choice':
    case 'typed':
      return [null]
  }
}
