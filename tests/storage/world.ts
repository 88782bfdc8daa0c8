import { newCard } from '../../src/domain/card.ts'
import { type Clock, makeClock } from '../../src/domain/clock.ts'
import type { Deck } from '../../src/domain/deck.ts'
import type { EventId, ReviewEvent } from '../../src/domain/event.ts'
import { foldLog } from '../../src/domain/fold.ts'
import { type CardId, cardIdOf, type DeckId, type Note, type NoteId } from '../../src/domain/note.ts'
import type { SourceId } from '../../src/domain/source.ts'
import { dueOnDay, toInstant, toStudyDay } from '../../src/domain/time.ts'
import type { CanaryRecord } from '../../src/storage/canary.ts'
import type { Channel } from '../../src/storage/channel.ts'
import { createStore, type StoreDeps } from '../../src/storage/createStore.ts'
import { deckList, type Journal, type JournalContent, type JournalSummary } from '../../src/storage/journal.ts'
import type { Change, Rebuild, StartReport, Store } from '../../src/storage/store.ts'
import { bareSource } from '../bareSource.ts'

/** One device: what is there besides the database, shared by its tabs, and damaged at will. */
export type World = {
  readonly name: string
  canary: CanaryRecord | null
  journal: JournalContent | null
  readonly open: (overrides?: Partial<StoreDeps>) => Promise<Tab>
  readonly closeAll: () => Promise<void>
}

export type Tab = {
  readonly store: Store
  readonly report: StartReport
  readonly clock: Clock
  /** A change that answers a card, as the app would make it. */
  readonly answer: (cardId: CardId, rating?: ReviewEvent['rating']) => Promise<Change>
  readonly stamp: () => { id: EventId } & Pick<ReviewEvent, 'at' | 'offsetMinutes' | 'day'>
}

export const rebuild: Rebuild = async (events) => {
  const { cards, settings } = foldLog(events)
  return { cards: [...cards.values()], settings }
}

let worlds = 0

export function makeWorld(prefix = 'test'): World {
  const hub = new Set<(message: unknown, from: object) => void>()
  const tabs: Store[] = []
  let ids = 0
  let at = Date.UTC(2026, 0, 5, 9)
  let holder: object | null = null
  const world: World = {
    name: `${prefix}-${++worlds}`,
    canary: null,
    journal: null,
    open: async (overrides = {}) => {
      const { store, report } = await createStore({
        now: () => at,
        newId: () => `${prefix}-id-${++ids}`,
        rebuild,
        canary: {
          read: () => world.canary,
          write: (record) => {
            world.canary = record
          },
        },
        journal: tabJournal(),
        channel: tabChannel(hub),
        locks: null,
        name: world.name,
        timing: { blockedMs: 400, flushMs: 20 },
        ...overrides,
      })
      tabs.push(store)
      const slot = tabs.length % 10
      const clock = makeClock(() => `${store.deviceId().slice(0, 7)}${slot}`, store.lastEventId)
      return makeTab(store, report, clock, () => (at += 60_000))
    },
    closeAll: async () => {
      for (const store of tabs) {
        await store.flush()
        store.close()
      }
    },
  }

  function tabJournal(): Journal {
    const me = {}
    return {
      read: async () => world.journal,
      onHeld: (listener: (found: JournalSummary) => Promise<void>) => {
        holder ??= me
        if (holder === me) listener(summarise(world.journal ?? NO_JOURNAL)).catch(() => {})
      },
      append: async ({ events = [], decks = [], gone = [], deckChanges = 0 }) => {
        const held = world.journal ?? NO_JOURNAL
        const replaced = new Set([...gone, ...decks.map((deck) => deck.id)])
        const others = held.decks.filter((deck) => !replaced.has(deck.id))
        world.journal = {
          dbId: held.dbId,
          events: [...held.events, ...events],
          decks: [...others, ...decks],
          deckChanges: Math.max(held.deckChanges ?? 0, deckChanges),
          decksAt: new Map([...(held.decksAt ?? []), ...decks.map(({ id }) => [id, deckChanges] as const)]),
        }
      },
      rewrite: async (content) => {
        const { decks, deckChanges = 0 } = content
        world.journal = { ...content, decksAt: new Map(decks.map(({ id }) => [id, deckChanges])) }
      },
      status: () => ({ kind: holder === me ? 'here' : 'elsewhere' }),
      close: () => {
        if (holder === me) holder = null
      },
    }
  }
  return world
}

function tabChannel(hub: Set<(message: unknown, from: object) => void>): Channel {
  const me = {}
  const own = new Set<(message: unknown, from: object) => void>()
  return {
    postMessage: (message) => {
      const copy: unknown = structuredClone(message)
      for (const listener of hub) queueMicrotask(() => listener(copy, me))
    },
    addEventListener: (_type, listener) => {
      const heard = (message: unknown, from: object) => {
        if (from !== me) listener({ data: message })
      }
      own.add(heard)
      hub.add(heard)
    },
    close: () => {
      for (const heard of own) hub.delete(heard)
    },
  }
}

function makeTab(store: Store, report: StartReport, clock: Clock, tick: () => number): Tab {
  const stamp = () => {
    const at = toInstant(tick())
    return { id: clock.next(at), at, offsetMinutes: 0, day: toStudyDay(Math.floor(at / 86_400_000)) }
  }
  return {
    store,
    report,
    clock,
    stamp,
    answer: (cardId, rating) => {
      const when = stamp()
      return answerWith(store, () => when.id, cardId, when.at, rating)
    },
  }
}

/** The change that answers a card at an instant, UTC. */
export async function answerWith(
  store: Store,
  mintId: (ms: number) => EventId,
  cardId: CardId,
  ms: number,
  rating: ReviewEvent['rating'] = 'good',
): Promise<Change> {
  const at = toInstant(ms)
  const day = toStudyDay(Math.floor(at / 86_400_000))
  const [state = newCard(cardId)] = await store.cards([cardId])
  const event: ReviewEvent = {
    id: mintId(ms),
    at,
    offsetMinutes: 0,
    day,
    kind: 'review',
    cardId,
    rating,
    elapsedMs: 2500,
    source: 'study',
    due: dueOnDay(toStudyDay(day + 2 + state.reps)),
    step: null,
  }
  const card = foldLog([...(await store.events(state.events)), event]).cards.get(cardId)
  if (!card) throw new Error('an answer that leads to no state')
  return { events: [event], cards: [card] }
}

export const deckId = (name: string): DeckId => name as DeckId
export const noteId = (name: string): NoteId => name as NoteId
export const front = (name: string): CardId => cardIdOf(noteId(name), 'front')

/** A deck of questions n0, n1 … with one source; each note's evidence is its own sentence of the text. */
export function makeDeck(name: string, count: number, change: Partial<Deck> = {}): Deck {
  const sentences = Array.from({ length: count }, (_, i) => `Sentence ${i} of ${name} says café ${i}.`)
  const sourceId = `${name}-source` as SourceId
  let start = 0
  const notes = sentences.map((sentence, i): Note => {
    const end = start + sentence.length
    const answer = { start: end - `café ${i}.`.length, end: end - 1 }
    const note: Note = {
      id: noteId(`${name}-n${i}`),
      content: { kind: 'qa', question: `What does sentence ${i} say?`, answer: `café ${i}` },
      tags: ['test'],
      accepted: [],
      distractors: [{ text: `tea ${i}`, evidence: null }],
      evidence: [{ sourceId, sentence: { start, end }, answer, quote: sentence, resolutions: [] }],
      confidence: 0.5,
    }
    start = end + 1
    return note
  })
  return {
    id: deckId(name),
    version: 1,
    title: `Test::${name}`,
    language: 'en',
    licence: 'CC-BY-4.0',
    authors: ['Somebody'],
    sources: [bareSource({ id: sourceId, title: `About ${name}`, text: sentences.join(' ') })],
    notes,
    tombstones: [],
    ...change,
  }
}

/** All that a store shows, for comparing. */
export async function everything(store: Store) {
  const { decks, events } = await store.exportAll()
  const ids = decks.flatMap((deck) => [...deck.notes, ...deck.retired].map((note) => cardIdOf(note.id, 'front')))
  return structuredClone({
    decks,
    events,
    infos: await store.decks(),
    settings: await store.settings(),
    cards: await store.cards(ids),
    columns: await store.columns(),
    own: await Promise.all(decks.map((deck) => store.deck(deck.id))),
  })
}

const NO_JOURNAL: JournalContent = { dbId: null, events: [], decks: [] }

/** What a journal says of itself. */
export function summarise(content: JournalContent): JournalSummary {
  const ids = new Set(content.events.map((event) => event.id))
  let lastId: EventId | null = null
  for (const id of ids) if (lastId === null || id > lastId) lastId = id
  return {
    dbId: content.dbId,
    events: ids.size,
    lastId,
    decks: deckList(content.decks),
    deckChanges: content.deckChanges ?? 0,
  }
}
