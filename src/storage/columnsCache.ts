import type { CardState } from '../domain/card.ts'
import { type Columns, type Place, setRow } from '../domain/columns.ts'
import type { CardId, DeckId } from '../domain/note.ts'
import type { Connection } from './connection.ts'
import { isFailure } from './failure.ts'
import { columnsNow, type Derive, FOLLOW_STORES, followLog, isComplete, pendingChanges } from './follow.ts'
import type { Hint, StoreName } from './schema.ts'

/**
 * The columns in memory, kept in step with what is committed; the stored ones follow a while later, at the latest with
 * the next start. Whenever something cannot be placed, memory is forgotten and read again.
 */
export type ColumnsCache = {
  readonly read: () => Promise<readonly Columns[]>
  /** Cards were committed, here or in another tab. Gives their places as far as they are known. */
  readonly apply: (cards: readonly CardState[], places?: readonly (Place | null)[]) => (Place | null)[]
  readonly hintOf: (cardId: CardId) => Hint | null
  readonly remember: (cardId: CardId, hint: Hint) => void
  readonly forget: () => void
  /** Brings the stored columns to the end of the log. */
  readonly flush: () => Promise<void>
}

const HINT_LIMIT = 5000

export function makeColumnsCache(connection: Connection): ColumnsCache {
  let memory: Map<DeckId, Columns> | null = null
  let loading: { readonly columns: Promise<readonly Columns[]>; stale: boolean } | null = null
  const hints = new Map<CardId, Hint>()

  const follow = () => deriving((derive) => connection.write(FOLLOW_STORES, 'relaxed', (tx) => followLog(tx, derive)))

  function load(): Promise<readonly Columns[]> {
    const current = { columns: readOrFollow(), stale: false }
    loading = current
    const over = () => {
      if (loading === current) loading = null
    }
    current.columns.then((columns) => {
      // What was committed meanwhile may or may not be in what was read.
      if (!current.stale) memory = new Map(columns.map((deck) => [deck.deckId, deck]))
      over()
    }, over)
    return current.columns
  }

  async function readOrFollow(): Promise<readonly Columns[]> {
    const stored = await readStored(connection)
    if (stored) return stored
    try {
      return await follow()
    } catch (thrown) {
      // Columns are not worth a failure: what is due can be worked out without keeping it.
      if (!isFailure(thrown) || thrown.kind !== 'quota') throw thrown
      return deriving((derive) => connection.read(FOLLOW_STORES, (tx) => columnsNow(tx, derive)))
    }
  }

  function forget(): void {
    memory = null
    if (loading) loading.stale = true
    loading = null
  }

  return {
    read: async () => {
      if (memory) return [...memory.values()]
      const current = loading
      return [...(await (current ? current.columns : load()))]
    },
    apply: (cards, places = cards.map((card) => hints.get(card.cardId)?.place ?? null)) => {
      if (loading) forget()
      for (const [i, card] of cards.entries()) {
        const place = places[i]
        const deck = place && memory?.get(place.deckId)
        if (deck && place.row < deck.length) setRow(deck, place.row, card)
        else if (memory) forget()
      }
      return [...places]
    },
    hintOf: (cardId) => hints.get(cardId) ?? null,
    remember: (cardId, hint) => {
      if (hints.size > HINT_LIMIT) hints.clear()
      hints.set(cardId, hint)
    },
    forget: () => {
      forget()
      hints.clear()
    },
    flush: async () => {
      if (!(await readStored(connection))) await follow()
    },
  }
}

/**
 * Columns are seldom missing: what makes them is fetched when it is first wanted, and not within the transaction, which
 * would end meanwhile.
 */
async function deriving(run: (derive: Derive | null) => Promise<Columns[] | null>): Promise<Columns[]> {
  const columns = (await run(null)) ?? (await run((await import('./layout.ts')).deriveDeck))
  if (columns === null) throw new Error('columns are missing')
  return columns
}

/** The stored columns if they are whole and follow the log to its end: one read without any lock on writers. */
function readStored(connection: Connection): Promise<readonly Columns[] | null> {
  const stores: StoreName[] = ['pending', 'meta', 'decks', 'cols']
  return connection.read(stores, async (tx) => {
    const { pending } = await pendingChanges(tx)
    if (pending.length > 0) return null
    const [deckIds, columns] = await Promise.all([
      tx.objectStore('decks').getAllKeys(),
      tx.objectStore('cols').getAll(),
    ])
    const stored = new Set(columns.filter(isComplete).map((deck) => deck.deckId))
    return deckIds.every((deckId) => stored.has(deckId)) ? columns : null
  })
}
