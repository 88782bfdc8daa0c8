import { unwrap } from 'idb'
import type { StoredEvent } from '../domain/event.ts'
import { inOrder } from '../domain/undo.ts'
import type { Connection } from './connection.ts'
import { writeDeck } from './content.ts'
import { countDeckChange, readDeckChanges } from './deckChanges.ts'
import { exportAll } from './exporting.ts'
import { foldFacts } from './facts.ts'
import { assertSound } from './finite.ts'
import { afterMeeting } from './identity.ts'
import { issue } from './issue.ts'
import { fillColumns, homed, layOut } from './layout.ts'
import {
  ALL_STORES,
  getMeta,
  type IdentityRecord,
  type LeftRecord,
  type LogRecord,
  type StoreName,
  type WriteTx,
} from './schema.ts'
import type { LogEnd } from './start.ts'
import { stateOf } from './stateOf.ts'
import type { Collection, Rebuild, ReplaceOptions } from './store.ts'
import { makeTidying, tidied } from './tidying.ts'

/**
 * Puts what `replace` makes of everything in the place of everything, in one transaction. All is computed before it
 * begins; should another tab have written meanwhile, it is computed anew from what is then there. Resolves with
 * what the database and the device are called from then on, too. Media that are here stay: what is named by its content needs no replacing.
 */
export async function replaceAll(
  connection: Connection,
  replace: (here: Collection) => Collection,
  rebuild: Rebuild,
  { known, newId }: { readonly known: IdentityRecord; readonly newId: () => string },
  { progress = () => {}, endsImport = false, strangers = () => [] }: ReplaceOptions = {},
): Promise<{ readonly identity: IdentityRecord; readonly end: LogEnd }> {
  for (;;) {
    const { state, named, left } = await connection.read(['decks', 'events', 'meta'], async (tx) => ({
      state: await stateOf(tx),
      named: (await getMeta(tx, 'identity')) ?? known,
      left: await getMeta(tx, 'left'),
    }))
    const here = await exportAll(connection)
    const whole = await computeAll(replace(here), rebuild, left)
    const fresh = freshOf(here.events, whole.events)
    const identity = { ...afterMeeting(named, strangers(), newId), dbId: newId() }
    await tidied(whole.events.length)
    const counts = await connection.write(ALL_STORES, 'strict', async (tx) => {
      if ((await stateOf(tx)) !== state) return null
      return writeAll(tx, { ...whole, fresh }, identity, progress, endsImport)
    })
    if (counts !== null) return { identity, end: { ...counts, lastId: whole.events.at(-1)?.id ?? null } }
  }
}

/**
 * Those that are to be written where all that is here stays in the log, with what of it cannot be read; null where the log
 * is to be another.
 */
function freshOf(here: readonly StoredEvent[], events: readonly StoredEvent[]): readonly StoredEvent[] | null {
  const known = new Set(here)
  const fresh = events.filter((event) => !known.has(event))
  return events.length - fresh.length === known.size ? fresh : null
}

async function computeAll(collection: Collection, rebuild: Rebuild, left: LeftRecord | undefined) {
  const events = inOrder(collection.events)
  await tidied(events.length)
  const { cards, settings } = await rebuild(events)
  await tidied(events.length)
  assertSound({ events, cards })
  const facts = await foldFacts(events)
  const states = new Map(cards.map((card) => [card.cardId, card]))
  const homes = homed(facts.overlays, new Set(collection.decks.map((deck) => deck.id)), {
    left,
    removals: facts.removals,
  })
  const decks = collection.decks.map((deck) => {
    const notes = [...deck.notes, ...deck.retired]
    const layout = layOut(deck.id, notes, deck.notes.length, homes)
    return { deck, layout, columns: fillColumns(layout, states) }
  })
  return { events, cards, settings, facts, decks, media: collection.media ?? [] }
}

type Whole = Awaited<ReturnType<typeof computeAll>> & { readonly fresh: readonly StoredEvent[] | null }

/** Resolves with how many events the log then has, and changes of decks are known. */
async function writeAll(
  tx: WriteTx,
  { events, fresh, cards, settings, facts, decks, media }: Whole,
  identity: IdentityRecord,
  progress: (share: number) => void,
  endsImport: boolean,
): Promise<Pick<LogEnd, 'events' | 'deckChanges'>> {
  const schema = await getMeta(tx, 'schema')
  const underWay = endsImport ? undefined : await getMeta(tx, 'import')
  const left = await getMeta(tx, 'left')
  const known = await readDeckChanges(tx)
  const addedAt = new Map((await tx.objectStore('decks').getAll()).map((record) => [record.info.id, record.added]))
  const kept = new Set<StoreName>(fresh ? ['media', 'events'] : ['media'])
  for (const store of ALL_STORES) if (!kept.has(store)) issue(tx.objectStore(store).clear())
  for (const medium of media) issue(tx.objectStore('media').put(medium))
  const added = fresh ?? events
  const all = added.length + cards.length
  await putMany(tx, 'events', added, (n) => progress(n / all))
  await putMany(tx, 'sched', cards, (n) => progress((added.length + n) / all))
  for (const overlay of facts.overlays) issue(tx.objectStore('overlays').put(overlay))
  for (const { deck, layout, columns } of decks) {
    writeDeck(tx, deck, `${deck.id}@${identity.dbId}`, layout, addedAt.get(deck.id))
    issue(tx.objectStore('cols').put(columns))
  }
  if (schema) issue(tx.objectStore('meta').put(schema))
  if (left) issue(tx.objectStore('meta').put(left))
  if (underWay) issue(tx.objectStore('meta').put(underWay))
  issue(tx.objectStore('meta').put({ ...facts.settings, value: settings }))
  issue(tx.objectStore('meta').put(facts.searches))
  issue(tx.objectStore('meta').put(facts.titles))
  issue(tx.objectStore('meta').put(facts.addresses))
  issue(tx.objectStore('meta').put(facts.removals))
  const log: LogRecord = { name: 'log', events: fresh ? await tx.objectStore('events').count() : events.length }
  issue(tx.objectStore('meta').put(log))
  issue(tx.objectStore('meta').put(identity))
  // Also the number goes on: other tabs have told it already.
  return { events: log.events, deckChanges: await countDeckChange(tx, known) }
}

/** Records on their way at a time: the queue of more would cost much memory. */
const AT_ONCE = 2000

/**
 * Without idb, which makes a promise of every request and keeps it until memory is next tidied up: over hundreds of
 * thousands that is more than the records are. A request that fails brings its transaction down, and there it is heard.
 */
async function putMany(
  tx: WriteTx,
  name: 'events' | 'sched',
  records: readonly unknown[],
  told: (done: number) => void,
): Promise<void> {
  const store = unwrap(tx.objectStore(name))
  const tidy = makeTidying()
  for (let i = 0; i < records.length; i += AT_ONCE) {
    const end = Math.min(i + AT_ONCE, records.length)
    for (let n = i; n < end - 1; n++) store.put(records[n])
    await done(store.put(records[end - 1]))
    tidy()
    told(end)
  }
}

const done = (request: IDBRequest): Promise<void> =>
  new Promise((resolve, reject) => {
    request.onsuccess = () => resolve()
    request.onerror = () => reject(request.error)
  })
