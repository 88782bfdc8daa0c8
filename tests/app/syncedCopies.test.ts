import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { makeBackup, readBackup } from '../../src/app/backups.ts'
import { keepCopyIfDue, listCopies } from '../../src/app/copies.ts'
import { lastBackup, rememberBackup } from '../../src/app/lastBackup.ts'
import { replaceWithBackup } from '../../src/app/restore.ts'
import { createSafety } from '../../src/app/safety.ts'
import { readUnsaved } from '../../src/app/unsaved.ts'
import { makeCopyFolder } from '../../src/storage/copyFolder.ts'
import { until } from '../storage/check.ts'
import { type FakeFolder, makeFakeFolder } from '../storage/fakeFolder.ts'
import { front, makeDeck } from '../storage/world.ts'
import type { AppTab, Device } from './device.ts'
import { withDevices } from './eachTest.ts'
import { answered } from './transfers.ts'

/** A folder that the learner chose, which several computers hold in step. */
let synced: FakeFolder
vi.mock('../../src/storage/chosenFolder.ts', () => ({ chosenFolder: async () => synced, chooseFolder: async () => {} }))

let items = new Map<string, string>()
const devices = withDevices(() => ({
  __APP_VERSION__: '0.1.0',
  localStorage: {
    getItem: (key: string) => items.get(key) ?? null,
    setItem: (key: string, value: string) => void items.set(key, value),
  },
}))
beforeEach(() => {
  synced = makeFakeFolder('synced')
  items = new Map()
})
afterEach(() => rememberBackup(null))

type Computer = { readonly tab: AppTab; readonly device: Device; readonly use: () => void }

/** Each with what it keeps beside its collection. */
async function computer(deck: string): Promise<Computer> {
  const storage = new Map<string, string>()
  const use = () => {
    items = storage
    rememberBackup(JSON.parse(storage.get('recite.lastBackup') ?? 'null'))
  }
  use()
  const device = devices.make()
  let named = 0
  const tab = await device.open({ overrides: { newId: () => `computer of ${deck} ${++named}` } })
  await tab.store.putDeck(makeDeck(deck, 40), { builtIn: false })
  return { tab, device, use }
}

const study = async ({ tab }: Computer, note: string): Promise<void> =>
  tab.store.commit(await answered(tab, front(note)))
const names = (): readonly string[] => [...synced.files.keys()]
const idsIn = async (file: Blob | undefined): Promise<readonly string[]> => {
  const read = await readBackup(file ?? new Blob())
  return read.ok ? read.value.backup.events.map(({ id }) => id) : []
}

test('computers that keep their copies in one folder leave each other’s alone', async () => {
  const [one, other] = [await computer('d'), await computer('e')]
  const all: string[] = []
  for (let day = 0; day < 40; day++) {
    for (const [mine, deck] of [
      [one, 'd'],
      [other, 'e'],
    ] as const) {
      mine.use()
      await study(mine, `${deck}-n${day}`)
      expect(await keepCopyIfDue(mine.tab.services)).toBe(true)
      mine.device.at += 86_400_000
    }
  }
  const daily = await listCopies(makeCopyFolder(async () => synced as never))
  for (const { tab } of [one, other]) {
    const mark = tab.store.deviceId().slice(0, 7)
    const own = daily.filter(({ name }) => name.endsWith(`-${mark}.json`))
    // Thinned as if the other's were not there: seven days, five weeks and the months.
    expect(own.length).toBeGreaterThan(9)
    expect(own.length).toBeLessThan(14)
    const newest =
      names()
        .filter((name) => name.endsWith(`-${mark}.json`))
        .sort()
        .at(-1) ?? ''
    const ids = (await tab.store.eventsSince(null)).map(({ id }) => id)
    expect(await idsIn(synced.files.get(newest))).toEqual(ids)
    all.push(...own.map(({ name }) => name))
  }
  expect(names().toSorted()).toEqual(all.toSorted())
})

test('copies of before they had a mark are left, as nobody knows whose they are', async () => {
  const old = Array.from({ length: 30 }, (_, n) => `recite-copy-2025-11-${String(n + 1).padStart(2, '0')}.json`)
  for (const name of old) synced.files.set(name, new Blob(['old']))
  const mine = await computer('d')
  await study(mine, 'd-n0')
  expect(await keepCopyIfDue(mine.tab.services)).toBe(true)
  expect(names()).toEqual([...old, expect.stringMatching(/^recite-copy-2026-01-05-[0-9a-z]{7}\.json$/)])
  const copies = await listCopies(makeCopyFolder(async () => synced as never))
  expect(copies.every(({ kind }) => kind === 'daily')).toBe(true)
})

test('what was replaced is set aside under the mark too, and makes room for no other device’s', async () => {
  const theirs = [1, 2, 3].map((n) => `recite-before-restore-day-2026-01-0${n}-devicex.json`)
  for (const name of theirs) synced.files.set(name, new Blob(['theirs']))
  const mine = await computer('d')
  const { services } = mine.tab
  const before = await readBackup((await makeBackup(services)).file)
  if (!before.ok) throw new Error('unreadable')
  for (const note of ['d-n0', 'd-n1']) await study(mine, note)
  await keepCopyIfDue(services)
  await replaceWithBackup(services, before.value, async () => {})
  mine.device.at += 11 * 60_000
  await study(mine, 'd-n2')
  expect(await keepCopyIfDue(services)).toBe(true)
  const mark = mine.tab.store.deviceId().slice(0, 7)
  expect(names().filter((name) => name.includes('before-restore'))).toEqual([
    ...theirs,
    `recite-before-restore-day-2026-01-05-${mark}.json`,
  ])
})

test('a copy that is gone from the folder counts as none, and is made again', async () => {
  const mine = await computer('d')
  const { services } = mine.tab
  await study(mine, 'd-n0')
  await keepCopyIfDue(services)
  expect(await readUnsaved(services)).toMatchObject({ acts: 0, made: 0 })
  const { it: safety, leave } = mine.tab.use(() => createSafety())
  await until(() => safety.now.latest?.unsaved.acts === 0, 'all is saved')
  synced.files.clear()
  safety.readAgain()
  await until(() => safety.now.latest?.unsaved.acts === 1, 'nothing is saved')
  leave()
  expect(lastBackup()).toBeNull()
  // Nothing is new, but the copy is not there.
  mine.device.at += 86_400_000
  expect(await keepCopyIfDue(services)).toBe(true)
  expect(await readUnsaved(services)).toMatchObject({ acts: 0 })
  mine.device.at += 86_400_000
  expect(await keepCopyIfDue(services)).toBe(false)
})

/** What copying a browser's profile to another computer does: two devices of one id, each with the same things remembered. */
async function profileOnTwo(): Promise<readonly [Computer, Computer]> {
  const one = await computer('d')
  await study(one, 'd-n0')
  expect(await keepCopyIfDue(one.tab.services)).toBe(true)
  const storage = new Map(items)
  const use = () => {
    items = storage
    rememberBackup(JSON.parse(storage.get('recite.lastBackup') ?? 'null'))
  }
  const device = devices.make()
  const tab = await device.open({ overrides: { newId: () => 'copy' } })
  Object.assign(tab.store, { deviceId: one.tab.store.deviceId })
  Object.assign(tab.services, { random: () => 0.3 })
  await tab.store.putDeck(makeDeck('d', 40), { builtIn: false })
  return [one, { tab, device, use }]
}

const marks = (): ReadonlySet<string> => new Set(names().map((name) => name.slice(-12)))

/** Each day's copy of one computer holds all that it has by then. */
async function expectWhole({ tab }: Computer): Promise<void> {
  const ids = (await tab.store.eventsSince(null)).map(({ id }) => id)
  const held = await Promise.all([...synced.files.values()].map(idsIn))
  expect(held).toContainEqual(ids)
}

test('a profile copied to a second computer takes a mark of its own once the first one’s copies are there', async () => {
  const [one, other] = await profileOnTwo()
  for (let day = 1; day < 12; day++) {
    for (const [mine, at] of [
      [one, day],
      [other, day + 20],
    ] as const) {
      mine.use()
      mine.device.at += 86_400_000
      await study(mine, `d-n${at}`)
      expect(await keepCopyIfDue(mine.tab.services)).toBe(true)
      await expectWhole(mine)
    }
    await expectWhole(one)
  }
  expect(marks().size).toBe(2)
  // Each day of the last week has a copy of both.
  for (const date of new Set(
    names()
      .slice(-14)
      .map((name) => name.slice(12, 22)),
  ))
    expect(names().filter((name) => name.includes(date))).toHaveLength(2)
})

test('where both wrote on one day before they met, the one whose copy was taken notices, and copies anew', async () => {
  const [one, other] = await profileOnTwo()
  const apart = synced
  const theirs = makeFakeFolder('synced')
  for (const [name, file] of apart.files) theirs.files.set(name, file)
  const write = async (mine: Computer, note: string) => {
    mine.use()
    mine.device.at += 86_400_000
    await study(mine, note)
    expect(await keepCopyIfDue(mine.tab.services)).toBe(true)
  }
  await write(one, 'd-n1')
  synced = theirs
  await write(other, 'd-n2')
  expect(marks().size).toBe(1)
  // What keeps them in step takes the later.
  for (const [name, file] of theirs.files) apart.files.set(name, file)
  synced = apart
  one.use()
  expect(await readUnsaved(one.tab.services)).toMatchObject({ acts: 0 })
  one.device.at += 11 * 60_000
  expect(await keepCopyIfDue(one.tab.services)).toBe(true)
  other.use()
  other.device.at += 86_400_000
  expect(await keepCopyIfDue(other.tab.services)).toBe(false)
  expect(marks().size).toBe(2)
  await expectWhole(one)
  await expectWhole(other)
})

test('a device keeps its mark whatever becomes of a write', async () => {
  const mine = await computer('d')
  const { services } = mine.tab
  for (let day = 0; day < 7; day++) {
    await study(mine, `d-n${day}`)
    synced.failWith('QuotaExceededError')
    for (let again = 0; again < 6; again++) await expect(keepCopyIfDue(services)).rejects.toThrow()
    synced.failWith(null)
    expect(await keepCopyIfDue(services)).toBe(true)
    // Killed after the copy was written, before that was remembered.
    mine.device.at += 11 * 60_000
    await study(mine, `d-n${day + 10}`)
    let kept = new Map(items)
    const { setItem } = localStorage
    Object.assign(localStorage, {
      setItem: (key: string, value: string) => {
        setItem(key, value)
        if (items.get('recite.copyMark')?.includes('trying')) kept = new Map(items)
      },
    })
    expect(await keepCopyIfDue(services)).toBe(true)
    Object.assign(localStorage, { setItem })
    items.clear()
    for (const [key, value] of kept) items.set(key, value)
    mine.device.at += 86_400_000
  }
  expect([...marks()]).toEqual([`${mine.tab.store.deviceId().slice(0, 7)}.json`])
})
