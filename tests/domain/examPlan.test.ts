import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { newCard } from '../../src/domain/card.ts'
import { makeColumns, setRow } from '../../src/domain/columns.ts'
import { ahead, makeAheadGains } from '../../src/domain/examAhead.ts'
import { choosePrice } from '../../src/domain/examChoice.ts'
import { makeGains } from '../../src/domain/examGain.ts'
import { aheadOrder, examOrder, type RankedCard, within } from '../../src/domain/examOrder.ts'
import { simulateOutlook } from '../../src/domain/examOutlook.ts'
import { type ExamPlan, examsAhead, lastPassOn, secondsOn } from '../../src/domain/examPlan.ts'
import { isExamPlan } from '../../src/domain/examPlanCheck.ts'
import { greedy, shareOn, studyUntil } from '../../src/domain/examPolicy.ts'
import { examItems, examRanking, lastPassOf, withoutExams } from '../../src/domain/examQueue.ts'
import { type ExamWorld, makeExamWorld, makeLuck } from '../../src/domain/examWorld.ts'
import type { DeckId } from '../../src/domain/note.ts'
import { makeModel } from '../../src/domain/optimizeModel.ts'
import { DEFAULT_WEIGHTS } from '../../src/domain/optimizeSettings.ts'
import { validSettings } from '../../src/domain/settingsCheck.ts'
import { habitsOf } from '../../src/domain/simulateHabits.ts'
import { addDays, dueOnDay, studyDayAt, toInstant, toStudyDay } from '../../src/domain/time.ts'
import { cardIdNamed, FIRST_DAY } from './arbitraries.ts'
import { drain } from './optimizeWork.ts'

const MODEL = makeModel(DEFAULT_WEIGHTS)
const HABITS = habitsOf([])
const STEPS = { learning: 2, relearning: 1 }
const GOOD = [0, 0, 1, 0]
const ALL_GOOD = { ...HABITS, sameDay: [GOOD, GOOD, GOOD, GOOD] }
const GAINS = makeGains(MODEL, HABITS, STEPS)
const TODAY = toStudyDay(FIRST_DAY)

const plan = (days: number, change: Partial<ExamPlan> = {}): ExamPlan => ({
  id: `exam ${days}`,
  name: 'Final',
  at: toInstant((FIRST_DAY + days) * 86_400_000),
  day: addDays(TODAY, days),
  deckIds: [],
  query: '',
  minutes: [10, 10, 10, 10, 10, 20, 0],
  price: null,
  ...change,
})

const rankedCards: fc.Arbitrary<RankedCard> = fc.record({
  stability: fc.oneof(fc.constant(0), fc.double({ min: 0.1, max: 400, noNaN: true })),
  difficulty: fc.double({ min: 1, max: 10, noNaN: true }),
  elapsedDays: fc.integer({ min: 0, max: 200 }),
  horizons: fc.array(fc.integer({ min: 1, max: 60 }), { minLength: 1, maxLength: 3 }),
})

function worldOf(length: number, seen: number, seed = 1): ExamWorld {
  const world = makeExamWorld({
    cards: {
      length,
      stability: Float64Array.from({ length }, (_, i) => (i < seen ? 1 + (i % 40) : 0)),
      difficulty: Float64Array.from({ length }, (_, i) => (i < seen ? 1 + (i % 10) : 0)),
      last: Int32Array.from({ length }, (_, i) => (i < seen ? -1 - (i % 20) : 0)),
    },
    truth: MODEL,
    model: MODEL,
    habits: HABITS,
    steps: STEPS,
    luck: makeLuck(length, seed),
  })
  return world
}

describe('the order before an exam', () => {
  it('falls in gain per second, holds only what gains, nothing of today, and is the same every time', () => {
    fc.assert(
      fc.property(fc.array(rankedCards, { maxLength: 40 }), (cards) => {
        const order = examOrder(cards, GAINS)
        expect(examOrder(cards, GAINS)).toEqual(order)
        for (const [i, one] of order.entries()) {
          const next = order[i + 1]
          if (next) expect(one.gain / one.seconds).toBeGreaterThanOrEqual(next.gain / next.seconds)
          expect(one.gain).toBeGreaterThan(0)
          const card = cards[one.index]
          expect(card?.stability === 0 || (card?.elapsedDays ?? 0) >= 1).toBe(true)
        }
      }),
    )
  })

  it('the day before, is by the largest gain of tomorrow a second', () => {
    const cards = [2, 5, 30, 0].map((stability) => ({ stability, difficulty: 5, elapsedDays: 6, horizons: [1] }))
    const byHand = cards
      .map((card, index) => ({
        index,
        ...(card.stability === 0 ? GAINS.fresh([1]) : GAINS.seen(card.stability, 5, 6, [1])),
      }))
      .sort((a, b) => b.gain / b.seconds - a.gain / a.seconds)
    expect(examOrder(cards, GAINS).map(({ index }) => index)).toEqual(byHand.map(({ index }) => index))
  })

  it('a card that two exams ask is worth the sum, and comes before its like', () => {
    const one = GAINS.seen(5, 5, 6, [10])
    const both = GAINS.seen(5, 5, 6, [10, 20])
    expect(both.gain).toBeCloseTo(one.gain + GAINS.seen(5, 5, 6, [20]).gain, 10)
    expect(both.seconds).toBe(one.seconds)
  })

  it('passes the minutes by one card at most', () => {
    fc.assert(
      fc.property(fc.array(rankedCards, { maxLength: 40 }), fc.integer({ min: 0, max: 600 }), (cards, seconds) => {
        const taken = within(examOrder(cards, GAINS), seconds)
        const before = taken.slice(0, -1).reduce((sum, one) => sum + one.seconds, 0)
        if (taken.length > 0) expect(before).toBeLessThan(seconds)
        if (seconds === 0) expect(taken).toEqual([])
      }),
    )
  })
})

describe('studying for an exam, simulated', () => {
  it('takes the seconds that the order counted with, all steps of the day among them', () => {
    const steps = [{ learning: 1, relearning: 1 }, STEPS, { learning: 3, relearning: 2 }]
    for (const [habits, few] of steps.flatMap((each) => [HABITS, ALL_GOOD].map((habits) => [habits, each] as const))) {
      const length = 6000
      const gains = makeGains(MODEL, habits, few)
      const world = makeExamWorld({
        cards: {
          length,
          stability: Float64Array.from({ length }, (_, i) => (i % 2 === 0 ? 0 : 2)),
          difficulty: Float64Array.from({ length }, (_, i) => (i % 2 === 0 ? 0 : 5)),
          last: Int32Array.from({ length }, () => -9),
        },
        truth: MODEL,
        model: MODEL,
        habits,
        steps: few,
        luck: makeLuck(length, 3),
      })
      const spent = [0, 0]
      for (let card = 0; card < length; card++) spent[card % 2] = (spent[card % 2] ?? 0) + world.study(card)
      const counted = [gains.fresh([9]), gains.seen(2, 5, 9, [9])].map(({ seconds }) => seconds)
      for (const [i, seconds] of counted.entries())
        expect(Math.abs((spent[i] ?? 0) / (length / 2) / seconds - 1)).toBeLessThan(0.04)
    }
  })

  it('meets every card where there is time, and remembers more with more of it', () => {
    const share = (seconds: number) => {
      const world = worldOf(120, 40)
      studyUntil(world, 12, () => seconds, greedy)
      return { share: shareOn(world, 12), unmet: world.stability.filter((s) => s === 0).length, spent: world.spent }
    }
    const [none, some, much] = [share(0), share(240), share(1200)]
    expect(none.spent).toBe(0)
    expect(some.share).toBeGreaterThan(none.share)
    expect(much.share).toBeGreaterThan(some.share)
    expect(much.unmet).toBe(0)
  })

  it('looking ahead keeps to the minutes too', () => {
    const world = worldOf(60, 60)
    studyUntil(world, 10, () => 200, ahead(0.002))
    expect(world.spent).toBeGreaterThan(0)
    expect(world.spent).toBeLessThan(10 * (200 + 400))
  })

  it('foretells more of who keeps up than of who stops, within its range, by topic', () => {
    const length = 60
    const input = {
      cards: {
        length,
        stability: Float64Array.from({ length }, (_, i) => (i < 40 ? 4 + i : 0)),
        difficulty: Float64Array.from({ length }, () => 5),
        last: Int32Array.from({ length }, (_, i) => -(i % 9)),
      },
      topicOf: Uint16Array.from({ length }, (_, i) => (i < 40 ? 0 : 1)),
      topics: 2,
      seconds: Array.from({ length: 14 }, () => 300),
      weights: DEFAULT_WEIGHTS,
      habits: HABITS,
      steps: STEPS,
      wantedRatio: 0.9,
      price: null,
    }
    const outlook = drain(simulateOutlook(input)).value
    expect(outlook.keepUp).toHaveLength(15)
    expect(outlook.exam.share).toBeGreaterThan(outlook.stop.at(-1) ?? 1)
    expect(outlook.exam.low).toBeLessThan(outlook.exam.share)
    expect(outlook.exam.high).toBeGreaterThan(outlook.exam.share)
    expect(outlook.byTopic.map(({ cards }) => cards)).toEqual([40, 20])
    expect(outlook.today.fresh + outlook.today.reviews).toBeGreaterThan(0)
    expect(drain(simulateOutlook(input)).value).toEqual(outlook)
    // Twenty are new, over fourteen days and over the ten that have time.
    expect(outlook.freshADay).toBe(2)
    const seconds = input.seconds.map((each, day) => (day % 7 < 5 ? each : 0))
    expect(drain(simulateOutlook({ ...input, seconds: [...seconds.slice(0, 5), 0] })).value.freshADay).toBe(4)
    expect(drain(simulateOutlook({ ...input, seconds })).value.freshADay).toBe(2)
    const starved = drain(simulateOutlook({ ...input, seconds: input.seconds.map(() => 20) })).value
    expect(starved.enough).toBe(false)
    expect(starved.factor === null || starved.factor > 1).toBe(true)
  })
})

describe('an exam for which there is too little time', () => {
  const length = 60
  /** The first topic is well known, the second new. */
  const input = (seconds: number) => ({
    cards: {
      length,
      stability: Float64Array.from({ length }, (_, i) => (i < 40 ? 400 : 0)),
      difficulty: Float64Array.from({ length }, () => 5),
      last: Int32Array.from({ length }, () => -1),
    },
    topicOf: Uint16Array.from({ length }, (_, i) => (i < 40 ? 0 : 1)),
    topics: 2,
    seconds: Array.from({ length: 10 }, () => seconds),
    weights: DEFAULT_WEIGHTS,
    habits: HABITS,
    steps: STEPS,
    wantedRatio: 0.9,
    price: null,
  })

  it('says without which topics the rest would come to what is wanted, and how much more time would do', () => {
    const short = drain(simulateOutlook(input(20))).value
    expect(short.enough).toBe(false)
    expect(short.drop).toEqual([1])
    expect(short.factor).toBeGreaterThan(1)
    const none = drain(simulateOutlook(input(0))).value
    expect(none.factor).toBeNull()
    expect(none.drop).toEqual([1])
    const long = drain(simulateOutlook(input(1200))).value
    expect(long).toMatchObject({ enough: true, factor: null, drop: [], unmet: 0 })
  })
})

describe('looking ahead', () => {
  const input = (seen: number, days: number, seconds: number) => ({
    cards: {
      length: 60,
      stability: Float64Array.from({ length: 60 }, (_, i) => (i < seen ? 3 + i : 0)),
      difficulty: Float64Array.from({ length: 60 }, () => 5),
      last: Int32Array.from({ length: 60 }, (_, i) => -(i % 9)),
    },
    topicOf: new Uint16Array(60),
    topics: 1,
    seconds: Array.from({ length: days }, () => seconds),
    weights: DEFAULT_WEIGHTS,
    habits: HABITS,
    steps: STEPS,
    wantedRatio: 0.9,
    price: null,
  })

  it('is chosen where it wins by more than its noise, the same every time, and never for an exam tomorrow', () => {
    expect(drain(choosePrice(input(60, 1, 300))).value).toBeNull()
    const chosen = drain(choosePrice(input(60, 30, 60))).value
    expect(chosen === null || chosen > 0).toBe(true)
    expect(drain(choosePrice(input(60, 30, 60))).value).toBe(chosen)
  })

  it('weighs by the learner’s own pace: who takes twice as long in twice the time gets half the price a second', () => {
    const doubled = (rows: readonly number[]) => rows.map((seconds) => 2 * seconds)
    const { first, review, sameDay } = HABITS.seconds
    const habits = {
      ...HABITS,
      seconds: { first: doubled(first), review: doubled(review), sameDay: doubled(sameDay) },
    }
    const usual = input(60, 12, 60)
    const price = drain(choosePrice(usual)).value
    const slow = drain(choosePrice({ ...usual, habits, seconds: doubled(usual.seconds) })).value
    expect(price).not.toBeNull()
    expect(slow).toBeCloseTo((price ?? 0) / 2, 9)
  })

  it('is never chosen where time is never short', () => {
    expect(drain(choosePrice(input(60, 10, 1e5))).value).toBeNull()
  })

  it('leaves no minutes unused that gain anything', () => {
    const columnsCount = 4
    const cards = Array.from({ length: columnsCount }, (_, i) => ({
      stability: 2 + i,
      difficulty: 5,
      elapsedDays: 3,
      horizons: [20],
    }))
    const parts = { model: MODEL, habits: HABITS, steps: STEPS, gains: GAINS }
    const order = aheadOrder(cards, GAINS, makeAheadGains(parts, 0.0001))
    expect([...order].map(({ index }) => index).sort()).toEqual(
      examOrder(cards, GAINS)
        .map(({ index }) => index)
        .sort(),
    )
  })
})

describe('the last pass', () => {
  it('never reaches the exam, never comes today, and is spread over the closing days', () => {
    fc.assert(
      fc.property(fc.integer({ min: 2, max: 200 }), fc.string(), (left, name) => {
        const on = lastPassOn(name, addDays(TODAY, left), TODAY)
        expect(on).toBeLessThan(addDays(TODAY, left))
        expect(on).toBeGreaterThan(TODAY)
        expect(lastPassOn(name, addDays(TODAY, left), TODAY)).toBe(on)
      }),
    )
    const counts = new Map<number, number>()
    for (let i = 0; i < 700; i++) {
      const on = lastPassOn(`card ${i}`, addDays(TODAY, 60), TODAY)
      counts.set(on, (counts.get(on) ?? 0) + 1)
    }
    expect(counts.size).toBe(7)
    for (const count of counts.values()) expect(Math.abs(count - 100)).toBeLessThan(45)
  })
})

describe('the day’s queue before exams', () => {
  const deckId = 'd' as DeckId
  function columnsWith(memories: readonly (number | null)[]) {
    const columns = makeColumns(
      deckId,
      memories.map(() => 1),
    )
    for (const [row, stability] of memories.entries()) {
      if (stability === null) continue
      setRow(columns, row, {
        ...newCard(cardIdNamed(`n${row}`)),
        memory: {
          phase: 'review',
          stability,
          difficulty: 5,
          day: addDays(TODAY, -3),
          due: dueOnDay(addDays(TODAY, 30)),
        },
      })
    }
    return columns
  }
  const rows = (count: number, days: readonly number[]) =>
    new Map([
      [deckId, new Map(Array.from({ length: count }, (_, row) => [row, days.map((day) => addDays(TODAY, day))]))],
    ])

  it('takes cards that are not due and new ones beyond any limit, as far as the minutes go', () => {
    const columns = columnsWith([3, 5, null, null, 8])
    const day = { rows: rows(5, [10]), gains: GAINS, secondsLeft: 10_000, today: TODAY, ahead: null }
    const ranking = examRanking([columns], day)
    expect(examItems(ranking, 10_000)).toHaveLength(5)
    expect(examItems(ranking, 1)).toHaveLength(1)
    expect(examItems(ranking, 0)).toEqual([])
  })

  it('leaves the other cards to the ordinary queue, and its own columns as they were', () => {
    const columns = columnsWith([3, null])
    const before = structuredClone(columns)
    const others = withoutExams(columns, rows(1, [10]), TODAY)
    expect([...others.hidden]).toEqual([1, 0])
    expect(columns).toEqual(before)
    expect(withoutExams(columns, new Map(), TODAY)).toBe(columns)
  })

  it('leaves to it what the learner put into today, though it was answered today already', () => {
    const columns = columnsWith([3, 3])
    const answered = { phase: 'review', stability: 3, difficulty: 5, day: TODAY } as const
    for (const [row, due] of [TODAY, addDays(TODAY, 2)].entries())
      setRow(columns, row, { ...newCard(cardIdNamed(`n${row}`)), memory: { ...answered, due: dueOnDay(due) } })
    expect([...withoutExams(columns, rows(2, [10]), TODAY).hidden]).toEqual([0, 1])
  })

  it('no row passes the next exam that asks it', () => {
    const last = lastPassOf(rows(1, [40, 12]), deckId, 0, TODAY)
    expect(last).toBeLessThan(addDays(TODAY, 12))
    expect(lastPassOf(rows(1, [1]), deckId, 0, TODAY)).toBeNull()
    expect(lastPassOf(rows(1, [12]), deckId, 7, TODAY)).toBeNull()
  })
})

describe('a plan', () => {
  it('counts until its day, by the minutes of each weekday', () => {
    expect(examsAhead([plan(0), plan(9), plan(3)], TODAY).map(({ id }) => id)).toEqual(['exam 3', 'exam 9'])
    const week = Array.from({ length: 7 }, (_, i) => secondsOn([plan(30)], addDays(TODAY, i)))
    expect(week.reduce((sum, each) => sum + each, 0)).toBe(70 * 60)
    expect(secondsOn([plan(3), plan(30)], addDays(TODAY, 1))).toBe(2 * secondsOn([plan(30)], addDays(TODAY, 1)))
    expect(secondsOn([plan(3)], addDays(TODAY, 3))).toBe(0)
  })

  it('that is damaged never comes into force', () => {
    expect(validSettings({ exams: [plan(3)] })).toEqual({ exams: [plan(3)] })
    fc.assert(
      fc.property(fc.anything(), (value) => {
        if (!isExamPlan(value)) expect(validSettings({ exams: [value as ExamPlan] })).toEqual({})
      }),
    )
    expect(isExamPlan({ ...plan(3), minutes: [1, 2] })).toBe(false)
  })

  it('of a day that no exam is on counts for nothing, also where it came into force once', () => {
    const far = Date.UTC(2100, 0)
    const made: Partial<Record<'at' | 'day', number>>[] = [
      { at: 1e300 },
      { at: far, day: far / 86_400_000 },
      { at: -1, day: -1 },
      { day: 99_000_000 },
      { day: plan(3).day + 9 },
      { day: -1e15 },
      { at: Number.NaN },
    ]
    for (const change of made) {
      const damaged = { ...plan(3), ...change } as ExamPlan
      expect(validSettings({ exams: [damaged] })).toEqual({})
      expect(examsAhead([damaged, plan(9)], TODAY).map(({ id }) => id)).toEqual(['exam 9'])
    }
  })

  it('is one whatever the time zone and the hour at which the day begins', () => {
    const instants = fc.integer({ min: Date.UTC(2000, 0), max: Date.UTC(2100, 0) - 1 }).map(toInstant)
    fc.assert(
      fc.property(instants, fc.integer({ min: -720, max: 840 }), fc.nat(23), (at, offsetMinutes, rolloverHour) => {
        const day = studyDayAt({ at, offsetMinutes }, rolloverHour)
        expect(isExamPlan({ ...plan(0), at, day })).toBe(true)
      }),
    )
  })
})
