import type { DeckId } from '../domain/note.ts'
import { inOrder } from '../domain/undo.ts'
import type { BareConnection } from './connection.ts'
import { clearContent, writeDeck } from './content.ts'
import { countDeckChange, readDeckChanges } from './deckChanges.ts'
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
 * longer than a transaction may wait, so it is done before, and again should another tab have written meanwhile: of a deck,
 * what that wrote is later. `deckChanges` are those that the copy knows of; missing where it has no decks to give.
 */
export async function restore(
  connection: BareConnection,
  copy: Pick<JournalContent, 'events' | 'decks' | 'deckChanges'>,
  rebuild: Rebuild,
  identity: IdentityRecord,
): Promise<{ readonly added: number; readonly decks: number; readonly end: LogEnd }> {
  let first: ReadonlyMap<DeckId, string> | null = null
  for (;;) {
    const { stored, records, changes, left } = await connection.read(['events', 'decks', 'meta'], async (tx) => ({
      stored: await tx.objectStore('events').getAll(),
      records: await tx.objectStore('decks').getAll(),
      changes: await readDeckChanges(tx),
      left: await getMeta(tx, 'left'),
    }))
    const keys = new Map(records.map(({ info, contentKey }) => [info.id, contentKey]))
    first ??= keys
    const lost = copy.decks.filter(({ id }) => keys.get(id) === first?.get(id))
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
    const homes = homed(facts.overlays, new Set([...keys.keys(), ...lost.map((deck) => deck.id)]), {
      left,
      removals: facts.removals,
    })
    const decks = lost.map((deck) => {
      const notes = [...deck.notes, ...deck.retired]
      return { deck, layout: layOut(deck.id, notes, deck.notes.length, homes) }
    })
    const done = await connection.write(stores, 'strict', async (tx) => {
      if ((await tx.objectStore('events').count()) !== stored.length) return null
      if ((await readDeckChanges(tx)) !== changes) return null
      const deckChanges = copy.deckChanges === undefined ? changes : await countDeckChange(tx, copy.deckChanges)
      for (const event of missing) issue(tx.objectStore('events').put(event))
      for (const store of ['sched', 'overlays', 'pending', 'cols'] as const) issue(tx.objectStore(store).clear())
      for (const { deck, layout } of decks) {
        const here = await tx.objectStore('decks').get(deck.id)
        if (here) clearContent(tx, here)
        writeDeck(tx, deck, `${deck.id}@${identity.dbId}+${deckChanges}`, layout, here?.added)
      }
      for (const card of cards) issue(tx.objectStore('sched').put(card))
      for (const overlay of facts.overlays) issue(tx.objectStore('overlays').put(overlay))
      issue(tx.objectStore('meta').put({ ...facts.settings, value: settings }))
      issue(tx.objectStore('meta').put(facts.searches))
      issue(tx.objectStore('meta').put(facts.titles))
      issue(tx.objectStore('meta').put(facts.addresses))
      issue(tx.objectStore('meta').put(facts.removals))
      issue(tx.objectStore('meta').put(identity))
      await tx.objectStore('meta').put(log)
      return { decks: decks.length, end: { events: events.length, lastId, deckChanges } }
    })
    if (done) return { added: missing.length, ...done }
  }
}
