import type { Deck } from '../domain/deck.ts'
import { cardIdsOf } from '../domain/faces.ts'
import { type Media, mediaIn } from '../domain/media.ts'
import type { CardId } from '../domain/note.ts'
import type { LeftOut } from '../formats/anki/leftOut.ts'
import type { Target } from '../formats/others/pack.ts'
import { fileName, saveFile } from './files.ts'
import type { Services } from './services.ts'

export type { LeftOut, Target }

/** A deck as another program reads it. */
export type OtherParcel = { readonly name: string; readonly file: Blob; readonly leftOut: readonly LeftOut[] }

/** Makes the file of a deck as it would be sent (`deckToSend`); with `withProgress` it says what is remembered of the cards, where the program can read that. */
export async function packForOther(
  { store, moment, settings }: Services,
  deck: Deck,
  target: Target,
  withProgress: boolean,
): Promise<OtherParcel> {
  const { packMarkdown } = await import('../formats/others/pack.ts')
  const media: Media[] = []
  for (const hash of new Set(deck.notes.flatMap((note) => mediaIn(note.content)))) {
    const medium = await store.media(hash)
    if (medium) media.push(medium)
  }
  const states = withProgress ? await store.cards(deck.notes.flatMap(cardIdsOf)) : []
  const stateById = new Map(states.map((state) => [state.cardId, state]))
  const { offsetMinutes } = moment()
  const progress = {
    stateOf: (cardId: CardId) => stateById.get(cardId),
    offsetMinutes,
    rolloverHour: settings.current().rolloverHour,
  }
  const packed = packMarkdown(target, fileName(deck.title), deck, media, withProgress ? progress : null)
  return { name: packed.name, file: new Blob([packed.bytes]), leftOut: packed.leftOut }
}

export const saveForOther = ({ name, file }: OtherParcel): Promise<boolean> => saveFile(name, file)
