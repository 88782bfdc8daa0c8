import { isolated } from '../domain/bidi.ts'
import type { SourceInfo } from '../domain/deck.ts'
import { partialDate } from './format.ts'
import { t } from './messages.ts'

/**
 * Whose words an article's are, in one line. Summaries say so and name what they restate, so that ours is never taken
 * for a quotation of it.
 */
export function provenance(source: Pick<SourceInfo, 'basedOn' | 'author' | 'outlet' | 'published'>): string {
  const date = source.published ? [partialDate(source.published)] : []
  if (source.basedOn) {
    const { author, outlet } = source.basedOn
    return t.basedOn([...(author ? [author] : []), outlet, ...date])
  }
  return [source.author, source.outlet, ...date]
    .filter((part) => part !== null)
    .map(isolated)
    .join(', ')
}

/** An article, at a card's sentence where one is named. */
export const readHref = (deckId: string, sourceId: string, cardId?: string): string =>
  `#/read/${encodeURIComponent(deckId)}/${encodeURIComponent(sourceId)}${cardId ? `?card=${encodeURIComponent(cardId)}` : ''}`

/** In the address of an article that was opened from a card: its way back leads there. */
export const RETURNS = 'back=card'
