import { count, list, number, percent } from '../format.ts'
import { t } from '../messages.ts'
import { section } from './section.ts'

const days = (n: number) => count(n, { one: '# day', other: '# days' })
const minutes = (n: number) => count(n, { one: '# minute', other: '# minutes' })

/** Planning for an exam, and the exam on Today. */
export const planner = section('planner', {
  title: 'Plan an exam',
  exams: 'Exams ahead',
  plan: 'Plan an exam',
  planText: 'A date, its cards and your minutes a day: see what you should recall on the day.',
  inDays: (n: number) => (n === 1 ? 'tomorrow' : `in ${days(n)}`),
  name: 'Name',
  nameHelp: 'For instance: Diplomacy final',
  date: 'Date',
  datePast: 'Choose a day after today.',
  dateTooFar: 'Choose a day before the year 2100.',
  time: 'Time',
  perDay: 'Minutes a day',
  perDayHelp: 'Each weekday has its own; 0 for a day off.',
  minutesWrong: (most: number) => `A whole number from 0 to ${number(most)}.`,
  save: 'Keep this exam',
  saved: 'Kept. Studying now follows it.',
  full: (most: number) => `Not kept: ${number(most)} exams lie ahead already. Delete one of them first.`,
  calendar: 'Calendar file',
  calendarText: 'Planned in Recite.',
  study: (name: string, n: number) => `Study ${minutes(n)}: ${name}`,
  remove: 'Delete this exam',
  removeAsk: (name: string) => `Delete “${name}”?`,
  removeText: 'Every card comes back when it would have without it.',

  outlook: 'Outlook',
  simulating: 'Working out what to expect',
  incomplete: 'With a name and a date, what to expect stands here.',
  empty: 'No card is asked, or no day is left.',
  failed: 'What to expect could not be worked out.',
  keepUp: (share: number, stop: number, day: string) =>
    [
      `Keep up and you should recall ${percent(share)} on ${day}.`,
      `Stop now and it falls to ${percent(stop)}.`,
    ] as const,
  rises: (share: number, stop: number, day: string) =>
    [`Keep up and you should recall ${percent(share)} on ${day}.`, `Stop now and it is ${percent(stop)}.`] as const,
  range: (low: number, high: number) =>
    `Between ${percent(low)} and ${percent(high)}, 95 times of 100, if memory goes as your schedule expects.`,
  chart: (share: number, stop: number) =>
    `Forecast recall on exam day: ${percent(share)} if you keep up, ${percent(stop)} if you stop today`,
  today: 'Today',
  todayPlan: (fresh: number, reviews: number, n: number) =>
    n === 0
      ? 'No minutes are meant for today.'
      : `Today’s ${minutes(n)} hold ${t.cards(reviews)} to review and ${number(fresh)} new.`,
  enough: (wanted: number) => `The time suffices for ${percent(wanted)}.`,
  short: (wanted: number, n: number) => `For ${percent(wanted)} it takes about ${minutes(n)} more a day.`,
  tooShort: (wanted: number) => `For ${percent(wanted)} even five times the minutes would not do.`,
  pace: (n: number) => `To see every card before the exam takes ${number(n)} new a day.`,
  unmet: (n: number) => `${t.cards(n)} would not be seen before the exam.`,
  drop: (names: readonly string[]) => `Without ${list(names)} the rest would come to it.`,
  byTopic: 'By topic',
  topic: (share: number, low: number, high: number) => `${percent(share)} (${percent(low)} to ${percent(high)})`,
  view: 'Open the plan',
  columns: { day: 'Days from now', keepUp: 'Keeping up', stop: 'Stopping' },
})
