import { describe, expect, test } from 'vitest'
import { createStudy } from '../../src/app/study.ts'
import type { DeckId } from '../../src/domain/note.ts'
import { DAY_MS, MINUTE_MS } from '../../src/domain/time.ts'
import { fail } from '../../src/storage/failure.ts'
import { until } from '../storage/check.ts'
import { assertWhole } from '../storage/whole.ts'
import { front, makeDeck } from '../storage/world.ts'
import { makeGate } from './device.ts'
import { device, withDevice } from './eachTest.ts'
import { answer, isSafe, openWithDeck, SECOND, shown, startStudy, undo } from './learner.ts'

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
