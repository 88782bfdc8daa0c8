import { cardIdOfEvent } from '../domain/apply.ts'
import { type BulkAction, bulkChange, type Changed } from '../domain/bulk.ts'
import type { CardState } from '../domain/card.ts'
import type { LogEvent, StoredEvent } from '../domain/event.ts'
import { cardIdsOf } from '../domain/faces.ts'
import { cardIdOf, type Note, type NoteId } from '../domain/note.ts'
import { placeKey, type QueueItem } from '../domain/queue.ts'
import type { Scheduler } from '../domain/scheduler.ts'
import { bringBack, type Session, setAside } from '../domain/session.ts'
import { MARKED_TAG } from '../domain/tags.ts'
import type { Due } from '../domain/time.ts'
import type { Change, StudyCard } from '../storage/store.ts'
import { isHere } from './deckHere.ts'
import { noteChange, noteEvent, withOthersEdits } from './noteEdit.ts'
import type { Services } from './services.ts'
import type { StudyCards } from './studyCards.ts'
import type { Step, Undo } from './undo.ts'

/** What can be done to the card on show besides rating it; `flag` and `mark` take it away again where it is there. */
export type StudyAction = 'bury' | 'buryNote' | 'suspend' | 'flag' | 'mark' | 'remove'

/** What actions need of the session that they are done in. */
export type SessionHold = {
  readonly services: Services
  readonly scheduler: () => Scheduler
  readonly undo: Undo
  readonly cards: StudyCards
  readonly state: () => Session | null
  readonly current: () => StudyCard | null
  /** The session moves on; `step` is what it does so for, and what Undo moves it back by. */
  readonly move: (next: Session, step: Step) => void
  /** True where the step was the latest to move the session, which then goes back to where it was before. */
  readonly moveBack: (step: Step) => boolean
  readonly go: (next: Session) => void
  readonly leaveOut: (keys: ReadonlySet<string>) => void
  /** Stores a change at once and says so once it is safe. */
  readonly push: (change: Change & { readonly events: Step }) => void
  readonly say: (kind: 'done' | 'undone', step: Step) => void
  /** Whether nothing may be done to the card just now. */
  readonly isHeld: () => boolean
  /** Holds the session while something is worked out from the store. */
  readonly hold: (work: () => Promise<void>) => Promise<void>
}

export type StudyActions = {
  readonly act: (action: StudyAction) => Promise<void>
  /** Puts the learner's version over the note of the card on show; `reset` starts its cards again. */
  readonly saveNote: (note: Note, reset: boolean, base?: Note) => Promise<void>
  /** The same, and a second note beside it in its deck, under an id of its own, in one step. */
  readonly splitNote: (note: Note, second: Note, base?: Note) => Promise<void>
  readonly restoreNote: () => Promise<void>
  /** Takes back the day's latest step, also one from before this session or from another screen. */
  readonly undoLast: () => Promise<void>
}

/** Everything but rating that a learner does to the card on show, and the way back from all of it. */
export function makeStudyActions(session: SessionHold): StudyActions {
  const { services, scheduler, undo, cards } = session
  const { clock, store, now, moment } = services

  /** The same thing done to some cards; those on show in this session are known newest here. */
  function changed(action: BulkAction, card: StudyCard, states: readonly CardState[]): Changed {
    const when = moment()
    return bulkChange(
      action,
      states.map((state) => ({ state, note: card.note, deckId: card.deckId })),
      { moment: when, nextId: () => clock.next(when.at), scheduler: scheduler(), known: new Map() },
    )
  }

  function take(card: StudyCard, change: Changed, leaves: 'stays' | 'card' | 'note'): void {
    const before = session.state()
    const [first, ...rest] = change.events
    if (!before || !first) return
    const step: Step = [first, ...rest]
    cards.keepStates(change.cards)
    const note = noteOf(change.events)
    if (note) cards.keepNote(note)
    const keys = leaves === 'note' ? cards.ofNote(card.noteId).map(({ place }) => placeKey(place)) : []
    if (leaves !== 'stays') session.move(setAside(before, now(), new Set(keys)), step)
    session.push({ events: step, cards: change.cards })
  }

  /** The states of all of a note's cards: as they are here, or, of those that the session does not hold, in the store. */
  async function statesOfNote(note: Note): Promise<readonly CardState[]> {
    const states = await store.cards(cardIdsOf(note))
    return states.map((state) => cards.byId(state.cardId)?.state ?? state)
  }

  async function act(action: StudyAction): Promise<void> {
    const card = session.current()
    if (!card || session.isHeld()) return
    const own = [card.state]
    switch (action) {
      case 'bury':
      case 'suspend':
        take(card, changed({ kind: action }, card, own), 'card')
        return
      case 'flag':
        take(card, changed({ kind: 'flag', flag: card.state.flag === 0 ? 1 : 0 }, card, own), 'stays')
        return
      case 'mark':
        await edit((card) => noteChange(services, scheduler(), card, withTag(card.note, MARKED_TAG), false))
        return
      case 'remove':
        take(card, changed({ kind: 'retire' }, card, own), 'note')
        return
      case 'buryNote':
        await session.hold(async () => {
          const states = await statesOfNote(card.note)
          take(card, changed({ kind: 'bury' }, card, states), 'note')
        })
    }
  }

  /** Worked out from the store: the screen waits for it. */
  async function edit(make: (card: StudyCard) => Promise<Change>): Promise<void> {
    const card = session.current()
    if (!card || session.isHeld()) return
    await session.hold(async () => {
      const step = await undo.run(() => make(card))
      if (!step) return
      await readAgain(step)
      session.say('done', step)
    })
  }

  /** Reads anew what a step was about. */
  async function readAgain(step: Step): Promise<void> {
    const edited = [...new Set(step.flatMap(noteIdOf))].flatMap((noteId) => cards.ofNote(noteId))
    const touched = step.flatMap((event) => cardIdOfEvent(event) ?? [])
    await cards.readStates([...new Set([...touched, ...edited.map(({ state }) => state.cardId)])])
    if (edited.length > 0) session.leaveOut(await cards.readNotes(edited.map(({ state }) => state.cardId)))
  }

  /** The card that is in question again once a step from before the session is taken back. */
  async function broughtBack(step: Step): Promise<QueueItem | null> {
    const [event, ...rest] = step
    // An answer may have tagged its note; more than that was done to many cards at once.
    if (rest.some((other) => other.kind !== 'note') || !MOVING.has(event.kind)) return null
    const cardId = cardIdOfEvent(event)
    const card = cardId ? await cards.find(cardId) : await firstOf(noteIdOf(event))
    return card && { place: card.place, kind: kindOf(card.state), due: dueOf(card.state) }
  }

  /** The card of a note that its face names first; null where it has none of the usual ones. */
  async function firstOf([noteId]: readonly NoteId[]): Promise<StudyCard | null> {
    if (noteId === undefined) return null
    return (await cards.find(cardIdOf(noteId, 'front'))) ?? (await cards.find(cardIdOf(noteId, 'c1')))
  }

  return {
    act,
    saveNote: (note, reset, base) => edit((card) => noteChange(services, scheduler(), card, note, reset, base)),
    splitNote: (first, second, base) =>
      edit(async (card) => {
        const { note, from, ...merged } = await withOthersEdits(services, card, base ?? card.note, first)
        const when = moment()
        const changed = noteEvent(services, { ...card, note: from }, note, when)
        const id = clock.next(when.at)
        const { deckId } = card
        if (!(await isHere(services.store, deckId))) return { events: [], cards: [] }
        const made = { ...second, id: `n_${id}` as NoteId }
        return {
          events: [changed, { ...when, id, kind: 'move', noteId: made.id, from: null, deckId, note: made }],
          cards: [],
          ...merged,
        }
      }),
    restoreNote: () => edit(async (card) => ({ events: [noteEvent(services, card, null)], cards: [] })),
    undoLast: async () => {
      if (!session.state() || session.isHeld()) return
      await session.hold(async () => {
        const step = await undo.undo()
        if (!step) return
        await readAgain(step)
        if (!session.moveBack(step)) {
          const item = await broughtBack(step)
          const before = session.state()
          if (item && before) session.go(bringBack(before, item, now()))
        }
        session.say('undone', step)
      })
    },
  }
}

/** With the tag, or without it where it has it. */
const withTag = (note: Note, tag: string): Note => ({
  ...note,
  tags: note.tags.includes(tag) ? note.tags.filter((one) => one !== tag) : [...note.tags, tag],
})

/** Kinds by which a card left its session. */
const MOVING: ReadonlySet<string> = new Set<LogEvent['kind']>(['review', 'bury', 'suspend', 'retire'])

const noteIdOf = (event: StoredEvent): NoteId[] =>
  (event.kind === 'note' || event.kind === 'retire') && 'noteId' in event ? [event.noteId] : []

function noteOf(events: readonly LogEvent[]): Note | null {
  const [event] = events
  return event?.kind === 'note' ? event.note : null
}

function kindOf(state: CardState): QueueItem['kind'] {
  return state.memory.phase === 'new' || state.memory.phase === 'review' ? state.memory.phase : 'learning'
}

const dueOf = (state: CardState): Due => (state.memory.phase === 'new' ? (0 as Due) : state.memory.due)
