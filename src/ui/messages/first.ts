import { section } from './section.ts'

/** The example is from our own summary of 11 October 2013, word for word: it ships as a card. */
export const first = section('first', {
  tagline: 'From what you read to what you remember',
  lede: 'Short daily reviews, timed so you don’t forget. Every card shows the sentence it came from.',
  start: (title: string) => `Start with ${title}`,
  paste: 'Paste an article',
  open: 'Open a deck or backup',
  fine: 'No account. Works offline. Stays on your device.',
  collection: 'Afghan talks',
  demoBefore: 'They are to meet again on Saturday.',
  demoSentence: [
    'The conversation, held at Karzai’s presidential palace, took ',
    'about three hours',
    ', ten minutes of them in private.',
  ] as readonly [string, string, string],
  demoQuestion: 'How long did the conversation of Kerry and Karzai take?',
  demoAnswer: 'About three hours',
})
