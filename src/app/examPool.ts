import type { CardState } from '../domain/card.ts'
import { type Deck, splitTitle } from '../domain/deck.ts'
import type { PoolNote } from '../domain/exam.ts'
import { contentOf } from '../domain/examCode.ts'
import { cardIdsOf } from '../domain/faces.ts'
import { type CardId, type DeckId, type Note, type NoteId, noteIdOf } from '../domain/note.ts'
import { makeScheduler } from '../domain/scheduler.ts'
import type { StudyDay } from '../domain/time.ts'
import { findCards } from './findCards.ts'
import type { Services } from './services.ts'

/** Which cards: those of these decks (all of them for none) that a search finds; '' finds all. */
export type Scope = { readonly deckIds: readonly DeckId[]; readonly query: string }

/** The notes of a scope, decks in the order of their ids, and what a code says of them. */
export type Pool = { readonly notes: readonly PoolNote[]; readonly content: number }

export async function readPool(services: Services, scope: Scope): Promise<Pool> {
  const { store } = services
  const infos = await store.decks()
  const wanted = scope.deckIds.length === 0 ? infos.map((info) => info.id) : scope.deckIds
  const decks = (await Promise.all([...wanted].sort().map((id) => store.deck(id)))).filter((deck) => deck !== null)
  const found = scope.query.trim() === '' ? null : await findNotes(services, scope.query)
  const notes = decks.flatMap((deck) =>
    deck.notes
      .filter((note) => found === null || found.has(note.id))
      .map((note) => ({
        note,
        deckId: deck.id,
        language: deck.language,
        topic: topicOf(deck, note, decks.length > 1),
      })),
  )
  return { notes, content: contentOf(notes) }
}

/** The notes of which a search finds a card. */
async function findNotes(services: Services, text: string): Promise<ReadonlySet<NoteId>> {
  const found = await findCards(services, text)
  return new Set(found.map(({ cardId }) => noteIdOf(cardId)))
}

/** The deck's name among several decks; in a single one the article, or else the first tag. */
function topicOf(deck: Deck, note: Note, isOneOfMany: boolean): string {
  const { name } = splitTitle(deck.title)
  if (isOneOfMany) return name
  const sourceId = note.evidence[0]?.sourceId
  return deck.sources.find((source) => source.id === sourceId)?.title ?? note.tags[0] ?? name
}

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
