import type { Deck } from '../domain/deck.ts'
import { fileName, saveFile } from './files.ts'

/** A deck as it would be sent: content alone, nobody's progress is in it. */
export type Parcel = { readonly name: string; readonly file: Blob; readonly media: number }

/** Makes the file of a deck, so that its size can be said before it is sent. */
export async function packDeck(deck: Deck): Promise<Parcel> {
  const { encodeDeck } = await import('../formats/deckFile.ts')
  return { name: `${fileName(deck.title)}.deck.json`, file: new Blob([encodeDeck(deck)]), media: 0 }
}

export const sendParcel = ({ name, file }: Parcel): Promise<boolean> => saveFile(name, file)
