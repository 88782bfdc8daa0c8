import type { Parts } from '../../domain/ownPart.ts'
import { count, number } from '../format.ts'
import { t } from '../messages.ts'
import { section } from './section.ts'

export const deck = section('deck', {
  cram: 'Cram these cards: your schedule stays as it is',
  sum: (cards: number, sources: number) => `${t.cards(cards)}, ${t.articles(sources)}.`,
  study: (n: number) => (n === 0 ? 'Study more' : `Study ${number(n)}`),
  quiz: 'Quiz',
  share: 'Share this deck',
  anki: 'Export for Anki',
  search: 'Search this deck',
  searchPlaceholder: (cards: number) => `Search ${t.cards(cards)}`,
  filter: 'Filter',
  filters: { all: 'All', due: 'Due', new: 'New', missed: 'Missed', suspended: 'Suspended' },
  today: 'Today',
  wrongClock: 'Today, as the clock was wrong',
  inDays: (days: number) => (days === 1 ? 'Tomorrow' : `In ${number(days)} days`),
  notYet: 'Not yet',
  suspended: 'Suspended',
  buried: 'Hidden today',
  noMatch: (text: string) => `No card mentions “${text}”`,
  noMatchText: 'Searched questions, answers and source sentences.',
  clearSearch: 'Clear search',
  noneHere: 'No cards here',
  more: (n: number) => `Show more: ${number(n)} left`,

  sources: 'Sources and licence',
  madeBy: 'Made by',
  version: (names: string, version: number) =>
    `${names === '' ? 'Nobody is named' : names}. Version ${number(version)}`,
  licence: 'Questions and answers',
  quoted: 'Source texts',
  ours: (licence: string) => `Recite’s own summaries. ${licence}`,
  theirs: 'Belong to their publishers. Only the sentences behind the cards travel with the deck.',
  source: (source: string, cards: number) => `${source === '' ? '' : `${source}. `}${t.cards(cards)}`,
  licenceName: (spdx: string) =>
    ({ 'CC0-1.0': 'CC0: free for any use', 'CC-BY-4.0': 'CC BY 4.0: share and change them, with credit' })[spdx] ??
    spdx,

  updates: 'Newer versions',
  look: 'Look for a newer version',
  looks: 'Look when this page opens',
  looksHelp: (host: string) => `Asks ${host} once each time you open Recite. Nothing changes before you say so.`,
  forget: 'Forget this address',
  newer: (version: number, host: string) => `Version ${number(version)} is at ${host}`,
  seeNewer: 'See what is new',

  add: 'Write a card',
  create: 'New deck',
  make: 'Make the deck',
  name: 'Name',
  nameHelp: 'Two colons put it into another deck: Languages::French.',
  nameMissing: 'A deck needs a name.',
  rename: 'Rename or move',
  renamed: 'Renamed the deck',
  left: (due: number, fresh: number) => `${number(due)} ${t.decks.due}, ${number(fresh)} ${t.decks.new}`,
  all: (folder: string) => `All of ${folder}`,
  inIt: (n: number) => `${count(n, { one: '# deck', other: '# decks' })} in it`,
  folderSum: (cards: number, decks: number) =>
    `${t.cards(cards)} in ${count(decks, { one: '# deck', other: '# decks' })}.`,
  noFolder: 'No deck lies in this folder',
  remove: 'Remove deck',
  removeAsk: (title: string) => `Remove “${title}”?`,
  removeText: ({ own, received }: Parts) =>
    own === 0
      ? 'Its cards leave this device. What you changed and remember of them is kept, in case the deck comes back.'
      : received === 0
        ? `You wrote or moved ${t.cards(own)} into it, and ${own === 1 ? 'it goes' : 'they go'} too. Only a backup made before brings ${own === 1 ? 'it' : 'them'} back.`
        : `${t.cards(received)} that came with it ${received === 1 ? 'leaves' : 'leave'} this device. ${t.cards(own)} that you wrote or moved into it ${own === 1 ? 'stays' : 'stay'}, and so does the deck.`,
  removeAgain: 'Its cards have changed since you were asked.',
  notFound: 'This deck isn’t on this device',
})
