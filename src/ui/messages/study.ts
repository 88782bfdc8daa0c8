import type { CardsLeft } from '../../domain/answerTimes.ts'
import type { Rating } from '../../domain/rating.ts'
import type { StudyCommandId } from '../../domain/studyKeys.ts'
import { count, list, number } from '../format.ts'
import { t } from '../messages.ts'
import { section } from './section.ts'

type CountOfKind = { readonly kind: keyof CardsLeft; readonly count: string; readonly word: string }

/** Study, and the parts of a card that other screens show as well. */
export const study = section('study', {
  close: 'Close, keeps progress',
  menu: 'Card menu',
  progress: 'Cards done',
  /** The number stands in bold before it. */
  of: (total: number) => `of ${number(total)}`,
  /** How many cards are to come, by kind; the number is set off from its word. */
  kindsLeft: ({ new: fresh, learning, review }: CardsLeft): readonly CountOfKind[] => [
    { kind: 'new', count: number(fresh), word: 'new' },
    { kind: 'learning', count: number(learning), word: 'learning' },
    { kind: 'review', count: number(review), word: 'due' },
  ],
  left: (minutes: number) => `${t.aboutMinutes(minutes)} left`,

  show: 'Show answer',
  check: 'Check',
  hint: 'Hint',
  hintLong: 'Hint: see the source with the answer covered',
  rateLabel: 'How well did you recall it?',
  suggested: 'suggested',
  /** On the key, and in full: Hard is for a card that was recalled. */
  hardMeans: { short: 'with effort', full: 'I remembered, with effort' },
  answer: 'Answer',
  blank: 'blank',
  yourAnswer: 'Your answer',
  item: (n: number, of: number) => `Item ${number(n)} of ${number(of)}`,
  gap: (n: number, of: number, hint: string | null) =>
    `${of === 1 ? 'Missing word' : `Missing word ${number(n)} of ${number(of)}`}${hint === null ? '' : `, hint: ${hint}`}`,
  dontKnow: 'Don’t know',
  youTyped: 'You typed',
  verdict: {
    right: 'Right',
    close: 'Close: a small slip',
    part: (right: number, of: number) => `${number(right)} of ${number(of)} right`,
    wrong: 'Not the answer',
    fact: 'Close, but a number, a date or a “not” is another',
    'other-answer': 'That is the answer to something else',
    nothing: 'Nothing typed',
  },
  named: 'named',
  missed: 'missing',
  notOnList: 'not on the list',
  wasRight: 'I was right',
  wasRightAdd: 'I was right: count it from now on',
  lenient: 'Case, accents and small slips don’t count against you.',

  past: (ratings: readonly Rating[]) =>
    `Past reviews: ${list(ratings.map((rating) => (rating === 'again' ? 'forgot' : t.rating[rating].toLowerCase())))}`,
  items: (n: number) => count(n, { one: '# item to name', other: '# items to name' }),

  source: 'Source:',
  sentenceBefore: 'The sentence before it',
  sentenceAfter: 'The sentence after it',
  missingSource: 'Source removed by the deck’s owner',
  readAs: (words: string, as: string) => `“${words}” is read as ${as}`,

  /** The acknowledgement: shown once the answer is stored. `when` as in `on 19 May`, `in 10 min`, `tomorrow`. */
  back: (rating: Rating, when: string) => `${t.rating[rating]}. Back ${when}`,
  command: {
    show: 'Show answer',
    again: 'Again',
    hard: 'Hard',
    good: 'Good',
    easy: 'Easy',
    hint: 'Hint',
    undo: 'Undo the last step',
    source: 'Open source',
    edit: 'Edit',
    info: 'Past and future',
    flag: 'Flag',
    mark: 'Mark',
    bury: 'Hide until tomorrow',
    buryNote: 'Hide it and its related cards until tomorrow',
    suspend: 'Suspend',
    replay: 'Read aloud again',
    menu: 'Card menu',
    help: 'Keyboard',
    close: 'Close, keeps progress',
  } as Readonly<Record<StudyCommandId, string>>,
  unmark: 'Remove mark',
  unflag: 'Remove flag',
  marked: 'Marked',
  flagged: 'Flagged',
  remove: 'Delete',
  removeHelp: 'All cards of its note go. Undo brings them back.',
  leechHint: 'A card that is hard to keep',
  leechHintText: (lapses: number) =>
    `Forgotten ${count(lapses, { one: '# time', other: '# times' })}. Say it in other words, split it so that each card asks for one thing, or look at where it stands.`,
  reword: 'Reword it',
  split: 'Split it in two',
  seeSource: 'Open its source',
  leech: (lapses: number) => `Forgotten ${count(lapses, { one: '# time', other: '# times' })}. Rewording it may help.`,

  finishSum: (cards: number, first: number, time: string) =>
    `${t.cards(cards)}, ${number(first)} recalled at the first try. Took ${time}.`,
  nothingNext: 'No card of it is scheduled yet.',
  nextOn: (when: string) => `Nothing is due now. The next card comes back ${when}.`,
  newUsedUp: 'Today’s new cards are used up.',
  toToday: 'Back to Today',
  more: {
    title: 'Study more',
    ahead: 'Study ahead',
    aheadText: (n: number) =>
      `The next ${count(n, { one: 'review', other: '# reviews' })} before their day. Each counts, and its next interval follows from today.`,
    fresh: (n: number) => count(n, { one: '# more new card', other: '# more new cards' }),
    freshText: 'On top of today’s limit. Each brings about seven reviews in its first month.',
    cram: 'Cram',
    cramText: (n: number) =>
      `${count(n, { one: 'One card', other: 'All # cards' })} until each was right once; stop at any time and go on later today. Does not change your schedule.`,
  },
  cramNote: 'Cram: does not change your schedule',
  aheadNote: 'Ahead of time: counts for your schedule',
  crammed: { again: 'Again. It comes back', right: 'Right. Done in this round' },
  cramDone: 'Cram finished',
  waiting: (time: string) => `Next card in ${time}`,
  empty: 'Nothing to study here',
  unsupported: 'This card is of a kind that this version can’t show. Update Recite to study it.',
})
