import type { CardState } from '../domain/card.ts'
import type { Deck } from '../domain/deck.ts'
import type { PoolNote } from '../domain/exam.ts'
import { contentOf } from '../domain/examCode.ts'
import { topicOf } from '../domain/examTopic.ts'
import { cardIdsOf } from '../domain/faces.ts'
import { type CardId, type DeckId, type NoteId, noteIdOf } from '../domain/note.ts'
import { makeScheduler } from '../domain/scheduler.ts'
import type { StudyDay } from '../domain/time.ts'
import { type Found, makeFindCards } from './findCards.ts'
import type { Services } from './services.ts'

/** Which cards: those of these decks (all of them for none) that a search finds; '' finds all. */
export type Scope = { readonly deckIds: readonly DeckId[]; readonly query: string }

/** The notes of a scope, decks in the order of their ids, and what a code says of them. */
export type Pool = { readonly notes: readonly PoolNote[]; readonly content: number }

export const readPool = (services: Services, scope: Scope): Promise<Pool> => makePools(services)(scope)

/** Pools of several scopes over one reading of what is there: each deck once, all for searches once. */
export function makePools(services: Services): (scope: Scope) => Promise<Pool> {
  const { store } = services
  const infos = store.decks()
  const find = makeFindCards(services)
  const decks = new Map<DeckId, Promise<Deck | null>>()
  const deckOf = (id: DeckId): Promise<Deck | null> => {
    const known = decks.get(id) ?? store.deck(id)
    decks.set(id, known)
    return known
  }
  return async (scope) => {
    const asked = new Set(scope.deckIds)
    // A plan from elsewhere may name any number of decks that are not here.
    const wanted = (await infos).map((info) => info.id).filter((id) => asked.size === 0 || asked.has(id))
    const all = (await Promise.all(wanted.sort().map(deckOf))).filter((deck) => deck !== null)
    const found = scope.query.trim() === '' ? null : notesOf(await find(scope.query))
    const held = all
      .map((deck) => ({ deck, notes: deck.notes.filter((note) => found === null || found.has(note.id)) }))
      .filter(({ notes }) => notes.length > 0)
    const notes = held.flatMap(({ deck, notes }) =>
      notes.map((note) => ({
        note,
        deckId: deck.id,
        language: deck.language,
        topic: topicOf(deck, note, held.length > 1),
      })),
    )
    return { notes, content: contentOf(notes) }
  }
}

/** The notes of which a search found a card. */
const notesOf = (found: readonly Found[]): ReadonlySet<NoteId> => new Set(found.map(({ cardId }) => noteIdOf(cardId)))

/** The chance of recalling each card on a day, 0 for cards never seen. */
export async function readRecall(
  services: Services,
  notes: readonly PoolNote[],
  day: StudyDay,
): Promise<(cardId: CardId) => number> {
  const scheduler = makeScheduler(services.settings.current())
  const states = await services.store.cards(notes.flatMap(({ note }) => cardIdsOf(note)))
  const recallIn = ({ memory }: CardState) => (memory.phase === 'new' ? 0 : scheduler.retrievability(memory, day))
  const recall = new Map(states.map((state) => [state.cardId, recallIn(state)]))
  return (cardId) => recall.get(cardId) ?? 0
}
