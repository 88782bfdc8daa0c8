import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { makeColumns, SUSPENDED, setRetired, setRow } from '../../src/domain/columns.ts'
import type { StoredEvent } from '../../src/domain/event.ts'
import { DEFAULT_WEIGHTS } from '../../src/domain/optimizeSettings.ts'
import { DEFAULT_SETTINGS } from '../../src/domain/settings.ts'
import { simulateWorkloads, simulateYear, WORKLOAD_RATIOS, type WorkloadInput } from '../../src/domain/simulate.ts'
import { habitsOf } from '../../src/domain/simulateHabits.ts'
import { workloadInput } from '../../src/domain/simulateInput.ts'
import { dueAtInstant, dueOnDay, toInstant } from '../../src/domain/time.ts'
import { deckNamed, defaultScheduler, FIRST_DAY, logs, momentAt, stateAfter } from './arbitraries.ts'
import { drain, mean } from './optimizeWork.ts'

const USUAL = habitsOf([])

/** A deck of new cards under the default weights. */
const newDeck = (newCards: number, more: Partial<WorkloadInput> = {}): WorkloadInput => ({
  stability: new Float64Array(0),
  difficulty: new Float64Array(0),
  daysAgo: new Int32Array(0),
  dueIn: new Int32Array(0),
  newCards,
  newPerDay: 10,
  reviewsPerDay: 9999,
  maximumIntervalDays: 36_500,
  learningSteps: 2,
  relearningSteps: 1,
  weights: DEFAULT_WEIGHTS,
  habits: USUAL,
  ...more,
})

const studied = (count: number, more: Partial<WorkloadInput> = {}): WorkloadInput =>
  newDeck(0, {
    stability: new Float64Array(count).fill(15),
    difficulty: new Float64Array(count).fill(5),
    daysAgo: Int32Array.from({ length: count }, (_, i) => 1 + (i % 15)),
    dueIn: Int32Array.from({ length: count }, (_, i) => 14 - (i % 15)),
    ...more,
  })

describe('a simulated year', () => {
  test('costs more, and keeps more, the higher the retention', () => {
    const { value: workloads, shares } = drain(simulateWorkloads(newDeck(500)))
    expect(workloads.map((one) => one.retentionRatio)).toEqual(WORKLOAD_RATIOS)
    expect(shares.at(-1)).toBe(1)
    const [low, , , ...rest] = workloads
    const high = rest.at(-1)
    // Neighbours may change places by a hair; every fifth does not.
    const everyFifth = workloads.filter((_, i) => i % 5 === 0)
    const minutes = everyFifth.map((one) => one.minutesPerDay)
    const remembered = everyFifth.map((one) => one.remembered.at(-1) ?? 0)
    expect(minutes).toEqual(minutes.toSorted((a, b) => a - b))
    expect(remembered).toEqual(remembered.toSorted((a, b) => a - b))
    expect(low?.remembered.at(-1)).toBeLessThan(high?.remembered.at(-1) ?? 0)
  })

  // docs/fsrs.md §7, of another simulator: 9.0, 14.3 and 30.1 minutes; 1620, 1896 and 1969 cards.
  test.each([
    [0.7, 1620],
    [0.9, 1896],
    [0.97, 1969],
  ])('of 2000 cards at %f remembers what another simulator found', (ratio, remembered) => {
    const workload = simulateYear(newDeck(2000), ratio)
    expect(Math.abs((workload.remembered.at(-1) ?? 0) / remembered - 1)).toBeLessThan(0.02)
  })

  test('is the same every time', () => {
    expect(simulateYear(newDeck(300), 0.9)).toEqual(simulateYear(newDeck(300), 0.9))
  })

  test('keeps to the limits, remembers no more cards than were met, and loses none', () => {
    fc.assert(
      fc.property(
        fc.nat({ max: 400 }),
        fc.nat({ max: 400 }),
        fc.nat({ max: 30 }),
        fc.nat({ max: 60 }),
        fc.constantFrom(0.7, 0.9, 0.99),
        (seen, fresh, newPerDay, reviewsPerDay, ratio) => {
          const input = { ...studied(seen), newCards: fresh, newPerDay, reviewsPerDay }
          const workload = simulateYear(input, ratio)
          expect(workload.seen).toBeGreaterThanOrEqual(seen)
          expect(workload.seen).toBeLessThanOrEqual(seen + Math.min(fresh, 365 * newPerDay))
          expect(workload.waiting).toBeLessThanOrEqual(workload.seen)
          expect(workload.remembered).toHaveLength(3)
          for (const count of workload.remembered) expect(count).toBeLessThanOrEqual(workload.seen)
          // Nine answers a card and day at most: one, and eight on its steps.
          expect(workload.reviewsPerDay).toBeLessThanOrEqual(9 * reviewsPerDay)
        },
      ),
      { numRuns: 60 },
    )
  })

  test('says how many cards wait where the limit is too low for the retention', () => {
    expect(simulateYear(studied(400, { reviewsPerDay: 5 }), 0.99).waiting).toBeGreaterThan(100)
    expect(simulateYear(studied(400), 0.9).waiting).toBe(0)
  })

  test('of a sample of a large collection is that of the whole, scaled', () => {
    const [part, whole] = [900, 9000].map((count) => simulateYear(studied(count), 0.9))
    const ratio = (whole?.minutesPerDay ?? 0) / (part?.minutesPerDay ?? 1)
    expect(Math.abs(ratio / 10 - 1)).toBeLessThan(0.05)
    expect(whole?.seen).toBeCloseTo(9000, 6)
  })

  test('of no cards is nothing', () => {
    expect(simulateYear(newDeck(0), 0.9)).toMatchObject({ minutesPerDay: 0, reviewsPerDay: 0, seen: 0, waiting: 0 })
  })
})

describe('habits', () => {
  test('are shares and times of any log', () => {
    fc.assert(
      fc.property(logs, (log) => {
        const { first, recalled, sameDay, seconds } = habitsOf(log)
        for (const row of [first, recalled, ...sameDay]) {
          expect(row.reduce((sum, share) => sum + share, 0)).toBeCloseTo(1, 9)
          expect(row.every((share) => share > 0)).toBe(true)
        }
        for (const time of Object.values(seconds).flat()) expect(time > 0 && time <= 60).toBe(true)
      }),
    )
  })

  test('come to be the learner’s own with the answers that tell them', () => {
    const log = Array.from({ length: 400 }, (_, i) => {
      const { state, events } = stateAfter(
        defaultScheduler,
        [
          { rating: 'good', days: 0, minutes: 1 },
          { rating: i % 2 === 0 ? 'hard' : 'again', days: 4, minutes: 1 },
        ],
        `card ${i}`,
      )
      return events.map((event, j) => ({
        ...event,
        id: `${String(j)}${state.cardId}`,
        elapsedMs: j === 0 ? 2000 : 30_000,
      }))
    }).flat() as unknown as StoredEvent[]
    const { first, recalled, seconds } = habitsOf(log)
    expect(first[2]).toBeGreaterThan(0.95)
    expect(recalled[0]).toBeGreaterThan(0.9)
    expect(seconds.first[2]).toBeLessThan(3)
    expect(mean([seconds.review[0] ?? 0, seconds.review[1] ?? 0])).toBeGreaterThan(28)
  })
})

test('decks are taken as they are: what is new, what was seen and when it is due, without what is put away', () => {
  const columns = makeColumns(deckNamed('deck'), [1, 1, 1, 1, 1])
  const review = stateAfter(defaultScheduler, [{ rating: 'easy', days: 0, minutes: 1 }]).state
  if (review.memory.phase !== 'review') throw new Error('easy leads to review')
  setRow(columns, 0, { ...review, memory: { ...review.memory, due: dueOnDay(momentAt(FIRST_DAY + 8).day) } })
  setRow(columns, 1, { ...review, suspended: true })
  setRow(columns, 2, {
    ...review,
    memory: { ...review.memory, phase: 'relearning', step: 0, due: dueAtInstant(toInstant(2e12)) },
  })
  setRetired(columns, 3, true)
  expect(columns.hidden[1]).toBe(SUSPENDED)
  const input = workloadInput([columns], DEFAULT_SETTINGS, USUAL, momentAt(FIRST_DAY + 5).day)
  expect(input).toMatchObject({ newCards: 1, learningSteps: 2, relearningSteps: 1, weights: DEFAULT_WEIGHTS })
  expect([...input.daysAgo]).toEqual([5, 5])
  expect([...input.dueIn]).toEqual([3, 0])
  expect(input.stability[0]).toBeCloseTo(review.memory.stability, 4)
  expect(input.difficulty[0]).toBeCloseTo(review.memory.difficulty, 4)
})
