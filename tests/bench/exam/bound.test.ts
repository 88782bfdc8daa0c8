import { describe, expect, it } from 'vitest'
import { stepOn, stepsAfter } from '../../../src/domain/examGain.ts'
import type { WorldCards } from '../../../src/domain/examWorld.ts'
import { firstMemory, type MemoryCell, nextMemory, recallAfter } from '../../../src/domain/optimizeModel.ts'
import { boundOf } from './bound.ts'
import { makeCardWorth } from './cardWorth.ts'
import { HABITS, MODEL, STEPS } from './worlds.ts'

type Card = { readonly s: number; readonly d: number; readonly last: number }

const worldOf = (cards: readonly Card[]): WorldCards => ({
  length: cards.length,
  stability: Float64Array.from(cards, ({ s }) => s),
  difficulty: Float64Array.from(cards, ({ d }) => d),
  last: Int32Array.from(cards, ({ last }) => last),
})

const NEW: Card = { s: 0, d: 0, last: 0 }
const inputOf = (cards: readonly Card[], days: number) => ({
  model: MODEL,
  habits: HABITS,
  steps: STEPS,
  days,
  cards: [worldOf(cards)],
})

/** Of the bound's grid and its search. */
const HAIR = 0.002

describe('the bound of the exam worlds', () => {
  const collections: Readonly<Record<string, readonly Card[]>> = {
    'two new cards': [NEW, NEW],
    'a new card and one half forgotten': [NEW, { s: 2, d: 6, last: -3 }],
    'two cards of which one is well known': [
      { s: 1.5, d: 8, last: -2 },
      { s: 20, d: 4, last: -6 },
    ],
  }
  for (const [name, cards] of Object.entries(collections)) {
    it(`is never below the best that trying everything finds: ${name}`, () => {
      for (const seconds of [1, 20, 60]) {
        const days = 3
        const best = bestOf(cards, days, seconds)
        const { share } = boundOf(inputOf(cards, days), best.seconds, 40)
        expect(share).toBeGreaterThanOrEqual(best.recalled / cards.length - HAIR)
      }
    })
  }

  it('is what all-out study brings where time is never short, and what is left of memory where there is none', () => {
    const cards = [
      { s: 3, d: 5, last: -4 },
      { s: 9, d: 7, last: -1 },
    ]
    const none = boundOf(inputOf(cards, 4), [0, 0, 0, 0], 20).share
    const forgotten = cards.reduce((sum, { s, last }) => sum + recallAfter(MODEL, 4 - last, s), 0) / 2
    expect(none).toBeGreaterThanOrEqual(forgotten - 1e-9)
    const ample = boundOf(inputOf(cards, 4), [1e5, 1e5, 1e5, 1e5], 20).share
    const free = makeCardWorth(inputOf(cards, 4)).at(new Float64Array(4), 0).value / 2
    expect(ample).toBeGreaterThanOrEqual(free)
    expect(free).toBeGreaterThan(forgotten)
  })

  it('comes within a point of what can be reached, and is never below that', () => {
    const cards = Array.from({ length: 60 }, (_, i) => (i % 2 === 0 ? NEW : { s: 1 + i / 4, d: 5, last: -1 - (i % 9) }))
    const { share, reached } = boundOf(
      inputOf(cards, 10),
      Array.from({ length: 10 }, () => 120),
    )
    expect(share - reached).toBeLessThan(0.01)
    expect(share - reached).toBeGreaterThan(-1e-9)
  })

  it('softness only adds worth, and any prices bound from above', () => {
    const table = makeCardWorth(inputOf([NEW, NEW, { s: 2, d: 6, last: -3 }], 6))
    for (const price of [0, 0.002, 0.01]) {
      const prices = Float64Array.from({ length: 6 }, (_, day) => price * (1 + day / 6))
      const [hard, soft] = [table.at(prices, 0), table.at(prices, 0.003)]
      expect(soft.value).toBeGreaterThanOrEqual(hard.value)
      const paid = hard.seconds.reduce((sum, seconds, day) => sum + seconds * (prices[day] ?? 0), 0)
      expect(hard.recalled - paid).toBeCloseTo(hard.value, 9)
    }
  })
})

type Best = { readonly recalled: number; readonly seconds: readonly number[] }

/**
 * The best that can be done, by trying every card to begin while time is left, over every outcome; with the mean seconds
 * that it takes each day.
 */
function bestOf(cards: readonly Card[], days: number, limit: number): Best {
  const nothing = Array.from({ length: days }, () => 0)

  function from(state: readonly Card[], day: number, left: number): Best {
    if (day === days)
      return {
        recalled: state.reduce((sum, { s, last }) => sum + (s === 0 ? 0 : recallAfter(MODEL, days - last, s)), 0),
        seconds: nothing,
      }
    let best = from(state, day + 1, limit)
    if (left <= 0) return best
    for (const [i, card] of state.entries()) {
      if (card.s > 0 && card.last >= day) continue
      const seconds = [...nothing]
      let recalled = 0
      for (const { chance, seconds: own, after } of answersOf(card, day)) {
        const then = from(
          state.map((each, j) => (i === j ? after : each)),
          day,
          left - own,
        )
        recalled += chance * then.recalled
        for (let on = 0; on < days; on++)
          seconds[on] = (seconds[on] ?? 0) + chance * ((then.seconds[on] ?? 0) + (on === day ? own : 0))
      }
      if (recalled > best.recalled) best = { recalled, seconds }
    }
    return best
  }
  return from(cards, 0, limit)
}

function answersOf({ s, d, last }: Card, day: number) {
  const recall = s === 0 ? 0 : recallAfter(MODEL, day - last, s)
  return [1, 2, 3, 4].map((grade) => {
    const cell: MemoryCell = { stability: s, difficulty: d }
    const more = s === 0 ? stepsAfter(grade, STEPS.learning) : grade === 1 ? STEPS.relearning : 0
    if (s === 0) firstMemory(MODEL, grade, cell)
    else nextMemory(MODEL, day - last, grade, cell)
    stepOn(MODEL, cell, more)
    const row = s === 0 ? HABITS.seconds.first : HABITS.seconds.review
    const chance =
      s === 0 ? HABITS.first[grade - 1] : grade === 1 ? 1 - recall : recall * (HABITS.recalled[grade - 2] ?? 0)
    return {
      chance: chance ?? 0,
      seconds: (row[grade - 1] ?? 0) + more * (HABITS.seconds.sameDay[2] ?? 0),
      after: { s: cell.stability, d: cell.difficulty, last: day },
    }
  })
}
