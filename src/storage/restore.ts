import { inOrder } from '../domain/undo.ts'
import type { BareConnection } from './connection.ts'
import { writeDeck } from './content.ts'
import { foldFacts } from './facts.ts'
import { assertSound } from './finite.ts'
import { issue } from './issue.ts'
import type { JournalContent } from './journal.ts'
import { homed, layOut } from './layout.ts'
import { getMeta, type IdentityRecord, type LogRecord, type StoreName } from './schema.ts'
import type { LogEnd } from './start.ts'
import type { Rebuild } from './store.ts'

/**
 * Adds events and decks that are missing and makes all that derives from the log anew, in one transaction. Rebuilding takes
 * longer than a transaction may wait, so it is done before, and again should another tab have written meanwhile.
 */
export async function restore(
  connection: BareConnection,
  copy: Pick<JournalContent, 'events' | 'decks'>,
  rebuild: Rebuild,
  identity: IdentityRecord,
): Promise<{ readonly added: number; readonly end: LogEnd }> {
  for (;;) {
    const { stored, deckIds, left } = await connection.read(['events', 'decks', 'meta'], async (tx) => ({
      stored: await tx.objectStore('events').getAll(),
      deckIds: await tx.objectStore('decks').getAllKeys(),
      left: await getMeta(tx, 'left'),
    }))
    const events = inOrder([...copy.events, ...stored])
    const { cards, settings } = await rebuild(events)
    assertSound({ events, cards })
    const facts = await foldFacts(events)
    const known = new Set(stored.map((event) => event.id))
    const missing = events.filter((event) => !known.has(event.id))
    const lastId = events.at(-1)?.id ?? null
    const log: LogRecord = { name: 'log', events: events.length }
    const stores: StoreName[] = [
      'events',
      'sched',
      'overlays',
      'pending',
      'cols',
      'meta',
      'decks',
      'chunks',
      'sources',
      'rows',
    ]
    const homes = homed(facts.overlays, new Set([...deckIds, ...copy.decks.map((deck) => deck.id)]), {
      left,
      removals: facts.removals,
    })
    const decks = copy.decks.map((deck) => {
      const notes = [...deck.notes, ...deck.retired]
      return { deck, layout: layOut(deck.id, notes, deck.notes.length, homes) }
    })
    const done = await connection.write(stores, 'strict', async (tx) => {
      if ((await tx.objectStore('events').count()) !== stored.length) return false
      for (const event of missing) issue(tx.objectStore('events').put(event))
      for (const store of ['sched', 'overlays', 'pending', 'cols'] as const) issue(tx.objectStore(store).clear())
      for (const { deck, layout } of decks) writeDeck(tx, deck, `${deck.id}@${identity.dbId}`, layout, undefined)
      for (const card of cards) issue(tx.objectStore('sched').put(card))
      for (const overlay of facts.overlays) issue(tx.objectStore('overlays').put(overlay))
      issue(tx.objectStore('meta').put({ ...facts.settings, value: settings }))
      issue(tx.objectStore('meta').put(facts.searches))
      issue(tx.objectStore('meta').put(facts.titles))
      issue(tx.objectStore('meta').put(facts.addresses))
      issue(tx.objectStore('meta').put(facts.removals))
      issue(tx.objectStore('meta').put(identity))
      await tx.objectStore('meta').put(log)
      return true
    })
    if (done) return { added: missing.length, end: { events: events.length, lastId } }
  }
}
