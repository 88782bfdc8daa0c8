import fc from 'fast-check'
import { openDB } from 'idb'
import { expect, test } from 'vitest'
import { saveBackup } from '../../src/app/backups.ts'
import { mergeBackup } from '../../src/app/restore.ts'
import { makeClock } from '../../src/domain/clock.ts'
import { makeRandom } from '../../src/domain/random.ts'
import { until } from '../storage/check.ts'
import { assertWhole } from '../storage/whole.ts'
import { deckId, front, makeDeck } from '../storage/world.ts'
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

let names = 0

/** With the clock that the app has: the only tab of a device has the same one on each copy of it. */
async function openAsApp(device: Device, seed: number): Promise<AppTab> {
  const tab = await device.open({ overrides: { newId: () => `never before ${++names}` } })
  Object.assign(tab.services, { clock: makeClock(tab.store.deviceId, tab.store.lastEventId, makeRandom(seed)) })
  return tab
}

/** A device whose log runs a week ahead of its clock, and a copy of it. */
async function twoOfOne(): Promise<readonly [Device, Device]> {
  const one = devices.make()
  const tab = await openAsApp(one, 1)
  await tab.store.putDeck(makeDeck('d', 40), { builtIn: false })
  one.at += 7 * 86_400_000
  await tab.store.commit(await answered(tab, front('d-n0')))
  one.at -= 7 * 86_400_000
  await tab.close()
  const two = devices.make()
  await copyProfile(one, two)
  return [one, two]
}

/** Answers so many cards that nobody answered before. */
async function learn(tab: AppTab, count: number, next: () => string): Promise<void> {
  for (let n = 0; n < count; n++) await tab.store.commit(await answered(tab, front(next())))
}

async function joinInto(tab: AppTab, from: AppTab): Promise<void> {
  await saveBackup(from.services)
  const incoming = await preview(tab, fileOf(lastSaved().text))
  if (incoming.kind !== 'backup') throw new Error(incoming.kind)
  expect(incoming.damage).toBeNull()
  await mergeBackup(tab.services, incoming)
}

test('once one copy of a profile has met the other, they never name two things alike, whatever their clocks do', async () => {
  const some = fc.integer({ min: 1, max: 3 })
  await fc.assert(
    fc.asyncProperty(
      fc.record({ before: fc.tuple(fc.nat(2), some), after: fc.tuple(some, some), both: fc.boolean(), seed: fc.nat() }),
      async ({ before, after, both, seed }) => {
        const [a, b] = await twoOfOne()
        const [one, two] = [await openAsApp(a, seed), await openAsApp(b, seed + 1)]
        let asked = 0
        const next = () => `d-n${++asked}`
        await learn(one, before[0], next)
        await learn(two, before[1], next)
        await joinInto(one, two)
        if (both) await joinInto(two, one)
        expect(one.store.deviceId()).not.toBe(two.store.deviceId())
        // From here on the same luck for both, and both on from the same id.
        for (const tab of [one, two])
          Object.assign(tab.services, { clock: makeClock(tab.store.deviceId, tab.store.lastEventId) })
        await learn(one, after[0], next)
        await learn(two, after[1], next)
        await joinInto(one, two)
        await joinInto(two, one)
        for (const tab of [one, two]) {
          expect(await tab.store.eventsSince(null)).toHaveLength(asked + 1)
          await assertWhole(tab.store)
        }
        await devices.closeAll()
      },
    ),
    { numRuns: 12 },
  )
})

test('the new name is there after the next start, in every tab, and the leave given under the old one stays', async () => {
  const [one, two] = await twoOfOne()
  const first = await openAsApp(one, 1)
  const stamp = first.services.moment()
  await first.store.commit({
    events: [
      {
        ...stamp,
        id: first.services.clock.next(stamp.at),
        kind: 'subscribe',
        deckId: deckId('d'),
        address: 'https://decks.example/d.json',
        looks: true,
      },
    ],
    cards: [],
  })
  const [other, far] = [await openAsApp(one, 2), await openAsApp(two, 3)]
  await learn(far, 1, () => 'd-n1')
  const old = first.store.deviceId()
  await joinInto(first, far)
  const name = first.store.deviceId()
  expect(name).not.toBe(old)
  await until(() => other.store.deviceId() === name, 'the other tab has heard of it')
  expect(await first.store.subscription(deckId('d'))).toMatchObject({ looks: true })
  // What a tab was called when it opened is still this device.
  expect(await other.store.mend('all')).toBe(0)
  await other.close()
  await first.close()
  expect((await openAsApp(one, 4)).store.deviceId()).toBe(name)
  // The same backup again brings nothing, and no other name.
  const again = await openAsApp(one, 5)
  await joinInto(again, far)
  expect(again.store.deviceId()).toBe(name)
})

test('two copies of a profile learn on while its ids run ahead of the clock, and join with nothing lost', async () => {
  const [one, two] = await twoOfOne()
  two.at += 3_600_000
  const [a, b] = [await openAsApp(one, 2), await openAsApp(two, 3)]
  expect(b.store.deviceId()).toBe(a.store.deviceId())
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
