import type { EventId } from '../domain/event.ts'
import { inOrder } from '../domain/undo.ts'
import type { Connection } from './connection.ts'
import { writeDeck } from './content.ts'
import { foldFacts } from './facts.ts'
import { assertSound } from './finite.ts'
import { issue } from './issue.ts'
import { applyOverlays, fillColumns, layOut } from './layout.ts'
import { collectDeck } from './reading.ts'
import { ALL_STORES, getMeta, type IdentityRecord, type LogRecord } from './schema.ts'
import type { Collection, Rebuild } from './store.ts'

/** Everything as of one moment. */
export function exportAll(connection: Connection): Promise<Collection> {
  return connection.read(['decks', 'chunks', 'sources', 'events'], async (tx) => {
    const [records, events] = await Promise.all([tx.objectStore('decks').getAll(), tx.objectStore('events').getAll()])
    const decks = await Promise.all(records.map((record) => collectDeck(tx, record)))
    return { decks, events }
  })
}

/**
 * Puts a collection in the place of everything, in one transaction: all is computed before it begins. `identity` is
 * what the database is called from then on.
 */
export async function replaceAll(
  connection: Connection,
  collection: Collection,
  rebuild: Rebuild,
  identity: Pick<IdentityRecord, 'dbId' | 'deviceId'>,
): Promise<{ readonly events: number; readonly lastId: EventId | null }> {
  const events = inOrder(collection.events)
  const { cards, settings } = await rebuild(events)
  assertSound({ events, cards })
  const facts = await foldFacts(events)
  const states = new Map(cards.map((card) => [card.cardId, card]))
  const decks = collection.decks.map((deck) => {
    const notes = applyOverlays([...deck.notes, ...deck.retired], facts.overlays)
    const layout = layOut(deck.id, notes, deck.notes.length, facts.overlays)
    return { deck, layout, columns: fillColumns(layout, states) }
  })
  const lastId = events.at(-1)?.id ?? null
  const log: LogRecord = { name: 'log', events: events.length }

  await connection.write(ALL_STORES, 'strict', async (tx) => {
    const schema = await getMeta(tx, 'schema')
    const added = new Map((await tx.objectStore('decks').getAll()).map((record) => [record.info.id, record.added]))
    for (const store of ALL_STORES) issue(tx.objectStore(store).clear())
    for (const event of events) issue(tx.objectStore('events').put(event))
    for (const card of cards) issue(tx.objectStore('sched').put(card))
    for (const overlay of facts.overlays) issue(tx.objectStore('overlays').put(overlay))
    for (const { deck, layout, columns } of decks) {
      writeDeck(tx, deck, `${deck.id}@${identity.dbId}`, layout, added.get(deck.id))
      issue(tx.objectStore('cols').put(columns))
    }
    if (schema) issue(tx.objectStore('meta').put(schema))
    issue(tx.objectStore('meta').put({ ...facts.settings, value: settings }))
    issue(tx.objectStore('meta').put(facts.searches))
    issue(tx.objectStore('meta').put(log))
    await tx.objectStore('meta').put({ name: 'identity', ...identity })
  })
  return { events: events.length, lastId }
}
