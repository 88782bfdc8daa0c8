import type { Subscription } from '../domain/deckAddress.ts'
import type { DeckMerge } from '../domain/deckMerge.ts'
import type { Moment, StoredEvent } from '../domain/event.ts'
import type { DeckId, NoteId } from '../domain/note.ts'
import { changesOf } from '../domain/noteLog.ts'
import type { Services } from './services.ts'

const stamped = ({ clock }: Services, when: Moment) => ({ ...when, id: clock.next(when.at) })

/** The learner's texts as they are to be, as events of one moment: one step. */
export function versionEvents(services: Services, { versions }: Pick<DeckMerge, 'versions'>): StoredEvent[] {
  const when = services.moment()
  return versions.map(({ from, ...version }) => ({
    ...stamped(services, when),
    kind: 'note',
    ...version,
    ...(from && version.note && { was: changesOf(from, version.note) }),
  }))
}

/** Notes that the learner took out come back into study. */
export function backEvents(
  services: Services,
  notes: readonly { readonly noteId: NoteId; readonly deckId: DeckId }[],
): StoredEvent[] {
  const when = services.moment()
  return notes.map((note) => ({ ...stamped(services, when), kind: 'retire', ...note, on: false }))
}

export function undoOf(services: Services, events: readonly StoredEvent[]): StoredEvent[] {
  const of = events.map((event) => event.id)
  return of.length === 0 ? [] : [{ ...stamped(services, services.moment()), kind: 'undo', of }]
}

/** Where a deck comes from, or that it comes from nowhere any more. */
export const subscribeEvent = (
  { clock, moment }: Services,
  deckId: DeckId,
  subscription: Subscription | null,
): StoredEvent => {
  const when = moment()
  const { address = null, looks = false } = subscription ?? {}
  return { ...when, id: clock.next(when.at), kind: 'subscribe', deckId, address, looks }
}

/** The learner removed a deck, and with it the cards that were put into it before. */
export function removalEvent(services: Services, deckId: DeckId): StoredEvent {
  return { ...stamped(services, services.moment()), kind: 'deck', deckId, removed: true }
}

/** A version of a deck that the learner took over another, which leads by its number. */
export function tookEvent(services: Services, deckId: DeckId, version: number, over: number): StoredEvent {
  return { ...stamped(services, services.moment()), kind: 'took', deckId, version, over }
}
