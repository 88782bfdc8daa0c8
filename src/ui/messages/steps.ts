import type { Rating } from '../../domain/rating.ts'
import { count } from '../format.ts'
import { t } from '../messages.ts'
import { section } from './section.ts'

const notes = (n: number) => count(n, { one: '# note', other: '# notes' })

/** What was done to cards and notes: for the line that says so, and for Undo, on every screen. */
export const steps = section('steps', {
  did: {
    suspend: (n: number) => `Suspended ${t.cards(n)}`,
    release: (n: number) => `Brought back ${t.cards(n)}`,
    bury: (n: number) => `Hid ${t.cards(n)} until tomorrow`,
    flag: (n: number) => `Flagged ${t.cards(n)}`,
    unflag: (n: number) => `Removed the flag of ${t.cards(n)}`,
    reset: (n: number) => `Forgot the progress of ${t.cards(n)}`,
    due: (n: number) => `Set when ${t.cards(n)} ${n === 1 ? 'is' : 'are'} due`,
    note: (n: number) => `Changed ${notes(n)}`,
    retire: (n: number) => `Deleted ${notes(n)}`,
    move: (n: number) => `Moved ${notes(n)}`,
    add: 'Added a card',
    split: 'Split a note in two',
    title: 'Renamed a deck',
    rated: (rating: Rating) => `Rated ${t.rating[rating]}`,
    other: 'The last step',
  },
  undo: (what: string) => `Undo: ${what}`,
  undone: (what: string) => `Took back: ${what}`,
  nothingToUndo: 'Nothing to undo today',
  deckGone: 'Not undone: the deck they came from was removed meanwhile',
})
