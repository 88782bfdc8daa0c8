import { IDBFactory } from 'fake-indexeddb'
import 'fake-indexeddb/auto'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { PAPERS } from '../../src/storage/paperNames.ts'
import { type KeptSitting, openSittings } from '../../src/storage/sittings.ts'

let opened: IDBDatabase[] = []

beforeEach(() => {
  opened = []
  const factory = new IDBFactory()
  const open = factory.open.bind(factory)
  factory.open = (...given) => {
    const request = open(...given)
    request.addEventListener('success', () => void opened.push(request.result))
    return request
  }
  vi.stubGlobal('indexedDB', factory)
})
afterEach(() => vi.unstubAllGlobals())

const paper = (id: string, current = 0) => ({ sitting: { id, current }, examId: null }) as unknown as KeptSitting

/** As a browser that takes the site's data away does: the page is told later, or never. */
function clear(): void {
  for (const db of opened.splice(0)) db.close()
  indexedDB.deleteDatabase(PAPERS)
}

test('what is kept after the database died under the page is kept at once, and not with the next call', async () => {
  const sittings = openSittings()
  await sittings.put(paper('a'))
  clear()
  await sittings.put(paper('a', 1))
  expect(await openSittings().all()).toEqual([paper('a', 1)])
})

test('of several that find it dead at once each is kept, on one connection', async () => {
  const sittings = openSittings()
  await sittings.put(paper('a'))
  clear()
  await Promise.all(['b', 'c', 'd'].map((id) => sittings.put(paper(id))))
  expect((await sittings.all()).map(({ sitting }) => sitting.id)).toEqual(['b', 'c', 'd'])
  expect(opened).toHaveLength(1)
})
