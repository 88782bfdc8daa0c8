import { RETIRED } from '../domain/columns.ts'
import type { EventId, StoredEvent } from '../domain/event.ts'
import { cardIdsOf } from '../domain/faces.ts'
import type { CardId, DeckId, NoteId } from '../domain/note.ts'
import type { Connection } from './connection.ts'
import { isFact, overlayFrom, searchesFrom, settingsFrom, subjectsOf } from './facts.ts'
import { broken, nameOf } from './failure.ts'
import { FOLLOW_STORES, findEvents } from './follow.ts'
import { issue } from './issue.ts'
import { haveRows, rebuildDeck } from './layout.ts'
import { getMeta, type Hint, type Overlay, type StoreName, type WriteTx } from './schema.ts'
import type { Change } from './store.ts'

/** What a change did: how many events were new, and whether it reached beyond cards. */
export type Written = { readonly added: number; readonly settings: boolean; readonly decks: boolean }

const ANSWER_STORES: StoreName[] = ['events', 'sched', 'pending']
const FACT_STORES: StoreName[] = ['events', ...FOLLOW_STORES]

/**
 * Writes a change in one strict transaction. A change that was written before changes nothing, so that whoever did not
 * hear of the end can simply try again.
 */
export async function writeChange(
  connection: Connection,
  change: Change,
  hintOf: (cardId: CardId) => Hint | null,
): Promise<Written> {
  const facts = change.events.filter(isFact)
  const stores = facts.length > 0 ? FACT_STORES : ANSWER_STORES
  const run = (fresh: Change) =>
    connection.write(stores, 'strict', async (tx) => {
      addAll(tx, fresh, hintOf)
      return writeFacts(tx, facts, fresh.events.length)
    })
  try {
    return await run(change)
  } catch (thrown) {
    if (nameOf(thrown) !== 'ConstraintError') throw thrown
  }
  const fresh = await withoutKnown(connection, change)
  if (fresh.events.length === 0) return { added: 0, settings: false, decks: false }
  return run(fresh)
}

/** Issues every write at once; the transaction's own end says whether they were taken. */
function addAll(tx: WriteTx, change: Change, hintOf: (cardId: CardId) => Hint | null): void {
  const events = tx.objectStore('events')
  const sched = tx.objectStore('sched')
  for (const event of change.events) issue(events.add(event))
  for (const card of change.cards) issue(sched.put(card))
  const [first] = change.events
  if (!first) return
  const cards = change.cards.map(({ cardId }) => ({ cardId, hint: hintOf(cardId) }))
  issue(tx.objectStore('pending').put({ id: first.id, events: change.events.length, cards }))
}

async function writeFacts(tx: WriteTx, facts: readonly StoredEvent[], added: number): Promise<Written> {
  if (facts.length === 0) return { added, settings: false, decks: false }
  const settings: EventId[] = []
  const searches: EventId[] = []
  const notes = new Map<NoteId, EventId[]>()
  for (const fact of facts) {
    for (const subject of await subjectsOf(fact, (ids) => findEvents(tx, ids))) {
      if (subject.kind === 'settings') settings.push(fact.id)
      else if (subject.kind === 'searches') searches.push(fact.id)
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
  await writeOverlays(tx, notes)
  return { added, settings: settings.length + searches.length > 0, decks: notes.size > 0 }
}

/** Each deck's rows are looked at once, and made anew at most once, however many of its notes change. */
async function writeOverlays(tx: WriteTx, notes: ReadonlyMap<NoteId, readonly EventId[]>): Promise<void> {
  const overlays = tx.objectStore('overlays')
  const written = await Promise.all(
    [...notes].map(async ([noteId, eventIds]) => {
      const before = await overlays.get(noteId)
      const overlay = overlayFrom(noteId, await findEvents(tx, union(before?.events ?? [], eventIds)))
      issue(overlays.put(overlay))
      return { overlay, isMoved: (before?.retired ?? false) !== overlay.retired }
    }),
  )
  const byDeck = new Map<DeckId, { readonly overlay: Overlay; readonly isMoved: boolean }[]>()
  for (const one of written) {
    const { deckId } = one.overlay
    byDeck.set(deckId, [...(byDeck.get(deckId) ?? []), one])
  }
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
    const { hidden, length } = await rebuildDeck(tx, record)
    const cardCount = hidden.subarray(0, length).reduce((sum, bits) => sum + (bits & RETIRED ? 0 : 1), 0)
    const layoutKey = `${record.contentKey}+${changed.at(-1)?.overlay.events.at(-1)}`
    await tx.objectStore('decks').put({ ...record, info: { ...record.info, cardCount }, layoutKey })
  }
}

const union = (ids: readonly EventId[], more: readonly EventId[]): EventId[] => [...new Set([...ids, ...more])]

/**
 * The change less the events that are in the log already. If all are, the whole change was written before and its
 * states must not be put over newer ones. An id that names another event is a fault that must not be papered over.
 */
async function withoutKnown(connection: Connection, change: Change): Promise<Change> {
  const known = new Map(
    (
      await connection.read(['events'], (tx) =>
        findEvents(
          tx,
          change.events.map((event) => event.id),
        ),
      )
    ).map((event) => [event.id, event]),
  )
  for (const event of change.events) {
    const stored = known.get(event.id)
    if (stored && !sameValue(stored, event)) throw broken(`event ${event.id} is in the log with another content`)
  }
  return { ...change, events: change.events.filter((event) => !known.has(event.id)) }
}

function sameValue(a: unknown, b: unknown): boolean {
  if (typeof a !== 'object' || typeof b !== 'object' || a === null || b === null) return Object.is(a, b)
  const left = Object.entries(a)
  const right = new Map(Object.entries(b))
  return left.length === right.size && left.every(([key, value]) => right.has(key) && sameValue(value, right.get(key)))
}
