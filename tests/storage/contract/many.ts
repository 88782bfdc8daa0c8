import { applyEvent } from '../../../src/domain/apply.ts'
import { newCard } from '../../../src/domain/card.ts'
import { RETIRED } from '../../../src/domain/columns.ts'
import type { LogEvent } from '../../../src/domain/event.ts'
import { cardIdOf, type Note } from '../../../src/domain/note.ts'
import { makeScheduler } from '../../../src/domain/scheduler.ts'
import { DEFAULT_SETTINGS } from '../../../src/domain/settings.ts'
import type { Change } from '../../../src/storage/store.ts'
import { same, until } from '../check.ts'
import { assertWhole } from '../whole.ts'
import { deckId, makeDeck, type Tab } from '../world.ts'
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
