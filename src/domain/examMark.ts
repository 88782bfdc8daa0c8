import { indexAnswers } from './answerIndex.ts'
import {
  type Blueprint,
  type ExamAnswer,
  type ExamOption,
  isAnswered,
  isRecall,
  type Question,
  type QuestionKind,
} from './exam.ts'
import { DEFAULT_FOLDING, type Folding, normalise } from './normalise.ts'
import { drained } from './parts.ts'
import { gradeTyped, type TypedVerdict } from './typed.ts'
import { gradeGaps } from './typedGaps.ts'
import { gradeList } from './typedList.ts'

export type Mark = {
  /** `open`: typed, and still to be marked by the learner. */
  readonly verdict: 'right' | 'partial' | 'wrong' | 'unanswered' | 'open'
  /** 0 to 1. */
  readonly points: number
  /** Wrong options taken: their evidence tells what they are true of. */
  readonly chosen: readonly ExamOption[]
  /** For each blank, item or pair whether it was given; one entry for the other kinds. */
  readonly parts: readonly boolean[]
  /** Lines of a list that are no item of it: each takes a point away, but never below none. */
  readonly extra: readonly string[]
}

/** Marks that a learner overturned, by the question's place: true for right. */
export type Rulings = Readonly<Record<number, boolean>>

export type Answered = {
  readonly questions: readonly Question[]
  readonly answers: readonly ExamAnswer[]
  readonly blueprint: Pick<Blueprint, 'marking' | 'passRatio'>
  readonly rulings: Rulings
}

/** A part of a paper: its questions' verdicts, in their order. */
export type Part<Name> = { readonly name: Name; readonly points: number; readonly verdicts: readonly Mark['verdict'][] }

export type ExamResult = {
  readonly marks: readonly Mark[]
  /** Sum of the points, out of one for each question. */
  readonly points: number
  readonly right: number
  /** Still to be marked by the learner. */
  readonly open: number
  /** 0 to 1; 0 for an empty paper. */
  readonly scoreRatio: number
  readonly passed: boolean
  readonly byTopic: readonly Part<string>[]
  readonly byKind: readonly Part<QuestionKind>[]
}

/** Rounding in sums of thirds must not fail who has just passed. */
const HAIR = 1e-9

export const markPaper = (paper: Answered): ExamResult => drained(markSteps(paper))

/** The same question by question: a long list takes its time. Yields the share that is done, 0 to 1. */
export function* markSteps(paper: Answered): Generator<number, ExamResult> {
  const { questions } = paper
  const marks: Mark[] = []
  for (const i of questions.keys()) {
    marks.push(markAt(paper, i))
    yield marks.length / questions.length
  }
  const points = marks.reduce((sum, mark) => sum + mark.points, 0)
  const scoreRatio = marks.length === 0 ? 0 : points / marks.length
  return {
    marks,
    points,
    right: marks.filter((mark) => mark.verdict === 'right').length,
    open: marks.filter((mark) => mark.verdict === 'open').length,
    scoreRatio,
    passed: scoreRatio >= paper.blueprint.passRatio - HAIR,
    byTopic: partsBy(questions, marks, (question) => question.topic),
    byKind: partsBy(questions, marks, (question) => question.kind),
  }
}

/** One question's mark, with the learner's own ruling over it. */
export function markAt({ questions, answers, blueprint, rulings }: Answered, index: number): Mark {
  const question = questions[index]
  if (question === undefined) throw new RangeError(`no question ${index}`)
  const mark = markAnswer(question, answers[index] ?? null, blueprint.marking)
  const ruling = rulings[index]
  if (ruling === undefined) return mark
  const parts = mark.parts.map(() => ruling)
  return { ...mark, verdict: ruling ? 'right' : 'wrong', points: ruling ? 1 : 0, parts, extra: [] }
}

export function markAnswer(question: Question, answer: ExamAnswer, marking: Blueprint['marking'] = 'tolerant'): Mark {
  if (!isAnswered(answer)) return unmarked(question, 'unanswered')
  if (marking === 'self' && isRecall(question.kind)) return unmarked(question, 'open')
  const folding = { ...DEFAULT_FOLDING, language: question.language }
  const texts = answer?.kind === 'text' ? answer.texts : []
  switch (question.kind) {
    case 'choice': {
      const chosen = answer?.kind === 'choice' ? question.options[answer.option] : undefined
      if (answer?.kind !== 'choice' || chosen === undefined) return unmarked(question, 'unanswered')
      const isRight = answer.option === question.key
      return markOf([isRight], [], isRight ? [] : [chosen])
    }
    case 'several':
      return answer?.kind === 'several' ? markSeveral(question, answer.options) : unmarked(question, 'unanswered')
    case 'trueFalse': {
      if (answer?.kind !== 'truth') return unmarked(question, 'unanswered')
      const isRight = answer.says === question.isTrue
      return markOf([isRight], [], isRight || question.isTrue ? [] : [question.claim])
    }
    case 'typed':
      return markOf([isTypedRight(gradeTyped(texts[0] ?? '', question, folding), marking)])
    case 'cloze':
      return markOf(gradeGaps(texts, question.blanks, folding).map((verdict) => isTypedRight(verdict, marking)))
    case 'list': {
      if (marking === 'exact') return markExactList(question, texts, folding)
      const { found, extra } = gradeList(texts, question.items, folding)
      return markOf(
        found.map((line) => line !== null),
        extra,
      )
    }
    case 'matching': {
      const picks = answer?.kind === 'pairs' ? answer.options : []
      return markOf(question.keys.map((key, i) => picks[i] === key))
    }
  }
}

const isTypedRight = (verdict: TypedVerdict, marking: Blueprint['marking']): boolean =>
  verdict.kind === 'right' && (marking !== 'exact' || verdict.exact)

/** A line counts for an item it is the same as, and for no other. */
function markExactList(
  question: Extract<Question, { kind: 'list' }>,
  texts: readonly string[],
  folding: Folding,
): Mark {
  const answers = question.items.flatMap((item) => [item.text, ...item.accepted])
  const { has } = indexAnswers(answers.map((answer) => normalise(answer, folding)))
  const isExact = (text: string): boolean => {
    const typed = normalise(text, folding)
    return typed !== '' && has(typed)
  }
  const { found, extra } = gradeList(texts.filter(isExact), question.items, folding)
  const inexact = texts.filter((text) => text.trim() !== '' && !isExact(text))
  return markOf(
    found.map((line) => line !== null),
    [...extra, ...inexact],
  )
}

/** Right ones less wrong ones, out of all that are right, never below none: guessing everything gains nothing. */
function markSeveral(question: Extract<Question, { kind: 'several' }>, picked: readonly number[]): Mark {
  const [keys, taken] = [new Set(question.keys), new Set(picked)]
  const wrong = picked.flatMap((option) => (keys.has(option) ? [] : (question.options[option] ?? [])))
  const mark = markOf(
    question.keys.map((key) => taken.has(key)),
    wrong.map((option) => option.text),
    wrong,
  )
  return { ...mark, extra: [] }
}

function markOf(parts: readonly boolean[], extra: readonly string[] = [], chosen: readonly ExamOption[] = []): Mark {
  const found = parts.filter(Boolean).length
  const points = parts.length === 0 ? 0 : Math.max(0, found - extra.length) / parts.length
  const isWhole = found === parts.length && extra.length === 0 && parts.length > 0
  return { verdict: isWhole ? 'right' : points > 0 ? 'partial' : 'wrong', points, chosen, parts, extra }
}

const unmarked = (question: Question, verdict: 'unanswered' | 'open'): Mark => ({
  verdict,
  points: 0,
  chosen: [],
  parts: Array.from({ length: partCount(question) }, () => false),
  extra: [],
})

function partCount(question: Question): number {
  switch (question.kind) {
    case 'list':
      return question.items.length
    case 'cloze':
      return question.blanks.length
    case 'several':
    case 'matching':
      return question.keys.length
    case 'choice':
    case 'trueFalse':
    case 'typed':
      return 1
  }
}

/** In the order in which they first come. */
function partsBy<Name>(
  questions: readonly Question[],
  marks: readonly Mark[],
  nameOf: (question: Question) => Name,
): readonly Part<Name>[] {
  const parts = new Map<Name, { name: Name; points: number; verdicts: Mark['verdict'][] }>()
  for (const [i, question] of questions.entries()) {
    const mark = marks[i]
    const name = nameOf(question)
    const part = parts.get(name) ?? { name, points: 0, verdicts: [] }
    if (mark) {
      part.points += mark.points
      part.verdicts.push(mark.verdict)
    }
    parts.set(name, part)
  }
  return [...parts.values()]
}
