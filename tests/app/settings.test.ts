import { openDB } from 'idb'
import { describe, expect, test } from 'vitest'
import { deckScope } from '../../src/domain/deckTree.ts'
import { foldLog } from '../../src/domain/fold.ts'
import type { DeckId } from '../../src/domain/note.ts'
import { DEFAULT_SETTINGS, type Settings } from '../../src/domain/settings.ts'
import { until } from '../storage/check.ts'
import { withoutRoom } from './device.ts'
import { device, withDevice } from './eachTest.ts'

withDevice()

describe('settings', () => {
  test('hold as soon as they are stored, not before, and after the next start', async () => {
    const tab = await device.open()
    expect(tab.services.settings.current()).toEqual(DEFAULT_SETTINGS)
    await tab.services.settings.change({ desiredRetentionRatio: 0.85, theme: 'dark' })
    expect(tab.services.settings.current()).toMatchObject({ desiredRetentionRatio: 0.85, theme: 'dark' })
    await tab.close()
    const again = await device.open()
    expect(again.services.settings.current()).toEqual({
      ...DEFAULT_SETTINGS,
      desiredRetentionRatio: 0.85,
      theme: 'dark',
    })
  })

  test('are the same in every tab', async () => {
    const here = await device.open()
    const there = await device.open()
    await here.services.settings.change({ newPerDay: 3 })
    await until(() => there.services.settings.current().newPerDay === 3, 'the other tab has it')
    device.at += 1000
    await there.services.settings.change({ rolloverHour: 0 })
    await until(() => here.services.settings.current().rolloverHour === 0, 'and the other way round')
    expect(here.services.settings.current()).toEqual(there.services.settings.current())
    expect(await here.store.settings()).toEqual(here.services.settings.current())
  })

  test('of two changes to one of them the later holds, in order, whatever else was changed between', async () => {
    const tab = await device.open()
    const { change } = tab.services.settings
    await Promise.all([change({ newPerDay: 1 }), change({ twoButtons: true }), change({ newPerDay: 2 })])
    expect(await tab.store.settings()).toEqual({ ...DEFAULT_SETTINGS, newPerDay: 2, twoButtons: true })
    expect(tab.services.settings.current()).toEqual(await tab.store.settings())
  })

  test('that the device would not take are held like an answer, and not in force until it does', async () => {
    let full = true
    const tab = await device.open({
      between: withoutRoom(() => full),
    })
    const stored = tab.services.settings.change({ newPerDay: 9 })
    await until(() => tab.services.writer.state().phase === 'held', 'it is said')
    expect(tab.services.settings.current()).toEqual(DEFAULT_SETTINGS)
    full = false
    await tab.services.writer.retry()
    await stored
    expect(tab.services.settings.current().newPerDay).toBe(9)
    expect((await tab.store.settings()).newPerDay).toBe(9)
  })

  test('of an earlier version lack what is newer, which then has its default', async () => {
    const tab = await device.open()
    await tab.services.settings.change({ newPerDay: 4 })
    const { newCardOrder, scoped, limits } = await withoutNewer(device.world.name)
    expect([newCardOrder, scoped, limits]).toEqual([undefined, undefined, undefined])
    expect(await tab.store.settings()).toEqual({ ...DEFAULT_SETTINGS, newPerDay: 4 })
  })

  test('of a deck are its own, and for today alone where they are meant so, here and in another tab', async () => {
    const here = await device.open()
    const there = await device.open()
    const scope = deckScope('d' as DeckId)
    await here.services.settings.changeIn(scope, { newPerDay: 3, leechLapses: 4 })
    device.at += 1000
    await here.services.settings.limitToday(new Map([[scope, { newPerDay: 30, reviewsPerDay: null }]]))
    device.at += 1000
    await here.services.settings.changeIn(scope, { leechLapses: null })
    const { day } = here.services.moment()
    const expected = { scoped: { [scope]: { newPerDay: 3 } }, limits: { [scope]: { day, newPerDay: 30 } } }
    expect(here.services.settings.current()).toMatchObject(expected)
    expect(await here.store.settings()).toEqual(here.services.settings.current())
    await until(() => there.services.settings.current().scoped[scope]?.leechLapses === undefined, 'handed back there')
    expect(there.services.settings.current()).toEqual(here.services.settings.current())
    expect(foldLog(await here.store.eventsSince(null)).settings).toEqual(here.services.settings.current())
  })

  test('decide the study day: a rollover at midnight ends it at midnight', async () => {
    const tab = await device.open()
    device.at = Date.UTC(2026, 0, 6, 1)
    const before = tab.services.moment().day
    await tab.services.settings.change({ rolloverHour: 0 })
    expect(tab.services.moment().day).toBe(before + 1)
  })
})

/** Takes the settings that an earlier version did not know out of the record it left; gives what is then there. */
async function withoutNewer(name: string): Promise<Partial<Settings>> {
  const db = await openDB(name)
  const record = await db.get('meta', 'settings')
  const value = { ...record.value }
  for (const key of ['newCardOrder', 'newCardMix', 'scoped', 'limits', 'easyDays']) delete value[key]
  await db.put('meta', { ...record, value })
  db.close()
  return value
}
