/** What an import did not take, or not as it was, and how often: each reason is a sentence in the interface. */
export type LeftOutReason =
  /** Decks that only borrow cards: these are in the decks they belong to. */
  | 'filtered-decks'
  /** Rows of a table that ask nothing, or answer nothing. */
  | 'rows-without-answer'
  /** Cards whose note is not in the file. */
  | 'cards-without-note'
  /** Cards whose template is not in the note's type. */
  | 'cards-without-template'
  /** Cards that stand twice. */
  | 'cards-twice'
  /** Cards that lay in another deck than the first of their note: here a note's cards stay together. */
  | 'cards-moved'
  /** Cards on their steps of which no review is known: they start again. */
  | 'cards-without-log'
  | 'notes-without-cards'
  | 'notes-without-type'
  | 'notes-with-wrong-fields'
  | 'notes-twice'
  /** Of a kind that is not known here. */
  | 'kinds-not-read'
  /** Types of another program that are not known here: their first field asks for the others. */
  | 'types-as-plain'
  /** Cards with one side, which ask nothing. */
  | 'one-sided'
  /** Sides beside a text with gaps. */
  | 'sides-dropped'
  /** Cards in another program's bin. */
  | 'cards-thrown-away'
  /** Longer than any text of a card is here. */
  | 'notes-too-long'
  /** More of them than one file may bring. */
  | 'notes-too-many'
  | 'reviews-without-card'
  | 'reviews-in-future'
  /** Note types with scripts, which are not run here. */
  | 'scripts'
  /** Files that cards name and the package does not hold. */
  | 'media-missing'
  /** Pictures on the web, which are not loaded. */
  | 'media-elsewhere'
  /** Files that no card names. */
  | 'media-unused'
  /** Files of a kind that is not shown here: video, fonts. */
  | 'media-kinds'
  /** Sets of FSRS weights beyond the one that most cards follow. */
  | 'weights'
  /** Of a deck written for another program: hints of gaps. */
  | 'hints'
  /** Gaps asked together here, which are asked one by one there. */
  | 'gaps-asked-apart'
  /** Choices, written without their options. */
  | 'options-dropped'
  /** Notes whose kind that program does not have. */
  | 'kinds-not-written'
  /** Notes with templates of their own, of which the words alone are written. */
  | 'looks-dropped'
  /** Further cards of such notes. */
  | 'cards-not-written'

export type LeftOut = { readonly reason: LeftOutReason; readonly count: number }

export function makeTally() {
  const counts = new Map<LeftOutReason, number>()
  return {
    add: (reason: LeftOutReason, count = 1): void => {
      if (count > 0) counts.set(reason, (counts.get(reason) ?? 0) + count)
    },
    list: (): readonly LeftOut[] => [...counts].map(([reason, count]) => ({ reason, count })),
  }
}

export type Tally = ReturnType<typeof makeTally>
