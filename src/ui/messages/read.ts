import { count, number } from '../format.ts'
import { t } from '../messages.ts'
import { section } from './section.ts'

export const read = section('read', {
  cram: 'Cram these cards: your schedule stays as it is',
  saved: (cards: number) => `${t.cards(cards)}, saved for offline`,
  legend: 'The highlighter fades as you learn',
  strength: { due: 'fading, due now', settling: 'settling', known: 'known', new: 'new' },
  cardOf: (n: number, total: number) => `Card ${number(n)} of ${number(total)}`,
  recall: (percent: string) => `${percent} likely to recall`,
  notStudied: 'not studied yet',
  previous: 'Previous card',
  next: 'Next card',
  study: (due: number) =>
    due === 0 ? 'Study this article' : `Study ${count(due, { one: '# fading card', other: '# fading cards' })}`,
  studyAll: 'Study this article’s cards',
  cards: 'Cards in this article',
  lastSeen: (when: string) => `Last seen ${when}.`,
  missing: 'This article isn’t on this device',
  missingText: 'Its cards still show the sentences they came from.',
})
