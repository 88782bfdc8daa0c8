import { createSignal } from 'solid-js'
import type { CardState } from '../domain/card.ts'
import { type Columns, RETIRED } from '../domain/columns.ts'
import type { CardId, Note, NoteId } from '../domain/note.ts'
import { placeKey, type QueueItem } from '../domain/queue.ts'
import type { Store, StudyCard } from '../storage/store.ts'

/**
 * The cards of a session, by the places that its queue names: those of when it began. A card keeps its name in the
 * session though its note was changed since and its row is another one.
 */
export type StudyCards = {
  /** Undefined until it is read. */
  readonly of: (item: QueueItem) => StudyCard | undefined
  readonly byId: (cardId: CardId) => StudyCard | undefined
  readonly ofNote: (noteId: NoteId) => readonly StudyCard[]
  readonly load: (items: readonly QueueItem[]) => Promise<void>
  readonly keepStates: (states: readonly CardState[]) => void
  readonly keepNote: (note: Note) => void
  /** A card that the session may not know yet, by its place of now; null where no deck holds it. */
  readonly find: (cardId: CardId) => Promise<StudyCard | null>
  /** Takes over the states that the store has; gives the names of those that are others than before. */
  readonly readStates: (cardIds: readonly CardId[]) => Promise<ReadonlySet<string>>
  /** Reads notes anew; gives the names of those that no deck has in study any more. */
  readonly readNotes: (cardIds: readonly CardId[]) => Promise<ReadonlySet<string>>
  readonly all: () => readonly CardId[]
}

/** `onState` hears of every state that takes the place of another. */
export function createStudyCards(store: Store, onState: (card: StudyCard, next: CardState) => void): StudyCards {
  const cards = new Map<string, StudyCard>()
  const names = new Map<CardId, string>()
  const [version, setVersion] = createSignal(0)
  const changed = () => setVersion((count) => count + 1)

  function put(key: string, card: StudyCard): void {
    cards.set(key, card)
    names.set(card.state.cardId, key)
  }

  function replace(card: StudyCard, state: CardState): void {
    onState(card, state)
    put(placeKey(card.place), { ...card, state })
  }

  async function load(items: readonly QueueItem[]): Promise<void> {
    const places = items.map((item) => item.place).filter((place) => !cards.has(placeKey(place)))
    if (places.length === 0) return
    for (const card of await store.cardsAt(places)) {
      const key = placeKey(card.place)
      if (!cards.has(key)) put(key, card)
    }
    changed()
  }

  const byId = (cardId: CardId) => cards.get(names.get(cardId) ?? '')
  const ofNote = (noteId: NoteId) => [...cards.values()].filter((card) => card.noteId === noteId)

  return {
    of: (item) => {
      version()
      return cards.get(placeKey(item.place))
    },
    byId,
    ofNote,
    load,
    keepStates: (states) => {
      for (const state of states) {
        const card = byId(state.cardId)
        if (card) replace(card, state)
      }
      changed()
    },
    keepNote: (note) => {
      for (const card of ofNote(note.id)) put(placeKey(card.place), { ...card, note })
      changed()
    },
    find: async (cardId) => {
      const known = byId(cardId)
      if (known) return known
      const place = await store.placeOf(cardId)
      const [card] = place ? await store.cardsAt([place]) : []
      if (card) put(placeKey(card.place), card)
      return card ?? null
    },
    readStates: async (cardIds) => {
      const known = cardIds.flatMap((cardId) => byId(cardId) ?? [])
      const states = await store.cards(known.map((card) => card.state.cardId))
      const others = new Set<string>()
      for (const [i, card] of known.entries()) {
        const next = states[i]
        if (!next || byId(next.cardId) !== card) continue
        // New weights change what is remembered, and no event of the card.
        replace(card, next)
        if (!isSame(card.state, next)) others.add(placeKey(card.place))
      }
      changed()
      return others
    },
    readNotes: async (cardIds) => {
      const columns = new Map((await store.columns()).map((deck) => [deck.deckId, deck]))
      const gone = new Set<string>()
      for (const cardId of cardIds) {
        const card = byId(cardId)
        if (!card) continue
        const place = await store.placeOf(cardId)
        const [found] = place ? await store.cardsAt([place]) : []
        const isHere = place !== null && !isRetired(columns.get(place.deckId), place.row)
        if (!found || !isHere || found.state.cardId !== cardId) gone.add(placeKey(card.place))
        else {
          replace(card, found.state)
          put(placeKey(card.place), { ...found, place: card.place })
        }
      }
      changed()
      return gone
    },
    all: () => [...names.keys()],
  }
}

const isSame = (a: CardState, b: CardState): boolean => a.events.at(-1) === b.events.at(-1)

const isRetired = (columns: Columns | undefined, row: number): boolean =>
  ((columns?.hidden[row] ?? RETIRED) & RETIRED) !== 0
