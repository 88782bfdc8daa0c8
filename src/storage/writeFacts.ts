import { RETIRED } from '../domain/columns.ts'
import type { EventId, StoredEvent } from '../domain/event.ts'
import { cardIdsOf } from '../domain/faces.ts'
import type { DeckId, NoteId } from '../domain/note.ts'
import type { Reach } from './commit.ts'
import { addressesFrom, decksNamed, overlayFrom, searchesFrom, settingsFrom, subjectsOf, titlesFrom } from './facts.ts'
import { findEvents } from './follow.ts'
import { issue } from './issue.ts'
import { haveRows, rebuildDeck } from './layout.ts'
import { getMeta, type Overlay, type WriteTx } from './schema.ts'

/** Brings what follows from the log besides cards (settings, searches, learners' versions of notes) up to these facts. */
export async function writeFacts(tx: WriteTx, facts: readonly StoredEvent[]): Promise<Reach> {
  const settings: EventId[] = []
  const searches: EventId[] = []
  const titles: EventId[] = []
  const addresses: EventId[] = []
  const notes = new Map<NoteId, EventId[]>()
  for (const fact of facts) {
    for (const subject of await subjectsOf(fact, (ids) => findEvents(tx, ids))) {
      if (subject.kind === 'settings') settings.push(fact.id)
      else if (subject.kind === 'searches') searches.push(fact.id)
      else if (subject.kind === 'titles') titles.push(fact.id)
      else if (subject.kind === 'addresses') addresses.push(fact.id)
      else notes.set(subject.noteId, [...(notes.get(subject.noteId) ?? []), fact.id])
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
  await writeOverlays(tx, notes)
  return { settings: settings.length + searches.length > 0, decks: notes.size + titles.length + addresses.length > 0 }
}

/** Each deck's rows are looked at once, and made anew at most once, however many of its notes change. */
async function writeOverlays(tx: WriteTx, notes: ReadonlyMap<NoteId, readonly EventId[]>): Promise<void> {
  const overlays = tx.objectStore('overlays')
  const written = await Promise.all(
    [...notes].map(async ([noteId, eventIds]) => {
      const before = await overlays.get(noteId)
      const events = await findEvents(tx, union(before?.events ?? [], eventIds))
      const overlay = overlayFrom(noteId, events)
      issue(overlays.put(overlay))
      const hasLeft = before?.moved?.deckId !== overlay.moved?.deckId
      return {
        overlay,
        isMoved: hasLeft || (before?.retired ?? false) !== overlay.retired,
        deckIds: hasLeft ? decksNamed(events) : [overlay.moved?.deckId ?? overlay.deckId],
      }
    }),
  )
  const byDeck = new Map<DeckId, { readonly overlay: Overlay; readonly isMoved: boolean }[]>()
  for (const one of written) for (const deckId of one.deckIds) byDeck.set(deckId, [...(byDeck.get(deckId) ?? []), one])
  for (const [deckId, changed] of byDeck) {
    const record = await tx.objectStore('decks').get(deckId)
    if (!record) continue
    const text = (await tx.objectStore('rows').get(deckId)) ?? ''
    const cardIds = new Map(
      changed.flatMap(({ overlay: { noteId, note } }) => (note ? [[noteId, cardIdsOf(note)]] : [])),
    )
    // A version that was taken back may have had other faces than the one that is in force again.
    const isSame = changed.every(({ overlay, isMoved }) => overlay.note !== null && !isMoved) && haveRows(text, cardIds)
    if (isSame) continue
    const { columns, guests } = await rebuildDeck(tx, record)
    const { hidden, length } = columns
    const cardCount = hidden.subarray(0, length).reduce((sum, bits) => sum + (bits & RETIRED ? 0 : 1), 0)
    const layoutKey = `${record.contentKey}+${changed.at(-1)?.overlay.events.at(-1)}`
    await tx.objectStore('decks').put({ ...record, guests, info: { ...record.info, cardCount }, layoutKey })
  }
}

const union = (ids: readonly EventId[], more: readonly EventId[]): EventId[] => [...new Set([...ids, ...more])]
