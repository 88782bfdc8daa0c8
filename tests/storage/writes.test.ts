import 'fake-indexeddb/auto'
import { deleteDB } from 'idb'
import { describe, expect, it } from 'vitest'
import { rejection } from './check.ts'
import { withFault } from './faults.ts'
import { assertWhole } from './whole.ts'
import { afterStart, failEachWrite, faults, prepared, type Work, works } from './works.ts'
import { everything, front, makeDeck, makeWorld } from './world.ts'

/** Those that read much before they write: the rest are read to death by `npm run faults`. */
const READING = ['an answer', 'three pictures']

for (const work of works) {
  describe(`${work.name}, when its n-th`, () => {
    for (const fault of faults.filter(({ of }) => of === 'write' || READING.includes(work.name)))
      it(`${fault.of} ${fault.name}`, async () => {
        expect(await failEachWrite(work, fault)).toBeGreaterThan(0)
      })
  })
}

it('a backup put in the place of everything is refused in the words of storage where nothing can be read', async () => {
  const work = works.find(({ name }) => name === 'a backup put in the place of everything')
  if (!work) throw new Error('no such work')
  for (const from of [1, 4, 8]) {
    const { world, run } = await prepared(work)
    await withFault({ of: 'request', from, lasting: true }, async () => {
      expect(await rejection(run())).toMatchObject({ kind: 'broken' })
    })
    await world.closeAll()
  }
})

describe('a first run, and the mending of an emptied database', () => {
  it('start again from nothing when their n-th write is aborted', async () => {
    for (let n = 1; n < 10; n++) {
      const world = makeWorld('writes')
      const first = await world.open()
      await first.store.putDeck(makeDeck('d', 2), { builtIn: true })
      await first.store.commit(await first.answer(front('d-n1')))
      await world.closeAll()
      await deleteDB(world.name)
      let failed = false
      await withFault({ of: 'write', from: n, lasting: true }, async () => {
        await world.open().catch(() => {
          failed = true
        })
      })
      const again = await world.open()
      if (failed) expect(again.report).toEqual({ kind: 'restored', expected: 1, restored: 1, decks: 0, emptied: true })
      expect(await again.store.eventsSince(null)).toHaveLength(1)
      await world.closeAll()
    }
  })
})

describe('a device without room', () => {
  it('gives up what can be derived again, and takes the answer', async () => {
    const { tab, world } = await prepared(works[0] as Work)
    await tab.store.flush()
    const change = await tab.answer(front('d-n2'))
    await withFault({ of: 'write', from: 1, lasting: false, error: new DOMException('', 'QuotaExceededError') }, () =>
      tab.store.commit(change),
    )
    await assertWhole(tab.store)
    await world.closeAll()
    await afterStart(world)
    await world.closeAll()
  })

  it('still shows what is due, as columns that cannot be stored are worked out', async () => {
    const { tab, world } = await prepared(works[0] as Work)
    await tab.store.putDeck(makeDeck('late', 3), { builtIn: false })
    await tab.store.commit(await tab.answer(front('late-n1')))
    const expected = await everything(tab.store)
    await withFault(
      { of: 'write', from: 1, lasting: true, error: new DOMException('', 'QuotaExceededError') },
      async () => {
        const other = await world.open()
        expect(await everything(other.store)).toEqual(expected)
      },
    )
    await assertWhole(tab.store)
    await world.closeAll()
  })

  it('says so, keeps what was, and takes the answer when there is room again', async () => {
    const { tab, world } = await prepared(works[0] as Work)
    const change = await tab.answer(front('d-n2'))
    await withFault(
      { of: 'write', from: 1, lasting: true, error: new DOMException('', 'QuotaExceededError') },
      async () => {
        expect((await rejection(tab.store.commit(change))).kind).toBe('quota')
      },
    )
    await tab.store.commit(change)
    await assertWhole(tab.store)
    await world.closeAll()
  })
})
