import { applyEvent } from '../../../src/domain/apply.ts'
import { newCard } from '../../../src/domain/card.ts'
import { RETIRED } from '../../../src/domain/columns.ts'
import type { EventId, LogEvent, StoredEvent } from '../../../src/domain/event.ts'
import { cardIdOf, type Note } from '../../../src/domain/note.ts'
import { makeScheduler } from '../../../src/domain/scheduler.ts'
import { DEFAULT_SETTINGS } from '../../../src/domain/settings.ts'
import type { Change } from '../../../src/storage/store.ts'
import { same, truly, until } from '../check.ts'
import { assertWhole } from '../whole.ts'
import { deckId, front, makeDeck, type Tab, type World } from '../world.ts'
import { chapter, withDeck } from './case.ts'

/** Changes of more than is read, written or told in one go. */
const { cases, law } = chapter()
export const manyCases = cases

/** More than four chunks of notes and two pages of records. */
const MANY = 1100
const notes = makeDeck('d', MANY).notes

function suspendAll(tab: Tab): Change {
  const scheduler = makeScheduler(DEFAULT_SETTINGS)
  const events = notes.map(
    (note): LogEvent => ({ ...tab.stamp(), kind: 'suspend', cardId: cardIdOf(note.id, 'front'), on: true }),
  )
  const cards = events.map((event, i) =>
    applyEvent(newCard(cardIdOf((notes[i] as Note).id, 'front')), event, scheduler),
  )
  return { events, cards }
}

/** What is done to all notes; `undone` of it is taken back in one event. */
const ofNotes = (tab: Tab, make: (note: Note) => Pick<LogEvent, 'kind'> & object): Change => ({
  events: notes.map((note) => ({ ...tab.stamp(), noteId: note.id, deckId: deckId('d'), ...make(note) }) as LogEvent),
  cards: [],
})
const undone = (tab: Tab, { events }: Change): Change => ({
  events: [{ ...tab.stamp(), kind: 'undo', of: events.map(({ id }) => id) }],
  cards: [],
})

const countIn = async (tab: Tab, isMeant: (bits: number) => boolean): Promise<number> => {
  const [columns] = await tab.store.columns()
  return [...(columns?.hidden.subarray(0, columns.length) ?? [])].filter(isMeant).length
}

law(
  'takes a change of a thousand cards whole, gives it back in order, and tells another tab of each',
  async (world) => {
    const here = await withDeck(world, MANY)
    const there = await world.open()
    await there.store.columns()
    const change = suspendAll(here)
    let ticks = 0
    // A clock that goes on with every look at it: whatever is done in parts is done in the smallest.
    const slow = await world.open({ now: () => ++ticks * 1000 })
    await slow.store.commit(change)
    await until(async () => (await countIn(there, (bits) => (bits & 1) !== 0)) === MANY, 'the other tab has each')
    const ids = change.events.map(({ id }) => id)
    same(
      (await here.store.eventsSince(null)).map(({ id }) => id),
      ids,
    )
    same(
      (await here.store.eventsSince(ids[450] ?? null)).map(({ id }) => id),
      ids.slice(450),
    )
    same((await here.store.events([...ids].reverse())).length, MANY)
    await assertWhole(slow.store)
    await assertWhole(there.store)
  },
)

law('takes versions of a thousand notes, their going and their coming back, each in one change', async (world) => {
  await withDeck(world, MANY)
  let ticks = 0
  const tab = await world.open({ now: () => ++ticks * 1000 })
  const tagged = ofNotes(tab, (note) => ({ kind: 'note', note: { ...note, tags: ['many'] } }))
  await tab.store.commit(tagged)
  const tags = async () => new Set((await tab.store.deck(deckId('d')))?.notes.flatMap((note) => note.tags))
  same(await tags(), new Set(['many']))
  const gone = ofNotes(tab, () => ({ kind: 'retire', on: true }))
  await tab.store.commit(gone)
  same(await countIn(tab, (bits) => (bits & RETIRED) !== 0), MANY)
  await tab.store.commit(undone(tab, gone))
  same(await countIn(tab, (bits) => (bits & RETIRED) !== 0), 0)
  await tab.store.commit(undone(tab, tagged))
  same(await tags(), new Set(notes.flatMap((note) => note.tags)))
  await assertWhole(tab.store)
})

/** More than a few parts of a log. */
const LONG = 4500

async function withLongLog(world: World): Promise<Tab> {
  const tab = await withDeck(world)
  const events = Array.from({ length: LONG }, () => ({ ...tab.stamp(), kind: 'of-later' }) as unknown as LogEvent)
  await tab.store.commit({ events, cards: [] })
  return tab
}

/**
 * How far a reading had come when an answer that was given after its beginning was acknowledged. The answer is made
 * before: what is compared is which transaction stands before which, and no speeds.
 */
async function answered(tab: Tab, read: () => Promise<unknown>): Promise<'reading' | 'read'> {
  const change = await tab.answer(front('d-n1'))
  let state: 'reading' | 'read' = 'reading'
  const over = read().then(() => {
    state = 'read'
  })
  await tab.store.commit(change)
  const found = state
  await over
  return found
}

law('acknowledges an answer while a long log is read, and not behind the end of it', async (world) => {
  const tab = await withLongLog(world)
  const nothing = () => {}
  same(await answered(tab, () => tab.store.eventsSince(null)), 'reading')
  same(await answered(tab, () => tab.store.eachEvent({ since: null, before: null }, nothing)), 'reading')
  same(await answered(tab, () => tab.store.exportAll()), 'reading')
  same(await answered(tab, () => tab.store.exportReadable(() => ({ deck: nothing, events: nothing }))), 'reading')
  const log = await tab.store.eventsSince(null)
  same(log.length, LONG + 4)
  same((await tab.store.exportAll()).events, log)
  await assertWhole(tab.store)
})

law('hands a stretch of the log over in parts, in order and without what lies beyond it', async (world) => {
  const tab = await withLongLog(world)
  const log = await tab.store.eventsSince(null)
  for (const [from, to] of [
    [0, LONG],
    [0, 1000],
    [999, 2999],
    [17, 17],
    [40, 20],
    [3000, LONG],
  ] as const) {
    const parts: StoredEvent[][] = []
    const [since, before] = [log[from]?.id ?? null, log[to]?.id ?? null]
    await tab.store.eachEvent({ since, before }, (part) => void parts.push([...part]))
    same(parts.flat(), log.slice(from, to))
    truly(
      parts.every((part) => part.length <= 1000),
      'no part is large',
    )
  }
  const parts: StoredEvent[] = []
  await tab.store.eachEvent({ since: null, before: log[1200]?.id ?? null }, (part) => void parts.push(...part))
  same(parts, log.slice(0, 1200))
})

law('exports what is of one moment, whatever another tab writes meanwhile', async (world) => {
  const tab = await withLongLog(world)
  const other = await world.open()
  let begun = 0
  let parts = 0
  let all: StoredEvent[] = []
  let decks: string[] = []
  await tab.store.exportReadable(() => {
    begun++
    all = []
    decks = []
    return {
      deck: (deck) => void decks.push(`${deck.id} ${deck.version}`),
      events: async (part) => {
        all.push(...part)
        if (++parts === 2) {
          // Behind what was read already.
          const first = all[0] as LogEvent
          await other.store.commit({ events: [{ ...first, id: `${first.id.slice(0, -1)}z` as EventId }], cards: [] })
        }
        if (parts === 8) await other.store.putDeck(makeDeck('late', 2), { builtIn: false })
      },
    }
  })
  truly(begun > 1, 'it is read again')
  same(all, await tab.store.eventsSince(null))
  same(
    decks,
    (await tab.store.decks()).map(({ id, version }) => `${id} ${version}`),
  )
})
