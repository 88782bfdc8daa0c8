import { cardIdOfEvent } from '../domain/apply.ts'
import { newCard } from '../domain/card.ts'
import { hostOfDeck } from '../domain/deckAddress.ts'
import { type EventId, isReview, type StoredEvent } from '../domain/event.ts'
import { facesOf } from '../domain/faces.ts'
import { type Folded, foldLog } from '../domain/fold.ts'
import { type CardId, type DeckId, faceOf, type Note, type NoteId, noteIdOf } from '../domain/note.ts'
import { sameNote } from '../domain/noteMerge.ts'
import { seenOver } from '../domain/ownNote.ts'
import { sameValue } from '../domain/same.ts'
import type { Settings } from '../domain/settings.ts'
import { isSettingsEvent } from '../domain/settingsFold.ts'
import { effectiveEvents, isUndo } from '../domain/undo.ts'
import { foldFacts } from '../storage/facts.ts'
import { homed } from '../storage/layout.ts'
import type { CollectedDeck, Collection } from '../storage/store.ts'
import type { Change, MergeChanges } from './mergeCounts.ts'

/**
 * What a merge comes to, by the folds that will make it: those over what is here and over what will be, each over the
 * events alone that concern what the backup touches. `after` is the union of the two, in order.
 */
export async function mergeChanges(here: Collection, after: Collection): Promise<MergeChanges> {
  const [standing, will] = [effectiveEvents(here.events), effectiveEvents(after.events)]
  const gained = without(will, standing)
  const lost = without(standing, will)
  const differing = [...gained, ...lost]
  const touched = new Set(differing.flatMap(noteOfEvent))
  const cardIds = new Set(differing.flatMap((event) => cardIdOfEvent(event) ?? []))
  for (const cardId of cardIds) touched.add(noteIdOf(cardId))
  const wasDecks = new Map(here.decks.map((deck) => [deck.id, deck]))
  const newDecks = after.decks.filter((deck) => wasDecks.get(deck.id) !== deck)
  for (const deck of newDecks) {
    for (const each of [deck, wasDecks.get(deck.id)])
      for (const note of [...(each?.notes ?? []), ...(each?.retired ?? [])]) touched.add(note.id)
  }

  const counts: Counts = { ...NONE, undone: lost.filter(isReview).length }
  // Notes that were moved into a deck before it was here go there with its coming.
  const coming = new Set<string>(newDecks.map(({ id }) => id))
  for (const event of will)
    if (event.kind === 'move' && 'deckId' in event && coming.has(event.deckId))
      for (const id of noteOfEvent(event)) touched.add(id)
  const logs = [here.events, after.events]
  const facts = await Promise.all(logs.map((events) => foldFacts(events.filter(isFactOf(touched)))))
  const [mine, theirs] = facts
  if (!mine || !theirs) throw new Error('two folds')
  const was = notesSeen(here.decks, mine, touched)
  const now = notesSeen(after.decks, theirs, touched)
  const cards = countNotes(was, now, counts)

  // Cards that are not here yet have no state that could change: a whole collection's need not be folded.
  const known = new Set([...cardIds].filter((cardId) => isCardOf(was.get(noteIdOf(cardId)), cardId)))
  const isOfCards = (event: StoredEvent) => isSettingsEvent(event) || known.has(cardIdOfEvent(event) ?? ('' as CardId))
  const [before, then] = [foldLog(standing.filter(isOfCards)), foldLog(will.filter(isOfCards))]
  countCards(known, [before, then], (cardId) => isLive(was, cardId) && isLive(now, cardId), counts)
  counts.settings = settingsApart(before.settings, then.settings)

  const hosts = new Set<string>()
  for (const deck of after.decks) {
    const own = wasDecks.get(deck.id)
    const address = theirs.addresses.value[deck.id]?.address
    if (address !== undefined && address !== mine.addresses.value[deck.id]?.address) hosts.add(hostOfDeck(address))
    if (!own) continue
    if ((mine.titles.value[deck.id] ?? own.title) !== (theirs.titles.value[deck.id] ?? deck.title)) counts.renamed++
    if (!sameValue(mine.addresses.value[deck.id], theirs.addresses.value[deck.id])) counts.addresses++
    if (own !== deck && !sameAround(own, deck)) counts.other++
  }
  const queries = new Map(theirs.searches.value.map(({ name, query }) => [name, query]))
  counts.other += mine.searches.value.filter(({ name, query }) => queries.get(name) !== query).length
  const papers = new Set<EventId>(standing.filter(({ kind }) => kind === 'exam').map(({ id }) => id))
  counts.other += lost.filter(({ kind }) => kind === 'exam').length
  counts.other += differing.filter(
    (event) => event.kind === 'ruling' && 'exam' in event && papers.has(event.exam),
  ).length
  return {
    added: {
      decks: newDecks.filter(({ id }) => !wasDecks.has(id)).length,
      cards,
      reviews: gained.filter(isReview).length,
      papers: gained.filter(({ kind, id }) => kind === 'exam' && !papers.has(id)).length,
    },
    changed: counts,
    hosts: [...hosts],
    absent: countAbsent(gained, now, after.decks),
  }
}

function countAbsent(gained: readonly StoredEvent[], now: SeenNotes, decks: readonly CollectedDeck[]): number {
  const here = new Set(decks.map(({ id }) => id))
  const [cards, absentDecks] = [new Set<NoteId>(), new Set<string>()]
  for (const event of gained) {
    const cardId = cardIdOfEvent(event)
    for (const id of cardId === null ? noteOfEvent(event) : [noteIdOf(cardId)]) if (!now.has(id)) cards.add(id)
    if (OF_DECKS.has(event.kind) && 'deckId' in event && !here.has(event.deckId)) absentDecks.add(event.deckId)
  }
  return cards.size + absentDecks.size
}

const OF_DECKS: ReadonlySet<string> = new Set(['title', 'subscribe', 'took'])

type Counts = Record<Change, number>

const NONE: Counts = {
  reset: 0,
  away: 0,
  reworded: 0,
  moved: 0,
  undone: 0,
  rescheduled: 0,
  back: 0,
  renamed: 0,
  addresses: 0,
  settings: 0,
  other: 0,
}

const without = (events: readonly StoredEvent[], others: readonly StoredEvent[]): StoredEvent[] => {
  const known = new Set(others)
  return events.filter((event) => !known.has(event))
}

const noteOfEvent = (event: StoredEvent): NoteId[] =>
  'noteId' in event && typeof event.noteId === 'string' ? [event.noteId as NoteId] : []

const FACTS: ReadonlySet<string> = new Set(['search', 'title', 'subscribe'])

const isFactOf =
  (notes: ReadonlySet<NoteId>) =>
  (event: StoredEvent): boolean =>
    FACTS.has(event.kind) || isUndo(event) || noteOfEvent(event).some((id) => notes.has(id))

/** A note as it is seen, and where; `deckId` null where no deck that is here has it. */
type Seen = { readonly note: Note; readonly deckId: DeckId | null; readonly live: boolean }
type SeenNotes = ReadonlyMap<NoteId, Seen>

function notesSeen(
  decks: readonly CollectedDeck[],
  { overlays, removals }: Awaited<ReturnType<typeof foldFacts>>,
  touched: ReadonlySet<NoteId>,
): SeenNotes {
  const seen = new Map<NoteId, Seen>()
  for (const { id: deckId, notes, retired } of decks) {
    for (const note of notes) if (touched.has(note.id)) seen.set(note.id, { note, deckId, live: true })
    for (const note of retired)
      if (touched.has(note.id) && !seen.has(note.id)) seen.set(note.id, { note, deckId, live: false })
  }
  const here = new Set(decks.map(({ id }) => id))
  for (const overlay of homed(overlays, here, { left: undefined, removals })) {
    const { noteId, retired, moved } = overlay
    const held = seen.get(noteId)
    const isGuest = moved !== undefined && moved.deckId !== held?.deckId
    const base = isGuest ? moved.note : held?.note
    if (base === undefined) continue
    const deckId = isGuest ? moved.deckId : (held?.deckId ?? null)
    const isIn = deckId !== null && here.has(deckId)
    const isAway = retired === true || !isIn || (held?.live === false && held.deckId === deckId)
    seen.set(noteId, { note: seenOver(overlay, base), deckId: isIn ? deckId : null, live: !isAway })
  }
  return seen
}

/** Resolves with how many are new here. */
function countNotes(was: SeenNotes, now: SeenNotes, counts: Counts): number {
  let added = 0
  for (const [id, mine] of was) {
    const then = now.get(id)
    if (mine.live && !then?.live) counts.away++
    else if (!mine.live && then?.live) counts.back++
    else if (then && then.deckId !== mine.deckId) counts.moved++
    // What is out of study on both sides nobody sees.
    if (then && (mine.live || then.live) && !sameNote(mine.note, then.note)) counts.reworded++
  }
  for (const [id, { live }] of now) if (live && !was.has(id)) added++
  return added
}

function countCards(
  cardIds: ReadonlySet<CardId>,
  [before, then]: readonly [Folded, Folded],
  isInStudy: (cardId: CardId) => boolean,
  counts: Counts,
): void {
  for (const cardId of cardIds) {
    const [one, other] = [before, then].map(({ cards }) => cards.get(cardId) ?? newCard(cardId))
    if (!one || !other) continue
    if (one.memory.phase !== 'new' && other.memory.phase === 'new') counts.reset++
    else if (!sameValue(one.memory, other.memory)) counts.rescheduled++
    if (one.suspended !== other.suspended && isInStudy(cardId)) counts[other.suspended ? 'away' : 'back']++
    if (one.flag !== other.flag || one.buriedOn !== other.buriedOn) counts.other++
  }
}

const isCardOf = (seen: Seen | undefined, cardId: CardId): boolean =>
  seen !== undefined && facesOf(seen.note).includes(faceOf(cardId))

const isLive = (notes: SeenNotes, cardId: CardId): boolean => notes.get(noteIdOf(cardId))?.live === true

/** How many settings differ: each of a deck's own for itself. */
function settingsApart(one: Settings, other: Settings): number {
  const { scoped, limits, ...all } = one
  const { scoped: theirScoped, limits: theirLimits, ...theirs } = other
  const [mine, others] = [new Map(Object.entries(scoped)), new Map(Object.entries(theirScoped))]
  const scopes = [...new Set([...mine.keys(), ...others.keys()])]
  const own = scopes.map((scope) => apart(mine.get(scope) ?? {}, others.get(scope) ?? {}))
  return own.reduce((sum, n) => sum + n, apart(all, theirs) + apart(limits, theirLimits))
}

function apart(one: object, other: object): number {
  const [mine, theirs] = [new Map(Object.entries(one)), new Map(Object.entries(other))]
  return [...new Set([...mine.keys(), ...theirs.keys()])].filter((key) => !sameValue(mine.get(key), theirs.get(key)))
    .length
}

/** Whether all of a deck but its cards, its title and its version stays; articles may come to it. */
function sameAround(one: CollectedDeck, other: CollectedDeck): boolean {
  const sources = new Map(other.sources.map((source) => [source.id, source]))
  return (
    sameValue(aroundCards(one), aroundCards(other)) &&
    one.sources.every((source) => sameValue(source, sources.get(source.id)))
  )
}

function aroundCards(deck: CollectedDeck): object {
  const { version: _v, title: _t, notes: _n, retired: _r, tombstones: _g, own: _o, sources: _s, ...rest } = deck
  return rest
}
