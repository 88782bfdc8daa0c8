import { describe, expect, test } from 'vitest'
import type { Study } from '../../src/app/study.ts'
import type { CardId, DeckId, Note } from '../../src/domain/note.ts'
import { until } from '../storage/check.ts'
import { assertWhole } from '../storage/whole.ts'
import { front, makeDeck } from '../storage/world.ts'
import { device, withDevice } from './eachTest.ts'
import { answer, cardsAndQueue, isSafe, openWithDeck, SECOND, shown, startStudy, undo } from './learner.ts'

withDevice()

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
