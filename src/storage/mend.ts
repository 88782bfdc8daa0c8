import { cardIdOfEvent, isCounted } from '../domain/apply.ts'
import { newCard } from '../domain/card.ts'
import type { EventId } from '../domain/event.ts'
import { addTo } from '../domain/lists.ts'
import type { CardId } from '../domain/note.ts'
import { sameValue } from '../domain/same.ts'
import { effectiveEvents } from '../domain/undo.ts'
import type { Connection } from './connection.ts'
import { foldFacts } from './facts.ts'
import { findEvents, pendingChanges } from './follow.ts'
import type { JournalAddition } from './journal.ts'
import { getMeta, type IdentityRecord, type Overlay, type ReadTx } from './schema.ts'
import type { LogEnd } from './start.ts'
import type { Rebuild } from './store.ts'

/** So many of the newest events are looked at: on a start, and where two tabs answered one card at once. */
const NEWEST = { tail: 32, recent: 2000 } as const

export type MendDepth = keyof typeof NEWEST | 'all'

/**
 * Compares what derives from the log with the log: the states of the cards answered last, or everything. Where they
 * disagree, the log is right, and all that derives from it is made anew; notes that no deck shows any more are given one
 * where all is looked at. Gives how many cards, notes and settings were wrong, and the log's end if it was gone through.
 */
export async function mend(
  connection: Connection,
  depth: MendDepth,
  rebuild: Rebuild,
  identity: IdentityRecord,
): Promise<Mended> {
  const wrong = depth === 'all' ? await wrongInAll(connection, rebuild) : await wrongInNewest(connection, NEWEST[depth])
  let end: LogEnd | null = null
  if (wrong > 0) {
    const { restore } = await import('./restore.ts')
    end = (await restore(connection, { events: [], decks: [] }, rebuild, identity)).end
  }
  if (depth !== 'all') return { wrong, end, added: [] }
  const { notes, added } = await (await import('./orphans.ts')).healOrphans(connection, identity.dbId)
  return { wrong: wrong + notes, end, added }
}

/** `added` are decks that were made for notes that were in none. */
type Mended = { readonly wrong: number; readonly end: LogEnd | null; readonly added: readonly JournalAddition[] }

/** Each of the newest events that stand must be among those that its card's state was made of. */
function wrongInNewest(connection: Connection, count: number): Promise<number> {
  return connection.read(['events', 'sched'], async (tx) => {
    const events = effectiveEvents(await findEvents(tx, await newestIds(tx, count))).filter(isCounted)
    const cards = new Map<CardId, EventId[]>()
    for (const event of events) {
      const cardId = cardIdOfEvent(event)
      if (cardId) addTo(cards, cardId, event.id)
    }
    const states = await Promise.all([...cards.keys()].map((cardId) => tx.objectStore('sched').get(cardId)))
    return [...cards.values()].filter((ids, i) => !ids.every((id) => states[i]?.events.includes(id))).length
  })
}

async function newestIds(tx: ReadTx, count: number): Promise<EventId[]> {
  const ids: EventId[] = []
  let cursor = await tx.objectStore('events').openKeyCursor(null, 'prev')
  while (cursor && ids.length < count) {
    ids.push(cursor.key)
    cursor = await cursor.continue()
  }
  return ids
}

async function wrongInAll(connection: Connection, rebuild: Rebuild): Promise<number> {
  const stored = await connection.read(['events', 'sched', 'overlays', 'pending', 'meta'], async (tx) => ({
    events: await tx.objectStore('events').getAll(),
    cards: await tx.objectStore('sched').getAll(),
    overlays: await tx.objectStore('overlays').getAll(),
    settings: (await getMeta(tx, 'settings'))?.value,
    counted: (await pendingChanges(tx)).events,
  }))
  const { cards, settings } = await rebuild(stored.events)
  const { overlays } = await foldFacts(stored.events)
  // Records of earlier versions of the app do not say what of a version is the learner's, and are not wrong for that.
  const known = new Set(stored.overlays.flatMap(({ noteId, was }) => (was ? [noteId] : [])))
  return (
    countWrong(stored.cards, cards, (card) => card.cardId, newCard) +
    countWrong(
      stored.overlays.map(saying),
      overlays.map((overlay) => saying(known.has(overlay.noteId) ? overlay : withoutWas(overlay))),
      (overlay) => overlay.noteId,
      () => undefined,
    ) +
    (stored.settings === undefined || sameValue(stored.settings, settings) ? 0 : 1) +
    (stored.counted === stored.events.length ? 0 : 1)
  )
}

const withoutWas = ({ was: _was, ...overlay }: Overlay): Overlay => overlay

const saying = ({ noteId, deckId, note, was = undefined, retired = false, moved = undefined }: Overlay) => ({
  noteId,
  deckId,
  note,
  was,
  retired,
  moved,
})

/** Of what is not among the right ones, `otherwise` says what it must be. */
function countWrong<Id, T>(
  stored: readonly T[],
  right: readonly T[],
  idOf: (one: T) => Id,
  otherwise: (id: Id) => T | undefined,
): number {
  const [is, shouldBe] = [new Map(stored.map((one) => [idOf(one), one])), new Map(right.map((one) => [idOf(one), one]))]
  const ids = new Set([...is.keys(), ...shouldBe.keys()])
  return [...ids].filter((id) => !sameValue(is.get(id), shouldBe.get(id) ?? otherwise(id))).length
}
