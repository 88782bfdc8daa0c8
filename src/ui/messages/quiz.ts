import type { QuestionKind } from '../../domain/exam.ts'
import { clockTime, count, number, percent } from '../format.ts'
import { section } from './section.ts'

const questions = (n: number) => count(n, { one: '# question', other: '# questions' })
const minutes = (n: number) => count(n, { one: '# minute', other: '# minutes' })

/** The Quiz tab, and a paper while it is sat. */
export const quiz = section('quiz', {
  title: 'Quiz',
  lede: (n: number) => `${questions(n)}, some to choose and some to type. Answers are marked at the end.`,
  choose: 'Ten from one deck',
  setUp: 'Set up a paper',
  setUpText: 'Your own choice of cards, kinds and time, or a friend’s code.',
  open: 'Not handed in yet',
  openDetail: (answered: number, total: number, leftMs: number | null) =>
    `${number(answered)} of ${number(total)} answered${leftMs === null ? '' : `, ${clockTime(leftMs)} left`}`,
  discard: (title: string) => `Discard ${title}`,
  discardAsk: 'Discard this paper?',
  discardText: 'Its answers are deleted.',
  discardDo: 'Discard',
  past: 'Past papers',
  allPast: 'All past papers',
  pastDetail: (ratio: number, passed: boolean, when: string) =>
    `${percent(ratio)}, ${passed ? 'passed' : 'not passed'}. ${when}`,
  tooFew: 'There is nothing to ask here yet',
  tooFewText: 'A quiz needs a deck with cards of a kind that this version knows.',

  leave: 'Leave, keep answers',
  leaveAsk: 'Leave this paper?',
  leaveTimed: 'Your answers are kept. The clock runs on, and hands the paper in when the time is up.',
  leaveUntimed: 'Your answers are kept. You go on where you left.',
  leaveDo: 'Leave',
  gone: 'This paper isn’t on this device',
  goneText: 'It was handed in or discarded.',
  question: (n: number) => `Question ${number(n)}`,
  of: (total: number) => `of ${number(total)}`,
  number: (n: number, total: number) => `Question ${number(n)} of ${number(total)}`,
  answer: 'Your answer',
  blank: (n: number) => `Gap ${number(n)}`,
  item: (n: number) => `Item ${number(n)}`,
  atEnd: 'Answers are marked at the end. You can change them until then.',
  failed: 'This device does not keep your answers just now. Leave this page open; each answer tries again.',
  previous: 'Previous question',
  next: 'Next',
  check: 'Check',
  finish: 'Finish',
  flag: 'Flag this question to come back to',
  all: 'All questions',
  mark: (n: number, answered: boolean, flagged: boolean) =>
    `Question ${number(n)}${flagged ? ', flagged' : ''}${answered ? ', answered' : ', empty'}`,
  answered: 'answered',
  flagged: 'flagged',
  unanswered: (n: number) => (n === 0 ? 'Hand this paper in?' : `${questions(n)} not answered`),
  unansweredText: (n: number) =>
    n === 0 ? 'Every question is answered.' : 'Questions left empty count as wrong in the score.',
  keys: { choose: 'choose', next: 'next', flag: 'flag', back: 'back', check: 'check' },

  severalHelp: 'More than one may be right. A wrong one takes a point away from a right one.',
  isItTrue: 'Is this answer right?',
  isTrue: 'Right',
  isFalse: 'Wrong',
  clozeHelp: 'Fill in every gap.',
  listHelp: 'In any order. A line that is no item takes a point away.',
  matching: 'Which answer belongs to which question?',
  matchingHelp: 'Choose a question, then its answer.',
  paired: (option: string) => `Answer ${option}`,
  unpaired: 'No answer yet',
  pick: (letter: string, text: string) => `${letter}: ${text}`,

  timer: (left: string) => `${left} left`,
  timerHidden: 'Clock hidden',
  timerOptions: 'Time',
  hide: 'Hide the clock',
  show: 'Show the clock',
  extend: (n: number) => `${minutes(n)} more`,
  extended: (n: number) => `The paper is ${minutes(n)} longer.`,
  leftSaid: (n: number) => `${minutes(n)} left.`,

  verdict: {
    right: 'Right',
    partial: 'Partly right',
    wrong: 'Wrong',
    unanswered: 'Not answered',
    open: 'Mark it yourself',
  },
  yours: 'Your answer:',
  key: 'Right answer:',
  none: 'No answer',
  trueOf: (text: string) => `“${text}” is true of another sentence:`,
  wasRight: 'I was right',
  wasWrong: 'I was wrong',
  rightMark: 'Right answer',
  wrongMark: 'Your choice',
  kinds: {
    choice: 'One choice',
    several: 'Several choices',
    trueFalse: 'Right or wrong',
    typed: 'Typed',
    cloze: 'Gaps',
    list: 'Lists',
    matching: 'Matching',
  } as Record<QuestionKind, string>,
})
