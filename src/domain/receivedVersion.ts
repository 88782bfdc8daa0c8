import type { HeldDeck } from './foreignImport.ts'

/** What of a deck says which version of it came from elsewhere. */
export type Counted = Pick<HeldDeck, 'version' | 'received' | 'own' | 'notes'>

/**
 * The version of a deck that came last from where it comes from. What the learner adds counts the deck's own version up,
 * and must not make it newer than what its author says next. Of a deck that was made here its own version.
 */
export function receivedVersion(deck: Counted): number {
  const { version, received } = deck
  if (received === 0) return version
  return received === undefined ? guessed(deck) : Math.min(received, version)
}

/** Before it was written down, each article that was added counted the version up by one, if none was added again. */
function guessed({ version, own = [], notes }: Counted): number {
  if (own.length === 0) return version
  const mine = new Set(own)
  const added = notes
    .filter(({ id }) => mine.has(id))
    .flatMap(({ evidence }) => evidence.map((piece) => piece.sourceId))
  return Math.max(1, version - Math.max(1, new Set(added).size))
}
