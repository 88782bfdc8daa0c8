import type { CardId } from '../domain/note.ts'
import type { PartOptions } from '../domain/parts.ts'
import { PART_MS } from '../domain/partTime.ts'
import { sameValue } from '../domain/same.ts'
import type { Connection } from './connection.ts'
import { isFact } from './factKinds.ts'
import { broken, nameOf } from './failure.ts'
import { FOLLOW_STORES, findEvents } from './follow.ts'
import { issue } from './issue.ts'
import type { Hint, StoreName, WriteTx } from './schema.ts'
import type { Change } from './store.ts'

/** What a change did: how many events were new, and whether it reached beyond cards. */
export type Written = Reach & {
  readonly added: number
  /** It was to be made once, and somebody else had done so. */
  readonly isDropped?: boolean
}

/** What a change concerned besides cards. */
export type Reach = { readonly settings: boolean; readonly decks: boolean }

const NOTHING_ELSE: Reach = { settings: false, decks: false }

const ANSWER_STORES: StoreName[] = ['events', 'sched', 'pending']
const FACT_STORES: StoreName[] = ['events', ...FOLLOW_STORES]

/**
 * Writes a change in one strict transaction. A change that was written before changes nothing, so that whoever did not
 * hear of the end can simply try again.
 */
export async function writeChange(connection: Connection, change: Change, writing: Writing): Promise<Written> {
  const facts = change.events.filter(isFact)
  const stores = facts.length > 0 ? FACT_STORES : ANSWER_STORES
  // Fetched when it is first wanted: an answer is no fact. Not within the transaction, which would end meanwhile.
  const writeFacts = facts.length > 0 ? (await import('./writeFacts.ts')).commitFacts : async () => NOTHING_ELSE
  const run = (fresh: Change) =>
    connection.write(stores, 'strict', async (tx) => {
      await addAll(tx, fresh, writing)
      return { added: fresh.events.length, ...(await writeFacts(tx, facts, writing, change)) }
    })
  try {
    return await run(change)
  } catch (thrown) {
    if (nameOf(thrown) !== 'ConstraintError') throw thrown
  }
  const fresh = await withoutKnown(connection, change)
  if (fresh === null) return { added: 0, ...NOTHING_ELSE, isDropped: true }
  if (fresh.events.length === 0) return { added: 0, ...NOTHING_ELSE }
  return run(fresh)
}

/** What writing a change needs besides: places as remembered, and a clock by which to let others have their turn. */
type Writing = PartOptions & { readonly hintOf: (cardId: CardId) => Hint | null }

/**
 * Issues every write without waiting for it, but for changes so large that this takes longer than a part may: those let
 * the page have its turn in between. The transaction's own end says whether they were taken.
 */
async function addAll(tx: WriteTx, change: Change, { hintOf, now, onPart }: Writing): Promise<void> {
  const events = tx.objectStore('events')
  const sched = tx.objectStore('sched')
  const writes = [
    ...change.events.map((event) => () => events.add(event)),
    ...change.cards.map((card) => () => sched.put(card)),
  ]
  let end = now() + PART_MS
  for (const [i, write] of writes.entries()) {
    const written = write()
    issue(written)
    if (now() < end) continue
    await written
    onPart?.((i + 1) / writes.length)
    end = now() + PART_MS
  }
  const [first] = change.events
  if (!first) return
  const cards = change.cards.map(({ cardId }) => ({ cardId, hint: hintOf(cardId) }))
  issue(tx.objectStore('pending').put({ id: first.id, events: change.events.length, cards }))
}

/**
 * The change less the events that are in the log already. If all are, the whole change was written before and its
 * states must not be put over newer ones. An id that names another event is a fault that must not be papered over, but
 * where the change is to be made once: then it is null if another made it, with events and states of their own.
 */
async function withoutKnown(connection: Connection, change: Change): Promise<Change | null> {
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
  const isOurs = change.events.every((event) => sameValue(known.get(event.id), event))
  if (change.once !== undefined && known.has(change.once) && !isOurs) return null
  for (const event of change.events) {
    const stored = known.get(event.id)
    if (stored && !sameValue(stored, event)) throw broken(`event ${event.id} is in the log with another content`)
  }
  return { ...change, events: change.events.filter((event) => !known.has(event.id)) }
}
