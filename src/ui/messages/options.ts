import { count, number, percent } from '../format.ts'
import { section } from './section.ts'

const minutes = (n: number) =>
  n < 1 ? 'less than a minute' : count(Math.round(n), { one: '# minute', other: '# minutes' })

export const options = section('options', {
  title: 'Schedule',
  open: 'Change the schedule',
  change: 'Change',
  summary: (ratio: number, fresh: number, reviews: number) =>
    `Retention ${percent(ratio)}, ${number(fresh)} new and ${number(reviews)} reviews a day, steps, easy days.`,
  backToForm: 'Back to the settings',
  scope: 'Settings for',
  all: 'All decks',
  folder: (name: string) => `The folder ${name}`,
  deck: (name: string) => name,

  cost: (answers: number, perDay: number) =>
    `About ${count(Math.round(answers), { one: '# card', other: '# cards' })}, ${minutes(perDay)} a day over the next year.`,
  counting: 'Counting what this costs a day',
  noCost: 'There is no card to study here yet.',

  here: 'Set here.',
  fromAll: 'As for all decks.',
  fromFolder: (name: string) => `As in the folder ${name}.`,
  fromDeck: (name: string) => `As in the deck ${name}.`,
  changed: 'Changed from the default.',
  restore: 'Restore default',
  inherit: 'Inherit again',

  retention: 'Desired retention',
  retentionText: (ratio: number) => `You should recall about ${percent(ratio)} of the cards that come due.`,
  newPerDay: 'New cards a day',
  newPerDayText: 'Each new card brings seven or so reviews in its first month.',
  reviewsPerDay: 'Reviews a day',
  reviewsPerDayText: 'Due cards beyond this wait for the next day. New cards count too.',
  forToday: 'Today only',
  forTodayText: 'Empty means as on any other day.',
  newToday: 'New cards today',
  reviewsToday: 'Reviews today',
  learning: 'Learning steps',
  learningText: 'A new card comes back after each of these: m for minutes, h for hours, d for days.',
  relearning: 'Relearning steps',
  relearningText: 'A forgotten card comes back after each of these.',
  stepsWrong: 'Write steps like 1m 10m, up to ten, none over ten days.',
  maximum: 'Longest interval',
  maximumText: 'No card stays away for more days than this.',
  order: 'New cards come',
  orders: { deck: 'In order', random: 'At random' },
  mix: 'Among the reviews',
  mixes: { mixed: 'Mixed in', first: 'First', last: 'Last' },
  bury: 'Keep related cards apart',
  buryText: 'Cards from one note come up on different days.',
  leech: 'Call a card a leech after',
  leechText: 'So many times forgotten, and it is tagged and you are told; then at every half as many. 0 for never.',
  easy: 'Easy days',
  easyText: 'Fewer reviews are put on these days, where their intervals leave a choice. Cards due already stay.',
  easyWrong: 'One day has to stay normal.',
  easyKinds: { normal: 'Normal', reduced: 'Reduced', minimum: 'Minimum' },
  pause: 'Hold new cards while behind',
  pauseText: 'With more than two days’ reviews overdue, new cards wait until you have caught up.',
  between: (low: number, high: number) => `A number from ${number(low)} to ${number(high)}.`,

  low: 'You would forget more than one due card in five',
  lowText: 'Reviews feel hard below 80%, and what was forgotten has to be learned again.',
  high: 'Dear for what it brings',
  highText: 'Above 95%, minutes rise much faster than what you remember.',
  tooHigh: 'Few people can keep this up',
  tooHighText: 'Above 97%, most of your time goes to cards that you know.',
})
