import { describe, expect, test } from 'vitest'
import { readDayDone } from '../../src/app/dayDone.ts'
import { installWeights } from '../../src/app/optimize.ts'
import { createStudy, type Study } from '../../src/app/study.ts'
import { deckScope } from '../../src/domain/deckTree.ts'
import { foldLog } from '../../src/domain/fold.ts'
import type { CardId, DeckId, Note } from '../../src/domain/note.ts'
import { DAY_MS, HOUR_MS, MINUTE_MS } from '../../src/domain/time.ts'
import { fail } from '../../src/storage/failure.ts'
import type { Store } from '../../src/storage/store.ts'
import { LEARNERS } from '../domain/optimizeLearner.ts'
import { until } from '../storage/check.ts'
import { assertWhole } from '../storage/whole.ts'
import { front, makeDeck } from '../storage/world.ts'
import { MONDAY_MORNING, makeGate } from './device.ts'
import {
  answer,
  cardsAndQueue,
  device,
  isSafe,
  openWithDeck,
  SECOND,
  shown,
  startStudy,
  undo,
  withDevice,
} from './learner.ts'

withDevice()

describe('a session', () => {
  test("shows the day's new cards in deck order, and says when there is nothing left", async () => {
    const tab = await openWithDeck(3)
    const { study } = await startStudy(tab)
    expect(study.lastStep()).toBe(null)
    const seen = [await answer(tab, study, 'easy'), await answer(tab, study, 'easy'), await answer(tab, study, 'easy')]
    expect(seen).toEqual([front('d-n0'), front('d-n1'), front('d-n2')])
    expect(study.view()).toMatchObject({
      phase: 'finished',
      summary: { cards: 3, rightAtFirst: 3, answers: 3, elapsedMs: 9000, nextAt: null },
    })
    await assertWhole(tab.store)
  })

  test('does what the buttons said: the due that was previewed is the due that is stored', async () => {
    const tab = await openWithDeck(4)
    const { study } = await startStudy(tab)
    for (const rating of ['again', 'hard', 'good', 'easy'] as const) {
      device.at += 3 * SECOND
      study.reveal()
      const previewed = study.preview()?.[rating]
      const cardId = shown(study)
      study.rate(rating)
      await isSafe(tab)
      const [state] = await tab.store.cards([cardId])
      const memory = state?.memory
      expect(memory?.phase !== 'new' && memory?.due).toBe(previewed?.due)
    }
    await assertWhole(tab.store)
  })

  test('acknowledges an answer once it is stored, not before', async () => {
    const gate = makeGate()
    const tab = await device.open({
      between: (store) => ({ ...store, commit: (change) => gate.promise.then(() => store.commit(change)) }),
    })
    await tab.store.putDeck(makeDeck('d', 3), { builtIn: true })
    const { study } = await startStudy(tab)
    device.at += 3 * SECOND
    study.reveal()
    study.rate('good')
    expect(shown(study)).toBe(front('d-n1'))
    expect(study.done()).toBe(null)
    expect(await tab.store.eventsSince(null)).toEqual([])
    gate.open()
    await until(() => study.done() !== null, 'the acknowledgement')
    expect(study.done()).toMatchObject({ kind: 'rated', rating: 'good' })
    expect(await tab.store.eventsSince(null)).toHaveLength(1)
  })

  test('brings a card on its step back when the step has come, and at once when nothing else is left', async () => {
    const tab = await openWithDeck(3)
    const { study } = await startStudy(tab)
    const failed = await answer(tab, study, 'again')
    expect(await answer(tab, study, 'easy')).toBe(front('d-n1'))
    device.at += 2 * MINUTE_MS
    await answer(tab, study, 'easy')
    expect(shown(study)).toBe(failed)
    await answer(tab, study, 'good')
    expect(shown(study)).toBe(failed)
    await answer(tab, study, 'good')
    expect(study.view().phase).toBe('finished')
    expect((await tab.store.cards([failed]))[0]?.memory.phase).toBe('review')
  })

  test('goes on after a reload where it was: what is done is done, and the step still comes', async () => {
    const tab = await openWithDeck(3)
    const first = await startStudy(tab)
    const failed = await answer(tab, first.study, 'again')
    await answer(tab, first.study, 'easy')
    const next = shown(first.study)
    first.leave()
    const { study } = await startStudy(tab)
    expect(shown(study)).toBe(next)
    device.at += 2 * MINUTE_MS
    await answer(tab, study, 'easy')
    expect(shown(study)).toBe(failed)
  })

  test('of one deck asks no card of another', async () => {
    const tab = await openWithDeck(2)
    await tab.store.putDeck(makeDeck('other', 2), { builtIn: true })
    const { study } = await startStudy(tab, 'other' as DeckId)
    expect([await answer(tab, study, 'easy'), await answer(tab, study, 'easy')]).toEqual([
      front('other-n0'),
      front('other-n1'),
    ])
    expect(study.view().phase).toBe('finished')
  })

  test('takes a second tap within 300 ms of a new card for the one before it', async () => {
    const tab = await openWithDeck(3)
    const { study } = await startStudy(tab)
    await answer(tab, study, 'good')
    device.at += 299
    study.reveal()
    study.rate('easy')
    expect(study.view().phase).toBe('question')
    device.at += 1
    study.reveal()
    expect(study.view().phase).toBe('answer')
    expect(await tab.store.eventsSince(null)).toHaveLength(1)
  })

  test('does not rate a card whose answer was not seen, nor one twice', async () => {
    const tab = await openWithDeck(3)
    const { study } = await startStudy(tab)
    study.rate('easy')
    expect(shown(study)).toBe(front('d-n0'))
    device.at += 3 * SECOND
    study.reveal()
    study.rate('good')
    study.rate('good')
    await isSafe(tab)
    expect(shown(study)).toBe(front('d-n1'))
    expect(await tab.store.eventsSince(null)).toHaveLength(1)
  })

  test('says so instead of waiting for ever when the cards cannot be read', async () => {
    const tab = await device.open({
      between: (store) => ({ ...store, columns: () => Promise.reject(fail({ kind: 'closed' })) }),
    })
    const { it } = tab.use(() => createStudy({ kind: 'due', scope: null }))
    const refused = () => {
      try {
        it.view()
        return false
      } catch {
        return true
      }
    }
    await until(refused, 'the failure is seen')
  })
})

describe('undo', () => {
  test('gives back card, columns and queue exactly, over any run of answers and cards set aside', async () => {
    const tab = await openWithDeck(6)
    const { study } = await startStudy(tab)
    const steps: ((study: Study) => Promise<unknown>)[] = [
      (study) => answer(tab, study, 'again'),
      (study) => answer(tab, study, 'easy'),
      async (study) => {
        device.at += SECOND
        study.act('bury')
        await isSafe(tab)
      },
      (study) => answer(tab, study, 'good'),
      async (study) => {
        device.at += SECOND
        study.act('suspend')
        await isSafe(tab)
      },
      (study) => answer(tab, study, 'hard'),
    ]
    const before: { state: unknown; card: CardId }[] = []
    for (const step of steps) {
      before.push({ state: await cardsAndQueue(tab), card: shown(study) })
      await step(study)
    }
    for (const { state, card } of before.toReversed()) {
      await undo(tab, study)
      expect(await cardsAndQueue(tab)).toEqual(state)
      expect(shown(study)).toBe(card)
      expect(study.view().phase).toBe('question')
      await assertWhole(tab.store)
    }
    expect(study.lastStep()).toBe(null)
    expect(await tab.store.eventsSince(null)).toHaveLength(12)
  })

  test('works after a reload, on the finish screen, and names what it took back', async () => {
    const tab = await openWithDeck(2)
    const before = await cardsAndQueue(tab)
    const first = await startStudy(tab)
    await answer(tab, first.study, 'easy')
    const between = await cardsAndQueue(tab)
    await answer(tab, first.study, 'easy')
    first.leave()
    await tab.close()
    const again = await device.open()
    const { study } = await startStudy(again)
    expect(study.view().phase).toBe('finished')
    await until(() => study.lastStep() !== null, 'what was done is read')
    await undo(again, study)
    expect(shown(study)).toBe(front('d-n1'))
    expect(study.done()).toMatchObject({ kind: 'undone', step: [{ kind: 'review', rating: 'easy' }] })
    expect(await cardsAndQueue(again)).toEqual(between)
    await undo(again, study)
    expect(shown(study)).toBe(front('d-n0'))
    expect(await cardsAndQueue(again)).toEqual(before)
    await assertWhole(again.store)
  })

  test('then answering anew is the same as if the first answer had never been', async () => {
    const tab = await openWithDeck(2)
    const { study } = await startStudy(tab)
    await answer(tab, study, 'again')
    await undo(tab, study)
    await answer(tab, study, 'easy')
    const [state] = await tab.store.cards([front('d-n0')])
    expect(state).toMatchObject({ reps: 1, lapses: 0, recentRatings: ['easy'], memory: { phase: 'review' } })
    expect(state?.events).toHaveLength(1)
    await assertWhole(tab.store)
  })

  test('of an answer whose card has left with its deck waits for nothing and loses nothing', async () => {
    const tab = await openWithDeck(2)
    await tab.store.putDeck(makeDeck('gone', 1), { builtIn: false })
    const first = await startStudy(tab)
    await answer(tab, first.study, 'easy')
    first.leave()
    const other = await startStudy(tab, 'gone' as DeckId)
    await answer(tab, other.study, 'easy')
    other.leave()
    await tab.store.removeDeck('gone' as DeckId)
    const { study } = await startStudy(tab)
    await undo(tab, study)
    expect((await tab.store.cards([front('gone-n0')]))[0]?.reps).toBe(0)
    await undo(tab, study)
    expect(shown(study)).toBe(front('d-n0'))
    await assertWhole(tab.store)
  })

  test('leaves a wording changed in between alone', async () => {
    const tab = await openWithDeck(2)
    const { study } = await startStudy(tab)
    await answer(tab, study, 'good')
    const { services } = tab
    const mine = { ...makeDeck('d', 1).notes[0], content: { kind: 'qa', question: 'Mine?', answer: 'Mine.' } } as Note
    const when = services.moment()
    const id = services.clock.next(when.at)
    const event = { ...when, id, kind: 'note' as const, noteId: mine.id, deckId: 'd' as DeckId, note: mine }
    await services.writer.write({ events: [event], cards: [] })
    await undo(tab, study)
    expect((await tab.store.deck('d' as DeckId))?.notes[0]).toEqual(mine)
    expect((await tab.store.cards([front('d-n0')]))[0]?.reps).toBe(0)
  })
})

describe('cards set aside', () => {
  test('a buried one comes back after the rollover, a suspended one does not', async () => {
    const tab = await openWithDeck(3)
    const first = await startStudy(tab)
    device.at += SECOND
    first.study.act('bury')
    device.at += SECOND
    first.study.act('suspend')
    await isSafe(tab)
    expect(first.study.done()).toMatchObject({ kind: 'done', step: [{ kind: 'suspend' }] })
    expect(shown(first.study)).toBe(front('d-n2'))
    first.leave()
    const same = await startStudy(tab)
    expect(shown(same.study)).toBe(front('d-n2'))
    same.leave()
    device.at = Date.UTC(2026, 0, 6, 4)
    const { study } = await startStudy(tab)
    expect([await answer(tab, study, 'easy'), await answer(tab, study, 'easy')]).toEqual([front('d-n0'), front('d-n2')])
    expect(study.view().phase).toBe('finished')
    await assertWhole(tab.store)
  })
})

describe("a day's limits", () => {
  test('hold over all sessions of a day, and begin anew with the next', async () => {
    const tab = await openWithDeck(12)
    await tab.services.settings.change({ newPerDay: 3 })
    const first = await startStudy(tab)
    for (let i = 0; i < 2; i++) await answer(tab, first.study, 'easy')
    first.leave()
    const second = await startStudy(tab)
    expect(await answer(tab, second.study, 'easy')).toBe(front('d-n2'))
    expect(second.study.view().phase).toBe('finished')
    second.leave()
    const third = await startStudy(tab)
    expect(third.study.view().phase).toBe('finished')
    third.leave()
    device.at += DAY_MS
    const { study } = await startStudy(tab)
    expect(study.view().phase).toBe('question')
    expect(shown(study)).toBe(front('d-n3'))
  })

  test('give back what an undone answer had used', async () => {
    const tab = await openWithDeck(3)
    await tab.services.settings.change({ newPerDay: 1 })
    const first = await startStudy(tab)
    await answer(tab, first.study, 'easy')
    expect(first.study.view().phase).toBe('finished')
    await undo(tab, first.study)
    first.leave()
    const { study } = await startStudy(tab)
    expect(shown(study)).toBe(front('d-n0'))
  })
})

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

describe('a write that fails', () => {
  test('holds the session with the next card on show, keeps the answer, and goes on when it is safe', async () => {
    let full = true
    const tab = await device.open({
      between: (store): Store => ({
        ...store,
        commit: (change) => (full ? Promise.reject(fail({ kind: 'quota' })) : store.commit(change)),
      }),
    })
    await tab.store.putDeck(makeDeck('d', 4), { builtIn: true })
    const { study } = await startStudy(tab)
    device.at += 3 * SECOND
    study.reveal()
    study.rate('good')
    await until(() => tab.services.writer.state().phase === 'held', 'it is said')
    expect(study.done()).toBe(null)
    device.at += 3 * SECOND
    study.reveal()
    for (const attempt of [() => study.rate('good'), () => study.act('bury'), () => study.act('suspend'), study.undo])
      attempt()
    await new Promise((done) => setTimeout(done, 5))
    expect(shown(study)).toBe(front('d-n1'))
    const state = tab.services.writer.state()
    expect(state.phase === 'held' && state.waiting).toHaveLength(1)
    full = false
    await tab.services.writer.retry()
    await until(() => study.done() !== null, 'the acknowledgement comes late, but it comes')
    study.rate('good')
    await isSafe(tab)
    expect(shown(study)).toBe(front('d-n2'))
    expect(await tab.store.eventsSince(null)).toHaveLength(2)
    await assertWhole(tab.store)
  })
})

describe('a session begun while an answer is held', () => {
  test('takes that answer over once it is safe, and does not ask the card again', async () => {
    let full = true
    const tab = await device.open({
      between: (store): Store => ({
        ...store,
        commit: (change) => (full ? Promise.reject(fail({ kind: 'quota' })) : store.commit(change)),
      }),
    })
    await tab.store.putDeck(makeDeck('d', 3), { builtIn: true })
    const first = await startStudy(tab)
    device.at += 3 * SECOND
    first.study.reveal()
    first.study.rate('easy')
    await until(() => tab.services.writer.state().phase === 'held', 'it is said')
    first.leave()
    const { study } = await startStudy(tab)
    full = false
    await tab.services.writer.retry()
    await until(() => shown(study) === front('d-n1'), 'the session knows')
    await answer(tab, study, 'easy')
    await answer(tab, study, 'easy')
    expect(study.view().phase).toBe('finished')
    await assertWhole(tab.store)
    expect((await tab.store.cards([front('d-n0')]))[0]?.reps).toBe(1)
  })
})

describe('two tabs', () => {
  test('do not ask the same card twice: what one answered is gone from the other, on show or not', async () => {
    const here = await openWithDeck(4)
    const there = await device.open()
    const a = await startStudy(here)
    const b = await startStudy(there)
    expect(shown(b.study)).toBe(front('d-n0'))
    await answer(here, a.study, 'easy')
    await answer(here, a.study, 'easy')
    await until(() => shown(b.study) === front('d-n2'), 'the other tab has moved on')
    expect([await answer(there, b.study, 'easy'), await answer(there, b.study, 'easy')]).toEqual([
      front('d-n2'),
      front('d-n3'),
    ])
    expect(b.study.view().phase).toBe('finished')
    expect((await readDayDone(here.services)).used).toEqual({ new: 4, review: 0 })
  })

  test('know the memory that new weights give to a card on show, and lose no card over it', async () => {
    const here = await openWithDeck(4)
    const { study, leave } = await startStudy(here)
    for (let i = 0; i < 4; i++) await answer(here, study, 'easy')
    leave()
    device.at += 30 * DAY_MS
    const there = await device.open()
    const { study: other } = await startStudy(there)
    const weights = (LEARNERS.strong ?? []).map((weight, i) => (i === 0 ? weight + 0.1 : weight))
    await installWeights(here.services, weights)
    await until(() => there.services.settings.current().weights !== null, 'the weights are known there')
    const [fresh] = await here.store.cards([shown(other)])
    await until(() => memoryOf(other) === JSON.stringify(fresh?.memory), 'the memory is known there')
    for (let i = 0; i < 4; i++) await answer(there, other, 'good')
    expect(other.view().phase).toBe('finished')
    await assertWhole(there.store)
  })

  test('that study the same cards leave states that are the fold of the log', async () => {
    const here = await openWithDeck(4)
    const there = await device.open()
    const a = await startStudy(here)
    const b = await startStudy(there)
    for (let i = 0; i < 3; i++) {
      await answer(here, a.study, i === 1 ? 'again' : 'good')
      await new Promise((done) => setTimeout(done, 20))
      if (b.study.view().phase !== 'finished') await answer(there, b.study, 'good')
      await new Promise((done) => setTimeout(done, 20))
    }
    await assertWhole(here.store)
    await assertWhole(there.store)
    const folded = foldLog(await here.store.eventsSince(null))
    for (const state of folded.cards.values()) expect(state.events.length).toBe(state.reps)
  })
})

const memoryOf = (study: Study): string => {
  const view = study.view()
  return view.phase === 'question' || view.phase === 'answer' ? JSON.stringify(view.card.state.memory) : ''
}

describe('settings of a deck', () => {
  const d = deckScope('d' as DeckId)

  test('decide steps, intervals and limits of its cards, and nothing of others', async () => {
    const tab = await openWithDeck(5)
    await tab.store.putDeck(makeDeck('e', 2), { builtIn: true })
    await tab.services.settings.changeIn(d, { learningStepsMinutes: [], maximumIntervalDays: 3, newPerDay: 1 })
    const { study } = await startStudy(tab)
    device.at += 3 * SECOND
    study.reveal()
    expect(shown(study)).toBe(front('d-n0'))
    expect(study.preview()?.easy.wait).toEqual({ kind: 'days', days: 3 })
    const good = study.preview()?.good.wait
    expect(good?.kind).toBe('days')
    study.rate('good')
    await isSafe(tab)
    expect(shown(study)).toBe(front('e-n0'))
    device.at += 3 * SECOND
    study.reveal()
    expect(study.preview()?.good.wait.kind).toBe('time')
    expect(study.preview()?.easy.wait).toMatchObject({ kind: 'days' })
    await assertWhole(tab.store)
  })

  test('say when a card is a leech, which tags its note in the same step, and undo takes both back', async () => {
    const tab = await openWithDeck(1)
    await tab.services.settings.changeIn(d, { leechLapses: 2, relearningStepsMinutes: [], learningStepsMinutes: [] })
    const lapses: (number | null | undefined)[] = []
    for (let i = 0; i < 5; i++) {
      const { study, leave } = await startStudy(tab)
      await answer(tab, study, i === 0 ? 'good' : 'again')
      await until(() => study.done() !== null, 'it is acknowledged')
      const done = study.done()
      lapses.push(done?.kind === 'rated' ? done.leechLapses : undefined)
      leave()
      device.at += 9 * DAY_MS
    }
    expect(lapses).toEqual([null, null, 2, 3, 4])
    const tags = async () => (await tab.store.deck('d' as DeckId))?.notes[0]?.tags
    expect(await tags()).toEqual([...(makeDeck('d', 1).notes[0]?.tags ?? []), 'leech'])
    const notes = (await tab.store.eventsSince(null)).filter(({ kind }) => kind === 'note')
    expect(notes).toHaveLength(1)
    await assertWhole(tab.store)
  })

  test('a leech’s tag goes with the answer that brought it', async () => {
    const tab = await openWithDeck(1)
    await tab.services.settings.changeIn(d, { leechLapses: 1, relearningStepsMinutes: [], learningStepsMinutes: [] })
    const first = await startStudy(tab)
    await answer(tab, first.study, 'good')
    first.leave()
    device.at += 9 * DAY_MS
    const before = await cardsAndQueue(tab)
    const { study } = await startStudy(tab)
    const cardId = await answer(tab, study, 'again')
    expect((await tab.store.deck('d' as DeckId))?.notes[0]?.tags).toContain('leech')
    await undo(tab, study)
    expect((await tab.store.deck('d' as DeckId))?.notes[0]?.tags).not.toContain('leech')
    expect(shown(study)).toBe(cardId)
    expect(await cardsAndQueue(tab)).toMatchObject({ queue: (before as { queue: unknown }).queue })
    await assertWhole(tab.store)
  })

  test('keep what the keys say true to what an answer does, among the load of the other cards', async () => {
    const tab = await openWithDeck(30)
    await tab.services.settings.change({ newPerDay: 30, learningStepsMinutes: [] })
    const { study } = await startStudy(tab)
    const due = new Map<number, number>()
    for (let i = 0; i < 30; i++) {
      device.at += 3 * SECOND
      study.reveal()
      const said = study.preview()?.easy.due
      const cardId = shown(study)
      study.rate('easy')
      await isSafe(tab)
      const [state] = await tab.store.cards([cardId])
      expect(state?.memory).toMatchObject({ due: said })
      due.set(said ?? 0, (due.get(said ?? 0) ?? 0) + 1)
    }
    expect(Math.max(...due.values())).toBeLessThanOrEqual(Math.ceil(30 / due.size) + 3)
  })
})
