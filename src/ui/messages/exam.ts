import { count, number, percent } from '../format.ts'
import { t } from '../messages.ts'
import { section } from './section.ts'

const questions = (n: number) => count(n, { one: '# question', other: '# questions' })

/** Setting up a paper, its result, and the record of past ones. */
export const exam = section('exam', {
  title: 'Set up a paper',
  cards: 'Cards',
  all: 'All decks',
  part: 'Part of them',
  whole: 'All their cards',
  byArticle: 'An article',
  byTag: 'A tag',
  bySearch: 'A kept search',
  count: 'Questions',
  countHelp: (n: number) => (n === 1 ? 'One card to ask.' : `${number(n)} cards to ask. Leave empty to be asked all.`),
  kinds: 'Kinds of question',
  weights: ['None', 'Few', 'Some', 'Many'] as const,
  kindsHelp: 'A card without three good wrong answers is asked to be typed.',
  order: 'Order',
  orders: { random: 'Random', sequential: 'As in the deck', weakest: 'Weakest first' },
  limit: 'Minutes',
  limitHelp: 'Leave empty for no limit.',
  pass: 'Pass mark, %',
  feedback: 'Right or wrong is shown',
  feedbacks: { end: 'At the end', once: 'After each question' },
  marking: 'Typed answers are marked',
  markings: { tolerant: 'Slips pass', exact: 'To the letter', self: 'By myself' },
  shuffle: 'Shuffle the options',
  shuffleHelp: 'Otherwise they stand by size or by letter.',
  teaches: 'Count for the schedule',
  teachesHelp:
    'A miss counts as Again. Right from memory, when due, counts as Good; picked among options, as Hard. Right and not due changes nothing.',
  start: 'Start',
  startSum: (n: number, minutes: number | null) =>
    `${questions(n)}${minutes === null ? '' : `, ${number(minutes)} min`}`,
  nothing: 'No card here can be asked in these ways.',
  wrongNumber: (low: number, high: number) => `A whole number from ${number(low)} to ${number(high)}.`,
  code: 'Code of a paper',
  codeHelp: 'From a friend with the same deck: you both get the same paper.',
  codeWrong: 'This is no code. Check each letter and digit.',
  codeOther: 'This code was made for other cards. Choose the same deck, in the same version and unedited.',
  useCode: 'Use code',

  result: (title: string) => `Paper: ${title}`,
  right: (right: number, total: number) => `${number(right)} of ${number(total)} right`,
  summary: (ratio: number, pass: number, passed: boolean, time: string) =>
    `${percent(ratio)}. Pass mark ${percent(pass)}, ${passed ? 'passed' : 'not passed'}. Took ${time}.`,
  timeUp: 'The time was up.',
  points: (points: number, total: number) =>
    `${number(points)} of ${number(total)} points: part of an answer is part of a point.`,
  strip: (wrong: readonly number[], total: number) =>
    wrong.length === 0
      ? `All ${number(total)} right`
      : `${wrong.length === 1 ? 'Question' : 'Questions'} ${wrong.map(number).join(', ')} wrong, the other ${number(total - wrong.length)} right`,
  toMark: (n: number) => `${questions(n)} for you to mark`,
  byTopic: 'By topic',
  byKind: 'By kind',
  part2: (points: number, total: number) => `${number(points)} of ${number(total)}`,
  forecast: 'Forecast',
  within: (predicted: number, actual: number) =>
    `Your cards foretold ${percent(predicted)}; you got ${percent(actual)}. That is as near as chance allows.`,
  better: (predicted: number, actual: number) =>
    `Your cards foretold ${percent(predicted)}; you got ${percent(actual)}. You know more than your schedule thinks.`,
  worse: (predicted: number, actual: number) =>
    `Your cards foretold ${percent(predicted)}; you got ${percent(actual)}. You know less than your schedule thinks.`,
  range: (low: number, high: number) =>
    percent(low) === percent(high)
      ? `95 of 100 such papers would end at ${percent(low)}.`
      : `95 of 100 such papers would end between ${percent(low)} and ${percent(high)}.`,
  more: (n: number) => `Show more: ${number(n)} left`,
  goOver: (n: number) => `${number(n)} to go over`,
  allRight: 'Nothing to go over',
  allRightText: 'Every answer was right.',
  rest: (n: number) => `${questions(n)} right`,
  showRest: 'Show them',
  hideRest: 'Hide them',
  addOne: (question: string) => `Add to today: ${question}`,
  add: 'Add to today',
  addSum: (n: number) => `${questions(n)}, due today`,
  added: (n: number) => `${t.cards(n)} added to today`,
  overturn: 'I was right',
  overturnBack: 'It was wrong',
  accept: 'Right, and accept it from now on',
  overturned: 'The mark was changed.',
  accepted: 'The mark was changed, and the answer is accepted from now on.',
  taught: (n: number) => `${count(n, { one: '# review', other: '# reviews' })} went into the schedule.`,
  untaught: 'What this paper taught the schedule was taken back.',
  takeBack: 'Take back',
  retake: 'Retake what was missed',
  again: 'New quiz',
  print: 'Paper and key',
  share: 'Share result',
  shared: (title: string, right: number, total: number, ratio: number, code: string | null) =>
    `${title}: ${number(right)} of ${number(total)} right, ${percent(ratio)}.${code === null ? '' : ` Sit the same paper in Recite with the code ${code}.`}`,
  copied: 'Copied',
  codeIs: (code: string) => `Code: ${code}`,
  codeText: 'Gives a friend with the same deck the same paper.',
  gone: 'This paper isn’t in the log of this device',

  history: 'Past papers',
  historyEmpty: 'No paper handed in yet',
  historyEmptyText: 'What you hand in is kept here, with how well it was foretold.',
  chart: (n: number) => `Scores of ${count(n, { one: '# paper', other: '# papers' })}, with what was foretold`,
  calibrated: (n: number) => `Over ${questions(n)}, the forecast was right as far as chance allows.`,
  tooLow: (n: number) => `Over ${questions(n)}, you did better than foretold.`,
  tooHigh: (n: number) => `Over ${questions(n)}, you did worse than foretold.`,
  columns: { paper: 'Paper', date: 'Date', score: 'Score', foretold: 'Foretold', time: 'Time' },
  actual: 'score',
  foretold: 'foretold',

  doPrint: 'Print',
  saveText: 'Save as text',
  keyTitle: 'Key',
  name: 'Name',
  date: 'Date',
  trueOrFalse: 'right / wrong',
})
