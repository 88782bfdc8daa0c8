import { createSignal } from 'solid-js'
import { type SourceInfo, splitTitle } from '../domain/deck.ts'
import type { DeckId } from '../domain/note.ts'
import type { Source, SourceId } from '../domain/source.ts'
import { createLiveQuery } from './liveQuery.ts'
import { useServices } from './services.ts'

/** What a card needs of its deck and its sources to say where it comes from. */
export type DeckSources = {
  readonly deckName: () => string
  readonly language: () => string
  readonly info: (sourceId: string) => SourceInfo | undefined
  /** The stored text once it is read; asking for it reads it. */
  readonly text: (sourceId: string) => Source | undefined
}

/** Sources of any deck, read when first asked for and kept while the screen is shown. */
export function createSources(): (deckId: DeckId) => DeckSources {
  const { store } = useServices()
  const decks = createLiveQuery(store, ['decks'], store.decks)
  const texts = new Map<string, Source | null>()
  const [read, setRead] = createSignal(0)

  function text(deckId: DeckId, sourceId: string): Source | undefined {
    read()
    const key = `${deckId}/${sourceId}`
    const known = texts.get(key)
    if (known === undefined) {
      texts.set(key, null)
      void store.source(deckId, sourceId as SourceId).then((source) => {
        if (!source) return
        texts.set(key, source)
        setRead((count) => count + 1)
      })
    }
    return known ?? undefined
  }

  return (deckId) => {
    const deck = () => decks.latest?.find((info) => info.id === deckId)
    return {
      deckName: () => splitTitle(deck()?.title ?? '').name,
      language: () => deck()?.language ?? 'en',
      info: (sourceId) => {
        const all = [...(deck()?.sources ?? []), ...(decks.latest ?? []).flatMap((other) => other.sources)]
        // Of a note that was moved here, the source stays where it came from.
        return all.find((source) => source.id === sourceId)
      },
      text: (sourceId) => text(deckId, sourceId),
    }
  }
}
