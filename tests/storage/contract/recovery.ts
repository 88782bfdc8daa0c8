import { deleteDB, openDB } from 'idb'
import { isSame, rejection, same, sleep, truly, until } from '../check.ts'
import { assertWhole } from '../whole.ts'
import { deckId, front, makeDeck, type World } from '../world.ts'
import { chapter, collected, fact, raw, type Setting, withDeck } from './case.ts'

/** A database that was emptied, damaged, ended or is slow. */
const { cases, law } = chapter()
export const recoveryCases = cases

law('brings the log back when the database was emptied behind its back', async (world) => {
  const tab = await withDeck(world)
  for (const n of [0, 1, 2]) await tab.store.commit(await tab.answer(front(`d-n${n}`)))
  await tab.store.commit(fact<Setting>(tab, { kind: 'setting', change: { newPerDay: 4 } }))
  const cards = await tab.store.cards([0, 1, 2].map((n) => front(`d-n${n}`)))
  const events = await tab.store.eventsSince(null)
  await world.closeAll()
  await deleteDB(world.name)
  const again = await world.open()
  same(again.report, { kind: 'restored', expected: 4, restored: 4, decks: 0, emptied: true })
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
  same(again.report, { kind: 'restored', expected: 1, restored: 1, decks: 1, emptied: true })
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
  same(again.report, { kind: 'restored', expected: 1, restored: 0, decks: 0, emptied: true })
  await world.closeAll()
  same((await world.open()).report, { kind: 'ready' })
})

law('brings the log back when only the second copy knows of it', async (world) => {
  const tab = await withDeck(world)
  await tab.store.commit(await tab.answer(front('d-n1')))
  await world.closeAll()
  await deleteDB(world.name)
  world.canary = null
  same((await world.open()).report, { kind: 'restored', expected: 1, restored: 1, decks: 0, emptied: true })
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
  same(again.report, { kind: 'restored', expected: 3, restored: 1, decks: 0, emptied: false })
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
