import { unturned } from './bidi.ts'
import type { Deck } from './deck.ts'
import { deckScope } from './deckTree.ts'
import { nextVersion } from './deckVersion.ts'
import type { EventId, LogEvent, Moment, StoredEvent } from './event.ts'
import { meeting, type Place, type Strangers, type Touched, touched } from './foreignMeeting.ts'
import { merged } from './foreignMerge.ts'
import type { DeckId, Note, NoteId } from './note.ts'
import type { DeckChange, Settings } from './settings.ts'
import { effectiveEvents, isUndo, type UndoEvent } from './undo.ts'

/** A deck as a learner's collection has it, as it was last received. */
export type HeldDeck = Deck & {
  readonly builtIn: boolean
  /** Notes that the learner put into it here: no version that comes has to know them. */
  readonly own?: readonly NoteId[] | undefined
  /** The version that came last, from which what the learner added counts on; 0 where it was made here. See `receivedVersion.ts`. */
  readonly received?: number | undefined
  /** Notes of earlier versions. */
  readonly retired: readonly Note[]
}

export type Here = { readonly decks: readonly HeldDeck[]; readonly events: readonly StoredEvent[] }

/** Notes and history from another program, under ids that are the same whenever they are read. */
export type Foreign = {
  readonly decks: readonly Pick<Deck, 'id' | 'title' | 'notes'>[]
  readonly events: readonly LogEvent[]
  /** Settings to be put in force with it; none where the learner keeps their own. */
  readonly settings: Partial<Settings> | null
  /** What some of its decks have in place of those. */
  readonly deckSettings?: readonly { readonly deckId: DeckId; readonly change: DeckChange }[]
  /** The learner says that all of it is theirs: it may change what did not come from where it comes from. */
  readonly updates?: boolean
}

export type ForeignPlan = {
  /** Every deck as it is to be; those that do not change are the same objects. */
  readonly decks: readonly HeldDeck[]
  /** To be added to the log. */
  readonly events: readonly StoredEvent[]
  /** What was last done to each of the learner's cards that a deck brings back, from when it was here before. */
  readonly waiting: readonly EventId[]
  readonly counts: {
    readonly fresh: number
    readonly changed: number
    readonly same: number
    /** Changed here or there, but later here. */
    readonly older: number
    readonly newReviews: number
    readonly newDecks: number
  }
  /** Notes here that it changes, as they are. */
  readonly changed: readonly Touched[]
  readonly strangers: Strangers
  readonly changesNothing: boolean
}

/**
 * What taking it would do. Notes that are one (`meeting`) meet by id, wherever they lie now: new ones go to the deck that
 * they name, known ones take the newer text and stay where they are; nothing is taken out. Events join the log; those that an undo took back
 * before are brought back by taking that undo back. The same twice changes nothing.
 */
export function planForeign(here: Here, sent: Foreign, stamp: () => Moment & { readonly id: EventId }): ForeignPlan {
  const counts = { fresh: 0, changed: 0, same: 0, older: 0 }
  const { foreign, places, strangers } = meeting(here, { ...sent, decks: sent.decks.map(asPlain) })
  const was: Place[] = []
  const changed = new Map<DeckId, Map<NoteId, Note>>()
  const fresh = new Map<DeckId, Note[]>()
  for (const deck of foreign.decks) {
    for (const note of deck.notes) {
      const place = places.get(note.id)
      if (!place) {
        counts.fresh++
        push(fresh, deck.id, note)
        continue
      }
      const next = merged(place.note, note)
      counts[next.kind]++
      if (next.kind !== 'changed') continue
      was.push(place)
      const inDeck = changed.get(place.deckId) ?? new Map<NoteId, Note>()
      changed.set(place.deckId, inDeck.set(note.id, next.note))
    }
  }
  const known = new Map(here.decks.map((deck) => [deck.id, deck]))
  const held = here.decks.map((deck) => updated(deck, changed.get(deck.id), fresh.get(deck.id)))
  const added = foreign.decks.flatMap(({ id, title }) => {
    const notes = fresh.get(id)
    return known.has(id) || !notes ? [] : [newDeck(id, title, notes)]
  })
  const events = eventsToAdd(here.events, foreign, stamp)
  const decks = [...held, ...added]
  return {
    decks,
    events,
    waiting: added.length > 0 ? waitingFor(added, here.events) : [],
    counts: {
      ...counts,
      newReviews: events.filter((event) => event.kind === 'review').length,
      newDecks: added.length,
    },
    changed: touched(was),
    strangers,
    changesNothing: events.length === 0 && counts.fresh + counts.changed === 0,
  }
}

/** A stranger's deck says nothing of licence or author. */
const newDeck = (id: DeckId, title: string, notes: readonly Note[]): HeldDeck => ({
  id,
  version: 1,
  title,
  language: 'und',
  licence: 'NOASSERTION',
  authors: [],
  sources: [],
  notes,
  tombstones: [],
  builtIn: false,
  retired: [],
})

/** Without what turns the direction of text. */
const asPlain = ({ id, title, notes }: Foreign['decks'][number]): Foreign['decks'][number] => ({
  id,
  title: unturned(title) || '–',
  notes: notes.map(withPlainTags),
})

function withPlainTags(note: Note): Note {
  const tags = note.tags.map(unturned)
  return tags.every((tag, i) => tag === note.tags[i]) ? note : { ...note, tags: tags.filter((tag) => tag !== '') }
}

function updated(deck: HeldDeck, changed = new Map<NoteId, Note>(), fresh: readonly Note[] = []): HeldDeck {
  if (changed.size === 0 && fresh.length === 0) return deck
  const notes = deck.notes.map((note) => changed.get(note.id) ?? note)
  const retired = deck.retired.map((note) => changed.get(note.id) ?? note)
  return { ...deck, version: nextVersion(deck.version), notes: [...notes, ...fresh], retired }
}

function eventsToAdd(
  log: readonly StoredEvent[],
  foreign: Foreign,
  stamp: () => Moment & { readonly id: EventId },
): readonly StoredEvent[] {
  const known = new Set(log.map((event) => event.id))
  const fresh = foreign.events.filter((event) => !known.has(event.id))
  const standing = effectiveEvents(log.filter(isUndo)).filter(isUndo)
  const undone = new Set(standing.flatMap((undo) => undo.of))
  const theirs = new Set(foreign.events.map((event) => event.id).filter((id) => undone.has(id)))
  const over: UndoEvent[] = standing.filter((undo) => undo.of.some((id) => theirs.has(id)))
  const back: StoredEvent[] = over.length > 0 ? [{ ...stamp(), kind: 'undo', of: over.map((undo) => undo.id) }] : []
  const { settings } = foreign
  const chosen: StoredEvent[] =
    settings && Object.keys(settings).length > 0 ? [{ ...stamp(), kind: 'setting', change: settings }] : []
  const own = (foreign.deckSettings ?? []).map(
    ({ deckId, change }): StoredEvent => ({ ...stamp(), kind: 'deckSetting', scope: deckScope(deckId), change }),
  )
  return [...fresh, ...back, ...chosen, ...own]
}

function push<K, V>(lists: Map<K, V[]>, key: K, value: V): void {
  const list = lists.get(key)
  if (list) list.push(value)
  else lists.set(key, [value])
}

function waitingFor(added: readonly HeldDeck[], log: readonly StoredEvent[]): readonly EventId[] {
  const ids = new Set(added.map(({ id }) => id))
  return [...movedTo(log).values()].filter(({ deckId }) => ids.has(deckId)).map(({ last }) => last)
}

const ACTS: ReadonlySet<string> = new Set<LogEvent['kind']>(['move', 'note', 'retire', 'undo'])

/** Where the notes live that the learner wrote or moved, and what was last done to each. */
export function movedTo(
  log: readonly StoredEvent[],
): ReadonlyMap<NoteId, { readonly deckId: DeckId; readonly last: EventId }> {
  const places = new Map<NoteId, { readonly deckId: DeckId; readonly last: EventId }>()
  for (const event of effectiveEvents(log.filter(({ kind }) => ACTS.has(kind)))) {
    if (!('noteId' in event && 'deckId' in event)) continue
    const deckId = event.kind === 'move' ? event.deckId : places.get(event.noteId)?.deckId
    if (deckId !== undefined) places.set(event.noteId, { deckId, last: event.id })
  }
  return places
}
