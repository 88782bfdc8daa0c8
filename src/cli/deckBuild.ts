import type { Deck } from '../domain/deck.ts'
import { hashText } from '../domain/hash.ts'
import type { DeckId, Note } from '../domain/note.ts'
import type { Source } from '../domain/source.ts'
import { encodeDeck } from '../formats/deckFile.ts'

export type DeckInput = {
  readonly name: string
  readonly source: Source
  /** All sources of the run: a note that two articles tell takes the other's source with it. */
  readonly sources: readonly Source[]
  readonly notes: readonly Note[]
  /** The title that the article asks for; null for one of its topic and its own title. */
  readonly title: string | null
  readonly topic: string | null
  readonly existing: Deck | null
}

/** Builds an article's deck; its version counts up by one where anything but the version differs from the last one. */
export function makeDeck(input: DeckInput): Deck {
  const { name, source, existing } = input
  const ids = new Set(input.notes.map((note) => note.id))
  const used = new Set(input.notes.flatMap((note) => note.evidence.map((piece) => piece.sourceId)))
  const gone = (existing?.notes ?? []).map((note) => note.id).filter((id) => !ids.has(id))
  const tombstones = [...new Set([...(existing?.tombstones ?? []), ...gone])].filter((id) => !ids.has(id)).sort()
  const deck: Deck = {
    id: `d_${hashText(name)}` as DeckId,
    version: existing?.version ?? 1,
    title: input.title ?? [input.topic, plainTitle(source.title)].filter((part) => part !== null).join('::'),
    language: source.language,
    licence: 'CC0-1.0',
    authors: ['Recite'],
    sources: [source, ...input.sources.filter((other) => other.id !== source.id && used.has(other.id))],
    notes: input.notes,
    tombstones,
  }
  const changed = existing !== null && encodeDeck(deck) !== encodeDeck({ ...existing, version: deck.version })
  return changed ? { ...deck, version: deck.version + 1 } : deck
}

/** `::` divides a title's path, so it cannot stand in a title. */
const plainTitle = (title: string): string => title.replace(/::+/g, ':')

/** The topic that all articles share and that stands first in most of them; null for a single article. */
export function commonTopic(sources: readonly Source[]): string | null {
  if (sources.length < 2) return null
  const first = sources[0]?.topics ?? []
  const shared = first.filter((topic) => sources.every((source) => source.topics.includes(topic)))
  const rank = (topic: string): number => sources.reduce((sum, source) => sum + source.topics.indexOf(topic), 0)
  let best: string | null = null
  for (const topic of shared) if (best === null || rank(topic) < rank(best)) best = topic
  return best
}
