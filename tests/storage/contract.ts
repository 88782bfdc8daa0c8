import { deleteDB, openDB } from 'idb'
import type { Deck } from '../../src/domain/deck.ts'
import type { LogEvent } from '../../src/domain/event.ts'
import { foldLog } from '../../src/domain/fold.ts'
import type { Media, MediaHash } from '../../src/domain/media.ts'
import { cardIdOf, type Note } from '../../src/domain/note.ts'
import { DEFAULT_SETTINGS } from '../../src/domain/settings.ts'
import { MIGRATIONS } from '../../src/storage/schema.ts'
import type { Change, StoreChange } from '../../src/storage/store.ts'
import { isSame, rejection, same, sleep, truly, until } from './check.ts'
import { assertWhole, placesOf } from './whole.ts'
import { deckId, everything, front, makeDeck, makeWorld, noteId, rebuild, type Tab, type World } from './world.ts'

/**
 * What a store must do, whatever database is under it: run on fake-indexeddb in Node and on the real thing in browsers.
 * Each gets a world of its own; a case that is not so throws.
 */
export type Case = { readonly name: string; readonly run: (world: World) => Promise<void> }

const cases: Case[] = []
const law = (name: string, run: Case['run']) => cases.push({ name, run })

export const contract: readonly Case[] = cases

export async function runCase(test: Case, prefix = 'contract'): Promise<void> {
  const world = makeWorld(prefix)
  try {
    await test.run(world)
  } finally {
    await world.closeAll()
  }
}

/** A change of settings or notes, as the app would make it. */
const fact = <E extends LogEvent>(tab: Tab, event: Omit<E, 'id' | 'at' | 'offsetMinutes' | 'day'>): Change => ({
  events: [{ ...tab.stamp(), ...event } as unknown as E],
  cards: [],
})
type Setting = Extract<LogEvent, { kind: 'setting' }>
type Undo = Extract<LogEvent, { kind: 'undo' }>
type NoteEvent = Extract<LogEvent, { kind: 'note' }>
type Move = Extract<LogEvent, { kind: 'move' }>
type Title = Extract<LogEvent, { kind: 'title' }>

const collected = (deck: Deck) => ({ ...deck, builtIn: false, retired: [] })

const idOf = (change: Change) => {
  const [event] = change.events
  if (!event) throw new Error('a change without events')
  return event.id
}

async function withDeck(world: World, count = 3, name = 'd'): Promise<Tab> {
  const tab = await world.open()
  await tab.store.putDeck(makeDeck(name, count), { builtIn: true })
  return tab
}

async function raw<T>(world: World, work: (db: Awaited<ReturnType<typeof openDB>>) => Promise<T>): Promise<T> {
  const db = await openDB(world.name)
  try {
    return await work(db)
  } finally {
    db.close()
  }
}

law('finds nothing on a first run and says so', async (world) => {
  const { store, report } = await world.open()
  same(report, { kind: 'first-run' })
  same(await store.decks(), [])
  same(await store.columns(), [])
  same(await store.settings(), DEFAULT_SETTINGS)
  same(store.lastEventId(), null)
  truly(/^[0-9a-z]{8}$/.test(store.deviceId), 'a device id of eight characters')
})

law('is the same device after every start', async (world) => {
  const first = await world.open()
  first.store.close()
  const second = await world.open()
  same(second.store.deviceId, first.store.deviceId)
  same(second.report, { kind: 'ready' })
})

law('gives back a deck as it was put in, with its sources and what lists show of it', async (world) => {
  const deck = makeDeck('d', 600)
  const { store } = await world.open()
  await store.putDeck(deck, { builtIn: false })
  same(await store.deck(deck.id), deck)
  same(await store.source(deck.id, deck.sources[0]?.id ?? ('' as never)), deck.sources[0])
  const [info] = await store.decks()
  same([info?.noteCount, info?.cardCount, info?.builtIn], [600, 600, false])
  same(info?.sources[0]?.noteCount, 600)
  truly(!(info && 'notes' in info) && !(info?.sources[0] && 'text' in info.sources[0]), 'no content in a list')
  same(await store.deck(deckId('none')), null)
  same(await store.source(deck.id, 'none' as never), null)
})

law('keeps an answer: event, state and columns, here and after a new start', async (world) => {
  const tab = await withDeck(world)
  const change = await tab.answer(front('d-n1'))
  await tab.store.commit(change)
  same(await tab.store.cards([front('d-n1')]), change.cards)
  same(await tab.store.eventsSince(null), change.events)
  same(tab.store.lastEventId(), idOf(change))
  const before = await everything(tab.store)
  await assertWhole(tab.store)
  tab.store.close()
  const again = await world.open()
  same(again.report, { kind: 'ready' })
  same(await everything(again.store), before)
  same(again.store.lastEventId(), idOf(change))
})

law('changes nothing when the same change is committed again, even after a newer one', async (world) => {
  const tab = await withDeck(world)
  const first = await tab.answer(front('d-n1'))
  await tab.store.commit(first)
  await tab.store.commit(await tab.answer(front('d-n1'), 'again'))
  const before = await everything(tab.store)
  await tab.store.commit(first)
  same(await everything(tab.store), before)
})

law('refuses an event under an id that another event has', async (world) => {
  const tab = await withDeck(world)
  const change = await tab.answer(front('d-n1'))
  await tab.store.commit(change)
  const before = await everything(tab.store)
  const other = { ...change, events: change.events.map((event) => ({ ...event, rating: 'again' })) }
  same((await rejection(tab.store.commit(other))).kind, 'broken')
  same(await everything(tab.store), before)
})

law('refuses numbers that are not finite, wherever they hide, and says where', async (world) => {
  const tab = await withDeck(world)
  const before = await everything(tab.store)
  const { events, cards } = await tab.answer(front('d-n1'))
  const memory = { phase: 'review', due: Number.NaN, stability: 1, difficulty: 5, day: 1 }
  const lostDue = await rejection(
    tab.store.commit({ events, cards: cards.map((card) => ({ ...card, memory }) as never) }),
  )
  same([lostDue.kind, lostDue.message], ['broken', 'cards[0].memory.due is NaN'])
  for (const wrong of [Number.NaN, Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY]) {
    const event = { ...events[0], deep: [{ elapsedMs: wrong }] } as never
    same((await rejection(tab.store.commit({ events: [event], cards }))).kind, 'broken')
  }
  same((await rejection(tab.store.commit({ events: [{ kind: 'review' } as never], cards }))).kind, 'broken')
  same(await everything(tab.store), before)
})

law('keeps events of kinds it does not know', async (world) => {
  const tab = await withDeck(world)
  const event = { ...tab.stamp(), kind: 'dreamt', of: ['sheep'] }
  await tab.store.commit({ events: [event], cards: [] })
  same(await tab.store.events([event.id]), [event])
})

law('keeps settings, and an undo of one takes it back', async (world) => {
  const tab = await world.open()
  const first = fact<Setting>(tab, { kind: 'setting', change: { newPerDay: 5 } })
  await tab.store.commit(first)
  const second = fact<Setting>(tab, { kind: 'setting', change: { newPerDay: 7, theme: 'dark' } })
  await tab.store.commit(second)
  same(await tab.store.settings(), { ...DEFAULT_SETTINGS, newPerDay: 7, theme: 'dark' })
  const undo = fact<Undo>(tab, { kind: 'undo', of: [idOf(second)] })
  await tab.store.commit(undo)
  same(await tab.store.settings(), { ...DEFAULT_SETTINGS, newPerDay: 5 })
  await tab.store.commit(fact<Undo>(tab, { kind: 'undo', of: [idOf(undo)] }))
  same((await tab.store.settings()).newPerDay, 7)
  same(await tab.store.settings(), foldLog(await tab.store.eventsSince(null)).settings)
})

law("shows the learner's own version of a note, and the deck's again after an undo", async (world) => {
  const tab = await withDeck(world)
  const deck = makeDeck('d', 3)
  const mine = { ...deck.notes[1], content: { kind: 'qa', question: 'Mine?', answer: 'Mine.' } } as Note
  const change = fact<NoteEvent>(tab, { kind: 'note', noteId: mine.id, deckId: deck.id, note: mine })
  await tab.store.commit(change)
  same((await tab.store.deck(deck.id))?.notes[1], mine)
  const places = await placesOf(tab.store)
  same((await tab.store.cardsAt(places))[1]?.note, mine)
  await tab.store.commit(fact<Undo>(tab, { kind: 'undo', of: [idOf(change)] }))
  same(await tab.store.deck(deck.id), deck)
})

law("keeps the learner's own version over an update of the deck, and everyone's rows right", async (world) => {
  const tab = await withDeck(world, 4)
  await tab.store.commit(await tab.answer(front('d-n3')))
  const cloze = {
    ...makeDeck('d', 2).notes[1],
    content: { kind: 'cloze', text: '{{c1::One}} and {{c2::two}}, {{c5::five}}' },
  } as Note
  await tab.store.commit(fact<NoteEvent>(tab, { kind: 'note', noteId: cloze.id, deckId: deckId('d'), note: cloze }))
  same((await tab.store.columns())[0]?.length, 6)
  await tab.store.commit(await tab.answer(cardIdOf(cloze.id, 'c5')))
  await assertWhole(tab.store)
  await tab.store.putDeck(makeDeck('d', 5, { version: 2 }), { builtIn: true })
  same((await tab.store.deck(deckId('d')))?.notes[1], cloze)
  same((await tab.store.columns())[0]?.length, 7)
  await assertWhole(tab.store)
})

law('reads study cards by place, in order, across chunks, and leaves out places that are no more', async (world) => {
  const tab = await withDeck(world, 600)
  const change = await tab.answer(front('d-n599'))
  await tab.store.commit(change)
  const places = await placesOf(tab.store)
  const wanted = [599, 3, 251, 3, 0].flatMap((row) => places[row] ?? [])
  const cards = await tab.store.cardsAt([...wanted, { deckId: deckId('d'), row: 900, note: 900, face: 0 }])
  same(
    cards.map((card) => card.noteId),
    [599, 3, 251, 3, 0].map((n) => noteId(`d-n${n}`)),
  )
  same(cards[0]?.state, change.cards[0])
  same(cards[0]?.place, wanted[0])
  same(await tab.store.placeOf(front('d-n251')), places[251])
  same(await tab.store.placeOf(front('d-n600')), null)
})

law(
  'keeps progress through an update of a deck, retires what the update drops and takes it back later',
  async (world) => {
    const tab = await withDeck(world, 4)
    for (const n of [0, 2, 3]) await tab.store.commit(await tab.answer(front(`d-n${n}`)))
    const full = makeDeck('d', 4)
    const shorter: Deck = {
      ...full,
      version: 2,
      notes: full.notes.filter((note) => note.id !== noteId('d-n2')).reverse(),
      tombstones: [noteId('d-n2')],
    }
    await tab.store.putDeck(shorter, { builtIn: true })
    same(await tab.store.deck(full.id), shorter)
    const [columns] = await tab.store.columns()
    same([...(columns?.phase ?? [])], [2, 0, 2, 2])
    same([...(columns?.hidden ?? [])], [0, 0, 0, 2])
    same((await tab.store.decks())[0]?.cardCount, 3)
    same((await tab.store.exportAll()).decks[0]?.retired, [full.notes[2]])
    await assertWhole(tab.store)
    await tab.store.putDeck({ ...full, version: 3 }, { builtIn: true })
    const [back] = await tab.store.columns()
    same([...(back?.hidden ?? [])], [0, 0, 0, 0])
    same([...(back?.phase ?? [])], [2, 0, 2, 2])
  },
)

law('forgets the content of a removed deck and finds its progress when it comes back', async (world) => {
  const tab = await withDeck(world)
  await tab.store.commit(await tab.answer(front('d-n1')))
  const before = await everything(tab.store)
  await tab.store.removeDeck(deckId('d'))
  same([await tab.store.decks(), await tab.store.columns(), await tab.store.deck(deckId('d'))], [[], [], null])
  same((await tab.store.eventsSince(null)).length, 1)
  await tab.store.putDeck(makeDeck('d', 3), { builtIn: true })
  same(await everything(tab.store), before)
  await tab.store.removeDeck(deckId('never'))
})

law('exports everything, and another device that takes it is the same but for its name', async (world) => {
  const tab = await withDeck(world, 300)
  await tab.store.putDeck(makeDeck('own', 2), { builtIn: false })
  await tab.store.commit(await tab.answer(front('d-n299')))
  await tab.store.commit(fact<Setting>(tab, { kind: 'setting', change: { newPerDay: 3 } }))
  await tab.store.putDeck({ ...makeDeck('d', 299), version: 2 }, { builtIn: true })
  const elsewhere = makeWorld('elsewhere')
  const other = await elsewhere.open()
  await other.store.putDeck(makeDeck('away', 2), { builtIn: true })
  await other.store.commit(await other.answer(front('away-n0')))
  const whole = await tab.store.exportAll()
  await other.store.replaceAll(() => whole, rebuild)
  same(await everything(other.store), await everything(tab.store))
  await assertWhole(other.store)
  const kept = await everything(other.store)
  await elsewhere.closeAll()
  const later = await elsewhere.open()
  same(later.report, { kind: 'ready' })
  same(await everything(later.store), kept)
  await until(() => elsewhere.journal?.events.length === 2, 'the second copy is of the new content')
  await elsewhere.closeAll()
})

law('leaves all as it was when a collection to put in is unsound', async (world) => {
  const tab = await withDeck(world)
  await tab.store.commit(await tab.answer(front('d-n1')))
  const before = await everything(tab.store)
  const { decks, events } = await tab.store.exportAll()
  const bad = [...events, { ...tab.stamp(), kind: 'later', n: Number.NaN } as never]
  same((await rejection(tab.store.replaceAll(() => ({ decks, events: bad }), rebuild))).kind, 'broken')
  same(await everything(tab.store), before)
})

law('takes in what another tab wrote while everything was being replaced', async (world) => {
  const tab = await withDeck(world)
  await tab.store.commit(await tab.answer(front('d-n1')))
  const other = await world.open()
  const late = await other.answer(front('d-n2'))
  let times = 0
  await tab.store.replaceAll(
    (here) => here,
    async (events) => {
      times++
      if (times === 1) {
        await other.store.commit(late)
        await other.store.putDeck(makeDeck('new', 3), { builtIn: false })
      }
      return rebuild(events)
    },
  )
  truly(times === 2, `computed again (${times} times)`)
  same((await tab.store.eventsSince(null)).length, 2)
  same((await tab.store.decks()).length, 2)
  await assertWhole(tab.store)
})

law('follows the log with its columns however events and starts interleave', async (world) => {
  let tab = await withDeck(world, 40)
  await tab.store.putDeck(makeDeck('e', 10), { builtIn: false })
  for (let i = 0; i < 60; i++) {
    const name = i % 3 === 0 ? `e-n${i % 10}` : `d-n${(i * 7) % 40}`
    await tab.store.commit(await tab.answer(front(name), i % 4 === 0 ? 'again' : 'good'))
    if (i % 5 === 0) await tab.store.columns()
    if (i % 11 === 0) await tab.store.flush()
    if (i % 17 === 0) {
      tab.store.close()
      tab = await world.open()
      same(tab.report, { kind: 'ready' })
    }
  }
  await assertWhole(tab.store)
})

law('follows events that sort before what it has followed already', async (world) => {
  const tab = await withDeck(world)
  const early = await tab.answer(front('d-n0'))
  await tab.store.commit(await tab.answer(front('d-n1')))
  await tab.store.flush()
  await tab.store.commit(early)
  tab.store.close()
  const again = await world.open()
  same(again.report, { kind: 'ready' })
  await assertWhole(again.store)
  same([...((await again.store.columns())[0]?.phase ?? [])], [2, 2, 0])
})

law('makes columns anew that are missing', async (world) => {
  const tab = await withDeck(world)
  await tab.store.commit(await tab.answer(front('d-n1')))
  await tab.store.flush()
  tab.store.close()
  await raw(world, (db) => db.clear('cols'))
  const again = await world.open()
  await assertWhole(again.store)
  same((await again.store.columns()).length, 1)
})

law('tells what changed, here and in other tabs, whose reading then is up to date', async (world) => {
  const here = await withDeck(world)
  const there = await world.open()
  await there.store.columns()
  const heard: { at: string; change: StoreChange }[] = []
  here.store.onChange((change) => heard.push({ at: 'here', change }))
  const stop = there.store.onChange((change) => heard.push({ at: 'there', change }))
  const change = await here.answer(front('d-n2'))
  await here.store.cardsAt(await placesOf(here.store))
  await here.store.commit(change)
  await until(() => heard.length === 2, 'both tabs hear of it')
  same(heard, [
    { at: 'here', change: { kind: 'cards', here: true } },
    { at: 'there', change: { kind: 'cards', here: false } },
  ])
  same([...((await there.store.columns())[0]?.phase ?? [])], [0, 0, 2])
  same(there.store.lastEventId(), idOf(change))
  await here.store.putDeck({ ...makeDeck('d', 5), version: 2 }, { builtIn: true })
  await until(() => heard.some(({ at, change }) => at === 'there' && change.kind === 'decks'), 'a deck changed')
  same((await there.store.columns())[0]?.length, 5)
  stop()
  const count = heard.filter(({ at }) => at === 'there').length
  await here.store.commit(fact<Setting>(here, { kind: 'setting', change: { newPerDay: 1 } }))
  await sleep(20)
  same(heard.filter(({ at }) => at === 'there').length, count)
})

law('loses nothing when two tabs answer at once', async (world) => {
  const a = await withDeck(world, 30)
  const b = await world.open()
  const study = async (tab: Tab, from: number) => {
    for (let i = 0; i < 40; i++) {
      await tab.store.commit(await tab.answer(front(`d-n${from + (i % 15)}`)))
      if (i % 10 === 0) await tab.store.columns()
      if (i % 13 === 0) await tab.store.flush()
    }
  }
  await Promise.all([study(a, 0), study(b, 15)])
  for (const tab of [a, b]) {
    same((await tab.store.eventsSince(null)).length, 80)
    await assertWhole(tab.store)
  }
  await world.closeAll()
  const later = await world.open()
  same(later.report, { kind: 'ready' })
  await assertWhole(later.store)
  await until(() => new Set(world.journal?.events.map((event) => event.id)).size === 80, 'all in the second copy')
})

law('fails as closed after it was closed', async (world) => {
  const tab = await withDeck(world)
  const change = await tab.answer(front('d-n1'))
  tab.store.close()
  const isClosed = () =>
    tab.store.decks().then(
      () => false,
      () => true,
    )
  await until(isClosed, 'the store is closed')
  same((await rejection(tab.store.commit(change))).kind, 'closed')
  same((await rejection(tab.store.decks())).kind, 'closed')
})

law('lets go of the database for a newer version, says so, and finishes what was under way', async (world) => {
  const old = await withDeck(world)
  let closed = 0
  old.store.onClosed(() => closed++)
  const underWay = old.store.commit(await old.answer(front('d-n1')))
  const migrations = [
    ...MIGRATIONS,
    (db: { createObjectStore(name: 'extra'): unknown }) => db.createObjectStore('extra'),
  ]
  const renewed = await world.open({ schema: { migrations: migrations as never, minReader: 1 } })
  await underWay
  await until(() => closed === 1, 'the old tab knows')
  same((await renewed.store.eventsSince(null)).length, 1)
  same((await rejection(old.store.decks())).kind, 'closed')
})

law('goes on with data of a newer schema that it can read, and refuses what it cannot', async (world) => {
  const newer = [...MIGRATIONS, (db: { createObjectStore(name: 'extra'): unknown }) => db.createObjectStore('extra')]
  const first = await world.open({ schema: { migrations: newer as never, minReader: 1 } })
  await first.store.putDeck(makeDeck('d', 2), { builtIn: true })
  first.store.close()
  const older = await world.open()
  await older.store.commit(await older.answer(front('d-n1')))
  await assertWhole(older.store)
  older.store.close()
  await raw(world, (db) => db.put('meta', { name: 'schema', minReader: newer.length }))
  const refused = await rejection(world.open())
  same([refused.kind, 'found' in refused && refused.found], ['newer-schema', newer.length])
})

law('says in time that another tab blocks an upgrade', async (world) => {
  const old = await openDB(world.name, 1, { upgrade: (db) => void db.createObjectStore('old') })
  const schema = { migrations: [() => {}, ...MIGRATIONS], minReader: 1 }
  same((await rejection(world.open({ schema, channel: null, timing: {} }))).kind, 'blocked')
  old.close()
})

law('says in time that it waits behind a blocked upgrade, where the browser says nothing', async (world) => {
  const old = await openDB(world.name, 1, { upgrade: (db) => void db.createObjectStore('old') })
  const schema = { migrations: [() => {}, ...MIGRATIONS], minReader: 1 }
  const answers: ((event: { data: unknown }) => void)[] = []
  const channel = {
    postMessage: () => {
      for (const answer of answers) answer({ data: { kind: 'holding', name: world.name, version: 1 } })
    },
    addEventListener: (_type: 'message', listener: (event: { data: unknown }) => void) => void answers.push(listener),
    close: () => {},
  }
  const told: string[] = []
  const patient = rejection(world.open({ schema, channel: null, timing: { blockedMs: 2500 } })).then((why) => {
    told.push('patient')
    return why
  })
  same((await rejection(world.open({ schema, channel, timing: {} }))).kind, 'blocked')
  truly(told.length === 0, 'told by the time set for it, without waiting any longer')
  same((await patient).kind, 'blocked')
  old.close()
})

law('brings the log back when the database was emptied behind its back', async (world) => {
  const tab = await withDeck(world)
  for (const n of [0, 1, 2]) await tab.store.commit(await tab.answer(front(`d-n${n}`)))
  await tab.store.commit(fact<Setting>(tab, { kind: 'setting', change: { newPerDay: 4 } }))
  const cards = await tab.store.cards([0, 1, 2].map((n) => front(`d-n${n}`)))
  const events = await tab.store.eventsSince(null)
  await world.closeAll()
  await deleteDB(world.name)
  const again = await world.open()
  same(again.report, { kind: 'restored', expected: 4, restored: 4, emptied: true })
  same(await again.store.eventsSince(null), events)
  same(await again.store.cards([0, 1, 2].map((n) => front(`d-n${n}`))), cards)
  same((await again.store.settings()).newPerDay, 4)
  await again.store.putDeck(makeDeck('d', 3), { builtIn: true })
  await assertWhole(again.store)
  await world.closeAll()
  same((await world.open()).report, { kind: 'ready' })
})

law("brings the learner's own decks back with the log, and not those that were removed", async (world) => {
  const tab = await withDeck(world)
  const own = makeDeck('own', 3)
  await tab.store.putDeck(own, { builtIn: false })
  await tab.store.putDeck(makeDeck('gone', 2), { builtIn: false })
  await tab.store.putDeck({ ...own, version: 2, notes: own.notes.slice(1) }, { builtIn: false })
  await tab.store.removeDeck(deckId('gone'))
  await tab.store.commit(await tab.answer(front('own-n2')))
  const [, before] = await tab.store.decks()
  await world.closeAll()
  await deleteDB(world.name)
  const again = await world.open()
  same(again.report, { kind: 'restored', expected: 1, restored: 1, emptied: true })
  same(await again.store.decks(), [before])
  same((await again.store.exportAll()).decks[0]?.retired, own.notes.slice(0, 1))
  await assertWhole(again.store)
  same((await again.store.columns())[0]?.phase.join(), '0,2,0')
})

law('says what is lost when the second copy is gone as well, and says it once', async (world) => {
  const tab = await withDeck(world)
  await tab.store.commit(await tab.answer(front('d-n1')))
  await world.closeAll()
  await deleteDB(world.name)
  world.journal = null
  const again = await world.open()
  same(again.report, { kind: 'restored', expected: 1, restored: 0, emptied: true })
  await world.closeAll()
  same((await world.open()).report, { kind: 'ready' })
})

law('brings the log back when only the second copy knows of it', async (world) => {
  const tab = await withDeck(world)
  await tab.store.commit(await tab.answer(front('d-n1')))
  await world.closeAll()
  await deleteDB(world.name)
  world.canary = null
  same((await world.open()).report, { kind: 'restored', expected: 1, restored: 1, emptied: true })
})

law('is a first run again when nothing was ever answered', async (world) => {
  const tab = await withDeck(world)
  tab.store.close()
  await sleep(5)
  await deleteDB(world.name)
  same((await world.open()).report, { kind: 'first-run' })
})

law('brings back the end of the log when the database lost it', async (world) => {
  const tab = await withDeck(world)
  for (const n of [0, 1, 2]) await tab.store.commit(await tab.answer(front(`d-n${n}`)))
  const last = tab.store.lastEventId()
  await world.closeAll()
  await raw(world, async (db) => {
    await db.delete('events', last ?? '')
    await db.clear('sched')
    await db.clear('cols')
    await db.delete('meta', 'log')
  })
  const again = await world.open()
  same(again.report, { kind: 'restored', expected: 3, restored: 1, emptied: false })
  await assertWhole(again.store)
  same((await again.store.columns())[0]?.phase.join(), '2,2,2')
})

law('brings back, while the app runs, what the second copy alone still had', async (world) => {
  const tab = await withDeck(world)
  for (const n of [0, 1]) await tab.store.commit(await tab.answer(front(`d-n${n}`)))
  const last = tab.store.lastEventId()
  await world.closeAll()
  world.canary = null
  await raw(world, async (db) => {
    await db.delete('events', last ?? '')
    await db.clear('sched')
    await db.delete('meta', 'log')
  })
  const again = await world.open()
  await until(async () => (await again.store.eventsSince(null)).length === 2, 'the lost event is back')
  await assertWhole(again.store)
})

law('takes nothing from a second copy of another database', async (world) => {
  const tab = await withDeck(world)
  await tab.store.commit(await tab.answer(front('d-n1')))
  const stray = { ...tab.stamp(), kind: 'stray' }
  await world.closeAll()
  world.journal = { dbId: 'another', events: [stray], decks: [makeDeck('strange', 1)].map(collected) }
  const again = await world.open()
  same(again.report, { kind: 'ready' })
  await until(() => world.journal?.dbId !== 'another', 'the copy is of this database')
  same((await again.store.eventsSince(null)).length, 1)
  same(world.journal?.events, await again.store.eventsSince(null))
})

law('refuses to go on in silence when the database is emptied while it is open', async (world) => {
  const tab = await withDeck(world)
  const change = await tab.answer(front('d-n1'))
  await tab.store.commit(change)
  const next = await tab.answer(front('d-n2'))
  // What is left of a tab whose connection the browser ended: no database, and a handle that is of no use.
  await withDeadConnections(async () => {
    await raw(world, (db) => Promise.all([...db.objectStoreNames].map((name) => db.clear(name))))
    const refused = await rejection(tab.store.commit(next))
    same(refused.kind, 'broken')
  })
  tab.store.close()
  await sleep(5)
  const again = await world.open()
  same(again.report.kind, 'restored')
  same((await again.store.eventsSince(null)).length, 1)
})

law('heals a connection that the browser ended, and goes on', async (world) => {
  const tab = await withDeck(world)
  const change = await tab.answer(front('d-n1'))
  await withDeadConnections(() => tab.store.commit(change))
  await assertWhole(tab.store)
  truly(isSame(await tab.store.eventsSince(null), change.events), 'the answer is there once')
})

law('begins a write again that was let go of half done', async (world) => {
  const tab = await withDeck(world)
  const change = fact<Setting>(tab, { kind: 'setting', change: { newPerDay: 7 } })
  const original = IDBDatabase.prototype.transaction
  let begun = 0
  IDBDatabase.prototype.transaction = function (this: IDBDatabase, ...args: Parameters<IDBDatabase['transaction']>) {
    const tx = Reflect.apply(original, this, args) as IDBTransaction
    if (args[1] === 'readwrite' && ++begun === 1) queueMicrotask(tab.store.letGo)
    return tx
  }
  try {
    await tab.store.commit(change)
  } finally {
    IDBDatabase.prototype.transaction = original
  }
  truly(begun >= 2, `begun ${begun} times`)
  same((await tab.store.settings()).newPerDay, 7)
  same((await tab.store.eventsSince(null)).length, 1)
})

law('says when a write stalls, and when it is through after all', async (world) => {
  await (await withDeck(world)).store.flush()
  const tab = await world.open({ timing: { stallMs: 30, flushMs: 10_000 } })
  const change = await tab.answer(front('d-n1'))
  const release = await holdWriteLock(world)
  const refused = (await rejection(tab.store.commit(change))) as { kind?: unknown; settled?: Promise<void> }
  same(refused.kind, 'stalled')
  same((await rejection(tab.store.commit(change))).kind, 'stalled')
  await release()
  await refused.settled
  await whenThrough(tab.store.commit(change))
  same((await tab.store.eventsSince(null)).length, 1)
  await assertWhole(tab.store)
})

/** Waits for a write to its end: on a busy machine even a free one can pass for stalled when only 30 ms are given. */
async function whenThrough(writing: Promise<void>): Promise<void> {
  try {
    await writing
  } catch (thrown) {
    const { settled } = thrown as { settled?: Promise<void> }
    if (!settled) throw thrown
    await settled
  }
}

/** Keeps every other writer waiting until it is called off. */
async function holdWriteLock(world: World): Promise<() => Promise<void>> {
  const db = await openDB(world.name)
  const tx = db.transaction(['events', 'meta', 'sched'], 'readwrite')
  let held = true
  const keep = async () => {
    while (held) await tx.objectStore('meta').get('none')
  }
  const keeping = keep()
  return async () => {
    held = false
    await keeping
    await tx.done
    db.close()
  }
}

/** While this runs, connections opened before it are dead, as after the browser ended them. */
async function withDeadConnections(work: () => Promise<unknown>): Promise<void> {
  const original = IDBDatabase.prototype.transaction
  const alive = new WeakSet<IDBDatabase>()
  const open = IDBFactory.prototype.open
  IDBFactory.prototype.open = function (...args: Parameters<IDBFactory['open']>) {
    const request = Reflect.apply(open, this, args) as IDBOpenDBRequest
    request.addEventListener('upgradeneeded', () => alive.add(request.result))
    request.addEventListener('success', () => alive.add(request.result))
    return request
  }
  IDBDatabase.prototype.transaction = function (this: IDBDatabase, ...args: Parameters<IDBDatabase['transaction']>) {
    if (!alive.has(this)) throw new DOMException('the connection is closing', 'InvalidStateError')
    return Reflect.apply(original, this, args) as IDBTransaction
  }
  try {
    await work()
  } finally {
    IDBDatabase.prototype.transaction = original
    IDBFactory.prototype.open = open
  }
}

type Retire = Extract<LogEvent, { kind: 'retire' }>
type Search = Extract<LogEvent, { kind: 'search' }>

async function scanned(tab: Tab): Promise<{ note: Note; addedAt: number }[]> {
  const found: { note: Note; addedAt: number }[] = []
  await tab.store.scan(({ first, notes, addedAt }) => {
    truly(first === found.length, 'notes come in order, none left out')
    for (const [i, note] of notes.entries()) found.push({ note, addedAt: addedAt[i] ?? Number.NaN })
  })
  return found
}

law(
  'goes through all notes in deck order, with the learner’s own versions, whatever the number of chunks',
  async (world) => {
    for (const count of [0, 250, 4001]) {
      const tab = await withDeck(world, count, 'd')
      const own = makeDeck('d', count).notes.map((note, i) => (i === 3 ? { ...note, tags: ['mine'] } : note))
      const [, , , fourth] = own
      if (fourth)
        await tab.store.commit(
          fact<NoteEvent>(tab, { kind: 'note', noteId: fourth.id, deckId: deckId('d'), note: fourth }),
        )
      const found = await scanned(tab)
      same(
        found.map((one) => one.note),
        own,
      )
      truly(
        found.every((one) => one.addedAt > 0),
        'every note says when it came',
      )
    }
  },
)

law('keeps when a note came through a new version of its deck, and through a backup put back', async (world) => {
  let at = 1000
  const opened = await world.open({ now: () => at })
  await opened.store.putDeck(makeDeck('d', 2), { builtIn: false })
  at = 2000
  await opened.store.putDeck({ ...makeDeck('d', 3), version: 2 }, { builtIn: false })
  const times = async () => (await scanned(opened)).map((one) => one.addedAt)
  same(await times(), [1000, 1000, 2000])
  await opened.store.replaceAll((here) => here, rebuild)
  same(await times(), [1000, 1000, 2000])
})

law('takes a note out of study and of its deck, and puts it back when that is undone', async (world) => {
  const tab = await withDeck(world, 3)
  await tab.store.commit(await tab.answer(front('d-n1')))
  const before = await everything(tab.store)
  const out = fact<Retire>(tab, { kind: 'retire', noteId: noteId('d-n1'), deckId: deckId('d'), on: true })
  await tab.store.commit(out)
  same(
    (await tab.store.deck(deckId('d')))?.notes.map((note) => note.id),
    [noteId('d-n0'), noteId('d-n2')],
  )
  same((await tab.store.decks())[0]?.cardCount, 2)
  const [columns] = await tab.store.columns()
  same(Array.from(columns?.hidden ?? []), [0, 2, 0])
  await assertWhole(tab.store)
  await tab.store.commit(fact<Undo>(tab, { kind: 'undo', of: [idOf(out)] }))
  const after = (await everything(tab.store)) as { events: unknown }
  same({ ...after, events: [] }, { ...(before as object), events: [] })
})

law('changes many notes of a deck at once as it would one by one', async (world) => {
  const tab = await withDeck(world, 60)
  const { notes } = makeDeck('d', 60)
  const changes = notes.map((note, i) => {
    const content: Note['content'] = i % 7 === 0 ? { kind: 'cloze', text: '{{c1::a}} {{c2::b}}' } : note.content
    const event = {
      kind: 'note' as const,
      noteId: note.id,
      deckId: deckId('d'),
      note: { ...note, content, tags: ['new'] },
    }
    return fact<NoteEvent>(tab, event)
  })
  await tab.store.commit({ events: changes.flatMap((change) => change.events), cards: [] })
  const deck = await tab.store.deck(deckId('d'))
  same(
    deck?.notes.every((note) => note.tags.join() === 'new'),
    true,
  )
  same((await tab.store.columns())[0]?.length, 69)
  await assertWhole(tab.store)
})

law('gives the deck’s own note only where the learner has another', async (world) => {
  const tab = await withDeck(world, 2)
  const [note] = makeDeck('d', 2).notes
  if (!note) throw new Error('a deck without notes')
  const [place] = await placesOf(tab.store)
  if (!place) throw new Error('a card without a place')
  same(await tab.store.authorsNote(place), null)
  const event = { kind: 'note' as const, noteId: note.id, deckId: deckId('d'), note: { ...note, tags: ['mine'] } }
  const change = fact<NoteEvent>(tab, event)
  await tab.store.commit(change)
  same(await tab.store.authorsNote(place), note)
  await tab.store.commit(fact<NoteEvent>(tab, { ...event, note: null }))
  same(await tab.store.authorsNote(place), null)
})

law(
  'keeps searches by name: the later of two under one name, none once it is let go, and back by an undo',
  async (world) => {
    const tab = await world.open()
    const keep = (name: string, query: string | null) => fact<Search>(tab, { kind: 'search', name, query })
    await tab.store.commit(keep('hard', 'prop:d>8'))
    await tab.store.commit(keep('a', 'is:due'))
    await tab.store.commit(keep('hard', 'prop:d>9'))
    const kept = [
      { name: 'a', query: 'is:due' },
      { name: 'hard', query: 'prop:d>9' },
    ]
    same(await tab.store.searches(), kept)
    const gone = keep('a', null)
    await tab.store.commit(gone)
    same(await tab.store.searches(), kept.slice(1))
    await tab.store.commit(fact<Undo>(tab, { kind: 'undo', of: [idOf(gone)] }))
    same(await tab.store.searches(), kept)
    await tab.store.replaceAll((here) => here, rebuild)
    same(await tab.store.searches(), kept)
  },
)

law('brings a database of the first schema to this one with all that is in it', async (world) => {
  const first = await world.open({ schema: { migrations: MIGRATIONS.slice(0, 1), minReader: 1 } })
  await first.store.putDeck(makeDeck('d', 3), { builtIn: false })
  await first.store.commit(await first.answer(front('d-n1')))
  const before = await everything(first.store)
  await first.store.flush()
  first.store.close()
  const { store, report } = await world.open()
  same(report, { kind: 'ready' })
  same(await everything(store), before)
  same(await store.mediaHashes(), [])
  await assertWhole(store)
})

law(
  'keeps media by the name of their content, once, and over a backup put in the place of everything',
  async (world) => {
    const tab = await withDeck(world, 2)
    const medium = (name: string): Media => ({
      hash: name.padEnd(32, '0') as MediaHash,
      type: 'image/png',
      bytes: new TextEncoder().encode(name).buffer as ArrayBuffer,
    })
    same(await tab.store.media(medium('a').hash), null)
    await tab.store.putMedia([medium('a'), medium('b')])
    await tab.store.putMedia([{ ...medium('a'), type: 'image/gif' }])
    const text = async (name: string) => {
      const found = await tab.store.media(medium(name).hash)
      return found && `${found.type} ${new TextDecoder().decode(found.bytes)}`
    }
    same([await text('a'), await text('b')], ['image/png a', 'image/png b'])
    await tab.store.replaceAll((here) => ({ ...here, media: [medium('c')] }), rebuild)
    same([await text('a'), await text('c')], ['image/png a', 'image/png c'])
    same((await tab.store.mediaHashes()).length, 3)
  },
)

/** A move of a note of `makeDeck(from)` as the app makes it. */
const moveOf = (tab: Tab, from: string, n: number, to: string): Change => {
  const note = makeDeck(from, n + 1).notes[n]
  if (!note) throw new Error('no such note')
  return fact<Move>(tab, { kind: 'move', noteId: note.id, from: deckId(from), deckId: deckId(to), note })
}
const idsIn = async ({ store }: Tab, name: string) => (await store.deck(deckId(name)))?.notes.map((note) => note.id)
const rowsIn = async ({ store }: Tab, name: string) =>
  (await store.columns([deckId(name)])).reduce((sum, columns) => sum + columns.length, 0)

law(
  'moves a note to another deck: its card keeps its id and all that is remembered, and an undo brings it back',
  async (world) => {
    const tab = await withDeck(world, 4)
    await tab.store.putDeck(makeDeck('e', 2), { builtIn: false })
    const answer = await tab.answer(front('d-n1'))
    await tab.store.commit(answer)
    const before = await everything(tab.store)
    const move = moveOf(tab, 'd', 1, 'e')
    await tab.store.commit(move)
    same(
      [await idsIn(tab, 'd'), await idsIn(tab, 'e')],
      [
        ['d-n0', 'd-n2', 'd-n3'],
        ['e-n0', 'e-n1', 'd-n1'],
      ],
    )
    same([await rowsIn(tab, 'd'), await rowsIn(tab, 'e')], [3, 3])
    const place = await tab.store.placeOf(front('d-n1'))
    same(place?.deckId, 'e')
    const [card] = place ? await tab.store.cardsAt([place]) : []
    same([card?.note, card?.state], [makeDeck('d', 4).notes[1], answer.cards[0]])
    same(
      (await tab.store.deck(deckId('e')))?.sources.map((source) => source.id),
      ['e-source', 'd-source'],
    )
    same((await tab.store.source(deckId('e'), 'd-source' as never))?.id, 'd-source')
    same(
      (await tab.store.decks()).map((deck) => deck.cardCount),
      [3, 3],
    )
    await assertWhole(tab.store)
    await tab.store.commit(await tab.answer(front('d-n1'), 'again'))
    await assertWhole(tab.store)
    await tab.store.flush()
    tab.store.close()
    const again = await world.open()
    same(await idsIn(again, 'e'), ['e-n0', 'e-n1', 'd-n1'])
    await assertWhole(again.store)
    await again.store.commit(fact<Undo>(again, { kind: 'undo', of: [idOf(move)] }))
    same(
      [await idsIn(again, 'd'), await idsIn(again, 'e')],
      [
        ['d-n0', 'd-n1', 'd-n2', 'd-n3'],
        ['e-n0', 'e-n1'],
      ],
    )
    await assertWhole(again.store)
    const shown = (all: unknown) => (all as { own: unknown }).own
    same(shown(await everything(again.store)), shown(before))
  },
)

law(
  'keeps a moved note where it is over updates of both decks, edits, a restored backup and a deck that leaves',
  async (world) => {
    const tab = await withDeck(world, 4)
    await tab.store.putDeck(makeDeck('e', 2), { builtIn: false })
    await tab.store.commit(moveOf(tab, 'd', 1, 'e'))
    await tab.store.putDeck(makeDeck('d', 5, { version: 2 }), { builtIn: true })
    await tab.store.putDeck(makeDeck('e', 3, { version: 2 }), { builtIn: false })
    const there = ['e-n0', 'e-n1', 'e-n2', 'd-n1']
    same([await idsIn(tab, 'd'), await idsIn(tab, 'e')], [['d-n0', 'd-n2', 'd-n3', 'd-n4'], there])
    const base = makeDeck('d', 4).notes[1]
    if (!base) throw new Error('no note')
    const edited: Note = { ...base, content: { kind: 'cloze', text: '{{c1::One}} {{c2::two}}' } }
    const edit = fact<NoteEvent>(tab, { kind: 'note', noteId: base.id, deckId: deckId('e'), note: edited })
    await tab.store.commit(edit)
    same(await rowsIn(tab, 'e'), 5)
    const place = await tab.store.placeOf(cardIdOf(base.id, 'c2'))
    same(place && (await tab.store.authorsNote(place)), base)
    await assertWhole(tab.store)
    await tab.store.replaceAll((here) => here, rebuild)
    same(await idsIn(tab, 'e'), there)
    same(await rowsIn(tab, 'e'), 5)
    await assertWhole(tab.store)
    await tab.store.commit(fact<Undo>(tab, { kind: 'undo', of: [idOf(edit)] }))
    same((await tab.store.deck(deckId('e')))?.notes.at(-1), base)
    await tab.store.removeDeck(deckId('e'))
    same(await idsIn(tab, 'd'), ['d-n0', 'd-n2', 'd-n3', 'd-n4'])
    await tab.store.putDeck(makeDeck('e', 3, { version: 3 }), { builtIn: false })
    same(await idsIn(tab, 'e'), there)
    await assertWhole(tab.store)
  },
)

law('takes an edit back in the deck where a note lies, also once it was moved away and back', async (world) => {
  const tab = await withDeck(world, 2)
  await tab.store.putDeck(makeDeck('e', 2), { builtIn: false })
  const before = (await everything(tab.store)) as object
  const move = moveOf(tab, 'd', 1, 'e')
  await tab.store.commit(move)
  await tab.store.commit(fact<Undo>(tab, { kind: 'undo', of: [idOf(move)] }))
  const [, base] = makeDeck('d', 2).notes
  if (!base) throw new Error('no note')
  const note: Note = { ...base, content: { kind: 'cloze', text: '{{c1::One}} {{c2::two}}' } }
  const edit = fact<NoteEvent>(tab, { kind: 'note', noteId: base.id, deckId: deckId('d'), note })
  await tab.store.commit(edit)
  same(await rowsIn(tab, 'd'), 3)
  await tab.store.commit(fact<Undo>(tab, { kind: 'undo', of: [idOf(edit)] }))
  same({ ...((await everything(tab.store)) as object), events: null }, { ...before, events: null })
})

law('takes a note made by hand into a deck, an empty one too, and an undo takes it out', async (world) => {
  const tab = await withDeck(world, 1)
  await tab.store.putDeck(makeDeck('mine', 0, { sources: [] }), { builtIn: false })
  const [base] = makeDeck('x', 1).notes
  if (!base) throw new Error('no note')
  const note: Note = { ...base, id: noteId('made'), evidence: [] }
  const made = fact<Move>(tab, { kind: 'move', noteId: note.id, from: null, deckId: deckId('mine'), note })
  await tab.store.commit(made)
  same((await tab.store.deck(deckId('mine')))?.notes, [note])
  await tab.store.commit(await tab.answer(front('made')))
  await assertWhole(tab.store)
  const scanned: string[] = []
  await tab.store.scan(({ deckId: id, first, notes }) => scanned.push(`${id} ${first} ${notes.map((each) => each.id)}`))
  same(scanned, ['d 0 d-n0', 'mine 0 made'])
  await tab.store.commit(fact<Undo>(tab, { kind: 'undo', of: [idOf(made)] }))
  same((await tab.store.deck(deckId('mine')))?.notes, [])
  same(await tab.store.placeOf(front('made')), null)
  await assertWhole(tab.store)
})

law("shows decks under the learner's titles, and their own again after an undo", async (world) => {
  const tab = await withDeck(world, 1)
  const titleOf = async () => [(await tab.store.decks())[0]?.title, (await tab.store.deck(deckId('d')))?.title]
  const first = fact<Title>(tab, { kind: 'title', deckId: deckId('d'), title: 'Mine::Own' })
  await tab.store.commit(first)
  same(await titleOf(), ['Mine::Own', 'Mine::Own'])
  await tab.store.replaceAll((here) => here, rebuild)
  same(await titleOf(), ['Mine::Own', 'Mine::Own'])
  same((await tab.store.exportAll()).decks[0]?.title, 'Test::d')
  await tab.store.commit(fact<Undo>(tab, { kind: 'undo', of: [idOf(first)] }))
  same(await titleOf(), ['Test::d', 'Test::d'])
})

law('counts the log without reading it', async (world) => {
  const tab = await withDeck(world)
  same(await tab.store.logSize(), 0)
  await tab.store.commit(await tab.answer(front('d-n0')))
  await tab.store.flush()
  await tab.store.commit(fact<Setting>(tab, { kind: 'setting', change: { newPerDay: 4 } }))
  same(await tab.store.logSize(), 2)
})

law('finds nothing to mend where states follow from the log, undone answers among them', async (world) => {
  const tab = await withDeck(world)
  for (const n of [0, 1, 2]) await tab.store.commit(await tab.answer(front(`d-n${n}`)))
  const taken = await tab.answer(front('d-n1'), 'again')
  await tab.store.commit(taken)
  const undo = { ...tab.stamp(), kind: 'undo' as const, of: [idOf(taken)] }
  const cards = foldLog([...(await tab.store.eventsSince(null)), undo]).cards.get(front('d-n1'))
  if (!cards) throw new Error('no state')
  await tab.store.commit({ events: [undo], cards: [cards] })
  await tab.store.commit(fact<Setting>(tab, { kind: 'setting', change: { newPerDay: 4 } }))
  same([await tab.store.mend('tail'), await tab.store.mend('all')], [0, 0])
})

law('makes states anew from the log where they disagree, on a start for the newest answers', async (world) => {
  const tab = await withDeck(world)
  for (const n of [0, 1, 2]) await tab.store.commit(await tab.answer(front(`d-n${n}`)))
  await tab.store.flush()
  const before = await everything(tab.store)
  const news: StoreChange['kind'][] = []
  tab.store.onChange((change) => news.push(change.kind))
  await raw(world, (db) => db.delete('sched', front('d-n1')))
  same(await tab.store.mend('tail'), 1)
  same(news, ['all'])
  same(await everything(tab.store), before)
  await assertWhole(tab.store)
  same(await tab.store.mend('all'), 0)
})

law('brings together two answers that two tabs gave one card at once', async (world) => {
  const a = await withDeck(world)
  const b = await world.open()
  const [one, two] = [await a.answer(front('d-n1')), await b.answer(front('d-n1'), 'again')]
  await Promise.all([a.store.commit(one), b.store.commit(two)])
  const both = async () => (await a.store.cards([front('d-n1')]))[0]?.events.length === 2
  await until(both, 'the state that both answers lead to')
  await assertWhole(a.store)
  await assertWhole(b.store)
})

law('finds what is wrong anywhere when all is compared', async (world) => {
  const tab = await withDeck(world, 60)
  for (let n = 0; n < 40; n++) await tab.store.commit(await tab.answer(front(`d-n${n}`)))
  await tab.store.commit(fact<Setting>(tab, { kind: 'setting', change: { newPerDay: 4 } }))
  // Else what follows commits later would count the log anew.
  await tab.store.flush()
  await raw(world, async (db) => {
    const first = await db.get('sched', front('d-n0'))
    await db.put('sched', { ...first, reps: 9 })
    const settings = await db.get('meta', 'settings')
    await db.put('meta', { ...settings, value: { ...settings.value, newPerDay: 99 } })
    await db.put('meta', { name: 'log', events: 7 })
  })
  same(await tab.store.mend('tail'), 0)
  same(await tab.store.mend('all'), 3)
  same(await tab.store.logSize(), 41)
  same((await tab.store.settings()).newPerDay, 4)
  await assertWhole(tab.store)
})
