import 'fake-indexeddb/auto'
import { expect, test } from 'vitest'
import type { Columns } from '../../src/domain/columns.ts'
import { until } from './check.ts'
import { assertWhole } from './whole.ts'
import { front, makeDeck, makeWorld } from './world.ts'

/** What the database holds of a deck's columns. */
function stored(name: string, change?: (columns: Columns) => unknown): Promise<Columns> {
  return new Promise((resolve, reject) => {
    const open = indexedDB.open(name)
    open.onerror = () => reject(open.error)
    open.onsuccess = () => {
      const db = open.result
      const tx = db.transaction('cols', 'readwrite')
      const read = tx.objectStore('cols').get('d')
      read.onsuccess = () => change && tx.objectStore('cols').put(change(read.result))
      tx.oncomplete = () => {
        db.close()
        resolve(read.result)
      }
    }
  })
}

test('columns of an article from before they knew of its sentences are made anew once there is something to follow', async () => {
  const world = makeWorld()
  const first = await world.open()
  await first.store.putDeck(makeDeck('d', 3), { builtIn: true })
  await world.closeAll()
  await stored(world.name, ({ kin: _kin, ...older }) => older)
  const { store, answer } = await world.open()
  expect((await store.columns())[0]?.kin).toBeUndefined()
  const [note] = makeDeck('d', 3).notes
  if (!note) throw new Error('the deck has notes')
  await store.commit(await answer(front(note.id)))
  await until(async () => (await stored(world.name)).kin !== undefined, 'the columns follow')
  await world.closeAll()
  const { store: again } = await world.open()
  await assertWhole(again)
  await world.closeAll()
})
