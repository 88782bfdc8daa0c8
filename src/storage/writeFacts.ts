import { makeCutUndos } from '../domain/cutUndos.ts'
import type { EventId, StoredEvent } from '../domain/event.ts'
import { addTo } from '../domain/lists.ts'
import type { DeckId, NoteId } from '../domain/note.ts'
import { inParts, type PartOptions } from '../domain/parts.ts'
import { isUndo } from '../domain/undo.ts'
import type { Reach } from './commit.ts'
import { type Changed, rowsStand } from './faces.ts'
import { isFact } from './factKinds.ts'
import {
  addressesFrom,
  decksNamed,
  makeSubjectsOf,
  moveOf,
  overlayFrom,
  removalsFrom,
  searchesFrom,
  settingsFrom,
  titlesFrom,
} from './facts.ts'
import { fail } from './failure.ts'
import { findEvents } from './follow.ts'
import { issue } from './issue.ts'
import { rebuildDeck } from './pages.ts'
import { getMeta, type Overlay, type WriteTx } from './schema.ts'
import type { Change } from './store.ts'

/** Brings what follows from the log besides cards (settings, searches, learners' versions of notes) up to these facts. */
export async function writeFacts(
  tx: WriteTx,
  facts: readonly StoredEvent[],
  parts: PartOptions,
  guard: Guard = () => {},
): Promise<Reach> {
  const settings: EventId[] = []
  const searches: EventId[] = []
  const titles: EventId[] = []
  const addresses: EventId[] = []
  const removals: EventId[] = []
  const notes = new Map<NoteId, EventId[]>()
  const subjectsOf = makeSubjectsOf((ids) => inParts(ids, parts, (part) => findEvents(tx, part)))
  for (const fact of facts) {
    for (const subject of await subjectsOf(fact)) {
      if (subject.kind === 'settings') settings.push(fact.id)
      else if (subject.kind === 'searches') searches.push(fact.id)
      else if (subject.kind === 'titles') titles.push(fact.id)
      else if (subject.kind === 'addresses') addresses.push(fact.id)
      else if (subject.kind === 'removals') removals.push(fact.id)
      else addTo(notes, subject.noteId, fact.id)
    }
  }
  const meta = tx.objectStore('meta')
  if (settings.length > 0) {
    const known = (await getMeta(tx, 'settings'))?.events ?? []
    await meta.put(settingsFrom(await findEvents(tx, union(known, settings))))
  }
  if (searches.length > 0) {
    const known = (await getMeta(tx, 'searches'))?.events ?? []
    await meta.put(searchesFrom(await findEvents(tx, union(known, searches))))
  }
  if (titles.length > 0) {
    const known = (await getMeta(tx, 'titles'))?.events ?? []
    await meta.put(titlesFrom(await findEvents(tx, union(known, titles))))
  }
  if (addresses.length > 0) {
    const known = (await getMeta(tx, 'addresses'))?.events ?? []
    await meta.put(addressesFrom(await findEvents(tx, union(known, addresses))))
  }
  if (removals.length > 0) {
    const known = (await getMeta(tx, 'removals'))?.events ?? []
    await meta.put(removalsFrom(await findEvents(tx, union(known, removals))))
  }
  await writeOverlays(tx, facts, notes, parts, guard)
  return { settings: settings.length + searches.length > 0, decks: notes.size + titles.length + addresses.length > 0 }
}

/** Written once, also when the connection heals and all is done again. */
export async function addFacts(tx: WriteTx, events: readonly StoredEvent[], now: () => number): Promise<void> {
  const ids = events.map((event) => event.id)
  const known = new Set((await findEvents(tx, ids)).map((event) => event.id))
  const fresh = events.filter((event) => !known.has(event.id))
  const [first] = fresh
  if (!first) return
  issue(tx.objectStore('pending').put({ id: first.id, events: fresh.length, cards: [] }))
  for (const event of fresh) issue(tx.objectStore('events').add(event))
  await writeFacts(tx, fresh.filter(isFact), { now })
}

/**
 * The same for what is committed. A move into a deck that is not here is refused, and so is what takes a move back by which
 * a note would go to one: it would be seen nowhere. So is what was made of a note that is another by now. All that comes
 * with it is refused too.
 */
export async function commitFacts(
  tx: WriteTx,
  facts: readonly StoredEvent[],
  parts: PartOptions,
  { onlyIf }: Pick<Change, 'onlyIf'>,
): Promise<Reach> {
  // After the log took the events: a change that was written before is known by that, and is not outdated.
  await onlyIf?.(tx)
  const here = new Set(await tx.objectStore('decks').getAllKeys())
  for (const { deckId } of facts.flatMap((fact) => moveOf(fact) ?? [])) if (!here.has(deckId)) throw noDeck(deckId)
  return writeFacts(tx, facts, parts, (before, after) => {
    const [from, to] = [before && homeOf(before), homeOf(after)]
    if (from && here.has(from) && !here.has(to)) throw noDeck(to)
  })
}

const noDeck = (deckId: DeckId) => fail({ kind: 'refused', message: `no deck ${deckId} to move into` })

const homeOf = ({ deckId, moved }: Overlay): DeckId => moved?.deckId ?? deckId

/** Throws where a note must not come to be so. */
type Guard = (before: Overlay | undefined, after: Overlay) => void

/** Each deck's rows are looked at once, and made anew at most once, however many of its notes change. */
async function writeOverlays(
  tx: WriteTx,
  facts: readonly StoredEvent[],
  notes: ReadonlyMap<NoteId, readonly EventId[]>,
  parts: PartOptions,
  guard: Guard,
): Promise<void> {
  const overlays = tx.objectStore('overlays')
  const find = makeFinder(tx, facts)
  const cut = makeCutUndos()
  const written = await inParts([...notes], parts, async (part) => {
    const before = await Promise.all(part.map(([noteId]) => overlays.get(noteId)))
    const ids = part.map(([, eventIds], i) => union(before[i]?.events ?? [], eventIds))
    const events = await find(ids)
    return part.map(([noteId], i) => {
      const about = events[i] ?? []
      const overlay = overlayFrom(noteId, cut(about))
      guard(before[i], overlay)
      issue(overlays.put(overlay))
      const hasLeft = before[i]?.moved?.deckId !== overlay.moved?.deckId
      return {
        before: before[i],
        overlay,
        isMoved: hasLeft || (before[i]?.retired ?? false) !== overlay.retired,
        deckIds: hasLeft ? decksNamed(about) : [overlay.moved?.deckId ?? overlay.deckId],
      }
    })
  })
  const byDeck = new Map<DeckId, (Changed & { readonly isMoved: boolean })[]>()
  for (const one of written) {
    for (const deckId of one.deckIds) addTo(byDeck, deckId, one)
  }
  for (const [deckId, changed] of byDeck) {
    const record = await tx.objectStore('decks').get(deckId)
    if (!record) continue
    if (changed.every(({ isMoved }) => !isMoved) && (await rowsStand(tx, record, changed))) continue
    await rebuildDeck(tx, record, `${record.contentKey}+${changed.at(-1)?.overlay.events.at(-1)}`)
  }
}

/** Looks lists of events up; an undo, which may be on the lists of thousands of notes and name them all, is read once. */
function makeFinder(tx: WriteTx, facts: readonly StoredEvent[]) {
  const known = new Map(facts.map((fact) => [fact.id, fact]))
  return async (lists: readonly (readonly EventId[])[]): Promise<StoredEvent[][]> => {
    const found = new Map<EventId, StoredEvent>()
    const missing = new Set(lists.flat().filter((id) => !known.has(id)))
    for (const event of await findEvents(tx, [...missing])) {
      found.set(event.id, event)
      if (isUndo(event)) known.set(event.id, event)
    }
    return lists.map((ids) => ids.flatMap((id) => known.get(id) ?? found.get(id) ?? []))
  }
}

const union = (ids: readonly EventId[], more: readonly EventId[]): EventId[] => [...new Set([...ids, ...more])]
