import { titleParts } from '../domain/deck.ts'

/** A deck's title with the decks it lies in, as lists of decks name it. */
export const deckPath = (title: string): string => titleParts(title).join(' › ')
