import { openDB } from 'idb'
import { MIGRATIONS } from '../../../src/storage/schema.ts'
import type { StoreChange } from '../../../src/storage/store.ts'
import { rejection, same, sleep, truly, until } from '../check.ts'
import { assertWhole, placesOf } from '../whole.ts'
import { front, makeDeck, type Tab } from '../world.ts'
import { chapter, fact, idOf, raw, type Setting, withDeck } from './case.ts'

/** Several tabs, and versions of the app, on one database. */
const { cases, law } = chapter()
export const tabsCases = cases

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
