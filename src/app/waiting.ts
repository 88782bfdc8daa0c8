import type { Deck } from '../domain/deck.ts'
import { hostOfDeck } from '../domain/deckAddress.ts'
import { deckScope } from '../domain/deckTree.ts'
import { cardIdsOf } from '../domain/faces.ts'
import { ownAt } from '../domain/ownAt.ts'
import { seenOver } from '../domain/ownNote.ts'
import type { HeldInStore } from '../storage/store.ts'
import type { Services } from './services.ts'

/**
 * What is here of a deck's cards before they are: from when it was here once, or because a backup spoke of it. It is in
 * force as soon as they come, and nobody tells a deck from its looks what was said of it elsewhere.
 */
export type Waiting = {
  /** Cards with progress. */
  readonly studied: number
  /** Cards that are suspended or taken out. */
  readonly away: number
  /** Cards with a flag. */
  readonly marked: number
  /** Notes that were made in it or moved into it, and that it does not hold. */
  readonly own: number
  readonly hasSettings: boolean
  /** Whom it can be asked for anew; null where nobody, or where it is here. */
  readonly host: string | null
}

/** `known` are the learner's versions of its notes, as `versionsFor` gives them. */
export async function readWaiting(
  { store, settings }: Services,
  deck: Deck,
  held: HeldInStore | null,
  known: HeldInStore['versions'],
): Promise<Waiting> {
  const isHeld = new Set([...(held?.deck.notes ?? []), ...(held?.deck.retired ?? [])].map(({ id }) => id))
  const coming = deck.notes.filter(({ id }) => !isHeld.has(id))
  const versions = new Map(known.map((version) => [version.noteId, version]))
  const out = new Set(coming.filter(({ id }) => versions.get(id)?.retired).map(({ id }) => id))
  const cards = coming.map((note) => ({ note, cardIds: cardIdsOf(seenOver(versions.get(note.id), note)) }))
  const states = await store.cards(cards.flatMap(({ cardIds }) => cardIds))
  const suspended = new Set(states.filter((state) => state.suspended).map(({ cardId }) => cardId))
  const names = new Set(deck.notes.map(({ id }) => id))
  const subscription = held ? null : await store.subscription(deck.id)
  return {
    studied: states.filter(({ memory }) => memory.phase !== 'new').length,
    away: cards.reduce(
      (sum, { note, cardIds }) => sum + cardIds.filter((id) => out.has(note.id) || suspended.has(id)).length,
      0,
    ),
    marked: states.filter(({ flag }) => flag !== 0).length,
    own: held
      ? 0
      : known.filter((one) => one.guest && one.deckId === deck.id && !one.retired && !names.has(one.noteId)).length,
    hasSettings: !held && Object.keys(ownAt(settings.current().scoped, deckScope(deck.id)) ?? {}).length > 0,
    host: subscription && hostOfDeck(subscription.address),
  }
}

/** The learner's versions of all notes that a deck holds or is to hold. */
export async function versionsFor(
  { store }: Pick<Services, 'store'>,
  deck: Deck,
  held: HeldInStore | null,
): Promise<HeldInStore['versions']> {
  const notes = [...deck.notes, ...(held?.deck.notes ?? []), ...(held?.deck.retired ?? [])]
  const { versionsOf } = await store.forChange()
  return versionsOf(
    deck.id,
    notes.map(({ id }) => id),
  )
}
