import { count, number, percent } from '../format.ts'
import { t } from '../messages.ts'
import { section } from './section.ts'

const days = (n: number) => count(n, { one: '# day', other: '# days' })

export const moves = section('moves', {
  planning: 'Working out the days',
  move: (n: number) => `${count(n, { one: '# card moves', other: '# cards move' })}.`,
  day: (name: string, before: number, after: number) => `${name} goes from ${number(before)} to ${number(after)}.`,
  none: 'No card has to move.',
  table: 'Reviews on each day',
  dayHead: 'Day',
  before: 'Now',
  after: 'Then',
  apply: (n: number) => `Move ${t.cards(n)}`,
  moving: 'Moving',
  progress: 'How far it is',
  stopped: 'Stopped. Nothing was changed.',
  moved: (n: number) => `${count(n, { one: '# card', other: '# cards' })} moved.`,
  undone: 'Taken back. Every card is due as before.',
  failed: 'That did not work. Nothing was changed.',

  retime: 'Move cards to match',
  retimeText: 'Settings decide from your next answers on. Cards that are out already can follow now.',
  match: 'See what would move',

  behind: (overdue: number) => `${t.cards(overdue)} overdue`,
  behindText: (perDay: number, time: string | null) =>
    `A usual day brings ${number(Math.max(1, Math.round(perDay)))}.${time === null ? '' : ` All of them together take ${time}.`}`,
  start: 'Just start',
  startText: (n: number | null) =>
    n === null
      ? 'What you are likeliest to know comes first, so that little is lost.'
      : `What you are likeliest to know comes first. At your limit a day, you have caught up in ${days(n)}.`,
  spread: 'Spread them out',
  spreadText: 'Give each its own day, as evenly as the coming days allow.',
  over: 'Over',
  overDays: days,
  cap: 'Set a limit a day',
  capText: 'So many reviews a day, the rest waits its turn.',
  capLabel: 'Reviews a day',
  capFor: (n: number | null) =>
    n === null ? 'That is not more than comes anew each day.' : `You have caught up in ${days(n)}.`,
  capSet: (n: number) => `The limit is now ${number(n)} reviews a day.`,
  useCap: 'Use this limit',
  paused: 'New cards wait until then',
  pausedText: 'Turn off to have new cards all the same.',
  between: (low: number, high: number) => `A number from ${number(low)} to ${number(high)}.`,

  away: 'Take a break',
  awayText: 'Days without study, ahead or just past: what falls due in them is put before and after.',
  from: 'First day away',
  to: 'Last day away',
  awayWrong: 'The last day is before the first.',
  recall: (before: number, after: number) =>
    `Of these cards you would recall about ${percent(after, 1)}, in place of ${percent(before, 1)}.`,
  plan: (n: number) => (n === 0 ? 'Keep these days free' : `Move ${t.cards(n)} and keep these days free`),
  planned: (from: string, to: string) => `New intervals keep clear of ${from} to ${to} where they can.`,
  callOff: 'Call the break off',
  calledOff: 'Called off. Cards moved already stay where they are.',
})
