import { bulkChange } from '../domain/bulk.ts'
import type { LogEvent, Moment } from '../domain/event.ts'
import { cardIdsOf } from '../domain/faces.ts'
import type { Note } from '../domain/note.ts'
import type { Scheduler } from '../domain/scheduler.ts'
import type { Change, StudyCard } from '../storage/store.ts'
import type { Services } from './services.ts'

type NoteEvent = Extract<LogEvent, { kind: 'note' }>

/** Puts the learner's version over a note; null takes it away again. */
export const noteEvent = (
  { clock, moment }: Services,
  { noteId, deckId }: Pick<StudyCard, 'noteId' | 'deckId'>,
  note: Note | null,
  when: Moment = moment(),
): NoteEvent => ({ ...when, id: clock.next(when.at), kind: 'note', noteId, deckId, note })

/** The change that an edit comes to; `reset` starts the note's cards again. From what the store says: all must be in it. */
export async function noteChange(
  services: Services,
  scheduler: Scheduler,
  card: StudyCard,
  note: Note,
  reset: boolean,
): Promise<Change> {
  const event = noteEvent(services, card, note)
  if (!reset) return { events: [event], cards: [] }
  const states = await services.store.cards(cardIdsOf(note))
  const again = bulkChange(
    { kind: 'reset' },
    states.map((state) => ({ state, note, deckId: card.deckId })),
    {
      moment: { at: event.at, offsetMinutes: event.offsetMinutes, day: event.day },
      nextId: () => services.clock.next(event.at),
      scheduler,
      known: new Map(),
    },
  )
  return { events: [event, ...again.events], cards: again.cards }
}
