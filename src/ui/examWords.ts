import type { ExamAnswer, Question } from '../domain/exam.ts'
import { list } from './format.ts'
import { quiz as words } from './messages/quiz.ts'
import { optionLetter } from './parts/ChoiceOptions.tsx'

/** The question as a heading says it. */
export const stemWords = (question: Question): string => (question.kind === 'matching' ? words.matching : question.stem)

/** What was answered, in words; empty for nothing. */
export function givenWords(question: Question, answer: ExamAnswer): string {
  switch (answer?.kind) {
    case undefined:
      return ''
    case 'text':
      return list(answer.texts.filter((text) => text.trim() !== ''))
    case 'truth':
      return claimWords(question, answer.says)
    case 'choice':
      return 'options' in question ? textOf(question.options[answer.option]) : ''
    case 'several':
      return 'options' in question ? list(answer.options.map((option) => textOf(question.options[option]))) : ''
    case 'pairs':
      return 'options' in question
        ? list(answer.options.map((at) => (at === null ? '–' : textOf(question.options[at]))))
        : ''
  }
}

/** What would have been right. */
export function rightWords(question: Question): string {
  switch (question.kind) {
    case 'choice':
      return question.options[question.key]?.text ?? ''
    case 'several':
      return list(question.keys.map((key) => question.options[key]?.text ?? ''))
    case 'trueFalse':
      return question.isTrue ? claimWords(question, true) : `${claimWords(question, false)} ${question.answer}`
    case 'typed':
      return question.answer
    case 'cloze':
      return list(question.blanks.map((blank) => blank.answer))
    case 'list':
      return list(question.items.map((item) => item.text))
    case 'matching':
      return list(question.keys.map((key) => question.options[key] ?? ''))
  }
}

function claimWords(question: Question, says: boolean): string {
  const claim = question.kind === 'trueFalse' ? question.claim.text : ''
  return `${claim}: ${says ? words.isTrue : words.isFalse}.`
}

/** The options as they are lettered, of those kinds that have some. */
export function optionTexts(question: Question): readonly string[] {
  switch (question.kind) {
    case 'choice':
    case 'several':
      return question.options.map((option) => option.text)
    case 'matching':
      return question.options
    case 'trueFalse':
      return [words.isTrue, words.isFalse]
    default:
      return []
  }
}

/** How many fields are typed into. */
export function fieldCount(question: Question): number {
  switch (question.kind) {
    case 'typed':
      return 1
    case 'cloze':
      return question.blanks.length
    case 'list':
      return question.items.length
    default:
      return 0
  }
}

export const lettered = (index: number, text: string): string => words.pick(optionLetter(index), text)

const textOf = (option: string | { readonly text: string } | undefined): string =>
  typeof option === 'string' ? option : (option?.text ?? '')
