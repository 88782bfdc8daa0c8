import { type Accessor, createMemo, createSignal, onCleanup } from 'solid-js'
import { type BulkAction, bulkSteps, type Subject } from '../domain/bulk.ts'
import { type Columns, type Place, placeOf, RETIRED } from '../domain/columns.ts'
import type { Deck } from '../domain/deck.ts'
import type { EventId, StoredEvent } from '../domain/event.ts'
import { withExcerpts } from '../domain/excerpt.ts'
import { type CardId, type Note, type NoteId, noteIdOf } from '../domain/note.ts'
import { cardIdAt, deckAt, type SearchIndex } from '../domain/searchIndex.ts'
import { selectionDeck } from '../domain/selectionDeck.ts'
import type { SavedSearch, StudyCard } from '../storage/store.ts'
import { createBrowseIndex } from './browseIndex.ts'
import { type BrowseSearch, createBrowseSearch, type Hits } from './browseSearch.ts'
import { isHere } from './deckHere.ts'
import { createLiveQuery } from './liveQuery.ts'
import { noteChange, noteEvent } from './noteEdit.ts'
import { createScheduler } from './scheduler.ts'
import { deckToSend } from './sendDeck.ts'
import { useServices } from './services.ts'
import { inReads, inSlices, unwatched } from './slices.ts'
import { createUndo, type Step, type Undo } from './undo.ts'

export type { BulkAction, SavedSearch, StudyCard }

export type Browse = {
  readonly search: BrowseSearch
  readonly undo: Undo
  /** Cards of the whole collection; null while they are counted. */
  readonly total: Accessor<number | null>
  readonly tags: () => readonly string[]
  /** The card at a place among the hits, once it is read; `want` says which are on show. */
  readonly cardAt: (position: number) => StudyCard | undefined
  readonly want: (from: number, to: number) => void
  readonly selection: Selection
  /** The selected cards' notes as a deck of their own, to be sent; null where nothing is selected. */
  readonly chosenDeck: (titleOf: (notes: number, firstDeck: string) => string) => Promise<Deck | null>
  /** Does it to these cards, or else to the selected ones, as one step; resolves with it, or with null where nothing had to change. */
  readonly act: (action: BulkAction, cards?: readonly StudyCard[]) => Promise<Step | null>
  /** Puts the learner's version over a note; `reset` starts its cards again. */
  /** `base` is the note as its editor showed it first. */
  readonly saveNote: (card: StudyCard, note: Note, reset: boolean, base?: Note) => Promise<Step | null>
  readonly authorsNote: (card: StudyCard) => Promise<Note | null>
  readonly restoreNote: (card: StudyCard) => Promise<Step | null>
  readonly saved: Accessor<readonly SavedSearch[]>
  readonly saveSearch: (name: string, query: string | null) => Promise<void>
}

export type Selection = {
  readonly size: Accessor<number>
  /** Of the selected cards, each once. */
  readonly notes: () => readonly NoteId[]
  readonly has: (position: number) => boolean
  readonly toggle: (position: number) => void
  /** From the place toggled last to this one, all as that one is. */
  readonly extendTo: (position: number) => void
  readonly all: () => void
  readonly clear: () => void
}

/** The collection as one list: found, selected, changed. */
export function createBrowse(initial = ''): Browse {
  const services = useServices()
  const { store, clock, writer, moment } = services
  const slices = unwatched(services.now)
  const scheduler = createScheduler(services)
  const [fault, setFault] = createSignal<{ readonly thrown: unknown } | null>(null)
  const blame = (thrown: unknown) => setFault({ thrown })
  const source = createBrowseIndex(blame)
  const search = createBrowseSearch(source, initial, blame)
  const undo = createUndo()
  const cards = createCards(search, blame)
  const selection = createSelection(search, cards.at)
  const saved = createLiveQuery(store, ['settings'], store.searches)

  /** The selected cards whole, in the order of the collection: also those that the search does not find any more. */
  async function subjects(): Promise<readonly StudyCard[]> {
    await selection.settled()
    const chosen = selection.ids()
    const index = await source.whole()
    const places = index ? await inSlices(placesIn(index, chosen), slices) : []
    return inReads(places, slices, store.cardsAt)
  }

  async function knownOf(all: readonly Subject[]): Promise<ReadonlyMap<EventId, StoredEvent>> {
    const { day } = moment()
    const ids = all.filter(({ state }) => state.buriedOn === day).flatMap(({ state }) => state.events)
    return new Map((await inReads(ids, slices, store.events)).map((event) => [event.id, event]))
  }

  async function authorsOf(all: readonly StudyCard[]): Promise<ReadonlyMap<NoteId, Note>> {
    const found = await inReads(all, slices, (part) => Promise.all(part.map(({ place }) => store.authorsNote(place))))
    return new Map(found.flatMap((note) => (note ? [[note.id, note] as const] : [])))
  }

  return {
    search,
    undo,
    total: createMemo(() => {
      const failed = fault()
      if (failed) throw failed.thrown
      source.version()
      return source.index()?.decks.reduce((sum, deck) => sum + inStudy(deck.columns), 0) ?? null
    }),
    tags: createMemo(() => {
      source.version()
      return source.index()?.tags() ?? []
    }),
    cardAt: cards.at,
    want: cards.want,
    selection,
    chosenDeck: async (titleOf) => {
      const chosen = await subjects()
      const deckIds = [...new Set(chosen.map(({ deckId }) => deckId))]
      const decks = (await Promise.all(deckIds.map((id) => deckToSend(services, id)))).flatMap((deck) => deck ?? [])
      const noteIds = new Set(chosen.map(({ noteId }) => noteId))
      const sent = selectionDeck(titleOf(noteIds.size, decks[0]?.title ?? ''), decks, noteIds)
      return sent && withExcerpts(sent)
    },
    act: (action, these) =>
      undo.run(async () => {
        if (action.kind === 'move' && !(await isHere(store, action.deckId))) return { events: [], cards: [] }
        const chosen = these ?? (await subjects())
        const when = moment()
        const making = {
          moment: when,
          nextId: () => clock.next(when.at),
          scheduler: scheduler(),
          known: action.kind === 'release' ? await knownOf(chosen) : new Map(),
          authors: action.kind === 'move' ? await authorsOf(chosen) : new Map(),
        }
        return inSlices(bulkSteps(action, chosen, making), slices)
      }),
    saveNote: (card, note, reset, base) => undo.run(() => noteChange(services, scheduler(), card, note, reset, base)),
    authorsNote: (card) => store.authorsNote(card.place),
    restoreNote: (card) => undo.run(async () => ({ events: [noteEvent(services, card, null)], cards: [] })),
    saved: () => saved.latest ?? [],
    saveSearch: (name, query) => {
      const when = moment()
      return writer.write({ events: [{ ...when, id: clock.next(when.at), kind: 'search', name, query }], cards: [] })
    },
  }
}

const inStudy = ({ hidden, length }: Columns): number => {
  let count = 0
  for (let row = 0; row < length; row++) if (((hidden[row] ?? 0) & RETIRED) === 0) count++
  return count
}

/** Where these cards lie, in the order of the collection. */
function* placesIn(index: SearchIndex, chosen: ReadonlySet<CardId>): Generator<number, readonly Place[]> {
  const places: Place[] = []
  for (const deck of index.decks) {
    for (let row = 0; row < deck.columns.length; row++) {
      if (row % ROWS_A_STEP === 0) yield (deck.firstRow + row) / index.length
      const cardId = cardIdAt(deck, row)
      const isOut = ((deck.columns.hidden[row] ?? 0) & RETIRED) !== 0
      if (cardId !== null && !isOut && chosen.has(cardId)) places.push(placeOf(deck.columns, row))
    }
  }
  return places
}

const ROWS_A_STEP = 500

/** Cards on show, read by place as they come into view. What changed is read anew, and shown as it was until then. */
function createCards(search: BrowseSearch, onFault: (thrown: unknown) => void) {
  const { store } = useServices()
  const [read, setRead] = createSignal(0)
  let cards = new Map<string, StudyCard>()
  let stale: ReadonlyMap<string, StudyCard> = new Map()
  let wanted: readonly [from: number, to: number] = [0, 0]

  async function load(): Promise<void> {
    const into = cards
    const missing = placesAt(search.hits(), ...wanted).filter((place) => !into.has(keyOf(place)))
    if (missing.length === 0) return
    for (const card of await store.cardsAt(missing)) into.set(keyOf(card.place), card)
    setRead((count) => count + 1)
  }

  onCleanup(
    store.onChange(({ kind }) => {
      if (kind === 'settings') return
      stale = new Map([...stale, ...cards])
      cards = new Map()
      load().catch(onFault)
    }),
  )
  return {
    at: (position: number): StudyCard | undefined => {
      read()
      const [place] = placesAt(search.hits(), position, position + 1)
      return place && (cards.get(keyOf(place)) ?? stale.get(keyOf(place)))
    },
    want: (from: number, to: number) => {
      wanted = [from, to]
      load().catch(onFault)
    },
  }
}

function placesAt({ index, rows }: Hits, from: number, to: number): Place[] {
  if (!index) return []
  return rows.slice(from, to).map((number) => {
    const { deck, row } = deckAt(index, number)
    return placeOf(deck.columns, row)
  })
}

const keyOf = (place: Place): string => `${place.deckId}/${place.row}`

type OwnSelection = Selection & {
  readonly ids: Accessor<ReadonlySet<CardId>>
  /** Resolves once all are in that were asked for. */
  readonly settled: () => Promise<unknown>
}

/** By card and not by place, so that it outlives another search, another order, and cards that come and go. */
function createSelection(search: BrowseSearch, cardAt: Browse['cardAt']): OwnSelection {
  const { now } = useServices()
  const [ids, setIds] = createSignal<ReadonlySet<CardId>>(new Set())
  let anchor = 0
  let adding = new AbortController()
  let added: Promise<unknown> = Promise.resolve()

  /** A card on show is known before the index, which may still be filling, has come to its note. */
  function idAt(hits: Hits, position: number): CardId | null {
    const number = hits.rows[position]
    if (!hits.index || number === undefined) return null
    const { deck, row } = deckAt(hits.index, number)
    const shown = () => (hits === search.hits() ? cardAt(position)?.state.cardId : undefined)
    return cardIdAt(deck, row) ?? shown() ?? null
  }

  const idNow = (position: number): CardId | null => idAt(search.hits(), position)

  function put(positions: Iterable<number>, on: boolean): void {
    const next = new Set(ids())
    for (const position of positions) {
      const cardId = idNow(position)
      if (cardId === null) continue
      if (on) next.add(cardId)
      else next.delete(cardId)
    }
    setIds(next)
  }

  const has = (position: number): boolean => {
    const cardId = idNow(position)
    return cardId !== null && ids().has(cardId)
  }

  /** What is selected meanwhile stays so. */
  function* addAll(hits: Hits): Generator<number, void> {
    const found: CardId[] = []
    for (const position of hits.rows.keys()) {
      if (position % ROWS_A_STEP === 0) yield position / hits.rows.length
      const cardId = idAt(hits, position)
      if (cardId !== null) found.push(cardId)
    }
    setIds((before) => new Set([...before, ...found]))
  }

  return {
    ids,
    settled: () => added,
    size: () => ids().size,
    notes: () => [...new Set([...ids()].map(noteIdOf))],
    has,
    toggle: (position) => {
      put([position], !has(position))
      anchor = position
    },
    extendTo: (position) => {
      const [from, to] = anchor < position ? [anchor, position] : [position, anchor]
      put(
        Array.from({ length: to - from + 1 }, (_, i) => from + i),
        has(anchor),
      )
    },
    all: () => {
      const slices = { ...unwatched(now), signal: adding.signal }
      // Called off: nothing of it is wanted any more.
      added = inSlices(addAll(search.hits()), slices).catch(() => {})
    },
    clear: () => {
      adding.abort()
      adding = new AbortController()
      setIds(new Set<CardId>())
    },
  }
}
