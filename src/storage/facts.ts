import { clip, LONGEST_TITLE } from '../domain/clip.ts'
import { makeCutUndos } from '../domain/cutUndos.ts'
import type { Subscription } from '../domain/deckAddress.ts'
import type { EventId, LogEvent, StoredEvent } from '../domain/event.ts'
import { addTo } from '../domain/lists.ts'
import type { DeckId, NoteId } from '../domain/note.ts'
import { ownVersion } from '../domain/noteLog.ts'
import { foldSettings, isSettingsEvent } from '../domain/settingsFold.ts'
import { effectiveEvents, inOrder, isUndo } from '../domain/undo.ts'
import { isFact } from './factKinds.ts'
import type {
  AddressesRecord,
  Overlay,
  RemovalsRecord,
  SearchesRecord,
  SettingsRecord,
  TitlesRecord,
} from './schema.ts'

/** What an event is about besides cards: where its id has to be written down. */
export type Subject =
  | { readonly kind: 'settings' }
  | { readonly kind: 'searches' }
  | { readonly kind: 'titles' }
  | { readonly kind: 'addresses' }
  | { readonly kind: 'removals' }
  | { readonly kind: 'note'; readonly noteId: NoteId }

/**
 * Tells what a fact is about, each once. `find` gives the events that an undo names; those it does not know are about
 * nothing. An undo of an undo is followed to what lies before it only, which also ends the search in a log that was
 * tampered with, and each undo once for all that name it: undos that name the two before them have as many ways back
 * as Fibonacci's rabbits. For as long as the log stays as it is.
 */
export function makeSubjectsOf(
  find: (ids: readonly EventId[]) => Promise<readonly StoredEvent[]>,
): (fact: StoredEvent) => Promise<readonly Subject[]> {
  const known = new Map<EventId, readonly Subject[]>()
  const subjectsOf = async (fact: StoredEvent): Promise<readonly Subject[]> => {
    const own = subjectOf(fact)
    if (own || !isUndo(fact)) return own ? [own] : []
    const followed = known.get(fact.id)
    if (followed) return followed
    const subjects = new Map<string, Subject>()
    for (const target of await find(fact.of)) {
      if (isUndo(target) && target.id >= fact.id) continue
      for (const subject of await subjectsOf(target)) subjects.set(keyOf(subject), subject)
    }
    const all = [...subjects.values()]
    known.set(fact.id, all)
    return all
  }
  return subjectsOf
}

/** Null for an undo, which is about what it names, and for what is no fact. */
function subjectOf(fact: StoredEvent): Subject | null {
  if (isSettingsEvent(fact)) return { kind: 'settings' }
  if (isSearch(fact)) return { kind: 'searches' }
  if (isTitle(fact)) return { kind: 'titles' }
  if (isSubscribe(fact)) return { kind: 'addresses' }
  if (isRemoval(fact)) return { kind: 'removals' }
  return isOfNote(fact) ? { kind: 'note', noteId: fact.noteId } : null
}

const keyOf = (subject: Subject): string => (subject.kind === 'note' ? `note ${subject.noteId}` : subject.kind)

/** Settings as a fold over the events that concern them (settings, and undos of such). */
export const settingsFrom = (events: readonly StoredEvent[]): SettingsRecord => ({
  name: 'settings',
  value: foldSettings(effectiveEvents(events)),
  events: inOrder(events).map((event) => event.id),
})

/** Kept searches as a fold over the events that concern them: of two under one name the later holds. */
export function searchesFrom(events: readonly StoredEvent[]): SearchesRecord {
  const queries = new Map<string, string>()
  for (const event of effectiveEvents(events)) {
    if (!isSearch(event)) continue
    if (event.query === null) queries.delete(event.name)
    else queries.set(event.name, event.query)
  }
  const value = [...queries].map(([name, query]) => ({ name, query })).sort((a, b) => (a.name < b.name ? -1 : 1))
  return { name: 'searches', value, events: inOrder(events).map((event) => event.id) }
}

/** Decks' titles as a fold over the events that concern them. */
export function titlesFrom(events: readonly StoredEvent[]): TitlesRecord {
  const titles = new Map<DeckId, string>()
  for (const event of effectiveEvents(events)) {
    if (!isTitle(event)) continue
    if (event.title === null) titles.delete(event.deckId)
    else titles.set(event.deckId, clip(event.title, LONGEST_TITLE))
  }
  return { name: 'titles', value: Object.fromEntries(titles), events: inOrder(events).map((event) => event.id) }
}

/** Decks' addresses as a fold over the events that concern them. */
export function addressesFrom(events: readonly StoredEvent[]): AddressesRecord {
  const addresses = new Map<DeckId, Subscription>()
  for (const event of effectiveEvents(events)) {
    if (!isSubscribe(event)) continue
    const { deckId, address, looks } = event
    if (address === null) addresses.delete(deckId)
    else addresses.set(deckId, { address, looks })
  }
  return { name: 'addresses', value: Object.fromEntries(addresses), events: inOrder(events).map((event) => event.id) }
}

/** Decks that were removed and not said to be back, as a fold over the events that concern that. */
export function removalsFrom(events: readonly StoredEvent[]): RemovalsRecord {
  const removed = new Map<DeckId, EventId>()
  for (const event of effectiveEvents(events)) {
    if (!isRemoval(event)) continue
    if (event.removed) removed.set(event.deckId, event.id)
    else removed.delete(event.deckId)
  }
  return { name: 'removals', value: Object.fromEntries(removed), events: inOrder(events).map((event) => event.id) }
}

/** Every deck that events of a note name: all that its coming and going may concern. */
export const decksNamed = (events: readonly StoredEvent[]): readonly DeckId[] => [
  ...new Set(
    events
      .filter(isOfNote)
      .flatMap((event) => (isMove(event) && event.from ? [event.from, event.deckId] : [event.deckId])),
  ),
]

/** A learner's version of one note as a fold over the events that concern it. */
export function overlayFrom(noteId: NoteId, events: readonly StoredEvent[]): Overlay {
  const ordered = inOrder(events)
  const first = ordered.find(isOfNote)
  // Where it lies once all is taken back: a move says where to, but began elsewhere.
  let deckId = (first && isMove(first) ? first.from : null) ?? first?.deckId ?? ('' as DeckId)
  let retired = false
  let moved: Overlay['moved']
  let last: EventId | undefined
  const standing = new Set<StoredEvent>(effectiveEvents(ordered))
  for (const event of standing) {
    if (isOfNote(event)) last = event.id
    if (isNote(event)) deckId = event.deckId
    else if (isRetire(event)) retired = event.on
    else if (isMove(event)) {
      deckId = event.deckId
      moved = { deckId, note: event.note, own: event.from === null || moved?.own === true }
    }
  }
  const more = { ...(moved && { moved }), ...(last && { last }) }
  const { note, was } = ownVersion(ordered.filter(isNote), (event) => standing.has(event))
  return { noteId, deckId, note, ...(was && { was }), retired, ...more, events: ordered.map((event) => event.id) }
}

/** Settings and overlays of a whole log. */
export async function foldFacts(events: readonly StoredEvent[]): Promise<{
  readonly settings: SettingsRecord
  readonly searches: SearchesRecord
  readonly titles: TitlesRecord
  readonly addresses: AddressesRecord
  readonly removals: RemovalsRecord
  readonly overlays: readonly Overlay[]
}> {
  // Few logs have an undo among their facts: only then are all events looked up by id.
  let byId: ReadonlyMap<EventId, StoredEvent> | null = null
  const find = async (ids: readonly EventId[]) => {
    byId ??= new Map(events.map((event) => [event.id, event]))
    const all = byId
    return ids.flatMap((id) => all.get(id) ?? [])
  }
  const settings: StoredEvent[] = []
  const searches: StoredEvent[] = []
  const titles: StoredEvent[] = []
  const addresses: StoredEvent[] = []
  const removals: StoredEvent[] = []
  const notes = new Map<NoteId, StoredEvent[]>()
  const subjectsOf = makeSubjectsOf(find)
  for (const fact of events.filter(isFact)) {
    for (const subject of await subjectsOf(fact)) {
      if (subject.kind === 'settings') settings.push(fact)
      else if (subject.kind === 'searches') searches.push(fact)
      else if (subject.kind === 'titles') titles.push(fact)
      else if (subject.kind === 'addresses') addresses.push(fact)
      else if (subject.kind === 'removals') removals.push(fact)
      else addTo(notes, subject.noteId, fact)
    }
  }
  const cut = makeCutUndos()
  const overlays = [...notes].map(([noteId, about]) => overlayFrom(noteId, cut(about)))
  return {
    settings: settingsFrom(settings),
    searches: searchesFrom(searches),
    titles: titlesFrom(titles),
    addresses: addressesFrom(addresses),
    removals: removalsFrom(removals),
    overlays,
  }
}

type Of<Kind extends LogEvent['kind']> = Extract<LogEvent, { kind: Kind }>

const isSearch = (event: StoredEvent): event is Of<'search'> =>
  event.kind === 'search' && 'name' in event && typeof event.name === 'string' && 'query' in event

const isRetire = (event: StoredEvent): event is Of<'retire'> =>
  event.kind === 'retire' && 'noteId' in event && 'deckId' in event && 'on' in event

const isNote = (event: StoredEvent): event is Of<'note'> =>
  event.kind === 'note' && 'noteId' in event && 'deckId' in event && 'note' in event

const isMove = (event: StoredEvent): event is Of<'move'> =>
  event.kind === 'move' && 'noteId' in event && 'deckId' in event && 'from' in event && 'note' in event

export const moveOf = (event: StoredEvent): Of<'move'> | null => (isMove(event) ? event : null)

const isOfNote = (event: StoredEvent): event is Of<'note'> | Of<'retire'> | Of<'move'> =>
  isNote(event) || isRetire(event) || isMove(event)

const isTitle = (event: StoredEvent): event is Of<'title'> =>
  event.kind === 'title' &&
  'deckId' in event &&
  'title' in event &&
  (event.title === null || typeof event.title === 'string')

export const isRemoval = (event: StoredEvent): event is Of<'deck'> =>
  event.kind === 'deck' && 'deckId' in event && 'removed' in event

const isSubscribe = (event: StoredEvent): event is Of<'subscribe'> =>
  event.kind === 'subscribe' &&
  'deckId' in event &&
  'address' in event &&
  (event.address === null || typeof event.address === 'string')
