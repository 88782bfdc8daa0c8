import { describe, expect, test, vi } from 'vitest'
import { makeBackup, readBackup } from '../../src/app/backups.ts'
import { readDayDone } from '../../src/app/dayDone.ts'
import { rememberBackup } from '../../src/app/lastBackup.ts'
import { mergeBackup, previewBackup, replaceWithBackup } from '../../src/app/restore.ts'
import { readSteps } from '../../src/app/undo.ts'
import { readUnsaved } from '../../src/app/unsaved.ts'
import { formatEventId } from '../../src/domain/clock.ts'
import type { EventId, StoredEvent } from '../../src/domain/event.ts'
import { toInstant } from '../../src/domain/time.ts'
import type { ReadBackup } from '../../src/formats/backupReader.ts'
import { front, makeDeck } from '../storage/world.ts'
import type { AppTab, Device } from './device.ts'
import { withDevices } from './eachTest.ts'

const devices = withDevices(() => ({ __APP_VERSION__: '0.1.0' }))

const IN_2099 = Date.UTC(2099, 5, 1)

const backupOf = async (tab: AppTab): Promise<ReadBackup> => {
  const read = await readBackup((await makeBackup(tab.services)).file)
  if (!read.ok) throw new Error(read.error.message)
  return read.value
}

/** What a learner does in the settings, as the page does it. */
const setNewPerDay = async (tab: AppTab, newPerDay: number): Promise<void> => {
  const when = tab.services.moment()
  const event = { ...when, id: tab.services.clock.next(when.at), kind: 'setting', change: { newPerDay } } as const
  await tab.store.commit({ events: [event], cards: [] })
}

const newPerDay = async (tab: AppTab): Promise<number> => (await tab.store.settings()).newPerDay

const review = (tab: AppTab, note: string): StoredEvent => {
  const when = tab.services.moment()
  const id = tab.services.clock.next(when.at)
  const more = { rating: 'good', elapsedMs: 900, source: 'study', due: when.day + 3, step: null }
  return { ...when, id, kind: 'review', cardId: front(note), ...more } as StoredEvent
}

/** A device whose clock stood in 2099 while a setting was changed. */
async function ahead(): Promise<AppTab> {
  const device = devices.make()
  const tab = await device.open()
  const right = device.at
  device.at = IN_2099
  await setNewPerDay(tab, 99)
  device.at = right
  return tab
}

/** A backup with one more event, as any hand can write it. */
const withEvent = (read: ReadBackup, id: string): ReadBackup => {
  const moment = { at: 1, offsetMinutes: 0, day: 1 }
  const event = { ...moment, id: id as EventId, kind: 'setting', change: { newPerDay: 99 } } as unknown as StoredEvent
  return { ...read, backup: { ...read.backup, events: [...read.backup.events, event] } }
}

describe('what was done under a clock far ahead', () => {
  test('is overridden by what is done later on that device, at once and after a restart', async () => {
    const device = devices.make()
    const tab = await device.open()
    device.at = IN_2099
    await setNewPerDay(tab, 99)
    device.at = Date.UTC(2026, 0, 6, 9)
    await setNewPerDay(tab, 5)
    expect(await newPerDay(tab)).toBe(5)
    await tab.close()
    const again = await device.open()
    await setNewPerDay(again, 6)
    expect(await newPerDay(again)).toBe(6)
  })

  test('is overridden by what is done later on a device that it came to, on both', async () => {
    for (const way of ['merge', 'replace'] as const) {
      const theirs = await ahead()
      const tab = await devices.open()
      const read = await backupOf(theirs)
      if (way === 'merge') await mergeBackup(tab.services, read)
      else await replaceWithBackup(tab.services, read, async () => {})
      expect(await newPerDay(tab)).toBe(99)
      await setNewPerDay(tab, 7)
      expect(await newPerDay(tab)).toBe(7)
      await mergeBackup(theirs.services, await backupOf(tab))
      expect(await newPerDay(theirs)).toBe(7)
    }
  })

  test('is overridden from every tab that hears of it', async () => {
    const device = devices.make()
    const [one, other] = [await device.open(), await device.open()]
    await mergeBackup(one.services, await backupOf(await ahead()))
    await vi.waitFor(() => expect(other.store.lastEventId()).toBe(one.store.lastEventId()))
    await setNewPerDay(other, 8)
    expect(await newPerDay(other)).toBe(8)
    await vi.waitFor(() => expect(one.services.settings.current().newPerDay).toBe(8))
  })

  test('is not taken where no clock can have been set so far ahead, and that is said', async () => {
    const tab = await devices.open()
    const [possible, text] = [formatEventId({ ms: Date.UTC(2900, 0), counter: 0, deviceId: 'hostile0' }), 'e0001']
    for (const id of [possible, text]) {
      const read = withEvent(await backupOf(await devices.open()), id)
      const preview = await previewBackup(tab.services, read)
      expect(preview.damage).toMatchObject({ lines: 1, missing: { event: 1 }, refused: [{ path: `setting ${id}` }] })
      await mergeBackup(tab.services, read)
      expect(await newPerDay(tab)).toBe(20)
      await expect(replaceWithBackup(tab.services, read, async () => {})).rejects.toThrow('damaged')
    }
  })
})

describe('what was done under a clock more than two hundred years ahead', () => {
  /** Ids as clocks gave them that believed whatever they were set to: the first tells that time, the others count on. */
  const asOnce = (events: readonly StoredEvent[]): readonly StoredEvent[] => {
    const ms = Date.UTC(2300, 0)
    return events.map((event, counter) => ({
      ...event,
      ...(counter === 0 && { at: ms }),
      id: formatEventId({ ms, counter, deviceId: 'oldphone' }),
    }))
  }

  const month = async (device: Device): Promise<AppTab> => {
    const tab = await device.open()
    await tab.store.putDeck(makeDeck('d', 5), { builtIn: false })
    const right = device.at
    device.at = Date.UTC(2300, 0)
    await tab.store.commit({ events: [review(tab, 'd-n0')], cards: [] })
    device.at = right
    for (let i = 1; i < 5; i++) {
      device.at += 86_400_000
      await tab.store.commit({ events: [review(tab, `d-n${i}`)], cards: [] })
    }
    return tab
  }

  const comesBack = async (read: ReadBackup, count: number) => {
    for (const way of ['merge', 'replace'] as const) {
      const fresh = await devices.open()
      const preview = await previewBackup(fresh.services, read)
      expect(preview).toMatchObject({ reviews: count, damage: null })
      if (way === 'merge') await mergeBackup(fresh.services, read)
      else await replaceWithBackup(fresh.services, read, async () => {})
      expect(await fresh.store.eventsSince(null)).toHaveLength(count)
      // And what is done on there goes into a backup that comes back as well.
      await fresh.store.commit({ events: [review(fresh, 'd-n0')], cards: [] })
      const again = await makeBackup(fresh.services)
      expect(again.contents).toMatchObject({ events: count + 1 })
      expect(again.contents.lost).toBeUndefined()
    }
  }

  test('comes back from a backup with all that was done since', async () => {
    const tab = await month(devices.make())
    await comesBack(await backupOf(tab), 5)
  })

  test('is still seen as today’s while the clock stands there', async () => {
    const device = devices.make()
    const tab = await device.open()
    device.at = Date.UTC(2300, 0)
    for (const note of ['d-n0', 'd-n1']) {
      await tab.store.commit({ events: [review(tab, note)], cards: [] })
      device.at += 60_000
    }
    expect((await readDayDone(tab.services)).reviews).toHaveLength(2)
    expect(await readSteps(tab.services)).toHaveLength(2)
  })

  test('comes back also from a log that was written when clocks were believed whatever they said', async () => {
    const tab = await devices.open()
    const events = asOnce(['d-n0', 'd-n1', 'd-n2'].map((note) => review(tab, note)))
    await tab.store.commit({ events, cards: [] })
    await comesBack(await backupOf(tab), 3)
  })

  test('is said to be missing from a backup where nobody would let it in, and the rest comes back', async () => {
    const tab = await devices.open()
    const madeUp = formatEventId({ ms: Date.UTC(2900, 0), counter: 0, deviceId: 'hostile0' })
    await tab.store.commit({ events: [review(tab, 'd-n0')], cards: [] })
    await tab.store.commit({ events: [{ ...review(tab, 'd-n1'), id: madeUp }], cards: [] })
    await tab.store.commit({ events: [review(tab, 'd-n2')], cards: [] })
    const made = await makeBackup(tab.services)
    expect(made.contents.lost).toEqual([{ kind: 'event', deck: null, count: 1 }])
    const read = await readBackup(made.file)
    if (!read.ok) throw new Error(read.error.message)
    await comesBack(read.value, 2)
  })
})

describe('what is not saved', () => {
  const saved = async (tab: AppTab) => {
    const made = await makeBackup(tab.services)
    rememberBackup({ ...made.contents, name: made.name, to: 'file' })
  }

  test('is counted whatever time the last saved event tells', async () => {
    const tab = await ahead()
    await tab.store.putDeck(makeDeck('d', 3), { builtIn: true })
    await saved(tab)
    expect(await readUnsaved(tab.services)).toMatchObject({ reviews: 0 })
    await tab.store.commit({ events: [review(tab, 'd-n0')], cards: [] })
    expect(await readUnsaved(tab.services)).toMatchObject({ reviews: 1 })
  })

  test('is counted also where its time is earlier than the last saved event', async () => {
    const tab = await devices.open()
    await setNewPerDay(tab, 5)
    await saved(tab)
    const at = toInstant(Date.UTC(2020, 0))
    const old = { ...review(tab, 'd-n1'), at, id: formatEventId({ ms: at, counter: 0, deviceId: 'oldphone' }) }
    await tab.store.commit({ events: [old], cards: [] })
    expect(await readUnsaved(tab.services)).toMatchObject({ reviews: 1, since: tab.services.now() })
    expect(await readUnsaved(tab.services, 0)).toMatchObject({ reviews: 1 })
    await saved(tab)
    expect(await readUnsaved(tab.services)).toMatchObject({ reviews: 0, since: null })
  })

  test('is everything where the last backup is of another log', async () => {
    const tab = await devices.open()
    await setNewPerDay(tab, 5)
    await saved(tab)
    const other = await devices.open()
    await other.store.commit({ events: [review(other, 'd-n0'), review(other, 'd-n1')], cards: [] })
    await replaceWithBackup(tab.services, await backupOf(other), async () => {})
    expect(await readUnsaved(tab.services)).toMatchObject({ reviews: 2 })
  })
})
