import { type Deck, splitTitle } from './deck.ts'
import { cardIdsOf } from './faces.ts'
import type { CardId } from './note.ts'
import type { SourceId } from './source.ts'

/** Which cards are counted. A deck's path takes in the decks that lie in it. */
export type StatsFilter =
  | { readonly kind: 'all' }
  | { readonly kind: 'deck'; readonly path: string }
  | { readonly kind: 'tag'; readonly tag: string }
  | { readonly kind: 'article'; readonly sourceId: SourceId }

export type StatsCard = {
  readonly cardId: CardId
  readonly deckPath: string
  readonly tags: readonly string[]
  readonly sourceIds: readonly SourceId[]
}

/** All that can be chosen, in the order of their names: by code unit, the same everywhere. */
export type StatsChoices = {
  readonly decks: readonly string[]
  readonly tags: readonly string[]
  readonly articles: readonly { readonly sourceId: SourceId; readonly title: string }[]
}

const SEPARATOR = '::'

/** The cards that there are, with what they can be chosen by. */
export function statsCards(decks: readonly Deck[]): readonly StatsCard[] {
  return decks.flatMap((deck) => {
    const deckPath = pathOf(deck)
    return deck.notes.flatMap((note) => {
      const sourceIds = [...new Set(note.evidence.map((piece) => piece.sourceId))]
      return cardIdsOf(note).map((cardId) => ({ cardId, deckPath, tags: note.tags, sourceIds }))
    })
  })
}

export function cardsIn(cards: readonly StatsCard[], filter: StatsFilter): readonly CardId[] {
  return cards.filter((card) => isIn(card, filter)).map((card) => card.cardId)
}

export function choicesOf(decks: readonly Deck[]): StatsChoices {
  const articles = new Map(decks.flatMap((deck) => deck.sources.map((source) => [source.id, source.title] as const)))
  return {
    decks: distinct(decks.flatMap((deck) => prefixes(pathOf(deck)))),
    tags: distinct(decks.flatMap((deck) => deck.notes.flatMap((note) => note.tags))),
    articles: [...articles].map(([sourceId, title]) => ({ sourceId, title })).sort((a, b) => order(a.title, b.title)),
  }
}

function isIn(card: StatsCard, filter: StatsFilter): boolean {
  switch (filter.kind) {
    case 'all':
      return true
    case 'deck':
      return card.deckPath === filter.path || card.deckPath.startsWith(filter.path + SEPARATOR)
    case 'tag':
      return card.tags.includes(filter.tag)
    case 'article':
      return card.sourceIds.includes(filter.sourceId)
  }
}

function pathOf(deck: Deck): string {
  const { name, parents } = splitTitle(deck.title)
  return [...parents, name].join(SEPARATOR)
}

/** A path and those it lies in: `a::b` gives `a` and `a::b`. */
function prefixes(path: string): readonly string[] {
  const parts = path.split(SEPARATOR)
  return parts.map((_, i) => parts.slice(0, i + 1).join(SEPARATOR))
}

const distinct = (texts: readonly string[]): readonly string[] => [...new Set(texts)].sort()
const order = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0)
