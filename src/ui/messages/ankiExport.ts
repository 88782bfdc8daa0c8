import type { PackProgress } from '../../app/ankiExport.ts'
import { bytes, count, list } from '../format.ts'
import { t } from '../messages.ts'
import { section } from './section.ts'

const media = (n: number) => count(n, { one: '# picture or sound', other: '# pictures and sounds' })
const reviews = (n: number) => count(n, { one: '# review', other: '# reviews' })

/** The way out to Anki: what is in the package, how large it is, and what Anki makes of it. */
export const ankiExport = section('ankiExport', {
  progress: { gathering: 'Gathering the notes', writing: 'Writing the cards', packing: 'Packing' } satisfies Record<
    PackProgress['phase'],
    string
  >,
  inside: (decks: number, notes: number, cards: number) =>
    list([
      count(decks, { one: '# deck', other: '# decks' }),
      count(notes, { one: '# note', other: '# notes' }),
      t.cards(cards),
    ]),
  more: (files: number, log: number | null) =>
    [...(files > 0 ? [media(files)] : []), log === null ? 'Every card as new' : reviews(log)].join('. '),
  withProgress: 'With my progress',
  withProgressHelp: 'Due dates, memory, review log, study options. Leave it off for a deck you give away.',
  withMedia: 'With pictures and sounds',
  withMediaHelp: 'Without them the package is small, and cards show gaps where they were.',
  aboutTitle: 'In Anki',
  about: {
    versions: 'Anki 2.1 and later and AnkiDroid open it: File, Import.',
    source: 'The sentence behind a card, its article and link are fields of the note.',
    returned: 'Notes that came from Anki go back as the notes they were.',
    newer: 'Of a note Anki already has, it takes the text only where this one is newer.',
    choose: 'Choose “Import any learning progress” there, or all cards come as new.',
    known:
      'Of cards it already has, Anki takes no progress: theirs stays. Delete them there first to put these in their place.',
  },
  missing: (n: number) => `${media(n)} not on this device will be missing there too.`,
  leftOut: (n: number) =>
    `${count(n, { one: '# note', other: '# notes' })} of a kind that Anki has no form for ${n === 1 ? 'stays' : 'stay'} out.`,
  save: (size: number) => `Save package, ${bytes(size)}`,
  nothing: 'There is nothing to export here.',
  failed: 'The package could not be made',
  failedText: 'The device may be out of space. Nothing here was changed.',
})
