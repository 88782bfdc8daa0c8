import type { MemoryWord } from '../domain/card.ts'
import type { Rating } from '../domain/rating.ts'
import type { IntervalUnit, PluralForms } from './format.ts'
import { count, number, toInterval } from './format.ts'
import { section } from './messages/section.ts'

const UNITS: Record<IntervalUnit, PluralForms> = {
  minute: { other: '# min' },
  hour: { one: '# hour', other: '# hours' },
  day: { one: '# day', other: '# days' },
  week: { one: '# week', other: '# weeks' },
  month: { one: '# month', other: '# months' },
  year: { one: '# year', other: '# years' },
}

const cards = (n: number) => count(n, { one: '# card', other: '# cards' })
const articles = (n: number) => count(n, { one: '# article', other: '# articles' })

/** The words that every screen needs, with Today's, the deck list's and the banners'. Other screens bring their own. */
export const t = section('app', {
  home: 'Recite, home',
  nav: 'Main',
  tabs: { today: 'Today', decks: 'Decks', create: 'Create', quiz: 'Quiz', stats: 'Stats' },
  settings: 'Settings',
  safety: 'Safety',
  safetyLook: 'Safety: something to look at',
  back: 'Back',
  close: 'Close',
  cancel: 'Cancel',
  undo: 'Undo',
  undone: 'Undone',
  save: 'Save',
  dismiss: 'Dismiss',
  loading: 'Loading',
  worksOffline: 'Works offline',
  storedHere: 'Stays on this device',

  rating: { again: 'Again', hard: 'Hard', good: 'Good', easy: 'Easy' } as Record<Rating, string>,
  memory: { new: 'new', learning: 'learning', settling: 'settling', known: 'known' } as Record<MemoryWord, string>,
  memoryKey: 'What the colours mean',
  memoryCount: (n: number, word: string) => `${number(n)} ${word}`,

  cards,
  articles,
  interval(ms: number): string {
    const { unit, value } = toInterval(ms)
    return count(value, UNITS[unit])
  },
  aboutMinutes: (minutes: number) => `about ${number(Math.max(1, Math.round(minutes)))} min`,
  basedOn: (parts: readonly string[]) => `Recite’s summary, based on ${parts.join(', ')}`,

  decks: {
    title: 'Decks',
    due: 'due',
    new: 'new',
    done: 'Done',
    from: (n: number, sources: number) => (sources === 0 ? cards(n) : `${cards(n)} from ${articles(sources)}`),
    empty: 'No cards yet',
    emptyText: 'Paste an article and pick the questions you want to keep.',
    paste: 'Paste an article',
    open: 'Open a deck',
    browse: 'Browse all cards',
  },

  when: {
    today: 'today',
    tomorrow: 'tomorrow',
    in: (time: string) => `in ${time}`,
    on: (date: string) => `on ${date}`,
  },

  error: {
    title: 'Something broke',
    text: 'Your answers are saved. Reloading usually helps; a backup keeps everything in one file.',
    backup: 'Save a backup',
    restore: 'Restore a backup',
    reload: 'Reload',
    details: 'Details for a bug report',
    backupFailed: 'The backup could not be saved.',
    notFound: 'There is no such page',
    toToday: 'Go to Today',
  },
})
