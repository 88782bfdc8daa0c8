import { count, number, percent } from '../format.ts'
import { t } from '../messages.ts'
import { section } from './section.ts'

const questions = (n: number) => count(n, { one: '# question', other: '# questions' })

export const quiz = section('quiz', {
  title: 'Quiz',
  lede: (n: number) => `${questions(n)}, some to choose and some to type. Answers are marked at the end.`,
  choose: 'Choose a deck',
  start: 'Start quiz',
  questions,
  tooFew: 'This deck has too few cards for a quiz',
  leave: 'Leave quiz, keep answers',
  question: (n: number) => `Question ${number(n)}`,
  of: (total: number) => `of ${number(total)}`,
  number: (n: number, total: number) => `Question ${number(n)} of ${number(total)}`,
  options: 'Options',
  answer: 'Your answer',
  atEnd: 'Answers are marked at the end. You can change them until then.',
  previous: 'Previous question',
  next: 'Next',
  finish: 'Finish',
  flag: 'Flag this question to come back to',
  unflag: 'Remove the flag',
  all: 'All questions',
  mark: (n: number, answered: boolean, flagged: boolean) =>
    `Question ${number(n)}${flagged ? ', flagged' : ''}${answered ? ', answered' : ''}`,
  answered: 'answered',
  flagged: 'flagged',
  open: (n: number) => `${questions(n)} not answered`,
  openText: 'Unanswered questions count as wrong.',
  goBack: 'Go back',
  keys: { choose: 'choose', next: 'next', flag: 'flag', back: 'back' },

  result: (title: string) => `Quiz: ${title}`,
  right: (right: number, total: number) => `${number(right)} of ${number(total)} right`,
  summary: (ratio: number, time: string) => `${percent(ratio)}. Took ${time}.`,
  strip: (wrong: readonly number[], total: number) =>
    wrong.length === 0
      ? `All ${number(total)} right`
      : `${wrong.length === 1 ? 'Question' : 'Questions'} ${wrong.map(number).join(', ')} wrong, the other ${number(total - wrong.length)} right`,
  goOver: (n: number) => `${number(n)} to go over`,
  allRight: 'Nothing to go over',
  allRightText: 'Every answer was right.',
  yours: 'Your answer:',
  key: 'Right answer:',
  none: 'No answer',
  trueOf: 'That is true of another sentence:',
  addOne: (question: string) => `Add to today: ${question}`,
  add: 'Add to today',
  addSum: (n: number) => `${t.cards(n)}, due today`,
  added: (n: number) => `${t.cards(n)} added to today`,
  again: 'New quiz',
  rightMark: 'Right',
  wrongMark: 'Your answer',
})
