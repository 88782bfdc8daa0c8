import { bytes } from '../format.ts'
import { section } from './section.ts'

/** Cards from other programs and for them. */
export const others = section('others', {
  separators: 'Separators',
  between: 'Between question and answer',
  cards: 'Between cards',
  betweenOptions: {
    found: 'As found',
    '\\t': 'Tab',
    ',': 'Comma',
    ';': 'Semicolon',
    ' - ': 'Dash',
    own: 'Something else',
  },
  cardsOptions: { '\\n': 'A new line', ';': 'Semicolon', '\\n\\n': 'An empty line', own: 'Something else' },
  ownBetween: 'What stands between question and answer',
  ownCards: 'What stands between cards',
  ownHelp: '\\n for a new line, \\t for a tab',

  paste: 'Paste cards as text',
  pasteText: 'Words and meanings, as Quizlet and others export them, or cards in Markdown.',
  pasteName: 'Name of the deck',
  pasteCards: 'Cards',
  pasteOpen: 'Look at them',
  pasted: 'Pasted cards',

  row: 'For other apps',
  rowNote: 'As Markdown for Obsidian or hashcards',
  obsidian: 'Obsidian',
  obsidianNote: 'For its Spaced Repetition plugin, without what you remember',
  progress: 'Obsidian, with your schedule',
  progressNote: 'When each card is due and how well it is known goes along',
  hashcards: 'hashcards',
  hashcardsNote: 'Questions and blanks, without what you remember',
  saved: (name: string, size: number) => `Saved ${name}, ${bytes(size)}`,
  failed: 'The file could not be made. Nothing was changed.',
  leftOut: 'What does not go along',
})
