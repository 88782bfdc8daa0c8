/** A deck's title with the decks it lies in, as lists of decks name it. */
export const deckPath = (title: string): string => title.split('::').join(' › ')
