import type { MemoryWord } from '../../domain/card.ts'
import { hourOfDay, spent } from '../chartFormat.ts'
import { count, number, percent } from '../format.ts'
import { t } from '../messages.ts'
import { section } from './section.ts'

const reviews = (n: number) => count(n, { one: '# review', other: '# reviews' })
const days = (n: number) => count(n, { one: '# day', other: '# days' })
const weeks = (n: number) => count(n, { one: '# week', other: '# weeks' })

export const stats = section('stats', {
  title: 'What you remember',
  leftOut: 'Cramming is left out of all figures here, and so are answers that you took back.',
  empty: 'Nothing to show yet',
  emptyText: 'Answer a few cards, and what you remember of them stands here.',
  filter: 'Cards counted',
  everything: 'All cards',
  filterDecks: 'Decks',
  filterTags: 'Tags',
  filterArticles: 'Articles',
  period: 'Period',
  periods: { month: '1 month', quarter: '3 months', all: 'All' },
  asTable: 'Show as a table',
  tableOf: (finding: string) => `Table: ${finding}`,
  share: (ratio: number) => percent(ratio, 1),
  today: 'today',
  todayCapital: 'Today',

  day: (cards: number, ms: number, recalled: number) =>
    `${t.cards(cards)} today in ${spent(ms)}. ${number(recalled)} recalled at first try.`,
  dayEmpty: 'No card answered yet today.',
  dayCards: 'cards',
  dayAnswers: 'answers',
  dayTime: 'time',
  dayRecalled: 'at first try',

  retention: (ratio: number, desired: number) =>
    `You recalled ${percent(ratio, 1)} in the last 7 days. Your target is ${percent(desired)}.`,
  retentionFew: (n: number, enough: number) =>
    n === 0
      ? `No review past the learning steps in the last 7 days. A share needs ${number(enough)}.`
      : `${reviews(n)} past the learning steps in the last 7 days. A share needs ${number(enough)}.`,
  retentionChart: (n: number, desired: number) =>
    `True retention over ${weeks(n)} with its 95% range, against a target of ${percent(desired)}`,
  retentionHidden: (n: number, enough: number) =>
    `No line where a week has fewer than ${number(enough)} reviews: ${weeks(n)} here.`,
  retentionText: 'The first answer of a day to each card that is past its learning steps.',
  retentionSplit: (settling: string, known: string) => `Settling cards ${settling}, known cards ${known}.`,
  ofTotal: (ratio: number, n: number) => `${percent(ratio, 1)} of ${number(n)}`,
  none: 'none yet',
  recalled: 'recalled',
  target: 'target',
  range: '95% range',
  tooFew: 'too few',
  percents: (from: number, to: number) => `${number(from)}–${number(to)}%`,
  fromTo: (from: string, to: string) => `${from} – ${to}`,
  thisWeek: 'last 7 days',

  due: (perDay: number, horizon: string) =>
    perDay > 0 && perDay < 1
      ? `Under one review a day over ${horizon}.`
      : `About ${reviews(Math.round(perDay))} a day over ${horizon}.`,
  dueNone: (horizon: string) => `No reviews come up over ${horizon}.`,
  horizon: 'How far ahead',
  horizons: { month: '30 days', year: '1 year' },
  horizonWords: { month: 'the next 30 days', year: 'the next year' },
  dueChart: (horizon: string) => `Cards that come due over ${horizon}`,
  dueToday: (due: number, backlog: number) =>
    backlog === 0
      ? `${number(due)} due today.`
      : `${number(due)} due today, ${number(backlog)} of them from earlier days.`,
  dueText: 'Each card counts once, at its next review. New cards come on top.',
  review: 'review',
  learning: 'learning',
  backlog: 'from earlier days',

  run: (n: number) => `${days(n)} in a row.`,
  runRest: (n: number) => `${days(n)} of study, no two missed in a row.`,
  year: (n: number) => `${reviews(n)} in the last 365 days.`,
  yearText: (n: number, studied: number, longest: number) =>
    `${reviews(n)} on ${days(studied)}. Longest run: ${days(longest)}.`,
  heatChart: (n: number) => `Reviews a day over the last ${days(n)}`,
  heatCursor: 'Day in the chart',
  heatDay: (day: string, n: number, ms: number) =>
    n === 0 ? `${day}: no reviews` : `${day}: ${reviews(n)}, ${spent(ms)}`,
  fewer: 'fewer',
  moreReviews: 'more',
  restDays: 'A rest day does not break it',
  restDaysText: 'One missed day between two days of study is passed over.',
  inARow: (n: number): readonly [string, string] => [days(n), 'in a row'],
  studied: (n: number): readonly [string, string] => [days(n), 'of study'],
  recent: (n: number): readonly [string, string] => [reviews(n), 'in 9 weeks'],

  states: (known: number, all: number) => `${number(known)} of ${t.cards(all)} ${known === 1 ? 'is' : 'are'} known.`,
  statesChart: 'Cards by what is remembered of them',
  stateNames: { known: 'Known, 21+ days', settling: 'Settling', learning: 'Learning', new: 'New' } as Record<
    MemoryWord,
    string
  >,

  stability: (length: string) => `Half your memories last ${length} or more.`,
  stabilityText: 'Days until the chance of recall falls to 90%',
  stabilityChart: 'Cards by how long their memory lasts',
  stabilityBins: ['<1 d', '1–3 d', '3–7 d', '1–2 w', '2–3 w', '3–9 w', '2–4 m', '>4 m'],
  stabilityRows: [
    'Under 1 day',
    '1 to 3 days',
    '3 to 7 days',
    '1 to 2 weeks',
    '2 to 3 weeks',
    '3 weeks to 2 months',
    '2 to 4 months',
    'Over 4 months',
  ],
  median: (value: string) => `median ${value}`,
  difficulty: (value: number) => `Half your cards have a difficulty of ${number(value)} or less.`,
  difficultyText: 'From 1, easy, to 10, hard, as your answers show it',
  difficultyChart: 'Cards by difficulty',
  retrievability: (ratio: number) => `Asked today, you would recall about ${percent(ratio)} of what you have learned.`,
  retrievabilityText: 'Chance of recall today',
  retrievabilityChart: 'Cards by the chance of recalling them today',
  nothingLearned: 'No card has been learned here yet.',

  hours: (from: number) => `You study most between ${hourOfDay(from)} and ${hourOfDay((from + 1) % 24)}.`,
  hoursChart: 'Answers by hour of the day',
  hoursText: 'By the clock where you were',
  buttons: (ratio: number) => `You pressed Again on ${percent(ratio, 1)} of answers to settling and known cards.`,
  buttonsFew: 'No answers to settling or known cards in this period.',
  buttonsChart: 'Ratings by what the card was when asked',
  buttonsText: 'Shares of all answers; bars stand in the order of the keys',
  time: (perDay: number, perAnswer: number) => `${spent(perDay)} on a day of study, ${spent(perAnswer)} an answer.`,
  timeChart: (bucket: string) => `Minutes of study by ${bucket}`,
  timeText: (total: number, studied: number) => `${spent(total)} on ${days(studied)}.`,
  timeNone: 'No time spent in this period.',
  buckets: { day: 'day', week: 'week', month: 'four weeks', year: 'year' },

  columns: {
    day: 'Day',
    week: 'Week',
    hour: 'Hour',
    cards: 'Cards',
    share: 'Share',
    reviews: 'Reviews',
    answers: 'Answers',
    time: 'Time',
    retention: 'True retention',
    range: '95% range',
    settling: 'Settling',
    known: 'Known',
    memory: 'Memory',
    lasts: 'Lasts',
    difficulty: 'Difficulty',
    chance: 'Chance',
    learning: 'Learning',
    review: 'In review',
    backlog: 'From earlier',
    from: 'From',
  },
})
