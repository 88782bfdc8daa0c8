import { describe, expect, test } from 'vitest'
import { deckScope } from '../../src/domain/deckTree.ts'
import type { DeckId } from '../../src/domain/note.ts'
import { DAY_MS } from '../../src/domain/time.ts'
import { until } from '../storage/check.ts'
import { assertWhole } from '../storage/whole.ts'
import { front, makeDeck } from '../storage/world.ts'
import { device, withDevice } from './eachTest.ts'
import { answer, cardsAndQueue, isSafe, openWithDeck, SECOND, shown, startStudy, undo } from './learner.ts'

withDevice()

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
