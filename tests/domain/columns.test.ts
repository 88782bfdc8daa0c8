import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { type CardState, memoryWord, newCard } from '../../src/domain/card.ts'
import {
  type Columns,
  candidates,
  dueCounts,
  makeColumns,
  memoryCounts,
  placeOf,
  setRetired,
  setRow,
} from '../../src/domain/columns.ts'
import { addDays, hasCome, toStudyDay } from '../../src/domain/time.ts'
import { answers, cardIdNamed, deckNamed, defaultScheduler, FIRST_DAY, momentAt, stateAfter } from './arbitraries.ts'

/** Cards of all kinds: any history, hidden, retired, buried. */
const cards = fc.array(
  fc.record({
    given: answers,
    suspended: fc.boolean(),
    retired: fc.boolean(),
    buriedDaysAgo: fc.constantFrom(null, 0, 1),
  }),
  { maxLength: 25 },
)

const today = toStudyDay(FIRST_DAY + 90)
const now = momentAt(today, 10).at

type Card = { readonly state: CardState; readonly retired: boolean }

function columnsOf(made: typeof cards extends fc.Arbitrary<infer T> ? T : never): {
  columns: Columns
  all: readonly Card[]
} {
  const columns = makeColumns(
    deckNamed('deck'),
    made.map(() => 1),
  )
  const all = made.map(({ given, suspended, retired, buriedDaysAgo }, row) => {
    const buriedOn = buriedDaysAgo === null ? null : addDays(today, -buriedDaysAgo)
    const state = { ...stateAfter(defaultScheduler, given).state, suspended, buriedOn }
    setRow(columns, row, state)
    setRetired(columns, row, retired)
    return { state, retired }
  })
  return { columns, all }
}

const isIn = ({ state, retired }: Card): boolean => !state.suspended && !retired && state.buriedOn !== today

describe('columns', () => {
  it('count what the states say', () => {
    fc.assert(
      fc.property(cards, (made) => {
        const { columns, all } = columnsOf(made)
        const counts = { new: 0, learning: 0, review: 0 }
        for (const { state } of all.filter(isIn)) {
          const { memory } = state
          if (memory.phase === 'new') counts.new++
          else if (hasCome(memory.due, today, now)) counts[memory.phase === 'review' ? 'review' : 'learning']++
        }
        expect(dueCounts(columns, today, now)).toEqual(counts)
        const words = { new: 0, learning: 0, settling: 0, known: 0 }
        for (const { state } of all.filter(({ retired }) => !retired)) words[memoryWord(state.memory)]++
        expect(memoryCounts(columns)).toEqual(words)
      }),
    )
  })

  it('offer no card that is hidden or buried today, and each other one once at most', () => {
    fc.assert(
      fc.property(cards, (made) => {
        const { columns, all } = columnsOf(made)
        const found = candidates(columns, today)
        const rows = [...found.intraday, ...found.interday, ...found.review, ...found.new]
        expect(new Set(rows).size).toBe(rows.length)
        for (const row of rows) {
          const card = all[row]
          expect(card !== undefined && isIn(card)).toBe(true)
        }
        expect(found.new.length).toBe(dueCounts(columns, today, now).new)
        expect(found.review.length).toBe(dueCounts(columns, today, now).review)
      }),
    )
  })

  it('survive being stored as they are', () => {
    const { columns } = columnsOf([
      { given: [{ rating: 'easy', days: 0, minutes: 1 }], suspended: true, retired: false, buriedDaysAgo: 0 },
    ])
    expect(structuredClone(columns)).toEqual(columns)
  })

  it('leave nothing hidden for years that was buried under a clock set wrong', () => {
    const columns = makeColumns(deckNamed('deck'), [1])
    const offered = (days: number) => {
      setRow(columns, 0, { ...newCard(cardIdNamed('a')), buriedOn: addDays(today, days) })
      return dueCounts(columns, today, now).new
    }
    // A journey of half a day west and a rollover at 22 bring the study day back by two (found in travel.test.ts).
    expect([-1, 0, 1, 2, 3, 27_000].map(offered)).toEqual([1, 0, 0, 0, 1, 1])
  })

  it('number siblings by note and face', () => {
    const columns = makeColumns(deckNamed('deck'), [1, 0, 3])
    expect(columns.length).toBe(4)
    expect([0, 1, 2, 3].map((row) => placeOf(columns, row))).toEqual([
      { deckId: 'deck', row: 0, note: 0, face: 0 },
      { deckId: 'deck', row: 1, note: 2, face: 0 },
      { deckId: 'deck', row: 2, note: 2, face: 1 },
      { deckId: 'deck', row: 3, note: 2, face: 2 },
    ])
  })

  it('refuse a row that they do not have', () => {
    expect(() => setRow(makeColumns(deckNamed('deck'), [1]), 1, newCard(cardIdNamed('a')))).toThrow(RangeError)
  })

  it('keep a card retired when its state is written', () => {
    const columns = makeColumns(deckNamed('deck'), [1])
    setRetired(columns, 0, true)
    setRow(columns, 0, { ...newCard(cardIdNamed('a')), suspended: true })
    setRow(columns, 0, newCard(cardIdNamed('a')))
    expect(dueCounts(columns, today, now)).toEqual({ new: 0, learning: 0, review: 0 })
    setRetired(columns, 0, false)
    expect(dueCounts(columns, today, now).new).toBe(1)
  })
})
