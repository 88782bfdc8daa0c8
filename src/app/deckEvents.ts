import type { Subscription } from '../domain/deckAddress.ts'
import type { DeckMerge } from '../domain/deckMerge.ts'
import type { Moment, StoredEvent } from '../domain/event.ts'
import type { DeckId, NoteId } from '../domain/note.ts'
import { changesOf } from '../domain/noteLog.ts'
import type { Services } from './services.ts'

type Stamping = Pick<Services, 'clock' | 'moment'>

const stamped = ({ clock }: Stamping, when: Moment) => ({ ...when, id: clock.next(when.at) })

/** The learner's texts as they are to be, as events of one moment: one step. */
export function versionEvents(services: Stamping, { versions }: Pick<DeckMerge, 'versions'>): StoredEvent[] {
  const when = services.moment()
  return versions.map(({ noteId, deckId, note, from }) => ({
    ...stamped(services, when),
    kind: 'note',
    ...{ noteId, deckId, note },
    ...(from && note && { was: changesOf(from, note) }),
  }))
}

/** The same of what comes of bringing a deck to another version: where nothing of the learner's is left, that too is merged. */
export function mergedEvents(services: Stamping, { versions }: Pick<DeckMerge, 'versions'>): StoredEvent[] {
  const whole = versions.map((version) => ({ ...version, note: version.note ?? version.merge?.over ?? null }))
  return versionEvents(services, { versions: whole }).map((event, i) => {
    const { note, merge } = whole[i] ?? {}
    const told = note && merge && { over: changesOf(merge.over, note), laid: changesOf(merge.laid, note) }
    return { ...event, merged: true, ...told }
  })
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
