import { beforeEach, describe, expect, it, vi } from 'vitest'
import { settleSittings, startPaper } from '../../src/app/examPaper.ts'
import { readPool } from '../../src/app/examPool.ts'
import { createExamSitting } from '../../src/app/examSitting.ts'
import type { PaperLockParts } from '../../src/app/paperLock.ts'
import { settlePapers } from '../../src/app/papersDue.ts'
import { isReview } from '../../src/domain/event.ts'
import { DEFAULT_BLUEPRINT } from '../../src/domain/exam.ts'
import type { DeckId } from '../../src/domain/note.ts'
import { MINUTE_MS } from '../../src/domain/time.ts'
import { openSittings } from '../../src/storage/sittings.ts'
import { countOf, withFault } from '../storage/faults.ts'
import { faults } from '../storage/works.ts'
import { makeDeck } from '../storage/world.ts'
import type { AppTab } from './device.ts'
import { device, renewDevice, withDevice } from './eachTest.ts'
import { makeLocks } from './fakeLocks.ts'

/** Handing in where the device will not have it: the law is that a paper and its reviews go into the log exactly once. */
const CARDS = 3
const soon = { interval: 2 }
let tab: AppTab

withDevice(() => ({ document: new EventTarget(), addEventListener: () => {}, removeEventListener: () => {} }))

beforeEach(prepare)

async function prepare(): Promise<void> {
  renewDevice()
  tab = await device.open()
  await tab.store.putDeck(makeDeck('d', CARDS), { builtIn: false })
}

async function start(): Promise<string> {
  const pool = await readPool(tab.services, { deckIds: ['d' as DeckId], query: '' })
  const blueprint = { ...DEFAULT_BLUEPRINT, count: 0, teaches: true }
  const id = await startPaper(tab.services, openSittings(), { title: 'Paper', pool, blueprint, seed: 7 })
  if (id === null) throw new Error('no paper')
  return id
}

const NO_LOCKS: PaperLockParts = { locks: null, channel: null, patienceMs: 50 }

/** The page of a paper in a tab, once it shows something. */
async function openPaper(at: AppTab, id: string, parts = NO_LOCKS) {
  const page = at.use(() => createExamSitting(id, openSittings(), parts))
  await vi.waitFor(() => expect(page.it.view().phase).not.toBe('loading'), soon)
  return page
}

type Page = Awaited<ReturnType<typeof openPaper>>

function answerAllOf({ it: paper }: Page): void {
  for (let n = 0; n < CARDS; n++) {
    paper.act({ kind: 'go', to: n })
    paper.act({ kind: 'answer', answer: { kind: 'text', texts: ['nonsense'] } })
  }
}

/** The same, once the device keeps them. */
async function answerAll(page: Page, id: string): Promise<void> {
  answerAllOf(page)
  await vi.waitFor(async () => expect((await openSittings().get(id))?.sitting.answers).not.toContain(null), soon)
}

const isHandedIn = ({ it: paper }: Page) => paper.view().phase === 'handedIn'
const isHeld = () => tab.services.writer.state().phase === 'held'

/** Submits, and resolves when the paper is in, when the writer holds it, or when the page gave up. */
async function submit(page: Page): Promise<void> {
  page.it.act({ kind: 'submit' })
  await vi.waitFor(() => {
    const gaveUp = (() => {
      try {
        return page.it.view().phase === 'gone'
      } catch {
        return true
      }
    })()
    expect(gaveUp || isHandedIn(page) || isHeld()).toBe(true)
  }, soon)
}

/** Sits on until the paper is in, as whoever finds it open does. */
async function finish(at: AppTab, id: string): Promise<void> {
  const page = await openPaper(at, id)
  if (page.it.view().phase === 'open') {
    await answerAll(page, id)
    page.it.act({ kind: 'submit' })
    await vi.waitFor(() => expect(isHandedIn(page)).toBe(true), soon)
  }
  if (page.it.view().phase === 'over') await vi.waitFor(() => expect(isHandedIn(page)).toBe(true), soon)
  page.leave()
}

async function expectOnce(at: AppTab): Promise<void> {
  const events = await at.store.eventsSince(null)
  expect(events.filter((event) => event.kind === 'exam')).toHaveLength(1)
  expect(events.filter(isReview)).toHaveLength(CARDS)
  expect(await openSittings().all()).toEqual([])
  expect(await at.store.mend('all')).toBe(0)
}

/** What comes after the failure, when there is room again. */
const aftermaths: readonly { readonly name: string; readonly run: (page: Page, id: string) => Promise<void> }[] = [
  {
    name: 'is tried again',
    run: async (page, id) => {
      await tab.services.writer.retry()
      page.leave()
      await finish(tab, id)
      await expectOnce(tab)
    },
  },
  {
    name: 'is opened again while the first try waits',
    run: async (page, id) => {
      page.leave()
      const again = tab.use(() => createExamSitting(id, openSittings(), NO_LOCKS))
      // What the writer holds it shows as handed in, and of what failed altogether the paper.
      await vi.waitFor(() => expect(again.it.view().phase).not.toBe('loading'), soon)
      if (isHeld()) await vi.waitFor(() => expect(again.it.waiting()?.id).toBe(id), soon)
      await tab.services.writer.retry()
      again.leave()
      await finish(tab, id)
      await expectOnce(tab)
    },
  },
  {
    name: 'is opened after a reload',
    run: async (_page, id) => {
      const next = await device.open()
      await finish(next, id)
      await expectOnce(next)
    },
  },
  {
    name: 'is found by the next start',
    run: async (_page, id) => {
      const next = await device.open()
      await settlePapers(next.services)
      const isIn = (await next.store.eventsSince(null)).some(({ kind }) => kind === 'exam')
      const open = await settleSittings(next.services, openSittings())
      expect(open.length + (isIn ? 1 : 0), 'it is handed in, or it is open').toBe(1)
      await finish(next, id)
      await expectOnce(next)
    },
  },
  {
    name: 'is handed in by another tab, and then tried again by the first',
    run: async (page, id) => {
      const other = await device.open()
      await finish(other, id)
      await tab.services.writer.retry()
      page.leave()
      await expectOnce(tab)
      const next = await device.open()
      await settlePapers(next.services)
      await expectOnce(next)
    },
  },
]

/** How many writes or requests a hand-in makes when nothing fails. */
async function requestsOfHandIn(of: 'write' | 'request'): Promise<number> {
  const id = await start()
  const page = await openPaper(tab, id)
  await answerAll(page, id)
  const count = await countOf(of, () => submit(page))
  page.leave()
  await device.closeAll()
  await prepare()
  return count
}

describe('a paper whose hand-in fails at any write', () => {
  for (const fault of faults.filter(({ of }) => of === 'write'))
    for (const after of aftermaths)
      it(`is in the log once, with its reviews: a write ${fault.name}, and it ${after.name}`, async () => {
        const writes = await requestsOfHandIn(fault.of)
        expect(writes).toBeGreaterThan(4)
        for (let n = 1; n <= writes; n++) {
          const id = await start()
          const page = await openPaper(tab, id)
          await answerAll(page, id)
          await withFault(fault.make(n), () => submit(page))
          device.at += MINUTE_MS
          await after.run(page, id)
          await device.closeAll()
          await prepare()
        }
      })

  it('is in the log once, though the device keeps and lets go of no paper any more, also after a reload', async () => {
    const id = await start()
    const sittings = openSittings()
    const full = { ...sittings, put: refuse, remove: refuse }
    const page = tab.use(() => createExamSitting(id, full, NO_LOCKS))
    await vi.waitFor(() => expect(page.it.view().phase).toBe('open'), soon)
    answerAllOf(page)
    await submit(page)
    expect(page.it.failed()).toBe(true)
    expect((await sittings.get(id))?.sitting.over, 'the device says that it goes on').toBeNull()
    const next = await device.open()
    expect(await settleSittings(next.services, sittings), 'the log says that it does not').toEqual([])
    await finish(next, id)
    await expectOnce(next)
  })
})

describe('a paper that is over and that the device would not take', () => {
  /** Submitted with the paper kept and the log full. */
  async function heldBack(locks: LockManager | null = null): Promise<{ readonly id: string; readonly page: Page }> {
    const id = await start()
    const page = await openPaper(tab, id, { ...NO_LOCKS, locks })
    await answerAll(page, id)
    const commit = vi.spyOn(tab.store, 'commit').mockImplementation(() => Promise.reject({ kind: 'quota' }))
    await submit(page)
    commit.mockRestore()
    expect(isHeld()).toBe(true)
    return { id, page }
  }

  it('is shown as handed in and not saved, where it was sat and where it is opened again, until it is in', async () => {
    const { id, page } = await heldBack()
    expect(page.it.waiting()?.id).toBe(id)
    page.leave()
    const again = await openPaper(tab, id)
    await vi.waitFor(() => expect(again.it.waiting()?.over?.cause).toBe('submitted'), soon)
    await tab.services.writer.retry()
    await vi.waitFor(() => expect(isHandedIn(again)).toBe(true), soon)
    expect(again.it.waiting()).toBeNull()
    again.leave()
    await expectOnce(tab)
  })

  it('is the one that was handed in, though only an earlier state of it is stored', async () => {
    const id = await start()
    const sittings = openSittings()
    const page = tab.use(() => createExamSitting(id, { ...sittings, put: refuse }, NO_LOCKS))
    await vi.waitFor(() => expect(page.it.view().phase).toBe('open'), soon)
    answerAllOf(page)
    const commit = vi.spyOn(tab.store, 'commit').mockImplementation(() => Promise.reject({ kind: 'quota' }))
    await submit(page)
    commit.mockRestore()
    page.leave()
    const again = await openPaper(tab, id)
    await vi.waitFor(() => expect(again.it.waiting()?.answers).not.toContain(null), soon)
    expect((await settleSittings(tab.services, sittings)).map(({ sitting }) => sitting.over?.cause)).toEqual([
      'submitted',
    ])
    await tab.services.writer.retry()
    again.leave()
    await expectOnce(tab)
  })

  it('is opened again in its tab, which holds it still, and stands in the list', async () => {
    const locks = makeLocks()
    const { id, page } = await heldBack(locks)
    page.leave()
    const again = await openPaper(tab, id, { ...NO_LOCKS, locks })
    await vi.waitFor(() => expect(again.it.waiting()?.id).toBe(id), soon)
    const open = await settleSittings(tab.services, openSittings(), locks)
    expect(open.map(({ sitting }) => sitting.over?.cause)).toEqual(['submitted'])
    await tab.services.writer.retry()
    await vi.waitFor(() => expect(isHandedIn(again)).toBe(true), soon)
    again.leave()
    await expectOnce(tab)
  })

  it('stands in the list of papers meanwhile, which does not wait for it', async () => {
    const { id, page } = await heldBack()
    page.leave()
    const open = await settleSittings(tab.services, openSittings())
    expect(open.map(({ sitting }) => [sitting.id, sitting.over?.cause])).toEqual([[id, 'submitted']])
    await tab.services.writer.retry()
    await vi.waitFor(async () => expect(await openSittings().all()).toEqual([]), soon)
    await expectOnce(tab)
  })
})

const refuse = () => Promise.reject(new Error('no room'))
