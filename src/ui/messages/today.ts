import { number } from '../format.ts'
import { t } from '../messages.ts'
import { section } from './section.ts'

const wholeMinutes = (minutes: number) => number(Math.max(1, Math.round(minutes)))

export const today = section('today', {
  heading: (n: number) => (n === 0 ? 'Nothing due today' : `${t.cards(n)} today`),
  sum: (due: number, fresh: number, minutes: number | null) =>
    `${number(due)} due, ${number(fresh)} new.${minutes === null ? '' : ` About ${wholeMinutes(minutes)} min.`}`,
  newLater: (n: number) => `${t.cards(n)}. More new ones tomorrow`,
  nextDue: (n: number, when: string) => `${t.cards(n)}. Next due ${when}`,
  study: 'Study now',
  studySum: (n: number, minutes: number | null) =>
    minutes === null ? t.cards(n) : `${t.cards(n)}, ${wholeMinutes(minutes)} min`,
  quiz: 'Take a quiz',
  decks: 'Decks',
  allDecks: 'All decks',
  reading: 'Reading',
  addArticle: 'Add an article',
  article: (date: string, n: number, due: number) =>
    `${date === '' ? '' : `${date}. `}${t.cards(n)}${due === 0 ? '' : `, ${number(due)} fading`}`,
  done: 'Done for today',
  doneSum: (n: number, recalled: number) => `${t.cards(n)}, ${number(recalled)} recalled.`,
  next: (n: number, when: string) => `Next: ${t.cards(n)} ${when}.`,
  later: (n: number, time: string) => `${t.cards(n)} back in ${time}.`,
})
