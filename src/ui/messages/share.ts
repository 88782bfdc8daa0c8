import { bytes, count } from '../format.ts'
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
  making: 'Putting it together',
  failed: 'The file could not be made. Nothing was changed.',
})

const mediaCount = (n: number) => count(n, { one: '# picture or sound', other: '# pictures and sounds' })
