import { type CardState, newCard } from '../domain/card.ts'
import { type Place, placeOf } from '../domain/columns.ts'
import type { EventId } from '../domain/event.ts'
import type { CardId } from '../domain/note.ts'
import { DEFAULT_SETTINGS } from '../domain/settings.ts'
import type { Bus, Message } from './channel.ts'
import { makeColumnsCache } from './columnsCache.ts'
import { type Written, writeChange } from './commit.ts'
import type { Connection } from './connection.ts'
import type { StoreDeps, Timing } from './createStore.ts'
import { fail } from './failure.ts'
import { assertSound } from './finite.ts'
import { findEvents } from './follow.ts'
import type { JournalAddition } from './journal.ts'
import type { Listeners } from './listeners.ts'
import { makeListeners } from './listeners.ts'
import type { MendDepth } from './mend.ts'
import { findPlaces, makeCardReader, readDecks } from './reading.ts'
import { EVENTS_A_PART, getMeta } from './schema.ts'
import { type LogEnd, readEnd, type Started } from './start.ts'
import type { Change, Store, StoreChange } from './store.ts'

/** Whoever answers at the same time as another tab is done by then. */
const MEND_AFTER_MS = 300

export type LiveParts = {
  readonly deps: StoreDeps
  readonly timing: Timing
  /** The database's name. */
  readonly name: string
  /** Tells this tab from the device's others. */
  readonly slot: string
  readonly bus: Bus
  readonly connection: Connection
  readonly started: Started
  /** A newer version of the app wants the database. */
  readonly wanted: Listeners<void>
  /** Records could not be read and were made anew: `healed` of them so far. */
  readonly mended: Listeners<void>
  readonly healed: () => number
}

const reading = () => import('./deckReading.ts')
const exporting = () => import('./exporting.ts')
const homes = () => import('./noteHomes.ts')

/**
 * The store over an open database: reading, writing, and telling whom it concerns. What changes decks or everything is
 * fetched when it is first wanted: an ordinary start never is.
 */
export function makeLiveStore(parts: LiveParts): Store {
  const { deps, timing, bus, connection } = parts
  const { journal } = deps
  const changes = makeListeners<StoreChange>()
  const closings = makeListeners<void>()
  const columns = makeColumnsCache(connection)
  const readCards = makeCardReader(connection, (card, hint) => columns.remember(card.state.cardId, hint))
  let { identity } = parts.started
  let { events: eventCount, lastId, deckChanges } = parts.started.end
  const news: (() => void)[] = []
  let flushing: ReturnType<typeof setTimeout> | null = null
  let mending: ReturnType<typeof setTimeout> | null = null
  /** The newest event that this tab gave each card. */
  const given = new Map<CardId, EventId | null>()

  const advance = (id: EventId | null) => {
    if (id !== null && (lastId === null || id > lastId)) lastId = id
  }

  const follow = (end: LogEnd) => {
    ;({ events: eventCount, deckChanges } = end)
    advance(end.lastId)
  }

  const tellCanary = () =>
    deps.canary.write({
      name: parts.name,
      dbId: identity.dbId,
      events: eventCount,
      lastId,
      deckChanges,
      at: deps.now(),
    })

  const announce = (change: StoreChange['kind'], news: Partial<Message> = {}) => {
    bus.send({ kind: 'changed', change, cards: [], places: [], lastId, deckChanges, ...news } as Message)
    changes.tell({ kind: change, here: true })
  }

  /** The stored columns may follow later, or with the next start: they derive from what is safe already. */
  const flush = async () => {
    spreadNews()
    if (flushing) clearTimeout(flushing)
    flushing = null
    await columns.flush().catch(() => {})
  }
  const flushSoon = () => {
    flushing ??= setTimeout(() => void flush(), timing.flushMs)
  }

  async function write(change: Change, onPart: () => void): Promise<void> {
    const written = await writeChange(connection, change, { hintOf: columns.hintOf, now: deps.now, onPart })
    if (written.isDropped) return
    eventCount += written.added
    for (const event of change.events) advance(event.id)
    for (const card of change.cards) given.set(card.cardId, card.events.at(-1) ?? null)
    const places = columns.apply(change.cards)
    if (written.decks) columns.forget()
    // Durable, and acknowledged before the others hear of it: nothing of that may delay it, or make it a failure.
    news.push(() => spread(change, written, places))
    setTimeout(spreadNews)
  }

  function spreadNews(): void {
    for (const tell of news.splice(0)) tell()
  }

  function spread({ events, cards }: Change, { settings, decks }: Written, places: readonly (Place | null)[]): void {
    journal.append({ events }).catch(() => {})
    tellCanary()
    flushSoon()
    if (settings) announce('settings')
    if (decks) announce('decks')
    if (cards.length > 0 || !(settings || decks)) announce('cards', { cards, places })
  }

  function decksChanged({ events = [], ...copy }: JournalAddition): void {
    eventCount += events.length
    for (const event of events) advance(event.id)
    deckChanges = Math.max(deckChanges, copy.deckChanges ?? 0)
    journal.append({ ...copy, events }).catch(() => {})
    tellCanary()
    contentChanged('decks')
  }

  function contentChanged(kind: 'decks' | 'all'): void {
    columns.forget()
    announce(kind)
  }

  bus.listen((message) => {
    if (message.kind !== 'changed') return
    advance(message.lastId)
    deckChanges = Math.max(deckChanges, message.deckChanges ?? 0)
    if (message.change === 'cards') {
      columns.apply(message.cards, message.places)
      if (message.cards.some(isBesides)) mendSoon()
    }
    if (message.change === 'decks') columns.forget()
    if (message.change === 'all') readAgain().catch(() => {})
    changes.tell({ kind: message.change, here: false })
  })

  /** Two tabs answered a card at once, each on what it knew: the log has both, and the later state only one. */
  const isBesides = ({ cardId, events }: CardState): boolean => {
    const mine = given.get(cardId) ?? null
    return mine !== null && !events.includes(mine)
  }

  function mendSoon(): void {
    mending ??= setTimeout(() => {
      mending = null
      mend('recent').catch(() => {})
    }, MEND_AFTER_MS)
  }

  async function mend(depth: MendDepth): Promise<number> {
    const found = await (await import('./mend.ts')).mend(connection, depth, deps.rebuild, identity)
    if (found.end) {
      follow(found.end)
      contentChanged('all')
    }
    for (const copy of found.added) decksChanged(copy)
    return found.wrong
  }

  /** Another tab put something else in the place of everything. */
  async function readAgain(): Promise<void> {
    columns.forget()
    const { identity: now = identity, end } = await readEnd(connection)
    identity = now
    follow(end)
    tellCanary()
    if (journal.status().kind === 'here') await copyLog()
  }

  async function copyLog(): Promise<void> {
    await (await import('./journalSync.ts')).copyLog(connection, journal, parts.name, identity.dbId)
  }

  journal.onHeld(async (found) => {
    const { syncJournal } = await import('./journalSync.ts')
    const restored = await syncJournal(connection, journal, found, deps.rebuild, parts.name)
    if (!restored) return
    follow(restored)
    contentChanged('all')
  })

  async function close(): Promise<void> {
    await connection.close()
    spreadNews()
    if (flushing) clearTimeout(flushing)
    if (mending) clearTimeout(mending)
    journal.close()
    bus.close()
  }

  parts.mended.add(() => contentChanged('all'))
  parts.wanted.add(() => void close().then(() => closings.tell()))
  tellCanary()

  return {
    deviceId: () => identity.deviceId + parts.slot,
    name: parts.name,
    lastEventId: () => lastId,
    settings: async () => ({
      ...DEFAULT_SETTINGS,
      ...(await connection.read(['meta'], (tx) => getMeta(tx, 'settings')))?.value,
    }),
    decks: () => readDecks(connection),
    deck: async (deckId) => (await reading()).readDeck(connection, deckId),
    collectedDeck: async (deckId) => (await reading()).readCollected(connection, deckId),
    ofOtherDecks: async (deckId, noteIds) => (await homes()).readOfOthers(connection, deckId, noteIds),
    subscription: async (deckId) => (await reading()).readSubscription(connection, deckId),
    source: async (deckId, sourceId) => (await reading()).readSource(connection, deckId, sourceId),
    columns: async (deckIds) => {
      const all = await columns.read()
      const asked = deckIds && new Set(deckIds)
      return asked ? all.filter((deck) => asked.has(deck.deckId)) : all
    },
    cardsAt: readCards,
    placeOf: async (cardId) => {
      const found = (await findPlaces(connection, [cardId])).get(cardId)
      const deck = found && (await columns.read()).find(({ deckId }) => deckId === found.deckId)
      return deck && found.row < deck.length ? placeOf(deck, found.row) : null
    },
    decksOf: async (cardIds) =>
      new Map([...(await findPlaces(connection, cardIds))].map(([cardId, { deckId }]) => [cardId, deckId])),
    scan: async (onNotes) => (await reading()).scanNotes(connection, onNotes),
    authorsNote: async (place) => (await reading()).readAuthorsNote(connection, place),
    forChange: async () => (await reading()).makeForChange(connection),
    searches: async () => (await connection.read(['meta'], (tx) => getMeta(tx, 'searches')))?.value ?? [],
    media: async (hash) => (await connection.read(['media'], (tx) => tx.objectStore('media').get(hash))) ?? null,
    mediaHashes: () => connection.read(['media'], (tx) => tx.objectStore('media').getAllKeys()),
    putMedia: async (media) => (await import('./media.ts')).putMedia(connection, media),
    imports: async () => (await import('./imports.ts')).makeImports(connection, deps.locks, parts.name),
    unusedMedia: async () => (await import('./unusedMedia.ts')).makeUnusedMedia(connection),
    cards: (cardIds) =>
      connection.read(['sched'], (tx) =>
        Promise.all(cardIds.map(async (id) => (await tx.objectStore('sched').get(id)) ?? newCard(id))),
      ),
    events: (ids) => connection.read(['events'], (tx) => findEvents(tx, ids)),
    eventsSince: async (since) => {
      const range = since === null ? null : IDBKeyRange.lowerBound(since)
      const first = await connection
        .read(['events'], (tx) => tx.objectStore('events').getAll(range, EVENTS_A_PART))
        .catch(() => null)
      return first && first.length < EVENTS_A_PART ? first : (await reading()).readLog(connection, since)
    },
    eachEvent: async (range, take) => (await reading()).eachEvent(connection, range, take),

    commit: async (change) => {
      assertSound(change)
      await inTime((onPart) => write(change, onPart), timing.stallMs)
    },
    putDeck: async (deck, options) => {
      const { putDeck } = await import('./content.ts')
      const contentKey = `${deck.id}@${deps.newId()}`
      decksChanged(await putDeck(connection, deck, { ...options, contentKey, now: deps.now }))
    },
    removeDeck: async (deckId, options = {}) => {
      decksChanged(await (await homes()).removeDeck(connection, deckId, { ...options, now: deps.now }))
    },
    exportAll: async () => (await exporting()).exportAll(connection),
    exportReadable: async (begin) => (await exporting()).exportReadable(connection, begin),
    replaceAll: async (replace, rebuild, options) => {
      const { replaceAll } = await import('./whole.ts')
      const named = { known: identity, newId: deps.newId }
      const whole = await replaceAll(connection, replace, rebuild, named, options)
      identity = whole.identity
      ;({ events: eventCount, lastId, deckChanges } = whole.end)
      tellCanary()
      copyLog().catch(() => {})
      contentChanged('all')
    },
    logSize: async () => (await readEnd(connection)).end.events,
    mend,
    healed: parts.healed,

    onChange: changes.add,
    onClosed: closings.add,
    journalStatus: journal.status,
    flush,
    letGo: connection.letGo,
    close: () => void close(),
  }
}

/**
 * Rejects as stalled when the write does not get on for so long; it goes on, and its end can still be waited for. One of
 * thousands of records, which `onPart` hears of as they are taken, may last longer than that and has not stalled.
 */
function inTime(write: (onPart: () => void) => Promise<void>, stallMs: number): Promise<void> {
  return new Promise((resolve, reject) => {
    let timer: ReturnType<typeof setTimeout> | undefined
    const watch = () => {
      clearTimeout(timer)
      timer = setTimeout(() => {
        writing.catch(() => {})
        reject(fail({ kind: 'stalled', settled: writing }))
      }, stallMs)
    }
    const writing = write(watch)
    watch()
    writing.then(resolve, reject).finally(() => clearTimeout(timer))
  })
}
