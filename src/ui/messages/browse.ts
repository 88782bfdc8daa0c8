import type { Field, SearchState } from '../../domain/search.ts'
import type { SearchProblem } from '../../domain/searchParse.ts'
import type { Sort } from '../../domain/searchSort.ts'
import { count, list, number } from '../format.ts'
import { t } from '../messages.ts'
import { section } from './section.ts'

const places = (n: number) => count(n, { one: '# day', other: '# days' })

export const browse = section('browse', {
  cram: 'Cram these cards: your schedule stays as it is',
  title: 'All cards',
  add: 'Write a card',
  anki: 'Export for Anki',
  bringBack: 'Bring back',
  search: 'Search',
  placeholder: (cards: number) => `Search ${t.cards(cards)}`,
  language: 'How to search',
  filter: 'Filters and kept searches',
  moreKept: (n: number) => `Show more kept searches: ${number(n)} left`,
  all: 'All',
  states: {
    new: 'New',
    learn: 'Learning',
    due: 'Due',
    review: 'In review',
    suspended: 'Suspended',
    buried: 'Hidden today',
    leech: 'Leeches',
    flagged: 'Flagged',
  } as Record<SearchState, string>,
  found: (n: number, complete: boolean) => (complete ? t.cards(n) : `${t.cards(n)} so far`),
  order: 'Order',
  sorts: {
    deck: 'By deck',
    due: 'Due',
    added: 'Added',
    lapses: 'Forgotten',
    difficulty: 'Difficulty',
    text: 'Text',
  } as Record<Sort, string>,
  reverse: 'Reverse the order',
  keep: 'Keep this search',
  keepName: 'Name',
  letGo: (name: string) => `Let go of “${name}”`,

  none: 'No card is like that',
  noneText: 'A search looks in questions, answers and the sentences behind them.',
  clear: 'Clear the search',
  empty: 'No cards yet',

  problem(problem: SearchProblem, fields: readonly Field[], states: readonly string[]): string {
    const at = number(problem.at + 1)
    switch (problem.kind) {
      case 'unknown-field':
        return `“${problem.field}” at character ${at} is no field. Fields are ${list(fields)}. To find those words, put them in quotes.`
      case 'missing-value':
        return `“${problem.field}:” at character ${at} needs a value after it.`
      case 'unknown-state':
        return `“${problem.value}” at character ${at} is no state. States are ${list(states)}.`
      case 'bad-property':
        return `“${problem.value}” at character ${at} cannot be compared. Write it like prop:ivl>30.`
      case 'bad-days':
        return problem.field === 'rated'
          ? `“${problem.value}” at character ${at} is no number of days. Write it like rated:7, or rated:7:1 for Again.`
          : `“${problem.value}” at character ${at} is no number of days. Write it like added:7.`
      case 'stray-parenthesis':
        return `The parenthesis at character ${at} closes nothing.`
      case 'too-deep':
        return `Too many parentheses are open at character ${at}.`
      case 'too-long':
        return `The search is too long: it asks for too much from character ${at} on.`
    }
  },

  list: 'Cards',
  select: (question: string) => `Select: ${question}`,
  selected: (n: number) => `${number(n)} selected`,
  selectAll: (n: number) => `Select all ${number(n)}`,
  unselect: 'Select none',
  actions: 'Actions',
  actionsFor: (n: number) => `With ${t.cards(n)}`,
  working: 'Working',
  nothing: 'Nothing had to change',
  deckGone: 'Not moved: that deck was removed meanwhile',
  act: {
    suspend: 'Suspend',
    release: 'Bring back',
    releaseHelp: 'What is suspended or hidden today comes up again',
    bury: 'Hide until tomorrow',
    flag: 'Flag',
    unflag: 'Remove flag',
    tag: 'Add a tag',
    untag: 'Remove a tag',
    move: 'Move to another deck',
    send: 'Share',
    due: 'Set when they are due',
    reset: 'Forget progress',
    retire: 'Delete',
  },
  sentTitle: (notes: number, deck: string) => `${count(notes, { one: '# note', other: '# notes' })} from ${deck}`,
  send: 'Share these cards',
  tag: 'Tag',
  moveTo: 'Deck',
  moveHelp: 'All cards of a note go along, with all that you remember of them.',
  dueIn: 'In how many days',
  dueHelp: 'New cards have nothing to be due with, and stay as they are.',
  resetAsk: (n: number) => `Forget the progress of ${t.cards(n)}?`,
  resetText: 'They become new. The record of past reviews is kept, and you can undo this today.',
  retireAsk: (n: number) => `Delete the notes of ${t.cards(n)}?`,
  retireText: 'All cards of each note leave study and lists. You can undo this today.',

  edit: 'Edit',
  info: 'Past and future',
  restore: 'Restore the author’s text',
  restored: 'The author’s text is back',

  history: 'Past',
  wrongClock: (when: string) =>
    `Its last answer is dated ${when}: the clock was set wrong then. So the card is due now, and the next answer puts it right.`,
  noHistory: 'Nothing has happened to this card yet.',
  curve: 'Chance of recall',
  curveLabel: (now: string | null) =>
    now === null ? 'No curve yet: the card is new' : `The chance of recall, ${now} today`,
  columns: { date: 'Date', what: 'What', recall: 'Recall before', next: 'Next after', took: 'Took' },
  events: {
    baseline: 'Came with progress',
    reset: 'Progress forgotten',
    setDue: 'Due date set',
    suspend: 'Suspended',
    resume: 'Resumed',
    bury: 'Hidden until tomorrow',
    flag: 'Flagged',
    unflag: 'Flag removed',
  },
  facts: {
    deck: 'Deck',
    stability: 'Stability',
    difficulty: 'Difficulty',
    reps: 'Reviews',
    lapses: 'Times forgotten',
  },
  days: places,
  seconds: (s: number) => count(s, { other: '# s' }),
  openSource: 'Open the article',

  help: {
    words: 'Both words, anywhere',
    phrase: 'The words as they stand',
    either: 'One or the other',
    not: 'Without',
    deck: 'In a deck and those below it; a star stands for anything',
    tag: 'With a tag',
    article: 'From an article, author or outlet',
    is: (states: readonly string[]) => `In a state: ${list(states)}`,
    prop: 'Interval in days above 30; also r, lapses, s, d, due',
    recall: 'Chance of recall below 80%',
    rated: 'Answered within 7 days; with :1, Again',
    added: 'Added within 7 days',
  },
  keys: {
    search: 'Search the cards',
    next: 'Next card',
    previous: 'Previous card',
    open: 'Open the card',
    select: 'Select the card',
    selectTo: 'Select as far as here',
    undo: 'Undo the last step',
    help: 'Keyboard',
    leave: 'Select no card',
  },
})
