import { describe, expect, test } from 'vitest'
import { until } from '../storage/check.ts'
import { assertWhole } from '../storage/whole.ts'
import { front, makeDeck } from '../storage/world.ts'
import { withoutRoom } from './device.ts'
import { device, withDevice } from './eachTest.ts'
import { answer, isSafe, SECOND, shown, startStudy } from './learner.ts'

withDevice()

describe('a write that fails', () => {
  test('holds the session with the next card on show, keeps the answer, and goes on when it is safe', async () => {
    let full = true
    const tab = await device.open({
      between: withoutRoom(() => full),
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
      between: withoutRoom(() => full),
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
