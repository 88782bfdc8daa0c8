import type { AnkiProblem, ColumnRole, LeftOut } from '../../app/foreign.ts'
import type { TemplateFault } from '../../domain/template.ts'
import { bytes, count, list, number } from '../format.ts'
import { section } from './section.ts'

const notes = (n: number) => count(n, { one: '# note', other: '# notes' })
const cards = (n: number) => count(n, { one: '# card', other: '# cards' })
const files = (n: number) => count(n, { one: '# file', other: '# files' })

/** Packages from Anki and tables in text. */
export const foreign = section('foreign', {
  progress: { opening: 'Opening the file', reading: 'Reading the notes', media: 'Reading pictures and sounds' },
  taking: { media: 'Saving pictures and sounds', comparing: 'Comparing with what is here', saving: 'Saving' },
  contains: (decks: number, n: number) => `${count(decks, { one: '# deck', other: '# decks' })}, ${notes(n)}`,
  decks: (titles: readonly string[], more: number) =>
    more > 0 ? `${list(titles)} and ${number(more)} more` : list(titles),
  fresh: (n: number) => `${number(n)} new`,
  changed: (n: number) => `${number(n)} changed`,
  same: (n: number) => `${number(n)} the same`,
  older: (n: number) => `${number(n)} older than what is here, left as they are`,
  cards: (n: number) => cards(n),
  reviews: (n: number) => `${count(n, { one: '# review', other: '# reviews' })} not here yet`,
  media: (n: number) => count(n, { one: '# picture or sound', other: '# pictures and sounds' }),
  changedTitle: 'What it changes',
  strangersTitle: 'Like your own, but not from where yours came from',
  touched: (title: string, asked: readonly string[], more: number) =>
    more > 0 ? `${title}: ${list(asked)} and ${number(more)} more` : `${title}: ${list(asked)}`,
  strangersPast: (n: number) => `It has another past of ${cards(n)} that you study here.`,
  updates: 'It is mine: change my own with it',
  updatesHelp: 'Off: yours stay as they are. Notes that say something else stand beside them, in its own decks.',
  settings: 'Use its study options too',
  settingsHelp:
    'Limits, steps, retention and the like for its decks; the hour a day ends and FSRS weights for all. Undo brings yours back.',
  add: (n: number) => `Add ${notes(n)}`,
  update: (n: number) => `Update ${notes(n)}`,
  addPast: 'Add what is missing',
  nothingNew: 'You already have all of it.',
  taken: (n: number) => `Added. ${notes(n)} new`,
  takenText: 'Progress that came with it counts from now on.',
  frame: 'Card',
  question: 'Question',
  typed: 'Type the answer',
  speak: 'Read aloud',
  missing: 'Picture not on this device',
  fault(fault: TemplateFault): string {
    switch (fault.kind) {
      case 'unclosed-braces':
        return `This card’s template has braces that do not close: ${fault.name}`
      case 'unclosed-section':
        return `This card’s template opens “${fault.name}” and does not close it.`
      case 'stray-end':
        return `This card’s template closes “${fault.name}” in the wrong place.`
      case 'unknown-field':
        return `This card’s template asks for “${fault.name}”, which the note does not have.`
      case 'too-long':
        return 'This card’s template repeats its fields too often to be shown.'
    }
  },
  leftOutTitle: 'What does not come along',
  columnsTitle: 'Columns',
  column: (n: number, name: string) => (name === '' ? `Column ${number(n)}` : `Column ${number(n)}, ${name}`),
  role: {
    question: 'Question',
    answer: 'Answer',
    tags: 'Tags',
    deck: 'Deck',
    guid: 'Id from Anki',
    none: 'Leave out',
  } satisfies Record<ColumnRole, string>,
  example: (cells: readonly string[]) => cells.join(' · '),

  problem(name: string, { kind, detail, takenFor }: AnkiProblem, limit: number): string {
    if (takenFor !== undefined) {
      const taken = `${name} was taken for an export from ${takenFor}, but`
      if (kind === 'not-a-package') return `${taken} it is no zip archive, which all of these are.`
      if (kind === 'damaged') return `${taken} it is damaged, or only part of it arrived.`
      if (kind === 'shape') return `${taken} Recite can’t read it: ${detail}.`
    }
    switch (kind) {
      case 'not-a-package':
        return `${name} is no package from Anki.`
      case 'damaged':
        return `${name} is damaged, or only part of it arrived.`
      case 'too-large':
        return `${name} holds more than Recite takes: files up to ${bytes(limit)}, and no more in them than they say.`
      case 'unsafe-name':
        return `${name} has a file in it whose name would lead out of its folder (${detail}). An honest package has none.`
      case 'newer-version':
        return `${name} was made by a newer Anki than Recite can read. Export it again for older versions.`
      case 'older-version':
        return `${name} was made by Anki 1. Open it in Anki 2.0 and export it from there.`
      case 'shape':
        return `${name} has something Recite can’t read: ${detail}.`
    }
  },

  leftOut({ reason, count: n }: LeftOut): string {
    switch (reason) {
      case 'filtered-decks':
        return `${count(n, { one: '# filtered deck', other: '# filtered decks' })}: their cards are in the decks they belong to`
      case 'rows-without-answer':
        return `${count(n, { one: '# row', other: '# rows' })} without a question or an answer`
      case 'cards-without-note':
        return `${cards(n)} without a note`
      case 'cards-without-template':
        return `${cards(n)} without a template`
      case 'cards-twice':
        return `${cards(n)} that stand twice`
      case 'cards-moved':
        return `${cards(n)} lay in another deck than the rest of their note, and join it`
      case 'cards-without-log':
        return `${cards(n)} being learned of which no review is known start again`
      case 'notes-without-cards':
        return `${notes(n)} without cards`
      case 'notes-without-type':
        return `${notes(n)} whose type is missing`
      case 'notes-with-wrong-fields':
        return `${notes(n)} with more or fewer fields than their type`
      case 'notes-too-long':
        return `${notes(n)} longer than any text is here`
      case 'notes-too-many':
        return `${notes(n)} beyond what one file may bring`
      case 'kinds-not-read':
        return `${cards(n)} of a kind Recite does not know`
      case 'types-as-plain':
        return `${count(n, { one: '# note type', other: '# note types' })} Recite does not know: the first field asks for the others`
      case 'one-sided':
        return `${cards(n)} with one side, which ask nothing`
      case 'sides-dropped':
        return `${count(n, { one: '# side', other: '# sides' })} beside a text with blanks`
      case 'cards-thrown-away':
        return `${cards(n)} from the bin`
      case 'media-elsewhere':
        return `${count(n, { one: '# picture', other: '# pictures' })} on the web, which are not loaded`
      case 'hints':
        return `${count(n, { one: '# hint', other: '# hints' })} of blanks`
      case 'gaps-asked-apart':
        return `${count(n, { one: '# blank', other: '# blanks' })} asked together here, one by one there`
      case 'options-dropped':
        return `The options of ${count(n, { one: '# choice', other: '# choices' })}`
      case 'kinds-not-written':
        return `${notes(n)} that the other program could not ask`
      case 'looks-dropped':
        return `The looks of ${notes(n)} with templates: their words alone are written`
      case 'cards-not-written':
        return `${cards(n)} beyond the first of such a note`
      case 'notes-twice':
        return `${notes(n)} that stand twice`
      case 'reviews-without-card':
        return `${count(n, { one: '# review', other: '# reviews' })} of cards that are not in the file`
      case 'reviews-in-future':
        return `${count(n, { one: '# review', other: '# reviews' })} dated in the future`
      case 'scripts':
        return `Scripts of ${count(n, { one: '# note type', other: '# note types' })}: cards are shown without them`
      case 'media-missing':
        return `${files(n)} that cards name and the package lacks`
      case 'media-unused':
        return `${files(n)} that no card names`
      case 'media-kinds':
        return `${files(n)} of a kind that is not shown here, such as video or fonts`
      case 'weights':
        return `${count(n, { one: '# further set', other: '# further sets' })} of FSRS weights: all decks share one here`
    }
  },
})
