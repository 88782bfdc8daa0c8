import { createEffect, createMemo, createResource, createSignal, on } from 'solid-js'
import type { DeckInfo } from '../domain/deck.ts'
import { makeDeckPaths } from '../domain/deckTree.ts'
import type { Blueprint } from '../domain/exam.ts'
import type { ExamCode } from '../domain/examCode.ts'
import type { DeckId } from '../domain/note.ts'
import { printSearch } from '../domain/searchPrint.ts'
import { openSittings, type SittingStore } from '../storage/sittings.ts'
import { startPaper } from './examPaper.ts'
import { makePools, type Pool, readPool, type Scope } from './examPool.ts'
import { createLiveQuery } from './liveQuery.ts'
import { useServices } from './services.ts'

/** A part of the cards, as a search that finds it. */
export type ScopePart = { readonly name: string; readonly query: string }

export type ScopeParts = Readonly<Record<'byArticle' | 'byTag' | 'bySearch', readonly ScopePart[]>>

export type SetUp = {
  readonly decks: () => readonly DeckInfo[]
  readonly scope: () => Scope
  /** Takes these decks in, or out where all of them are in. */
  readonly toggleDecks: (deckIds: readonly DeckId[]) => void
  readonly setQuery: (query: string) => void
  readonly parts: () => ScopeParts
  /** The cards of the scope; undefined until they are read. */
  readonly pool: () => Pool | undefined
  /** Starts a paper; resolves with its id, or with null where nothing can be asked. */
  readonly start: (title: string, blueprint: Blueprint, seed: number | null) => Promise<string | null>
  /** Looks for the cards that a code was made for: the present scope, each deck and folder, all decks, each article. */
  readonly findScope: (code: ExamCode) => Promise<boolean>
}

/** The decks of whatever a quiz can be started from: each deck alone, with those in it, and each folder. */
function sessionsOver(decks: readonly DeckInfo[]): readonly (readonly DeckId[])[] {
  const paths = makeDeckPaths(decks)
  const together = [...decks.map(({ id }) => paths.within(id)), ...paths.folders.map(paths.on)]
  return [...decks.map(({ id }) => [id]), ...together.filter(({ length }) => length > 1)]
}

export const EVERYTHING: Scope = { deckIds: [], query: '' }

/** Choosing the cards of a paper. No deck ticked means all of them. */
export function createSetUp(initial: Scope = EVERYTHING, sittings: SittingStore = openSittings()): SetUp {
  const services = useServices()
  const { store } = services
  const decks = createLiveQuery(store, ['decks'], store.decks)
  const searches = createLiveQuery(store, ['settings'], store.searches)
  const [scope, setScope] = createSignal<Scope>(initial)
  const [pool, { refetch }] = createResource(scope, (wanted) => readPool(services, wanted))
  createEffect(on(decks, () => void refetch(), { defer: true }))

  const chosen = createMemo(() => {
    const deckIds = new Set(scope().deckIds)
    return (decks.latest ?? []).filter((deck) => deckIds.size === 0 || deckIds.has(deck.id))
  })
  const tags = createMemo(() => new Set((pool.latest?.notes ?? []).flatMap(({ note }) => note.tags)))
  const parts = createMemo(
    (): ScopeParts => ({
      byArticle: chosen()
        .flatMap((deck) => deck.sources)
        .map(({ title }) => ({ name: title, query: printSearch({ kind: 'named', field: 'article', name: title }) })),
      byTag: [...tags()]
        .sort()
        .map((tag) => ({ name: tag, query: printSearch({ kind: 'named', field: 'tag', name: tag }) })),
      bySearch: searches.latest ?? [],
    }),
  )

  return {
    decks: () => decks() ?? [],
    scope,
    toggleDecks: (toggled) =>
      setScope(({ deckIds }) => {
        const those = new Set(toggled)
        const rest = deckIds.filter((deckId) => !those.has(deckId))
        return { query: '', deckIds: deckIds.length - rest.length === toggled.length ? rest : [...rest, ...toggled] }
      }),
    setQuery: (query) => setScope((before) => ({ ...before, query })),
    parts,
    pool: () => pool.latest,
    start: async (title, blueprint, seed) => {
      const cards = await readPool(services, scope())
      return startPaper(services, sittings, { title, pool: cards, blueprint, seed })
    },
    findScope: async ({ content }) => {
      const articles = (decks.latest ?? []).flatMap((deck) =>
        deck.sources.map(
          ({ title }): Scope => ({
            deckIds: [deck.id],
            query: printSearch({ kind: 'named', field: 'article', name: title }),
          }),
        ),
      )
      const whole = sessionsOver(decks.latest ?? []).map((deckIds): Scope => ({ deckIds, query: '' }))
      const poolOf = makePools(services)
      for (const wanted of [scope(), ...whole, EVERYTHING, ...articles]) {
        if ((await poolOf(wanted)).content !== content) continue
        setScope(wanted)
        return true
      }
      return false
    },
  }
}
