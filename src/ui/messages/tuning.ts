import { count, list, number, percent } from '../format.ts'
import { t } from '../messages.ts'
import { section } from './section.ts'

const reviews = (n: number) => count(n, { one: '# review', other: '# reviews' })
const minutes = (n: number) =>
  n < 1 ? 'less than a minute' : count(Math.round(n), { one: '# minute', other: '# minutes' })
const days = (all: readonly number[]) => list(all.map((n) => number(n)))

/** A log loss, to three digits. */
const loss = (value: number) => number(Math.round(value * 1000) / 10)

export const tuning = section('tuning', {
  title: 'Scheduler',
  tune: 'Tune the scheduler',
  tuneText: 'Fits the forgetting curve to your own reviews, on this device.',
  open: 'Open',
  choose: 'Help me choose',
  chooseText: 'See what each retention would cost you in minutes, and what you would remember.',

  reading: 'Reading your reviews',
  about:
    'Recite predicts when you are about to forget a card. It starts from what holds for most people; your own reviews can say it better.',
  fewer: (n: number, wanted: number) =>
    `Your reviews can say it better from about ${number(wanted)} on. So far there are ${number(n)}.`,
  toGo: 'Reviews so far',
  ready: (n: number) => `There are ${reviews(n)} to learn from.`,
  look: 'Look for a better fit',
  lookAnyway: 'Look anyway',
  fitting: 'Fitting to your reviews',
  stop: 'Stop',

  better: 'Your reviews fit better',
  kept: 'Nothing needs changing',
  keptText: 'The present fit predicts your latest reviews as well as any that was found.',
  tooFew: 'There are not enough reviews over enough days yet.',
  recalled: (n: number, ratio: number) => `Of your latest ${reviews(n)} you recalled ${percent(ratio)}.`,
  expected: (before: number, after: number) =>
    `The present fit expected ${percent(before)}, the new one ${percent(after)}.`,
  closer: 'The new fit had not seen them, and tells better which cards you would forget.',
  intervals: (before: readonly number[], after: readonly number[]) =>
    `A card that you answer Good each time comes back after ${days(after)} days, in place of ${days(before)}.`,
  numbers: 'In numbers',
  logLoss: (before: number, after: number) =>
    `Mean surprise per review (log loss × 100, lower is better): ${loss(before)} before, ${loss(after)} after.`,
  dues: 'No card’s due date moves. The new fit decides from your next answers on, and you can go back at any time.',
  use: 'Use the new fit',
  installing: 'Putting it into force',
  installed: 'In use from your next answer on',
  changed: (date: string) => `Last changed ${date}.`,
  back: 'Go back to the one before',
  backToUsual: 'Go back to what holds for most people',
  failed: 'That did not work. Nothing was changed.',

  offer: 'The scheduler can fit you better',
  offerText: (n: number) => `${reviews(n)} say when you forget. Nothing changes until you have seen it.`,
  see: 'See how',

  simulating: 'Simulating a year of your decks',
  empty: 'There is no card to study yet. Add a deck first.',
  slider: 'Fewer minutes, or more remembered',
  less: 'Fewer minutes',
  more: 'More remembered',
  perDay: 'a day',
  minutes,
  value: (ratio: number, perDay: number, share: number) =>
    `Retention ${percent(ratio)}: ${minutes(perDay)} a day, ${percent(share)} remembered after a year`,
  share: 'remembered after a year',
  retention: (ratio: number) => `Desired retention ${percent(ratio)}`,
  answers: (n: number) => `about ${count(Math.round(n), { one: '# answer', other: '# answers' })} a day`,
  points: ['In a month', 'In half a year', 'In a year'] as readonly string[],
  remembered: (n: number) => `${t.cards(Math.round(n))} remembered`,
  seen: (n: number) => `Of the ${t.cards(Math.round(n))} you will have met by then`,
  waiting: (n: number) => `${t.cards(Math.round(n))} would be waiting because of your limit of reviews a day.`,
  assumes: 'Simulated with your own decks, answer times and limits. Life differs; take it as a guide.',
  choice: (ratio: number) => `Use ${percent(ratio)}`,
  inUse: 'In use',
  chosen: (ratio: number) => `Desired retention is now ${percent(ratio)}. Cards follow from your next answer on.`,
})
