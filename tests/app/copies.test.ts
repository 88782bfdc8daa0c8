import { beforeEach, describe, expect, test, vi } from 'vitest'
import { makeBackup, readBackup } from '../../src/app/backups.ts'
import { findCopy, keepCopyIfDue, keepCopyNow, keepPoint, listCopies } from '../../src/app/copies.ts'
import { copyPlace } from '../../src/app/copyPlace.ts'
import { mediaHash } from '../../src/app/media.ts'
import { replaceWithBackup } from '../../src/app/restore.ts'
import { takeDeck } from '../../src/app/takeDeck.ts'
import type { MediaHash } from '../../src/domain/media.ts'
import { makeCopyFolder } from '../../src/storage/copyFolder.ts'
import { type FakeFolder, makeFakeFolder } from '../storage/fakeFolder.ts'
import { front, makeDeck, noteId } from '../storage/world.ts'
import type { AppTab } from './device.ts'
import { device, withDevice } from './eachTest.ts'
import { makeLocks } from './fakeLocks.ts'

let tab: AppTab
let root: FakeFolder
let kept: FakeFolder

withDevice(() => {
  const items = new Map<string, string>()
  root = makeFakeFolder('root')
  return {
    __APP_VERSION__: '0.1.0',
    localStorage: {
      getItem: (key: string) => items.get(key) ?? null,
      setItem: (key: string, value: string) => void items.set(key, value),
    },
    navigator: { storage: { getDirectory: async () => root } },
    FileSystemFileHandle: class {
      createWritable() {}
    },
  }
})
beforeEach(async () => {
  kept = await root.getDirectoryHandle('recite-copies')
  tab = await device.open()
  await tab.store.putDeck(makeDeck('d', 40), { builtIn: false })
})

let asked = 0
async function study(): Promise<void> {
  const when = tab.services.moment()
  const id = tab.services.clock.next(when.at)
  const cardId = front(`d-n${asked++ % 40}`)
  await tab.store.commit({ events: [{ ...when, id, kind: 'flag', cardId, flag: 1 }], cards: [] })
}

const nextDay = () => {
  device.at += 86_400_000
}

describe('copies that make themselves', () => {
  test('come for a change of a deck that has no other version and is in no event', async () => {
    await study()
    expect(await keepCopyIfDue(tab.services)).toBe(true)
    nextDay()
    expect(await keepCopyIfDue(tab.services)).toBe(false)
    await tab.store.putDeck(makeDeck('d', 40), { builtIn: false, own: [noteId('d-n0')] })
    expect(await keepCopyIfDue(tab.services)).toBe(true)
    nextDay()
    expect(await keepCopyIfDue(tab.services)).toBe(false)
  })

  test('come for what was done while the last one was made', async () => {
    await study()
    let isLate = false
    const exportReadable: typeof tab.store.exportReadable = async (begin) => {
      const lost = await tab.store.exportReadable(begin)
      if (!isLate) await study()
      isLate = true
      return lost
    }
    const slow = { ...tab.services, store: { ...tab.store, exportReadable } }
    expect(await keepCopyIfDue(slow)).toBe(true)
    nextDay()
    expect(await keepCopyIfDue(tab.services)).toBe(true)
    nextDay()
    expect(await keepCopyIfDue(tab.services)).toBe(false)
  })

  test('and those that are asked for are made one after the other', async () => {
    vi.stubGlobal('navigator', { ...navigator, locks: makeLocks() })
    await study()
    const copiesAsItBegan: number[] = []
    const exportReadable: typeof tab.store.exportReadable = (begin) => {
      copiesAsItBegan.push(kept.files.size)
      return tab.store.exportReadable(begin)
    }
    const services = { ...tab.services, store: { ...tab.store, exportReadable } }
    const first = keepCopyNow(services)
    expect(await keepCopyIfDue(services)).toBe(false)
    expect(await Promise.all([first, keepCopyNow(services)])).toEqual([true, true])
    expect(copiesAsItBegan).toEqual([0, 1])
  })

  test('come once a study day when there is anything new, and read back whole', async () => {
    expect(await keepCopyIfDue(tab.services)).toBe(false)
    await study()
    expect(await keepCopyIfDue(tab.services)).toBe(true)
    expect(await keepCopyIfDue(tab.services)).toBe(false)
    nextDay()
    expect(await keepCopyIfDue(tab.services)).toBe(false)
    await study()
    expect(await keepCopyIfDue(tab.services)).toBe(true)
    expect([...kept.files.keys()]).toEqual(['recite-copy-2026-01-05.json', 'recite-copy-2026-01-06.json'])
    const read = await readBackup(kept.files.get('recite-copy-2026-01-06.json') ?? new Blob())
    expect(read.ok && read.value.damage).toBeNull()
    expect(read.ok && read.value.backup.events).toHaveLength(2)
  })

  test('are not what a killed browser left half written, and take that along when they go', async () => {
    await study()
    await keepPoint(tab.services)
    const [name = ''] = kept.files.keys()
    kept.files.set(`${name}.crswap`, new Blob(['half']))
    const folder = makeCopyFolder(async () => kept as unknown as FileSystemDirectoryHandle)
    expect((await listCopies(folder)).map((copy) => copy.name)).toEqual([name])
    await folder.remove(name)
    expect(kept.files.size).toBe(0)
  })

  test('come again on the same day after a rest, in place of that day’s', async () => {
    await study()
    await keepCopyIfDue(tab.services)
    await study()
    expect(await keepCopyIfDue(tab.services)).toBe(false)
    device.at += 11 * 60_000
    expect(await keepCopyIfDue(tab.services)).toBe(true)
    expect(kept.files.size).toBe(1)
  })

  test('come again though nothing is new where the browser has lost the last one', async () => {
    await study()
    await keepCopyIfDue(tab.services)
    for (const lose of [
      (name: string) => kept.files.delete(name),
      (name: string) => kept.files.set(name, new Blob()),
    ]) {
      lose([...kept.files.keys()].at(-1) ?? '')
      nextDay()
      expect(await keepCopyIfDue(tab.services)).toBe(true)
      expect(await keepCopyIfDue(tab.services)).toBe(false)
    }
  })

  test('are thinned as they age, and only once the new one is safe', async () => {
    for (let day = 0; day < 60; day++) {
      await study()
      await keepCopyIfDue(tab.services)
      nextDay()
    }
    expect(kept.files.size).toBeLessThan(16)
    expect(kept.files.size).toBeGreaterThan(9)
    const before = [...kept.files.keys()]
    kept.failWith('QuotaExceededError')
    await study()
    await expect(keepCopyIfDue(tab.services)).rejects.toThrow()
    expect([...kept.files.keys()]).toEqual(before)
    kept.failWith(null)
    expect(await keepCopyIfDue(tab.services)).toBe(true)
  })

  test('inside this browser leave out media that come to much, and lose none of them', async () => {
    const media = await Promise.all(
      [0, 1, 2].map(async (n) => {
        const bytes = new Uint8Array([n]).buffer
        return { hash: await mediaHash(bytes), type: 'image/png', bytes }
      }),
    )
    const large = {
      ...tab.services,
      store: {
        ...tab.store,
        mediaHashes: async () => media.map(({ hash }) => hash),
        media: async (hash: MediaHash) => ({
          hash,
          type: 'image/png',
          bytes: { byteLength: 20_000_000 } as ArrayBuffer,
        }),
      },
    }
    await study()
    expect(await keepCopyIfDue(large)).toBe(true)
    await tab.store.putMedia(media)
    await keepPoint(tab.services)
    const [without, whole] = [...kept.files.values()]
    const mediaOf = async (file: Blob | undefined) => {
      const read = await readBackup(file ?? new Blob())
      return read.ok ? (read.value.backup.media ?? []).length : null
    }
    expect([await mediaOf(without), await mediaOf(whole)]).toEqual([0, 3])
  })

  test('leave what is not theirs', async () => {
    kept.files.set('holiday.jpg', new Blob(['x']))
    await study()
    await keepCopyIfDue(tab.services)
    expect((await listCopies(makeCopyFolder(async () => kept as never))).map(({ name }) => name)).toEqual([
      'recite-copy-2026-01-05.json',
    ])
    expect(kept.files.has('holiday.jpg')).toBe(true)
  })

  test('are not kept where the browser has no place for them', async () => {
    vi.stubGlobal('navigator', { storage: {} })
    await study()
    expect((await copyPlace()).kind).toBe('none')
    expect(await keepCopyIfDue(tab.services)).toBe(false)
  })
})

test('a point to go back to is kept besides, and found by its name; old ones make room', async () => {
  for (let n = 0; n < 5; n++) {
    await study()
    await keepPoint(tab.services)
    device.at += 1000
  }
  const points = await listCopies(makeCopyFolder(async () => kept as never))
  expect(points.map(({ kind }) => kind)).toEqual(['before-restore', 'before-restore', 'before-restore'])
  const newest = await findCopy(points[0]?.name ?? '')
  const read = await readBackup(newest ?? new Blob())
  expect(read.ok && read.value.backup.events).toHaveLength(5)
  expect(await findCopy('../secret')).toBeNull()
})

test('a point kept before a restore outlives those of updates of decks, which make room for each other', async () => {
  await study()
  await keepPoint(tab.services)
  for (let version = 2; version < 6; version++) {
    device.at += 1000
    await takeDeck(tab.services, { ...makeDeck('d', 40), version })
  }
  const points = await listCopies(makeCopyFolder(async () => kept as never))
  expect(points.map(({ kind }) => kind).sort()).toEqual(['before-restore', ...Array(3).fill('before-update')])
})

test('the copy of a day stays where what it holds was replaced by less', async () => {
  const before = await makeBackup(tab.services)
  await study()
  await study()
  await keepCopyIfDue(tab.services)
  const read = await readBackup(before.file)
  if (!read.ok) throw new Error(read.error.kind)
  await replaceWithBackup(tab.services, read.value, () => keepPoint(tab.services))
  device.at += 11 * 60_000
  await study()
  expect(await keepCopyIfDue(tab.services)).toBe(true)
  const eventsOf = async (name: string) => {
    const copy = await readBackup(kept.files.get(name) ?? new Blob())
    return copy.ok ? copy.value.backup.events.length : null
  }
  expect(await eventsOf('recite-copy-2026-01-05.json')).toBe(1)
  expect(await eventsOf('recite-before-restore-day-2026-01-05.json')).toBe(2)
})
