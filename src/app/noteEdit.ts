import { bulkChange } from '../domain/bulk.ts'
import type { Moment } from '../domain/event.ts'
import { cardIdsOf } from '../domain/faces.ts'
import { type CardId, type Note, noteIdOf } from '../domain/note.ts'
import { changesOf, type NoteEvent } from '../domain/noteLog.ts'
import { mergeNote, sameNote } from '../domain/noteMerge.ts'
import type { Scheduler } from '../domain/scheduler.ts'
import type { Change, Condition, StudyCard } from '../storage/store.ts'
import type { Services } from './services.ts'

/**
 * Puts the learner's version over a note as it was until then (`card`); it says what it changes. Null takes it away again.
 */
export const noteEvent = (
  { clock, moment }: Services,
  { noteId, deckId, note: base }: Pick<StudyCard, 'noteId' | 'deckId' | 'note'>,
  note: Note | null,
  when: Moment = moment(),
): NoteEvent => ({
  ...when,
  id: clock.next(when.at),
  kind: 'note',
  noteId,
  deckId,
  note,
  ...(note && { was: changesOf(base, note) }),
})

/**
 * The change that an edit comes to; `reset` starts the note's cards again. From what the store says: all must be in it.
 * `base` is the note as its editor showed it first: what was not changed in it stays as it is by now, whoever changed it.
 */
export async function noteChange(
  services: Services,
  scheduler: Scheduler,
  card: StudyCard,
  edited: Note,
  reset: boolean,
  base: Note = card.note,
): Promise<Change> {
  const { note, from, ...merged } = await withOthersEdits(services, card, base, edited)
  const event = noteEvent(services, { ...card, note: from }, note)
  if (!reset) return { events: [event], cards: [], ...merged }
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
  return { events: [event, ...again.events], cards: again.cards, ...merged }
}

/** A note as it is by now, and what a change that is made of it must say; null where no deck has it. */
export async function noteNow(
  { store }: Services,
  cardId: CardId,
): Promise<{ readonly card: StudyCard; readonly onlyIf: Condition<'notes'> } | null> {
  const place = await store.placeOf(cardId)
  if (!place) return null
  const onlyIf = await (await store.forChange()).notesStill(place.deckId, [noteIdOf(cardId)])
  const [card] = await store.cardsAt([place])
  return card?.noteId === noteIdOf(cardId) ? { card, onlyIf } : null
}

/**
 * An edit merged by field with what the note is by now (`from`), and what its change must say. Of one field that was changed
 * elsewhere too, the later words stand: undo gives the others back.
 */
export async function withOthersEdits(
  services: Services,
  card: StudyCard,
  base: Note,
  edited: Note,
): Promise<{ readonly note: Note; readonly from: Note } & Pick<Change, 'onlyIf'>> {
  const now = await noteNow(services, card.state.cardId)
  if (!now) return { note: edited, from: base }
  const { note } = now.card
  return {
    note: sameNote(note, base) ? edited : mergeNote(base, edited, note, () => 'mine').note,
    from: note,
    onlyIf: now.onlyIf,
  }
}
