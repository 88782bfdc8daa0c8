import { describe, expect, test } from 'vitest'
import { readDayDone } from '../../src/app/dayDone.ts'
import { installWeights } from '../../src/app/optimize.ts'
import type { Study } from '../../src/app/study.ts'
import { foldLog } from '../../src/domain/fold.ts'
import { DAY_MS } from '../../src/domain/time.ts'
import { LEARNERS } from '../domain/optimizeLearner.ts'
import { until } from '../storage/check.ts'
import { assertWhole } from '../storage/whole.ts'
import { front } from '../storage/world.ts'
import { device, withDevice } from './eachTest.ts'
import { answer, openWithDeck, shown, startStudy } from './learner.ts'

withDevice()

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
