import { openDB } from 'idb'
import { expect, test } from 'vitest'
import { saveBackup } from '../../src/app/backups.ts'
import { mergeBackup } from '../../src/app/restore.ts'
import { makeClock } from '../../src/domain/clock.ts'
import { makeRandom } from '../../src/domain/random.ts'
import { assertWhole } from '../storage/whole.ts'
import { front, makeDeck } from '../storage/world.ts'
import type { AppTab, Device } from './device.ts'
import { answered, fileOf, preview, withShareSheet } from './transfers.ts'

const { devices, lastSaved } = withShareSheet()

/** What copying a browser's profile to another computer does: the database as it is, the device's id and all. */
async function copyProfile(from: Device, to: Device): Promise<void> {
  await (await to.open()).close()
  const [source, target] = [await openDB(from.world.name), await openDB(to.world.name)]
  for (const name of source.objectStoreNames) {
    const [keys, values] = [await source.getAllKeys(name), await source.getAll(name)]
    await target.clear(name)
    const { keyPath } = target.transaction(name).store
    for (const [i, value] of values.entries())
      await (keyPath === null ? target.put(name, value, keys[i]) : target.put(name, value))
  }
  source.close()
  target.close()
  to.world.canary = null
}

/** With the clock that the app has: the only tab of a device has the same one on each copy of it. */
async function openAsApp(device: Device, seed: number): Promise<AppTab> {
  const tab = await device.open()
  Object.assign(tab.services, { clock: makeClock(tab.store.deviceId, tab.store.lastEventId, makeRandom(seed)) })
  return tab
}

test('two copies of a profile learn on while its ids run ahead of the clock, and join with nothing lost', async () => {
  const one = devices.make()
  const tab = await openAsApp(one, 1)
  await tab.store.putDeck(makeDeck('d', 12), { builtIn: false })
  one.at += 7 * 86_400_000
  await tab.store.commit(await answered(tab, front('d-n0')))
  one.at -= 7 * 86_400_000
  await tab.close()
  const two = devices.make()
  await copyProfile(one, two)
  two.at += 3_600_000
  const [a, b] = [await openAsApp(one, 2), await openAsApp(two, 3)]
  expect(b.store.deviceId).toBe(a.store.deviceId)
  for (let i = 1; i <= 5; i++) await a.store.commit(await answered(a, front(`d-n${i}`)))
  for (let i = 6; i <= 10; i++) await b.store.commit(await answered(b, front(`d-n${i}`)))
  await saveBackup(b.services)
  const incoming = await preview(a, fileOf(lastSaved().text))
  if (incoming.kind !== 'backup') throw new Error(incoming.kind)
  expect(incoming).toMatchObject({ damage: null, newReviews: 5 })
  await mergeBackup(a.services, incoming)
  expect(await a.store.eventsSince(null)).toHaveLength(11)
  await assertWhole(a.store)
})
