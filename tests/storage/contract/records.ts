import type { Deck } from '../../../src/domain/deck.ts'
import { foldLog } from '../../../src/domain/fold.ts'
import { cardIdOf, type Note } from '../../../src/domain/note.ts'
import { DEFAULT_SETTINGS } from '../../../src/domain/settings.ts'
import { rejection, same, truly, until } from '../check.ts'
import { assertWhole, placesOf } from '../whole.ts'
import { deckId, everything, front, makeDeck, makeWorld, noteId, rebuild } from '../world.ts'
import { chapter, fact, idOf, type NoteEvent, raw, type Setting, type Undo, withDeck } from './case.ts'

/** Decks, answers, settings and notes as they are put in, and the columns that follow them. */
const { cases, law } = chapter()
export const recordsCases = cases

law('finds nothing on a first run and says so', async (world) => {
  const { store, report } = await world.open()
  same(report, { kind: 'first-run' })
  same(await store.decks(), [])
  same(await store.columns(), [])
  same(await store.settings(), DEFAULT_SETTINGS)
  same(store.lastEventId(), null)
  truly(/^[0-9a-z]{8}$/.test(store.deviceId()), 'a device id of eight characters')
})

law('is the same device after every start', async (world) => {
  const first = await world.open()
  first.store.close()
  const second = await world.open()
  same(second.store.deviceId(), first.store.deviceId())
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
