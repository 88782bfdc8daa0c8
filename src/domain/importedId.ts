import { formatEventId, parseEventId } from './clock.ts'
import type { LogEvent } from './event.ts'
import { hashText } from './hash.ts'
import type { CardId } from './note.ts'

/** What the ids of a card's imported events end with: no two cards share it, so events of one instant stay apart. */
export const importedAs = (cardId: CardId): string => hashText(cardId).slice(-8)

/** What was imported for one card, as another card's. */
export function forCard<E extends LogEvent & { readonly cardId: CardId }>(event: E, cardId: CardId): E {
  const stamp = parseEventId(event.id)
  const id = stamp ? formatEventId({ ...stamp, deviceId: importedAs(cardId) }) : event.id
  return { ...event, id, cardId }
}
