import { openDB } from 'idb'
import { beforeEach, describe, expect, it, vi } from 'vitest'
import { readDayQueue } from '../../src/app/dayQueue.ts'
import { createExamDate, createExams } from '../../src/app/examDate.ts'
import { createOutlook } from '../../src/app/examOutlook.ts'
import { readPool } from '../../src/app/examPool.ts'
import { createSetUp } from '../../src/app/examSetUp.ts'
import { readQueue } from '../../src/app/studyQueue.ts'
import { DEFAULT_BLUEPRINT } from '../../src/domain/exam.ts'
import { MOST_EXAMS } from '../../src/domain/examPlanCheck.ts'
import { isDayDue } from '../../src/domain/time.ts'
import { type ExamApi, examHandlers } from '../../src/workers/examApi.ts'
import { serve, type WorkerLike } from '../../src/workers/rpc.ts'
import { makeDeck } from '../storage/world.ts'
import type { AppTab } from './device.ts'
import { device, withDevice } from './eachTest.ts'

withDevice()
let tab: AppTab

beforeEach(async () => {
  tab = await device.open()
  await tab.store.putDeck(makeDeck('d', 30), { builtIn: false })
  await tab.store.putDeck(makeDeck('e', 5), { builtIn: false })
})

/** It was not worked out yet whether looking ahead pays. */
const UNKNOWN = { price: null, priced: false }

/** The worker's own code, answering in this thread; `price` in place of what it would find to pay. */
function startHere(onCall: (input: unknown) => void = () => {}, price: number | null = null): WorkerLike {
  const { port1, port2 } = new MessageChannel()
  port1.start()
  port2.start()
  serve<ExamApi>(port2 as never, {
    outlook: (input, call) => {
      onCall(input)
      return examHandlers.outlook(input, call)
    },
    price: (input) => {
      onCall(input)
      return price
    },
  })
  return Object.assign(port1, { terminate: () => port1.close() }) as never
}

function planExam(minutes = '200', deckIds = ['d'], date = '2026-01-19') {
  const page = tab.use(() => createExamDate(null))
  page.it.change({
    name: 'Final',
    date,
    time: '09:00',
    deckIds: deckIds as never,
    minutes: Array.from({ length: 7 }, () => minutes),
  })
  return page
}

describe('an exam that is planned', () => {
  it('beyond the most that can lie ahead is refused, and kept once there is room', async () => {
    const plan = async (name: string, id: string | null = null): Promise<boolean> => {
      const page = tab.use(() => createExamDate(id))
      page.it.change({ name, date: '2026-01-19', time: '09:00' })
      const isKept = await page.it.save(UNKNOWN)
      page.leave()
      return isKept
    }
    for (let i = 0; i < MOST_EXAMS; i++) expect(await plan(`Exam ${i}`)).toBe(true)
    const before = await tab.store.eventsSince(null)
    expect(await plan('Another')).toBe(false)
    expect(await tab.store.eventsSince(null)).toEqual(before)
    const first = (await tab.store.settings()).exams[0]?.id ?? ''
    expect(await plan('Renamed', first)).toBe(true)
    const page = tab.use(() => createExamDate(first))
    await page.it.remove()
    page.leave()
    expect(await plan('Another')).toBe(true)
    const names = (await tab.store.settings()).exams.map(({ name }) => name)
    expect(names).toHaveLength(MOST_EXAMS)
    expect(names).toContain('Another')
  })

  it('keeps what another tab changed of it while its form was open, field by field and time after time', async () => {
    const made = planExam()
    await made.it.save(UNKNOWN)
    made.leave()
    const id = tab.services.settings.current().exams[0]?.id ?? ''
    const elsewhere = await device.open()
    const exam = () => tab.services.settings.current().exams[0]
    const agree = () => vi.waitFor(() => expect(exam()).toEqual(elsewhere.services.settings.current().exams[0]))
    await agree()
    const minutesOf = (...typed: readonly string[]) => Array.from({ length: 7 }, (_, i) => typed[i] ?? '200')
    const here = tab.use(() => createExamDate(id))
    const there = elsewhere.use(() => createExamDate(id))

    there.it.change({ date: '2026-01-26', minutes: minutesOf('200', '20'), deckIds: ['e'] as never })
    expect(await there.it.save(UNKNOWN)).toBe(true)
    await agree()
    here.it.change({ name: 'Finals', minutes: minutesOf('10') })
    expect(await here.it.save({ price: 0.5, priced: true })).toBe(true)
    await agree()
    expect(exam()).toMatchObject({
      name: 'Finals',
      at: Date.parse('2026-01-26T09:00'),
      deckIds: ['e'],
      minutes: [10, 20, 200, 200, 200, 200, 200],
      ...UNKNOWN,
    })
    expect(here.it.form()).toMatchObject({ date: '2026-01-26', minutes: minutesOf('10', '20') })

    there.it.change({ minutes: minutesOf('30', '20') })
    await there.it.save(UNKNOWN)
    await agree()
    expect(exam()).toMatchObject({ name: 'Finals', minutes: [30, 20, 200, 200, 200, 200, 200] })
    here.it.change({ time: '10:00' })
    await here.it.save(UNKNOWN)
    await agree()
    expect(exam()).toMatchObject({ at: Date.parse('2026-01-26T10:00'), minutes: [30, 20, 200, 200, 200, 200, 200] })
    here.leave()
    there.leave()
  })

  it('brings its new cards beyond the day’s limit, before all others, as far as the minutes go', async () => {
    const { it: exam, leave } = planExam()
    await exam.save(UNKNOWN)
    const { queue } = await readDayQueue(tab.services, null)
    expect(queue.main.slice(0, 30).every(({ place }) => place.deckId === 'd')).toBe(true)
    expect(queue.main).toHaveLength(35)
    leave()
    const { it: short, leave: go } = tab.use(() => createExamDate(tab.services.settings.current().exams[0]?.id ?? null))
    short.change({ minutes: Array.from({ length: 7 }, () => '1') })
    await short.save(UNKNOWN)
    const few = (await readDayQueue(tab.services, null)).queue.main.filter(({ place }) => place.deckId === 'd')
    expect(few.length).toBeGreaterThan(0)
    expect(few.length).toBeLessThan(6)
    go()
  })

  it('keeps every interval shown before it, and once deleted leaves all as if it had never been', async () => {
    const before = await readDayQueue(tab.services, null)
    const { it: exam, leave } = planExam()
    await exam.save(UNKNOWN)
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
    await exam.save(UNKNOWN)
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

  it('of parts of the cards reads the collection once for all of them, and so does a code that is looked for', async () => {
    let scans = 0
    const counting = await device.open({
      between: (store) => ({
        ...store,
        scan: (onNotes) => {
          scans++
          return store.scan(onNotes)
        },
      }),
    })
    const { it: exam, leave } = planExam('20')
    await exam.save(UNKNOWN)
    const [plan] = tab.services.settings.current().exams
    if (!plan) throw new Error('a plan')
    const parts = ['tag:test', 'article:"About d"'].map((query, i) => ({ ...plan, id: `part ${i}`, query }))
    await counting.services.settings.change({ exams: parts })
    expect((await readDayQueue(counting.services, null)).exams?.rows.get('d' as never)?.size).toBe(30)
    expect(scans).toBe(1)
    leave()
    scans = 0
    const { it: setUp, leave: go } = counting.use(() => createSetUp())
    await vi.waitFor(() => expect(setUp.decks()).toHaveLength(2))
    const code = { blueprint: DEFAULT_BLUEPRINT, seed: 1, content: -1 }
    expect(await setUp.findScope(code)).toBe(false)
    expect(scans).toBe(1)
    go()
  })

  it('is foretold by the topics that its papers count under, whatever the learner took out of the deck', async () => {
    const deck = makeDeck('t', 4, { title: 'Topics' })
    const notes = deck.notes.map((note, i) => (i < 2 ? { ...note, evidence: [], tags: [`tag ${i}`] } : note))
    await tab.store.putDeck({ ...deck, notes }, { builtIn: false })
    const when = tab.services.moment()
    const id = tab.services.clock.next(when.at)
    const [first] = deck.notes
    if (!first) throw new Error('a note')
    await tab.services.writer.write({
      events: [{ ...when, id, kind: 'retire', noteId: first.id, deckId: deck.id, on: true }],
      cards: [],
    })
    const { notes: pool } = await readPool(tab.services, { deckIds: [deck.id], query: '' })
    const { it: exam, leave } = planExam('20', ['t'])
    const { it: outlook, leave: go } = tab.use(() => createOutlook(exam.plan, false, startHere))
    await vi.waitFor(() => expect(outlook().phase).toBe('ready'), 20_000)
    const state = outlook()
    if (state.phase !== 'ready') throw new Error('ready')
    expect(state.topics).toEqual([...new Set(pool.map(({ topic }) => topic))])
    expect(state.topics).toEqual(['tag 1', 'About t'])
    expect(state.outlook.byTopic.map(({ cards }) => cards)).toEqual([1, 2])
    go()
    leave()
  })

  it('that was kept before it was known whether looking ahead pays gets its price later, and draws that order', async () => {
    const { it: exam, leave } = planExam()
    await exam.save(UNKNOWN)
    leave()
    const [plan] = tab.services.settings.current().exams
    expect(plan?.priced).toBe(false)
    const asked: unknown[] = []
    const price = 0.002
    const start = () => startHere((input) => asked.push((input as { price?: unknown }).price), price)
    const { it: outlook, leave: go } = tab.use(() => createOutlook(() => plan ?? null, true, start))
    await vi.waitFor(() => expect(tab.services.settings.current().exams[0]?.priced).toBe(true), 60_000)
    expect(tab.services.settings.current().exams[0]?.price).toBe(price)
    expect(asked).toEqual([null, undefined, price])
    expect(outlook()).toMatchObject({ phase: 'ready', price, priced: true })
    const { exams } = await readDayQueue(tab.services, null)
    expect(exams?.ahead).not.toBeNull()
    go()
  })

  it('is none where a file or an older version of the app made it up, and the pages go on without it', async () => {
    const real = planExam()
    await real.it.save(UNKNOWN)
    real.leave()
    const [plan] = tab.services.settings.current().exams
    if (!plan) throw new Error('a plan')
    const damaged = [
      { ...plan, id: 'instant', at: 1e300 },
      { ...plan, id: 'day', day: 99_000_000 },
      { ...plan, id: 'both', at: 8.64e15, day: 1e8 },
    ]
    const when = tab.services.moment()
    const id = tab.services.clock.next(when.at)
    await tab.store.commit({
      events: [{ ...when, id, kind: 'setting', change: { exams: damaged as never } }],
      cards: [],
    })
    expect(await tab.store.settings()).toMatchObject({ exams: [plan] })
    const { name } = tab.store
    await tab.close()
    const db = await openDB(name)
    const record = await db.get('meta', 'settings')
    await db.put('meta', { ...record, value: { ...record.value, exams: [...damaged, plan] } })
    db.close()
    tab = await device.open()
    expect(tab.services.settings.current().exams).toHaveLength(4)
    expect((await readDayQueue(tab.services, null)).exams?.rows.get('d' as never)?.get(0)).toEqual([plan.day])
    const { it: exams, leave } = tab.use(() => createExams())
    expect(exams()).toEqual([plan])
    leave()
    for (const one of damaged) {
      const page = tab.use(() => createExamDate(one.id))
      expect(page.it.isKept).toBe(false)
      page.leave()
    }
    const page = tab.use(() => createExamDate(plan.id))
    await page.it.remove()
    page.leave()
    expect(tab.services.settings.current().exams).toEqual([])
  })

  it('lies before the year 2100', () => {
    const { it: exam, leave } = planExam('20', ['d'], '2100-01-05')
    expect([exam.plan(), exam.isTooFar(), exam.isPast()]).toEqual([null, true, false])
    exam.change({ date: '2099-12-05' })
    expect([exam.plan()?.name, exam.isTooFar(), exam.isPast()]).toEqual(['Final', false, false])
    exam.change({ date: '1999-12-05' })
    expect([exam.plan(), exam.isTooFar(), exam.isPast()]).toEqual([null, false, true])
    leave()
  })
})
