import { tidyTitle } from '../domain/deckList.ts'
import type { DeckId, NoteId } from '../domain/note.ts'
import { type NoteFields, noteOfFields } from '../domain/noteFields.ts'
import { isHere } from './deckHere.ts'
import type { Services } from './services.ts'
import type { Step, Undo } from './undo.ts'

/** An empty deck of the learner's own; resolves with its id once it is stored. */
export async function addDeck(services: Services, title: string, language: string): Promise<DeckId> {
  const { store, clock, now } = services
  const id = `d_${clock.next(now())}` as DeckId
  const content = { sources: [], notes: [], tombstones: [], received: 0 }
  const head = { id, version: 1, title: tidyTitle(title), language, licence: 'CC0-1.0', authors: [] }
  await store.putDeck({ ...head, ...content }, { builtIn: false })
  return id
}

/**
 * Gives a deck a title of the learner's, and with it its place in the tree; one step to take back. Left as it was when it
 * was asked for, it says nothing: what others call the deck meanwhile holds.
 */
export function renameDeck(
  { clock, moment }: Services,
  undo: Undo,
  deckId: DeckId,
  { was, title }: { readonly was: string; readonly title: string },
): Promise<Step | null> {
  return undo.run(async () => {
    if (tidyTitle(title) === tidyTitle(was)) return { events: [], cards: [] }
    const when = moment()
    const event = { ...when, id: clock.next(when.at), kind: 'title', deckId, title: tidyTitle(title) } as const
    return { events: [event], cards: [] }
  })
}

/** A note that the learner wrote, into a deck; one step to take back, null where the deck is not here any more. */
export function addNote(services: Services, undo: Undo, fields: NoteFields, deckId: DeckId): Promise<Step | null> {
  return undo.run(async () => {
    if (!(await isHere(services.store, deckId))) return { events: [], cards: [] }
    const when = services.moment()
    const id = services.clock.next(when.at)
    const note = noteOfFields(fields, { id: `n_${id}` as NoteId })
    return { events: [{ ...when, id, kind: 'move', noteId: note.id, from: null, deckId, note }], cards: [] }
  })
}
