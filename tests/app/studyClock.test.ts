import { describe, expect, test } from 'vitest'
import { readDayDone } from '../../src/app/dayDone.ts'
import { readDay, readDayQueue } from '../../src/app/dayQueue.ts'
import { makeFindCards } from '../../src/app/findCards.ts'
import { createStats } from '../../src/app/stats.ts'
import { allowMoreNew } from '../../src/app/studyQueue.ts'
import { DAY_MS, HOUR_MS, MINUTE_MS } from '../../src/domain/time.ts'
import { until } from '../storage/check.ts'
import { assertWhole } from '../storage/whole.ts'
import { front } from '../storage/world.ts'
import { MONDAY_MORNING } from './device.ts'
import { device, withDevice } from './eachTest.ts'
import { answer, openWithDeck, SECOND, shown, startStudy, undo } from './learner.ts'

withDevice()

describe('the clock', () => {
  test('of two answers around 04:00 gives the first to the day before and the second to the new one', async () => {
    const tab = await openWithDeck(3)
    device.at = Date.UTC(2026, 0, 6, 3, 59, 50)
    const { study } = await startStudy(tab)
    await answer(tab, study, 'easy')
    device.at = Date.UTC(2026, 0, 6, 4, 0, 1)
    await answer(tab, study, 'easy')
    const days = (await tab.store.eventsSince(null)).map((event) => 'day' in event && event.day)
    const today = Date.UTC(2026, 0, 6) / DAY_MS
    expect(days).toEqual([today - 1, today])
    const { used } = await readDayDone(tab.services)
    expect(used).toEqual({ new: 1, review: 0 })
    await assertWhole(tab.store)
  })

  test('counts the day in local time, wherever the device is by then', async () => {
    const tab = await openWithDeck(3)
    device.offsetMinutes = 330
    device.at = Date.UTC(2026, 0, 5, 22, 29, 50)
    const { study } = await startStudy(tab)
    await answer(tab, study, 'easy')
    device.at = Date.UTC(2026, 0, 5, 22, 30, 5)
    await answer(tab, study, 'easy')
    device.offsetMinutes = -480
    await answer(tab, study, 'easy')
    const days = (await tab.store.eventsSince(null)).map((event) => 'day' in event && event.day)
    const monday = Date.UTC(2026, 0, 5) / DAY_MS
    expect(days).toEqual([monday, monday + 1, monday])
    await assertWhole(tab.store)
  })

  test.each([
    ['2300', Date.UTC(2300, 0, 5, 9)],
    ['2099', Date.UTC(2099, 5, 1, 9)],
  ])(
    'of %s puts no card off for good: once it is right again those answered then are due, and go on from today',
    async (_, wrong) => {
      const tab = await openWithDeck(3)
      await tab.services.settings.change({ newPerDay: 2 })
      device.at = wrong
      const ahead = await startStudy(tab)
      const first = await answer(tab, ahead.study, 'easy')
      const second = await answer(tab, ahead.study, 'good')
      ahead.leave()
      device.at = MONDAY_MORNING
      const { day, queueOf } = await readDay(tab.services, null, null)
      const main = () => queueOf(null).main.filter(({ kind }) => kind !== 'new')
      expect(main()).toHaveLength(2)
      expect(queueOf(null).learning).toEqual([])
      expect((await makeFindCards(tab.services)('is:due')).map(({ cardId }) => cardId).toSorted()).toEqual(
        [first, second].toSorted(),
      )
      const { study, leave } = await startStudy(tab)
      const answered = new Set<string>()
      for (let i = 0; i < 3; i++) answered.add(await answer(tab, study, 'easy'))
      leave()
      expect(answered).toContain(first)
      expect(answered).toContain(second)
      for (const { memory } of await tab.store.cards([first, second])) {
        if (memory.phase !== 'review') throw new Error(memory.phase)
        expect(memory.day).toBe(day.day)
        expect(memory.due - day.day).toBeGreaterThan(0)
        expect(memory.due - day.day).toBeLessThan(365)
      }
      expect((await readDayQueue(tab.services, null)).queue.main).toEqual([])
      // Far ahead in the log, and in no figure of today but its own.
      const { it: view, leave: close } = tab.use(() => createStats(() => ({ kind: 'all' })))
      await until(() => view.latest !== undefined, 'the figures are there')
      expect(view.latest?.stats).toMatchObject({
        answers: 5,
        firstDay: day.day,
        day: { answers: 3, cards: 3 },
        runs: { strict: { current: 1, longest: 1 } },
      })
      close()
      await assertWhole(tab.store)
    },
  )

  test('that a journey and a later rollover hour set back by days offers no more new cards, unless asked for', async () => {
    const tab = await openWithDeck(12)
    await tab.services.settings.change({ newPerDay: 3, rolloverHour: 0 })
    device.offsetMinutes = 14 * 60
    device.at = Date.UTC(2026, 0, 5, 10, 5)
    const first = await startStudy(tab)
    for (let i = 0; i < 3; i++) await answer(tab, first.study, 'easy')
    first.leave()
    const { day } = await readDayDone(tab.services)
    const newNow = async () =>
      (await readDayQueue(tab.services, null)).queue.main.filter(({ kind }) => kind === 'new').length
    device.at += 72 * HOUR_MS
    device.offsetMinutes = -12 * 60
    await tab.services.settings.change({ rolloverHour: 23 })
    expect((await readDayDone(tab.services)).day).toBe(day)
    expect(await newNow()).toBe(0)
    // The day before, come again: its last card may be answered on the day that is full.
    device.at -= 24 * HOUR_MS
    expect((await readDayDone(tab.services)).day).toBe(day - 1)
    expect(await newNow()).toBe(0)
    await allowMoreNew(tab.services, null)
    expect(await newNow()).toBe(9)
  })

  for (const [name, backMs] of [
    ['an hour', HOUR_MS],
    ['a day', DAY_MS],
    ['ten years', 3650 * DAY_MS],
  ] as const)
    test(`that goes back ${name} breaks nothing, and nothing that is not finite is stored`, async () => {
      const tab = await openWithDeck(4)
      const { study } = await startStudy(tab)
      const failed = await answer(tab, study, 'again')
      await answer(tab, study, 'good')
      device.at -= backMs
      await answer(tab, study, 'good')
      await undo(tab, study)
      await answer(tab, study, 'hard')
      await tab.close()
      const later = await device.open()
      const { study: again } = await startStudy(later)
      for (let i = 0; i < 3 && again.view().phase === 'question'; i++) await answer(later, again, 'good')
      const events = await later.store.eventsSince(null)
      expect(events.map((event) => event.id)).toEqual(events.map((event) => event.id).sort())
      for (const event of events) if ('elapsedMs' in event) expect(event.elapsedMs).toBeGreaterThanOrEqual(0)
      const everything = { events, cards: await later.store.cards([failed, ...[1, 2, 3].map((n) => front(`d-n${n}`))]) }
      expect(JSON.stringify(everything)).toBe(JSON.stringify(structuredClone(everything)))
      expect(numbersIn(everything).filter((value) => !Number.isFinite(value))).toEqual([])
      await assertWhole(later.store)
    })

  test('that gives no time at all refuses the answer and stores nothing', async () => {
    const tab = await openWithDeck(2)
    const { study } = await startStudy(tab)
    device.at += SECOND
    study.reveal()
    device.at = Number.NaN
    expect(() => study.rate('good')).toThrow(RangeError)
    device.at = MONDAY_MORNING + MINUTE_MS
    expect(shown(study)).toBe(front('d-n0'))
    expect(await tab.store.eventsSince(null)).toEqual([])
    await answer(tab, study, 'good')
    await assertWhole(tab.store)
  })
})

function numbersIn(value: unknown): number[] {
  if (typeof value === 'number') return [value]
  return typeof value === 'object' && value !== null ? Object.values(value).flatMap(numbersIn) : []
}
