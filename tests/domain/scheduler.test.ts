import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { type CardState, newCard, type Recall } from '../../src/domain/card.ts'
import { RATINGS, type Rating } from '../../src/domain/rating.ts'
import { makeScheduler, type Outcome, type SchedulerSettings, type Wait } from '../../src/domain/scheduler.ts'
import { DEFAULT_SETTINGS } from '../../src/domain/settings.ts'
import { type Due, dueOnDay, isDayDue, MINUTE_MS, toStudyDay } from '../../src/domain/time.ts'
import { answers, cardIdNamed, FIRST_DAY, momentAt, schedulerSettings, stateAfter } from './arbitraries.ts'
import { CURVE, INTERVALS, NEXT_STATES, SEQUENCES, WEIGHTS } from './fsrs-vectors.ts'

const schedulerWith = (change: Partial<SchedulerSettings> = {}) => makeScheduler({ ...DEFAULT_SETTINGS, ...change })

/** FSRS-5's 19 weights as FSRS-6 has them: its decay was fixed. */
const weightsNamed = (name: string): readonly number[] => {
  const weights = WEIGHTS[name] ?? []
  return weights.length === 19 ? [...weights, 0.01, 0.5] : weights
}

const ratingOf = (grade: number): Rating => RATINGS[grade - 1] ?? 'again'

describe('memory maths', () => {
  it.each(SEQUENCES)('$id follows the published sequence', ({ weights, steps }) => {
    const scheduler = schedulerWith({ weights: weightsNamed(weights) })
    let recall: Recall | null = null
    let day = FIRST_DAY
    for (const [grade, elapsedDays, stability, difficulty] of steps) {
      day += elapsedDays
      recall = scheduler.remember(recall, toStudyDay(day), ratingOf(grade))
      expect(Math.abs(recall.stability / stability - 1)).toBeLessThan(1e-7)
      expect(Math.abs(recall.difficulty - difficulty)).toBeLessThan(1e-7)
    }
  })

  it('gives the published forgetting curve', () => {
    for (const [weights, elapsedDays, stability, retrievability] of CURVE) {
      const scheduler = schedulerWith({ weights: weightsNamed(weights) })
      expect(scheduler.retrievabilityAfter(stability, elapsedDays)).toBeCloseTo(retrievability, 6)
    }
  })

  it('gives the published intervals before rounding', () => {
    for (const [weights, stability, desiredRetentionRatio, days] of INTERVALS) {
      const scheduler = schedulerWith({ weights: weightsNamed(weights), desiredRetentionRatio })
      expect(Math.abs(scheduler.idealDays(stability) - days)).toBeLessThan(2e-5 * Math.max(1, days))
    }
  })

  it('gives the published four futures of one history', () => {
    const scheduler = schedulerWith({ weights: weightsNamed('fsrsrs_test19') })
    const history: readonly [Rating, number][] = [
      ['again', 0],
      ['good', 1],
      ['good', 4],
      ['good', 12],
    ]
    const recall = history.reduce<Recall | null>(
      (memory, [rating, day]) => scheduler.remember(memory, toStudyDay(day), rating),
      null,
    )
    for (const [grade, stability, difficulty] of NEXT_STATES) {
      const next = scheduler.remember(recall, toStudyDay(33), ratingOf(grade))
      expect(Math.abs(next.stability / stability - 1)).toBeLessThan(2e-5)
      expect(next.difficulty).toBeCloseTo(difficulty, 4)
    }
  })

  it('answers on the day give the published run of intervals', () => {
    const scheduler = schedulerWith()
    const grades = [3, 3, 3, 3, 3, 3, 1, 1, 3, 3, 3, 3, 3]
    const expected = [0, 2, 11, 46, 163, 498, 0, 0, 2, 4, 7, 12, 21]
    let recall: Recall | null = null
    let day = FIRST_DAY
    const days: number[] = []
    for (const [i, grade] of grades.entries()) {
      recall = scheduler.remember(recall, toStudyDay(day), ratingOf(grade))
      const onStep = grade === 1 || i === 0
      days.push(onStep ? 0 : Math.max(1, Math.round(scheduler.idealDays(recall.stability))))
      day += days.at(-1) ?? 0
    }
    expect(days).toEqual(expected)
  })

  it('recall falls to 90 % after as many days as the stability says', () => {
    const scheduler = schedulerWith()
    fc.assert(
      fc.property(fc.double({ min: 0.1, max: 30_000, noNaN: true }), (stability) => {
        expect(scheduler.retrievabilityAfter(stability, stability)).toBeCloseTo(0.9, 6)
      }),
    )
  })

  it('stays within its bounds, and success never takes stability away', () => {
    const scheduler = schedulerWith()
    fc.assert(
      fc.property(answers, ratings4, fc.integer({ min: 0, max: 2000 }), (given, rating, gap) => {
        const { state, day } = stateAfter(scheduler, given)
        const before = state.memory.phase === 'new' ? null : state.memory
        const after = scheduler.remember(before, toStudyDay(day + gap), rating)
        expect(after.stability).toBeGreaterThanOrEqual(0.001)
        expect(after.stability).toBeLessThanOrEqual(36_500)
        expect(after.difficulty).toBeGreaterThanOrEqual(1)
        expect(after.difficulty).toBeLessThanOrEqual(10)
        if (before !== null && rating !== 'again')
          expect(after.stability).toBeGreaterThanOrEqual(before.stability - 1e-8)
      }),
    )
  })

  it('a clock that went back counts as no time at all', () => {
    const scheduler = schedulerWith()
    const recall: Recall = { stability: 20, difficulty: 5, day: toStudyDay(100) }
    const back = scheduler.remember(recall, toStudyDay(60), 'good')
    const sameDay = scheduler.remember(recall, toStudyDay(100), 'good')
    expect({ ...back, day: 100 }).toEqual(sameDay)
    expect(scheduler.retrievability(recall, toStudyDay(60))).toBe(1)
  })
})

const ratings4 = fc.constantFrom(...RATINGS)

/** Waits within the day come before those of days. */
const order = (wait: Wait): number => (wait.kind === 'time' ? wait.ms / 1e9 : 1 + wait.days)

describe('outcomes', () => {
  const cases = fc.record({ settings: schedulerSettings, given: answers, gap: fc.integer({ min: -5, max: 400 }) })
  const outcomesOf = ({
    settings,
    given,
    gap,
  }: {
    settings: SchedulerSettings
    given: Parameters<typeof stateAfter>[1]
    gap: number
  }) => {
    const scheduler = makeScheduler(settings)
    const { state, day } = stateAfter(scheduler, given)
    return { scheduler, state, moment: momentAt(day + gap), preview: scheduler.preview(state, momentAt(day + gap)) }
  }

  it('Again ≤ Hard ≤ Good ≤ Easy, whatever the steps, the cap and the history', () => {
    fc.assert(
      fc.property(cases, (one) => {
        const { preview } = outcomesOf(one)
        const waits = RATINGS.map((rating) => order(preview[rating].wait))
        expect(waits).toEqual(waits.toSorted((a, b) => a - b))
      }),
      { numRuns: 400 },
    )
  })

  it('no interval is above the cap, and none below a day', () => {
    fc.assert(
      fc.property(cases, (one) => {
        const { preview, moment } = outcomesOf(one)
        for (const { due, wait } of Object.values(preview)) {
          if (wait.kind === 'time') expect(due).toBe(moment.at + wait.ms)
          else {
            expect(wait.days).toBeGreaterThanOrEqual(1)
            expect(wait.days).toBeLessThanOrEqual(one.settings.maximumIntervalDays)
            expect(due).toBe(moment.day + wait.days)
          }
        }
      }),
      { numRuns: 400 },
    )
  })

  it('an answer does what its preview said', () => {
    fc.assert(
      fc.property(cases, ratings4, (one, rating) => {
        const { scheduler, state, moment, preview } = outcomesOf(one)
        expect(scheduler.answer(state, rating, moment)).toEqual(preview[rating])
      }),
    )
  })

  it('all numbers are finite, and the memory is the one the formulas give', () => {
    fc.assert(
      fc.property(cases, ratings4, (one, rating) => {
        const { scheduler, state, moment, preview } = outcomesOf(one)
        const { memory, due, step } = preview[rating]
        const recall = scheduler.remember(state.memory.phase === 'new' ? null : state.memory, moment.day, rating)
        expect([memory.stability, memory.difficulty, due].every(Number.isFinite)).toBe(true)
        expect(memory).toMatchObject(recall)
        expect(memory.due).toBe(due)
        expect(step).toBe(memory.phase === 'review' ? null : memory.step)
      }),
    )
  })

  it('a success in review that gains stability waits longer than last time, if the cap allows', () => {
    fc.assert(
      fc.property(answers, fc.integer({ min: 0, max: 300 }), (given, late) => {
        const scheduler = schedulerWith()
        const { state } = stateAfter(scheduler, given)
        fc.pre(state.memory.phase === 'review' && isDayDue(state.memory.due))
        if (state.memory.phase !== 'review') return
        const previous = state.memory.due - state.memory.day
        const { good } = scheduler.preview(state, momentAt(state.memory.due + late))
        if (scheduler.idealDays(good.memory.stability) > previous) expect(daysOf(good)).toBeGreaterThan(previous)
      }),
    )
  })

  it('refuses what is not a moment, and settings nobody checked', () => {
    const scheduler = schedulerWith()
    const moment = { ...momentAt(FIRST_DAY), day: Number.NaN as never }
    expect(() => scheduler.answer(newCard(cardIdNamed('a')), 'good', moment)).toThrow(RangeError)
    expect(() => schedulerWith({ desiredRetentionRatio: 0 })).toThrow(RangeError)
    expect(() => schedulerWith({ maximumIntervalDays: Number.NaN })).toThrow(RangeError)
    expect(() => schedulerWith({ weights: [1, 2, 3] })).toThrow(RangeError)
    expect(() => schedulerWith({ learningStepsMinutes: [0] })).toThrow(RangeError)
  })
})

const daysOf = ({ wait }: Outcome): number => (wait.kind === 'days' ? wait.days : 0)

describe('steps and lapses', () => {
  const scheduler = schedulerWith()
  const cardId = cardIdNamed('Kabul')
  const fresh = newCard(cardId)

  it('a new card starts on its steps: Again the first, Hard between, Good the second, Easy leaves them', () => {
    const preview = scheduler.preview(fresh, momentAt(FIRST_DAY))
    expect(minutesOf(preview.again)).toBeGreaterThanOrEqual(1)
    expect(minutesOf(preview.again)).toBeLessThanOrEqual(1.25)
    expect(minutesOf(preview.hard)).toBeGreaterThanOrEqual(5.5)
    expect(minutesOf(preview.hard)).toBeLessThanOrEqual(5.5 * 1.25)
    expect(minutesOf(preview.good)).toBeGreaterThanOrEqual(10)
    expect(minutesOf(preview.good)).toBeLessThanOrEqual(12.5)
    expect(preview.again.memory).toMatchObject({ phase: 'learning', step: 0 })
    expect(preview.good.memory).toMatchObject({ phase: 'learning', step: 1 })
    expect(preview.easy.memory.phase).toBe('review')
    expect(daysOf(preview.easy)).toBeGreaterThanOrEqual(7)
  })

  it('Good on the last step moves the card into review', () => {
    const first = scheduler.answer(fresh, 'good', momentAt(FIRST_DAY))
    const next = scheduler.answer({ ...fresh, memory: first.memory, reps: 1 }, 'good', momentAt(FIRST_DAY, 10, 11))
    expect(next.step).toBeNull()
    expect(next.wait).toEqual({ kind: 'days', days: 2 })
  })

  it('a lapse goes to relearning, and comes back within the day', () => {
    const preview = scheduler.preview(inReview(fresh, 10), momentAt(FIRST_DAY + 10))
    expect(preview.again.memory).toMatchObject({ phase: 'relearning', step: 0 })
    expect(minutesOf(preview.again)).toBeGreaterThanOrEqual(10)
    expect(preview.hard.memory.phase).toBe('review')
  })

  it('in review each passed rating waits a day longer than the one below it, far from the cap', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 400 }), fc.integer({ min: 0, max: 60 }), (days, late) => {
        const { hard, good, easy } = scheduler.preview(inReview(fresh, days), momentAt(FIRST_DAY + days + late))
        expect(daysOf(hard)).toBeLessThan(daysOf(good))
        expect(daysOf(good)).toBeLessThan(daysOf(easy))
      }),
    )
    const sameDay = scheduler.preview(inReview(fresh, 20), momentAt(FIRST_DAY))
    expect(sameDay.hard.memory.stability).toBe(sameDay.good.memory.stability)
    expect(daysOf(sameDay.good)).toBeGreaterThan(daysOf(sameDay.hard))
  })

  it('a relearning step of days never waits longer than Hard would', () => {
    const slow = schedulerWith({ relearningStepsMinutes: [14_400] })
    const preview = slow.preview(inReview(fresh, 1), momentAt(FIRST_DAY + 1))
    expect(preview.again.memory).toMatchObject({ phase: 'relearning', step: 0 })
    expect(daysOf(preview.again)).toBe(daysOf(preview.hard))
    expect(daysOf(preview.hard)).toBeLessThan(10)
  })

  it('without steps every answer leads to review, a day away at least', () => {
    const none = schedulerWith({ learningStepsMinutes: [], relearningStepsMinutes: [] })
    for (const state of [fresh, inReview(fresh, 10)]) {
      for (const outcome of Object.values(none.preview(state, momentAt(FIRST_DAY + 10)))) {
        expect(outcome.memory.phase).toBe('review')
        expect(daysOf(outcome)).toBeGreaterThanOrEqual(1)
      }
    }
  })

  it('a step of a day or more is due on a day, and the card is still learning', () => {
    const slow = schedulerWith({ learningStepsMinutes: [10, 4320] })
    const { good } = slow.preview(fresh, momentAt(FIRST_DAY))
    expect(good.memory).toMatchObject({ phase: 'learning', step: 1, due: FIRST_DAY + 3 })
  })

  it('the fuzz is the same from second to second, and differs from card to card', () => {
    const dues = (name: string): Set<Due> => {
      const state = inReview(newCard(cardIdNamed(name)), 60)
      return new Set(
        Array.from(
          { length: 50 },
          (_, minute) => scheduler.answer(state, 'good', momentAt(FIRST_DAY + 60, 10, minute)).due,
        ),
      )
    }
    const names = Array.from({ length: 40 }, (_, i) => `card ${i}`)
    for (const name of names) expect(dues(name).size).toBe(1)
    expect(new Set(names.flatMap((name) => [...dues(name)])).size).toBeGreaterThan(8)
  })
})

const minutesOf = ({ wait }: Outcome): number => (wait.kind === 'time' ? wait.ms / MINUTE_MS : Number.NaN)

const inReview = (state: CardState, days: number): CardState => ({
  ...state,
  reps: 3,
  memory: {
    phase: 'review',
    stability: days,
    difficulty: 5,
    day: toStudyDay(FIRST_DAY),
    due: dueOnDay(toStudyDay(FIRST_DAY + days)),
  },
})
