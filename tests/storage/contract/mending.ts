import { foldLog } from '../../../src/domain/fold.ts'
import type { StoreChange } from '../../../src/storage/store.ts'
import { same, until } from '../check.ts'
import { assertWhole } from '../whole.ts'
import { everything, front } from '../world.ts'
import { chapter, fact, idOf, raw, type Setting, withDeck } from './case.ts'

/** Cards that disagree with the log. */
const { cases, law } = chapter()
export const mendingCases = cases

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
