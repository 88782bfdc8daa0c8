import 'fake-indexeddb/auto'
import { IDBFactory } from 'fake-indexeddb'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { readDayQueue } from '../../src/app/dayQueue.ts'
import { createExamDate, createExams } from '../../src/app/examDate.ts'
import { createOutlook } from '../../src/app/examOutlook.ts'
import { readQueue } from '../../src/app/studyQueue.ts'
import { isDayDue } from '../../src/domain/time.ts'
import { examHandlers } from '../../src/workers/examApi.ts'
import { serve, type WorkerLike } from '../../src/workers/rpc.ts'
import { makeDeck } from '../storage/world.ts'
import { type AppTab, type Device, makeDevice } from './device.ts'

vi.stubGlobal('navigator', {})
let device: Device
let tab: AppTab

beforeEach(async () => {
  globalThis.indexedDB = new IDBFactory()
  device = makeDevice()
  tab = await device.open()
  await tab.store.putDeck(makeDeck('d', 30), { builtIn: false })
  await tab.store.putDeck(makeDeck('e', 5), { builtIn: false })
})
afterEach(() => device.closeAll())

/** The worker's own code, answering in this thread. */
function startHere(): WorkerLike {
  const { port1, port2 } = new MessageChannel()
  port1.start()
  port2.start()
  serve(port2 as never, examHandlers)
  return Object.assign(port1, { terminate: () => port1.close() }) as never
}

function planExam(minutes = '200', deckIds = ['d']) {
  const page = tab.use(() => createExamDate(null))
  page.it.change({
    name: 'Final',
    date: '2026-01-19',
    time: '09:00',
    deckIds: deckIds as never,
    minutes: Array.from({ length: 7 }, () => minutes),
  })
  return page
}

describe('an exam that is planned', () => {
  it('brings its new cards beyond the day’s limit, before all others, as far as the minutes go', async () => {
    const { it: exam, leave } = planExam()
    await exam.save(null)
    const { queue } = await readDayQueue(tab.services, null)
    expect(queue.main.slice(0, 30).every(({ place }) => place.deckId === 'd')).toBe(true)
    expect(queue.main).toHaveLength(35)
    leave()
    const { it: short, leave: go } = tab.use(() => createExamDate(tab.services.settings.current().exams[0]?.id ?? null))
    short.change({ minutes: Array.from({ length: 7 }, () => '1') })
    await short.save(null)
    const few = (await readDayQueue(tab.services, null)).queue.main.filter(({ place }) => place.deckId === 'd')
    expect(few.length).toBeGreaterThan(0)
    expect(few.length).toBeLessThan(6)
    go()
  })

  it('keeps every interval shown before it, and once deleted leaves all as if it had never been', async () => {
    const before = await readDayQueue(tab.services, null)
    const { it: exam, leave } = planExam()
    await exam.save(null)
    const { queue, scheduling } = await readQueue(tab.services, { kind: 'due', scope: null })
    const [item] = queue.main
    if (!item) throw new Error('a card')
    const [card] = await tab.store.cardsAt([item.place])
    if (!card) throw new Error('a card')
    const when = tab.services.moment()
    for (const { wait } of Object.values(scheduling.preview(card, when)))
      if (wait.kind === 'days') expect(when.day + wait.days).toBeLessThan(exam.plan()?.day ?? 0)
    const { due } = scheduling.answer(card, 'easy', when)
    expect(isDayDue(due)).toBe(true)
    expect(scheduling.backOn(card, due)).toBeLessThan(exam.plan()?.day ?? 0)
    await exam.remove()
    const after = await readDayQueue(tab.services, null)
    expect(after.queue).toEqual(before.queue)
    expect(after.columns).toEqual(before.columns)
    leave()
  })

  it('is listed until its day and then changes nothing any more', async () => {
    const { it: exam, leave } = planExam()
    await exam.save(null)
    const { it: exams, leave: go } = tab.use(() => createExams())
    expect(exams().map(({ name }) => name)).toEqual(['Final'])
    go()
    leave()
    device.at = Date.UTC(2026, 0, 19, 12)
    expect((await readDayQueue(tab.services, null)).exams).toBeNull()
    expect((await readDayQueue(tab.services, null)).queue.main.length).toBeLessThanOrEqual(20)
  })

  it('needs a name, a day to come and minutes that can be meant', () => {
    const { it: exam, leave } = planExam()
    expect(exam.plan()).not.toBeNull()
    exam.change({ date: '2026-01-05' })
    expect(exam.plan()).toBeNull()
    expect(exam.isPast()).toBe(true)
    exam.change({ date: '2026-01-19', name: ' ' })
    expect(exam.plan()).toBeNull()
    exam.change({ name: 'Final', minutes: ['x', '1', '1', '1', '1', '1', '1'] })
    expect(exam.plan()).toBeNull()
    leave()
  })

  it('is foretold in a worker, by topic', async () => {
    const { it: exam, leave } = planExam('20', [])
    const { it: outlook, leave: go } = tab.use(() => createOutlook(exam.plan, false, startHere))
    await vi.waitFor(() => expect(outlook().phase).toBe('ready'), 20_000)
    const state = outlook()
    if (state.phase !== 'ready') throw new Error('ready')
    expect(state.topics).toHaveLength(2)
    expect(state.outlook.exam.cards).toBe(35)
    expect(state.outlook.exam.share).toBeGreaterThan(0.5)
    expect(state.outlook.stop.at(-1)).toBe(0)
    go()
    leave()
  })
})
