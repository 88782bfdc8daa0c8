import { type Deck, splitTitle } from './deck.ts'
import type { Note } from './note.ts'

/** What a result, or a forecast, counts a note under: its deck among several; in a single one its article, or else its first tag. */
export function topicOf(deck: Pick<Deck, 'title' | 'sources'>, note: Note, isOneOfMany: boolean): string {
  const { name } = splitTitle(deck.title)
  if (isOneOfMany) return name
  const sourceId = note.evidence[0]?.sourceId
  return deck.sources.find((source) => source.id === sourceId)?.title ?? note.tags[0] ?? name
}
