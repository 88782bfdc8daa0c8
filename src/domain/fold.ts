import { applyEvents, cardIdOfEvent } from './apply.ts'
import { type CardState, newCard } from './card.ts'
import type { EventId, LogEvent, StoredEvent } from './event.ts'
import type { CardId, DeckId, NoteId } from './note.ts'
import { type NoteEvent, ownVersion } from './noteLog.ts'
import type { OwnNote } from './ownNote.ts'
import { drained } from './parts.ts'
import { makeScheduler, type Scheduler } from './scheduler.ts'
import type { Settings } from './settings.ts'
import { foldSettings } from './settingsFold.ts'
import { effectiveEvents, inOrder, isUndo, undoTargets } from './undo.ts'
import { idsUndoneBy } from './undone.ts'

/** All that a log says. Cards that no event names are new and not listed. */
export type Folded = {
  readonly cards: ReadonlyMap<CardId, CardState>
  readonly settings: Settings
  /** The learner's own versions of notes. */
  readonly notes: ReadonlyMap<NoteId, OwnNote & { readonly deckId: DeckId }>
  readonly removedDecks: ReadonlySet<DeckId>
}

/**
 * State is a fold over the log: whatever the order in which events came here, and however often, the result is the
 * same. Kinds of later versions and damaged events are passed over (they stay in the log). The weights in force at the
 * end hold for all of the past, as a memory is an estimate and not a fact; what was due when is a fact, and is kept.
 */
export function foldLog(log: Iterable<StoredEvent>): Folded {
  const events = [...log]
  const effective = effectiveEvents(events)
  const settings = foldSettings(effective)
  const scheduler = makeScheduler(settings)
  const byCard = new Map<CardId, StoredEvent[]>()
  for (const event of effective) {
    const cardId = cardIdOfEvent(event)
    if (cardId === null) continue
    const own = byCard.get(cardId)
    if (own) own.push(event)
    else byCard.set(cardId, [event])
  }
  const cards = new Map([...byCard].map(([id, own]) => [id, applyEvents(newCard(id), own, scheduler)] as const))
  return { cards, settings, notes: foldNotes(events, effective), removedDecks: foldDecks(effective) }
}

/** One card's state from its events, in any order, undone ones and other cards' among them. */
export function replayCard(cardId: CardId, events: Iterable<StoredEvent>, scheduler: Scheduler): CardState {
  return applyEvents(newCard(cardId), effectiveEvents(events), scheduler)
}

/**
 * States after more events came to the log: an undo here, or anything from another device. `cards` are the states of the
 * cards concerned as they are now (a card without any may be missing); `known` holds the events that they list, those
 * that `added` names (`undoTargets`) and the undos that name any of `added`. Only cards that change come back. Equal to a fold over the whole log.
 */
export const refoldCards = (...input: Parameters<typeof refoldSteps>): CardState[] => drained(refoldSteps(...input))

/** The same for thousands of cards; yields the share that is done, 0 to 1, every few of them. */
export function* refoldSteps(
  cards: readonly CardState[],
  known: ReadonlyMap<EventId, StoredEvent>,
  added: readonly StoredEvent[],
  scheduler: Scheduler,
): Generator<number, CardState[]> {
  const before = new Map(cards.map((card) => [card.cardId, card]))
  const ids = undoTargets(
    added.filter(isUndo).flatMap((undo) => undo.of),
    known,
  )
  const targets = new Map<CardId | null, StoredEvent[]>()
  for (const event of [...ids.flatMap((id) => known.get(id) ?? []), ...added]) {
    const cardId = cardIdOfEvent(event)
    const own = targets.get(cardId)
    if (own) own.push(event)
    else targets.set(cardId, [event])
  }
  // Once for all cards: which undos stand is the same for each, and a few of them may name every card there is.
  const undone = new Set(idsUndoneBy([...[...known.values()].filter(isUndo), ...added.filter(isUndo)]))
  targets.delete(null)
  const states: CardState[] = []
  for (const [i, [cardId, mine]] of [...targets].entries()) {
    if (i % CARDS_A_STEP === 0) yield i / targets.size
    if (cardId === null) continue
    const old = before.get(cardId)
    const own = [...(old?.events ?? []).flatMap((id) => known.get(id) ?? []), ...mine]
    const standing = own.filter(({ id }) => !undone.has(id))
    const state = replayCard(cardId, standing, scheduler)
    if (old === undefined || !sameEvents(old, state)) states.push(state)
  }
  return states
}

const CARDS_A_STEP = 50

const sameEvents = (a: CardState, b: CardState): boolean =>
  a.events.length === b.events.length && a.events.every((id, i) => id === b.events[i])

const isKind = <K extends LogEvent['kind']>(event: StoredEvent, kind: K): event is Extract<LogEvent, { kind: K }> =>
  event.kind === kind

function foldNotes(events: readonly StoredEvent[], effective: readonly StoredEvent[]): Folded['notes'] {
  const byNote = new Map<NoteId, NoteEvent[]>()
  for (const event of inOrder(events)) {
    if (!isKind(event, 'note')) continue
    const about = byNote.get(event.noteId)
    if (about) about.push(event)
    else byNote.set(event.noteId, [event])
  }
  const standing = new Set<StoredEvent>(byNote.size > 0 ? effective : [])
  const counts = (event: NoteEvent): boolean => standing.has(event)
  const notes = new Map<NoteId, OwnNote & { readonly deckId: DeckId }>()
  for (const [noteId, about] of byNote) {
    const [own, last] = [ownVersion(about, counts), about.findLast(counts)]
    if (own.note && last) notes.set(noteId, { deckId: last.deckId, ...own })
  }
  return notes
}

function foldDecks(effective: readonly StoredEvent[]): ReadonlySet<DeckId> {
  const removed = new Set<DeckId>()
  for (const event of effective) {
    if (!isKind(event, 'deck')) continue
    if (event.removed) removed.add(event.deckId)
    else removed.delete(event.deckId)
  }
  return removed
}
