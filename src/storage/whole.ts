import { inOrder } from '../domain/undo.ts'
import { collectDeck } from './collectDeck.ts'
import type { Connection } from './connection.ts'
import { writeDeck } from './content.ts'
import { foldFacts } from './facts.ts'
import { assertSound } from './finite.ts'
import { issue } from './issue.ts'
import { fillColumns, layOut } from './layout.ts'
import {
  ALL_STORES,
  getMeta,
  type IdentityRecord,
  type LogRecord,
  type ReadTx,
  type Tx,
  type WriteTx,
} from './schema.ts'
import type { LogEnd } from './start.ts'
import type { Collection, Rebuild, ReplaceOptions } from './store.ts'

/** Everything as of one moment. */
export function exportAll(connection: Connection): Promise<Collection> {
  return connection.read(['decks', 'chunks', 'sources', 'events'], collectAll)
}

async function collectAll(tx: ReadTx): Promise<Collection> {
  const [records, events] = await Promise.all([tx.objectStore('decks').getAll(), tx.objectStore('events').getAll()])
  const decks = await Promise.all(records.map((record) => collectDeck(tx, record)))
  return { decks, events }
}

/**
 * Puts what `replace` makes of everything in the place of everything, in one transaction. All is computed before it
 * begins; should another tab have written meanwhile, it is computed anew from what is then there. `identity` is what the
 * database is called from then on. Media that are here stay: what is named by its content needs no replacing.
 */
export async function replaceAll(
  connection: Connection,
  replace: (here: Collection) => Collection,
  rebuild: Rebuild,
  identity: Pick<IdentityRecord, 'dbId' | 'deviceId'>,
  { progress = () => {}, endsImport = false }: ReplaceOptions = {},
): Promise<LogEnd> {
  for (;;) {
    const { state, here } = await connection.read(['decks', 'chunks', 'sources', 'events'], async (tx) => {
      const [state, here] = await Promise.all([stateOf(tx), collectAll(tx)])
      return { state, here }
    })
    const whole = await computeAll(replace(here), rebuild)
    const done = await connection.write(ALL_STORES, 'strict', async (tx) => {
      if ((await stateOf(tx)) !== state) return false
      await writeAll(tx, whole, identity, progress, endsImport)
      return true
    })
    if (done) return { events: whole.events.length, lastId: whole.events.at(-1)?.id ?? null }
  }
}

/** Another one whenever anything that a collection holds was written. */
async function stateOf(tx: Tx): Promise<string> {
  const store = tx as ReadTx
  const [count, decks] = await Promise.all([store.objectStore('events').count(), store.objectStore('decks').getAll()])
  return JSON.stringify([count, decks.map(({ contentKey, layoutKey }) => [contentKey, layoutKey])])
}

async function computeAll(collection: Collection, rebuild: Rebuild) {
  const events = inOrder(collection.events)
  const { cards, settings } = await rebuild(events)
  assertSound({ events, cards })
  const facts = await foldFacts(events)
  const states = new Map(cards.map((card) => [card.cardId, card]))
  const decks = collection.decks.map((deck) => {
    const notes = [...deck.notes, ...deck.retired]
    const layout = layOut(deck.id, notes, deck.notes.length, facts.overlays)
    return { deck, layout, columns: fillColumns(layout, states) }
  })
  return { events, cards, settings, facts, decks, media: collection.media ?? [] }
}

async function writeAll(
  tx: WriteTx,
  { events, cards, settings, facts, decks, media }: Awaited<ReturnType<typeof computeAll>>,
  identity: Pick<IdentityRecord, 'dbId' | 'deviceId'>,
  progress: (share: number) => void,
  endsImport: boolean,
): Promise<void> {
  const schema = await getMeta(tx, 'schema')
  const underWay = endsImport ? undefined : await getMeta(tx, 'import')
  const added = new Map((await tx.objectStore('decks').getAll()).map((record) => [record.info.id, record.added]))
  const log: LogRecord = { name: 'log', events: events.length }
  for (const store of ALL_STORES) if (store !== 'media') issue(tx.objectStore(store).clear())
  for (const medium of media) issue(tx.objectStore('media').put(medium))
  const all = events.length + cards.length
  await putMany(
    events,
    (event) => tx.objectStore('events').put(event),
    (n) => progress(n / all),
  )
  await putMany(
    cards,
    (card) => tx.objectStore('sched').put(card),
    (n) => progress((events.length + n) / all),
  )
  for (const overlay of facts.overlays) issue(tx.objectStore('overlays').put(overlay))
  for (const { deck, layout, columns } of decks) {
    writeDeck(tx, deck, `${deck.id}@${identity.dbId}`, layout, added.get(deck.id))
    issue(tx.objectStore('cols').put(columns))
  }
  if (schema) issue(tx.objectStore('meta').put(schema))
  if (underWay) issue(tx.objectStore('meta').put(underWay))
  issue(tx.objectStore('meta').put({ ...facts.settings, value: settings }))
  issue(tx.objectStore('meta').put(facts.searches))
  issue(tx.objectStore('meta').put(facts.titles))
  issue(tx.objectStore('meta').put(facts.addresses))
  issue(tx.objectStore('meta').put(log))
  await tx.objectStore('meta').put({ name: 'identity', ...identity })
}

/** Records on their way at a time: the queue of more would cost much memory. */
const AT_ONCE = 2000

async function putMany<T>(
  records: readonly T[],
  put: (record: T) => Promise<unknown>,
  told: (done: number) => void,
): Promise<void> {
  for (let i = 0; i < records.length; i += AT_ONCE) {
    let last: Promise<unknown> = Promise.resolve()
    for (const record of records.slice(i, i + AT_ONCE)) {
      last = put(record)
      issue(last)
    }
    await last
    told(Math.min(i + AT_ONCE, records.length))
  }
}
