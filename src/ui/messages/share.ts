import { bytes, count, number } from '../format.ts'
import { t } from '../messages.ts'
import { section } from './section.ts'

/** What is said before a deck is sent, and the ways to send it. */
export const share = section('share', {
  by: (names: string, licence: string) => (names === '' ? licence : `By ${names}. ${licence}`),
  inside: (cards: number, articles: number, media: number) =>
    [t.cards(cards), ...(articles > 0 ? [t.articles(articles)] : []), ...(media > 0 ? [mediaCount(media)] : [])].join(
      ', ',
    ),
  stays: 'What you remember of them stays here.',
  file: 'Save as a file',
  fileNote: (name: string, size: number) => `${name}, ${bytes(size)}`,
  corrections: 'Send my corrections',
  correctionsNote: (cards: number) => `${t.cards(cards)}, for whoever made the deck`,
  ankiNote: 'An .apkg package, with your progress if you like',
  making: 'Putting it together',
  others: (n: number) =>
    count(n, {
      one: '# article is somebody else’s text: only the sentences behind the cards go along.',
      other: '# articles are somebody else’s texts: only the sentences behind the cards go along.',
    }),
  textOnly: 'A link and codes hold the text alone. Pictures and sounds go with the file.',

  qr: 'QR code of the link',
  qrText: 'Point another phone’s camera here. The deck opens in Recite and is saved there for offline use.',
  link: 'Link',
  linkHelp: 'The whole deck is in it. No server gets to see it.',
  copyLink: 'Copy link',
  copied: 'Copied',
  copyFailed: 'The browser did not allow it. Select the link and copy it.',
  noLink: 'This deck is too long for a link. A file holds any deck.',
  app: 'Send with another app',
  appNote: 'Messages, mail, AirDrop',
  codes: 'Show as moving codes',
  codesNote: (n: number) =>
    `For a camera beside you, without a network: ${count(n, { one: '# code', other: '# codes' })}`,
  codesHow: 'On the other device: Decks, Open a deck, Scan a code. Hold its camera so that it sees the whole code.',
  codesMissed: 'It may miss some. They go on until you stop.',
  codeLabel: (n: number) => `QR code ${number(n)}`,
  codeNumber: (n: number, needed: number) => `Code ${number(n)}. At least ${number(needed)} have to be seen.`,
  pause: 'Pause',
  play: 'Play',
  nextCode: 'Next code',
  speed: 'Speed',
  slow: 'Slow',
  fast: 'Fast',
  otherWays: 'Other ways',

  failed: 'The file could not be made. Nothing was changed.',
})

const mediaCount = (n: number) => count(n, { one: '# picture or sound', other: '# pictures and sounds' })
