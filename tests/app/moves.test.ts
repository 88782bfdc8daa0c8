import { createEffect, createSignal } from 'solid-js'
import { describe, expect, test } from 'vitest'
import { readDayQueue } from '../../src/app/dayQueue.ts'
import { createMoves, type MoveReason, type Moves } from '../../src/app/moves.ts'
import { applyEvent } from '../../src/domain/apply.ts'
import { type CardState, newCard } from '../../src/domain/card.ts'
import { EVERYWHERE } from '../../src/domain/deckTree.ts'
import type { ReviewEvent } from '../../src/domain/event.ts'
import { makeScheduler } from '../../src/domain/scheduler.ts'
import { DEFAULT_SETTINGS } from '../../src/domain/settings.ts'
import { addDays, DAY_MS } from '../../src/domain/time.ts'
import type { Store } from '../../src/storage/store.ts'
import { until } from '../storage/check.ts'
import { assertWhole } from '../storage/whole.ts'
import { front, makeDeck } from '../storage/world.ts'
import type { AppTab } from './device.ts'
import { device, withDevice } from './eachTest.ts'

withDevice()

const CARDS = 60

/** A tab of somebody who learned sixty cards in one go. */
async function openStudied(between: (store: Store) => Store = (store) => store): Promise<AppTab> {
  const tab = await device.open({ between })
  await tab.store.putDeck(makeDeck('d', CARDS), { builtIn: false })
  const scheduler = makeScheduler(DEFAULT_SETTINGS)
  const events: ReviewEvent[] = []
  const cards: CardState[] = []
  for (let n = 0; n < CARDS; n++) {
    device.at += 5000
    const when = tab.services.moment()
    const state = newCard(front(`d-n${n}`))
    const { due, step } = scheduler.answer(state, 'easy', when)
    const id = tab.services.clock.next(when.at)
    const base = { ...when, id, kind: 'review', cardId: state.cardId, rating: 'easy' } as const
    const event: ReviewEvent = { ...base, elapsedMs: 4000, source: 'study', due, step }
    events.push(event)
    cards.push(applyEvent(state, event, scheduler))
  }
  await tab.store.commit({ events, cards })
  return tab
}

async function movesFor(tab: AppTab, reason: () => MoveReason): Promise<Moves> {
  const { it } = tab.use(() => createMoves(reason))
  await until(() => it.plan() !== undefined, 'the plan is made')
  return it
}

const allStates = (tab: AppTab) => tab.store.cards(Array.from({ length: CARDS }, (_, n) => front(`d-n${n}`)))
const dues = async (tab: AppTab) =>
  (await allStates(tab)).map(({ memory }) => (memory.phase === 'new' ? null : (memory.due as number)))

describe('moving cards', () => {
  test('does what was shown in one step, which one undo takes back whole', async () => {
    const tab = await openStudied()
    device.at += 60 * DAY_MS
    const before = await allStates(tab)
    const known = (await tab.store.eventsSince(null)).length
    const moves = await movesFor(tab, () => ({ kind: 'spread', days: 7 }))
    const plan = moves.plan()
    expect(plan?.days[0]).toMatchObject({ before: CARDS })
    expect(plan?.days.slice(0, 7).every(({ after }) => after === 8 || after === 9)).toBe(true)
    expect(await allStates(tab)).toEqual(before)

    await moves.apply()
    expect(moves.state()).toEqual({ phase: 'moved', count: plan?.moves.length })
    const { day } = tab.services.moment()
    const all = await dues(tab)
    const counts = Array.from({ length: 7 }, (_, i) => all.filter((due) => Math.max(0, (due ?? 0) - day) === i).length)
    expect(counts).toEqual(plan?.days.slice(0, 7).map(({ after }) => after))
    await assertWhole(tab.store)

    await moves.undo()
    expect(moves.state()).toEqual({ phase: 'undone' })
    expect((await allStates(tab)).map(({ memory }) => memory)).toEqual(before.map(({ memory }) => memory))
    const added = (await tab.store.eventsSince(null)).slice(known)
    expect(added.filter(({ kind }) => kind === 'undo')).toHaveLength(1)
    await assertWhole(tab.store)
  })

  test('leaves alone what was answered since the plan was made', async () => {
    const tab = await openStudied()
    device.at += 60 * DAY_MS
    const moves = await movesFor(tab, () => ({ kind: 'spread', days: 7 }))
    const [first] = moves.plan()?.moves ?? []
    const [state] = await tab.store.cards([front(`d-n${first?.card.place.row}`)])
    if (!state) throw new Error('the card is there')
    const scheduler = makeScheduler(DEFAULT_SETTINGS)
    const when = tab.services.moment()
    const { due, step } = scheduler.answer(state, 'good', when)
    const event: ReviewEvent = {
      ...when,
      id: tab.services.clock.next(when.at),
      kind: 'review',
      cardId: state.cardId,
      rating: 'good',
      elapsedMs: 4000,
      source: 'study',
      due,
      step,
    }
    await tab.store.commit({ events: [event], cards: [applyEvent(state, event, scheduler)] })
    device.at += 1000
    await moves.apply()
    expect((await tab.store.cards([state.cardId]))[0]?.memory).toMatchObject({ due })
    expect(moves.state()).toMatchObject({ phase: 'moved', count: (moves.plan()?.moves.length ?? 0) - 1 })
    await assertWhole(tab.store)
  })

  test('plans anew for another choice', async () => {
    const tab = await openStudied()
    device.at += 60 * DAY_MS
    const [days, setDays] = createSignal(3)
    const moves = await movesFor(tab, () => ({ kind: 'spread', days: days() }))
    expect(moves.plan()?.moves).toHaveLength(CARDS)
    setDays(30)
    await until(() => moves.plan()?.days[20]?.after === 2, 'another plan')
  })

  test('after a change of retention moves cards to where it would have put them', async () => {
    const tab = await openStudied()
    const before = await dues(tab)
    expect((await movesFor(tab, () => ({ kind: 'retime', scope: EVERYWHERE }))).plan()?.moves).toEqual([])
    await tab.services.settings.change({ desiredRetentionRatio: 0.97 })
    const moves = await movesFor(tab, () => ({ kind: 'retime', scope: EVERYWHERE }))
    expect(moves.plan()?.moves.length).toBeGreaterThan(CARDS / 2)
    expect(await dues(tab)).toEqual(before)
    device.at += 1000
    await moves.apply()
    const after = await dues(tab)
    expect(after.every((due, i) => (due ?? 0) <= (before[i] ?? 0))).toBe(true)
    expect((await movesFor(tab, () => ({ kind: 'retime', scope: EVERYWHERE }))).plan()?.moves).toEqual([])
    await assertWhole(tab.store)
  })

  test('for a break leaves nothing due in it, and says what that costs', async () => {
    const tab = await openStudied()
    const first = Math.min(...(await dues(tab)).map((due) => due ?? 0))
    const { day } = tab.services.moment()
    const from = addDays(day, first - day)
    const to = addDays(from, 2)
    const moves = await movesFor(tab, () => ({ kind: 'break', from, to }))
    expect(moves.plan()?.recall?.before).toBeGreaterThan(0.8)
    await moves.apply()
    for (const due of await dues(tab)) expect((due ?? 0) >= from && (due ?? 0) <= to).toBe(false)
    await assertWhole(tab.store)
  })
})

describe('while far behind', () => {
  test('new cards wait, what is likeliest to be recalled comes first, and both are as before once caught up', async () => {
    const tab = await openStudied()
    await tab.store.putDeck(makeDeck('fresh', 5), { builtIn: false })
    device.at += 60 * DAY_MS
    const behind = await readDayQueue(tab.services, null)
    expect(behind.backlog).toMatchObject({ overdue: CARDS })
    expect(behind.queue.main).toHaveLength(CARDS)
    await tab.services.settings.change({ pauseNewCards: false })
    expect((await readDayQueue(tab.services, null)).queue.main).toHaveLength(CARDS + 5)
    await tab.services.settings.change({ pauseNewCards: true })
    const moves = await movesFor(tab, () => ({ kind: 'spread', days: 30 }))
    await moves.apply()
    const caughtUp = await readDayQueue(tab.services, null)
    expect(caughtUp.backlog).toBeNull()
    expect(caughtUp.queue.main.filter(({ kind }) => kind === 'new')).toHaveLength(5)
  })
})

describe('moving many cards', () => {
  const always = (): MoveReason => ({ kind: 'retime', scope: EVERYWHERE })

  /** A device whose clock goes on by some milliseconds with every look at it. */
  function ticking(): void {
    let at = device.at
    Object.defineProperty(device, 'at', { get: () => (at += 5), set: (value: number) => (at = value) })
  }

  /** Calls off what is worked out in one phase as soon as it has begun. */
  function stopping(phase: 'planned' | 'moving'): Moves {
    const moves = createMoves(always)
    createEffect(() => moves.state().phase === phase && moves.stop()?.())
    return moves
  }

  test('is planned and done in slices that say how far they are, and in one change at the end', async () => {
    const writes: number[] = []
    const tab = await openStudied((store) => ({
      ...store,
      commit: (change) => {
        writes.push(change.events.length)
        return store.commit(change)
      },
    }))
    await tab.services.settings.change({ desiredRetentionRatio: 0.7 })
    ticking()
    const shares = new Set<number>()
    const { it: moves } = tab.use(() => {
      const made = createMoves(always)
      createEffect(() => shares.add(made.share()))
      return made
    })
    await until(() => moves.plan() !== undefined, 'the plan is made')
    expect(shares.size).toBeGreaterThan(1)
    const count = moves.plan()?.moves.length ?? 0
    expect(count).toBeGreaterThan(20)
    writes.length = 0
    await moves.apply()
    expect(moves.state()).toEqual({ phase: 'moved', count })
    expect(writes.filter((events) => events > 0)).toEqual([count])
    await moves.undo()
    expect(moves.state()).toEqual({ phase: 'undone' })
    await assertWhole(tab.store)
  })

  test('is called off while it is planned, or while it is done, and then nothing is changed', async () => {
    const tab = await openStudied()
    await tab.services.settings.change({ desiredRetentionRatio: 0.7 })
    const known = (await tab.store.eventsSince(null)).length
    ticking()
    const { it: first } = tab.use(() => stopping('planned'))
    await until(() => first.stop() === null && first.state().phase === 'stopped', 'it is stopped')
    expect(first.state()).toEqual({ phase: 'stopped' })
    expect(first.plan()).toBeUndefined()
    const { it: second } = tab.use(() => stopping('moving'))
    await until(() => second.plan() !== undefined, 'the plan is made')
    await second.apply()
    expect(second.state()).toEqual({ phase: 'planned' })
    expect((await tab.store.eventsSince(null)).length).toBe(known)
    const { it: third } = tab.use(() => createMoves(always))
    await until(() => third.plan() !== undefined, 'the plan is made')
    await third.apply()
    expect(third.state().phase).toBe('moved')
  })
})
