import { beforeEach, describe, expect, it, vi } from 'vitest'
import { handIn, settleSittings, startPaper } from '../../src/app/examPaper.ts'
import { startQuickQuiz } from '../../src/app/examPapers.ts'
import { readPool } from '../../src/app/examPool.ts'
import {
  addToToday,
  createExamReport,
  type ExamReport,
  overturn,
  retakeMissed,
  undoLessons,
} from '../../src/app/examResult.ts'
import { createSetUp } from '../../src/app/examSetUp.ts'
import { createExamSitting } from '../../src/app/examSitting.ts'
import { makePaperLock } from '../../src/app/paperLock.ts'
import { settlePapers } from '../../src/app/papersDue.ts'
import { deckScope } from '../../src/domain/deckTree.ts'
import { isReview } from '../../src/domain/event.ts'
import { type Blueprint, DEFAULT_BLUEPRINT, type Question } from '../../src/domain/exam.ts'
import { parseCode } from '../../src/domain/examCode.ts'
import { type SittingAction, sit } from '../../src/domain/examSitting.ts'
import { cardIdOf, type DeckId, type NoteId } from '../../src/domain/note.ts'
import { MINUTE_MS, toInstant } from '../../src/domain/time.ts'
import { openSittings } from '../../src/storage/sittings.ts'
import { makeDeck } from '../storage/world.ts'
import { type AppTab, MONDAY_MORNING, makeDevice } from './device.ts'
import { device, withDevice } from './eachTest.ts'
import { makeLocks } from './fakeLocks.ts'

const DECK = 'd' as DeckId
let tab: AppTab

withDevice(() => ({ document: new EventTarget(), addEventListener: () => {}, removeEventListener: () => {} }))

beforeEach(async () => {
  tab = await device.open()
  await tab.store.putDeck(makeDeck('d', 4), { builtIn: false })
})

const pass = (minutes: number) => {
  device.at += minutes * MINUTE_MS
}

async function start(change: Partial<Blueprint> = {}): Promise<string> {
  const pool = await readPool(tab.services, { deckIds: [DECK], query: '' })
  const blueprint = { ...DEFAULT_BLUEPRINT, count: 0, ...change }
  const id = await startPaper(tab.services, openSittings(), { title: 'Paper', pool, blueprint, seed: 7 })
  if (id === null) throw new Error('no paper')
  return id
}

const rightText = (question: Question | undefined): string => (question?.kind === 'typed' ? question.answer : '')

/** Answers the questions in order, hands in and reads the result. */
async function sitAll(id: string, textOf: (question: Question, index: number) => string | null): Promise<ExamReport> {
  const sittings = openSittings()
  const kept = await sittings.get(id)
  if (!kept) throw new Error('no sitting')
  let { sitting } = kept
  const act = (action: SittingAction) => {
    sitting = sit(sitting, action, tab.services.now())
  }
  for (const [index, question] of sitting.questions.entries()) {
    act({ kind: 'go', to: index })
    const text = textOf(question, index)
    if (text !== null) act({ kind: 'answer', answer: { kind: 'text', texts: [text] } })
  }
  act({ kind: 'submit' })
  return reportOf(await handIn(tab.services, sittings, { sitting, examId: null }))
}

async function reportOf(examId: Awaited<ReturnType<typeof handIn>>): Promise<ExamReport> {
  const { it: report, leave } = tab.use(() => createExamReport(examId))
  await vi.waitFor(() => expect(report.state).toBe('ready'))
  const read = report()
  leave()
  if (!read) throw new Error('no report')
  return read
}

const reviews = async () => (await tab.store.eventsSince(null)).filter(isReview)

describe('a paper', () => {
  it('is taken up on the same question with the clock as it ran, and every answer as it was given', async () => {
    const id = await start({ limitMinutes: 10 })
    const first = tab.use(() => createExamSitting(id))
    await vi.waitFor(() => expect(first.it.view().phase).toBe('open'))
    pass(2)
    first.it.act({ kind: 'go', to: 1 })
    first.it.act({ kind: 'answer', answer: { kind: 'text', texts: ['half an ans'] } })
    await vi.waitFor(async () => expect((await openSittings().get(id))?.sitting.answers[1]).not.toBeNull())
    // The app is killed here: nothing is left but what was kept.
    pass(3)
    const second = tab.use(() => createExamSitting(id))
    await vi.waitFor(() => expect(second.it.view().phase).toBe('open'))
    const view = second.it.view()
    if (view.phase !== 'open') throw new Error('open')
    expect(view.sitting.current).toBe(1)
    expect(view.sitting.answers[1]).toEqual({ kind: 'text', texts: ['half an ans'] })
    expect(second.it.leftMs()).toBe(5 * MINUTE_MS)
    first.leave()
    second.leave()
  })

  it('is one tab’s at a time: another says so, gets it with every answer on demand, and the first steps back', async () => {
    const id = await start({ limitMinutes: 10 })
    const locks = makeLocks()
    const hub = new EventTarget()
    const parts = () => {
      const own: ((event: MessageEvent) => void)[] = []
      return {
        locks,
        patienceMs: 2000,
        channel: {
          postMessage: (data: unknown) => hub.dispatchEvent(new MessageEvent('message', { data })),
          addEventListener: (type: string, listener: (event: MessageEvent) => void) => {
            own.push(listener)
            hub.addEventListener(type, listener as EventListener)
          },
          close: () => {
            for (const listener of own) hub.removeEventListener('message', listener as EventListener)
          },
        } as unknown as BroadcastChannel,
      }
    }
    const first = tab.use(() => createExamSitting(id, openSittings(), parts()))
    await vi.waitFor(() => expect(first.it.view().phase).toBe('open'))
    const other = await device.open()
    const second = other.use(() => createExamSitting(id, openSittings(), parts()))
    await vi.waitFor(() => expect(second.it.view().phase).toBe('elsewhere'), 5000)
    first.it.act({ kind: 'answer', answer: { kind: 'text', texts: ['given at the last moment'] } })
    second.it.takeOver()
    await vi.waitFor(() => expect(second.it.view().phase).toBe('open'), 5000)
    expect(first.it.view().phase).toBe('elsewhere')
    const taken = second.it.view()
    if (taken.phase !== 'open') throw new Error('open')
    expect(taken.sitting.answers[0]).toEqual({ kind: 'text', texts: ['given at the last moment'] })
    // What the first still does changes nothing; nor is a paper that ran out handed in over the head of who sits it.
    first.it.act({ kind: 'answer', answer: { kind: 'text', texts: ['too late'] } })
    const before = await openSittings().get(id)
    first.leave()
    expect(await openSittings().get(id)).toEqual(before)
    pass(11)
    expect((await settleSittings(tab.services, openSittings(), locks)).map(({ sitting }) => sitting.id)).toEqual([id])
    second.it.act({ kind: 'tick' })
    await vi.waitFor(() => expect(second.it.view().phase).toBe('handedIn'))
    second.leave()
    expect(await settleSittings(tab.services, openSittings(), locks)).toEqual([])
    expect((await tab.store.eventsSince(null)).filter((event) => event.kind === 'exam')).toHaveLength(1)
  })

  it('is taken from a tab that sleeps, which then knows', async () => {
    const id = await start()
    const locks = makeLocks()
    const deaf = { locks, patienceMs: 50, channel: null }
    const first = tab.use(() => createExamSitting(id, openSittings(), deaf))
    await vi.waitFor(() => expect(first.it.view().phase).toBe('open'))
    const second = tab.use(() => createExamSitting(id, openSittings(), deaf))
    await vi.waitFor(() => expect(second.it.view().phase).toBe('elsewhere'), 5000)
    second.it.takeOver()
    await vi.waitFor(() => expect(second.it.view().phase).toBe('open'), 5000)
    expect(first.it.view().phase).toBe('elsewhere')
    first.leave()
    second.leave()
  })

  it('whose time ran out while the app was closed is handed in at the next start, and where there is none nothing is opened', async () => {
    await settlePapers(tab.services)
    expect(await indexedDB.databases()).not.toContainEqual(expect.objectContaining({ name: 'recite-papers' }))
    await start({ limitMinutes: 10 })
    pass(11)
    await Promise.all([settlePapers(tab.services), settlePapers(tab.services)])
    const exams = (await tab.store.eventsSince(null)).filter((event) => event.kind === 'exam')
    expect(exams).toMatchObject([{ cause: 'time', at: toInstant(MONDAY_MORNING + 10 * MINUTE_MS) }])
  })

  it('whose time ran out while the app was closed is handed in, dated when it ran out', async () => {
    const id = await start({ limitMinutes: 10 })
    pass(24 * 60)
    expect(await settleSittings(tab.services, openSittings())).toEqual([])
    const [exam] = (await tab.store.eventsSince(null)).filter((event) => event.kind === 'exam')
    expect(exam).toMatchObject({ cause: 'time', at: toInstant(MONDAY_MORNING + 10 * MINUTE_MS) })
    expect(await openSittings().get(id)).toBeNull()
  })

  it('whose time ran out is handed in though the tab that sat it is still on its way out', async () => {
    const id = await start({ limitMinutes: 10 })
    const locks = makeLocks()
    const closing = makePaperLock(
      id,
      { locks, channel: null, patienceMs: 50 },
      async () => {},
      () => {},
    )
    expect(await closing.take('free')).toBe(true)
    pass(11)
    const settled = settleSittings(tab.services, openSittings(), locks)
    setTimeout(closing.release, 50)
    expect(await settled).toEqual([])
    expect((await tab.store.eventsSince(null)).map(({ kind }) => kind)).toContain('exam')
  })

  it('survives a clock that was put back while the app was closed', async () => {
    const id = await start({ limitMinutes: 10 })
    pass(-600)
    const { it: exam, leave } = tab.use(() => createExamSitting(id))
    await vi.waitFor(() => expect(exam.view().phase).toBe('open'))
    expect(exam.leftMs()).toBe(10 * MINUTE_MS)
    leave()
  })

  it('is in the log once, though the app was killed between naming and letting go', async () => {
    const id = await start()
    const sittings = openSittings()
    const kept = await sittings.get(id)
    if (!kept) throw new Error('kept')
    const over = { ...kept.sitting, over: { cause: 'submitted' as const, at: tab.services.now() } }
    const examId = await handIn(tab.services, sittings, { sitting: over, examId: null })
    await sittings.put({ sitting: over, examId })
    expect(await settleSittings(tab.services, sittings)).toEqual([])
    expect((await tab.store.eventsSince(null)).filter((event) => event.kind === 'exam')).toHaveLength(1)
  })

  it('goes into the log though the device would not keep its name first', async () => {
    const sittings = openSittings()
    const kept = await sittings.get(await start())
    if (!kept) throw new Error('kept')
    const over = { ...kept.sitting, over: { cause: 'submitted' as const, at: tab.services.now() } }
    const full = { ...sittings, put: () => Promise.reject(new Error('no room')) }
    const examId = await handIn(tab.services, full, { sitting: over, examId: null })
    expect(await tab.store.events([examId])).toHaveLength(1)
    expect(await sittings.all()).toEqual([])
  })

  it('from a friend’s code is the identical paper, found among the decks', async () => {
    await tab.store.putDeck(makeDeck('e', 4), { builtIn: false })
    const code = (await openSittings().get(await start({ count: 2 })))?.sitting.code ?? ''
    const other = makeDevice()
    const theirs = await other.open()
    await theirs.store.putDeck(makeDeck('e', 4), { builtIn: false })
    await theirs.store.putDeck(makeDeck('d', 4), { builtIn: false })
    const { it: setUp, leave } = theirs.use(() => createSetUp())
    await vi.waitFor(() => expect(setUp.decks()).toHaveLength(2))
    const parsed = parseCode(code)
    if (!parsed) throw new Error('a code')
    expect(await setUp.findScope(parsed)).toBe(true)
    const id = await setUp.start('Paper', parsed.blueprint, parsed.seed)
    const mine = (await openSittings().all()).map(({ sitting }) => sitting.questions)
    expect(id).not.toBeNull()
    expect(mine).toHaveLength(2)
    expect(mine[0]).toEqual(mine[1])
    expect(await setUp.findScope({ ...parsed, content: parsed.content ^ 1 })).toBe(false)
    leave()
    await other.closeAll()
  })

  it('over a folder is the identical paper on another device, which has other decks too and got these in another order', async () => {
    const inFolder = (id: string, title: string) => ({ ...makeDeck(id, 3), title })
    const folder = [
      inFolder('z', 'News::Asia'),
      inFolder('b', 'News::Asia::Kabul'),
      inFolder('m', 'News::Europe'),
    ] as const
    const other = makeDevice()
    const theirs = await other.open()
    for (const deck of folder) await tab.store.putDeck(deck, { builtIn: false })
    for (const deck of [inFolder('c', 'Newsreel'), ...[...folder].reverse(), inFolder('a', 'Science::News')])
      await theirs.store.putDeck(deck, { builtIn: false })

    const { it: mine, leave } = tab.use(() => createSetUp())
    await vi.waitFor(() => expect(mine.decks()).toHaveLength(4))
    mine.toggleDecks(['m', 'z', 'b'] as DeckId[])
    const id = await mine.start('News', { ...DEFAULT_BLUEPRINT, count: 6 }, 7)
    const paper = (await openSittings().get(id ?? ''))?.sitting
    const code = parseCode(paper?.code ?? '')
    if (!paper || !code) throw new Error('a paper with a code')
    expect(new Set(paper.questions.map(({ deckId }) => deckId)).size).toBeGreaterThan(1)

    const { it: setUp, leave: leaveTheirs } = theirs.use(() => createSetUp())
    await vi.waitFor(() => expect(setUp.decks()).toHaveLength(5))
    expect(await setUp.findScope(code)).toBe(true)
    expect([...setUp.scope().deckIds].sort()).toEqual(['b', 'm', 'z'])
    const again = await setUp.start('News', code.blueprint, code.seed)
    expect(again).not.toBe(id)
    expect((await openSittings().get(again ?? ''))?.sitting.questions).toEqual(paper.questions)
    leave()
    leaveTheirs()
    await other.closeAll()
  })

  it('of ten starts from a deck; from an empty one it does not', async () => {
    expect(await startQuickQuiz(tab.services, DECK)).not.toBeNull()
    await tab.store.putDeck(makeDeck('none', 0), { builtIn: false })
    expect(await startQuickQuiz(tab.services, 'none' as DeckId)).toBeNull()
  })
})

describe('what a paper teaches', () => {
  it('goes into the log with it in one change, and is taken back whole', async () => {
    const before = await tab.store.cards([])
    const report = await sitAll(await start({ teaches: true }), (question, i) =>
      i === 0 ? 'nonsense' : rightText(question),
    )
    // New cards that were right are not due: only the miss teaches.
    expect(report.lessons.map(({ rating, source }) => [rating, source])).toEqual([['again', 'quiz']])
    const cardId = report.lessons[0]?.cardId ?? cardIdOf('' as NoteId, 'front')
    expect((await tab.store.cards([cardId]))[0]?.memory.phase).toBe('learning')
    await undoLessons(tab.services, report)
    expect((await tab.store.cards([cardId]))[0]?.memory.phase).toBe('new')
    expect((await reportOf(report.exam.id)).lessons).toEqual([])
    expect(before).toEqual([])
  })

  it('nothing, unless that was chosen', async () => {
    await sitAll(await start(), () => 'nonsense')
    expect(await reviews()).toEqual([])
  })

  it('changes with an overturned mark: the miss is taken back, and the answer accepted from now on', async () => {
    const report = await sitAll(await start({ teaches: true }), () => 'another way to say it')
    const before = report.lessons.length
    await overturn(tab.services, report, 0, true, 'another way to say it')
    const after = await reportOf(report.exam.id)
    expect(after.result.right).toBe(1)
    expect(after.lessons).toHaveLength(before - 1)
    const [cardId] = report.exam.questions[0]?.cards ?? []
    const deck = await tab.store.deck(DECK)
    expect(deck?.notes.find((note) => cardIdOf(note.id, 'front') === cardId)?.accepted).toContain(
      'another way to say it',
    )
    await overturn(tab.services, after, 0, false, null)
    const back = await reportOf(report.exam.id)
    expect(back.result.right).toBe(0)
    expect(back.lessons).toHaveLength(before)
  })
})

describe('after a paper', () => {
  it('misses go into today: new cards start, others become due', async () => {
    const report = await sitAll(await start(), (question, i) => (i === 0 ? null : rightText(question)))
    expect(await addToToday(tab.services, report, [0])).toBe(1)
    expect((await reviews()).map(({ rating }) => rating)).toEqual(['again'])
  })

  it('misses come back by the steps of their deck', async () => {
    const report = await sitAll(await start(), (question, i) => (i === 0 ? null : rightText(question)))
    const [cardId] = report.exam.questions[0]?.cards ?? []
    if (cardId === undefined) throw new Error('no card')
    await tab.services.settings.changeIn(deckScope(DECK), { learningStepsMinutes: [7, 20] })
    await addToToday(tab.services, report, [0])
    const [state] = await tab.store.cards([cardId])
    const minutes = state && state.memory.phase !== 'new' ? (state.memory.due - device.at) / MINUTE_MS : 0
    // A step comes up to a quarter late.
    expect(minutes).toBeGreaterThanOrEqual(7)
    expect(minutes).toBeLessThanOrEqual(7 * 1.25)
  })

  it('only what was missed is asked again', async () => {
    const report = await sitAll(await start(), (question, i) => (i === 0 ? 'nonsense' : rightText(question)))
    const id = await retakeMissed(tab.services, report)
    const again = await openSittings().get(id ?? '')
    expect(again?.sitting.questions.flatMap(({ cards }) => cards)).toEqual(report.exam.questions[0]?.cards)
    const perfect = await sitAll(await start(), rightText)
    expect(await retakeMissed(tab.services, perfect)).toBeNull()
  })
})
