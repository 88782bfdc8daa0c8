import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { fuzzDay, fuzzDelayMs, fuzzRange, leastReviewDays } from '../../src/domain/fuzz.ts'
import { intersperse } from '../../src/domain/intersperse.ts'
import { becomesLeech, isLeech, needsRewording, taggedAsLeech } from '../../src/domain/leech.ts'
import { stepWaits } from '../../src/domain/steps.ts'
import { areWeights } from '../../src/domain/weights.ts'
import { makeNote } from './arbitraries.ts'
import { FUZZ, LEAST_DAYS, LEECHES, MIXES, STEPS, WEIGHTS } from './fsrs-vectors.ts'

describe('learning steps', () => {
  it.each(STEPS)('%j with %i to go: again %i s, hard %i s, good %j s', (steps, remaining, again, hard, good) => {
    const waits = stepWaits(steps, steps.length - remaining)
    expect(waits.again?.delayMs).toBe(again * 1000)
    expect(waits.hard?.delayMs).toBe(hard * 1000)
    expect(waits.good?.delayMs ?? null).toBe(good === null ? null : good * 1000)
  })

  it('a step that no longer exists counts as the last one', () => {
    expect(stepWaits([1, 10], 7)).toEqual(stepWaits([1, 10], 1))
  })

  it('no steps, no waits', () => {
    expect(stepWaits([], 0)).toEqual({ again: null, hard: null, good: null })
  })
})

describe('fuzz', () => {
  it.each(FUZZ)('%d days between %i and %i', (interval, minimum, maximum, lowest, middle, highest) => {
    expect([0, 0.5, 0.99].map((draw) => fuzzDay(fuzzRange(interval, minimum, maximum), draw))).toEqual([
      lowest,
      middle,
      highest,
    ])
  })

  it.each(LEAST_DAYS)('%d days after %i, at most %i: at least %i', (interval, previous, _maximum, least) => {
    expect(leastReviewDays(interval, previous)).toBe(least)
  })

  it('never leaves its bounds', () => {
    const day = fc.integer({ min: 1, max: 40_000 })
    fc.assert(
      fc.property(
        fc.double({ min: 0, max: 1e6, noNaN: true }),
        day,
        day,
        fc.double({ min: 0, max: 1, noNaN: true }),
        (interval, minimum, maximum, draw) => {
          const days = fuzzDay(fuzzRange(interval, minimum, maximum), draw)
          expect(Number.isInteger(days)).toBe(true)
          expect(days).toBeGreaterThanOrEqual(Math.min(minimum, maximum))
          expect(days).toBeLessThanOrEqual(maximum)
        },
      ),
    )
  })

  it('every day of the range is drawn about equally often', () => {
    const { lower, upper } = fuzzRange(40, 1, 1000)
    const counts = new Map<number, number>()
    for (let i = 0; i < 9000; i++) {
      const days = fuzzDay(fuzzRange(40, 1, 1000), i / 9000)
      counts.set(days, (counts.get(days) ?? 0) + 1)
    }
    expect(counts.size).toBe(upper - lower + 1)
    for (const count of counts.values()) expect(count).toBeCloseTo(9000 / counts.size, -1)
  })

  it('a learning delay grows by a quarter or five minutes at most', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1000, max: 86_400_000 }),
        fc.double({ min: 0, max: 1, noNaN: true }),
        (delayMs, draw) => {
          const extra = fuzzDelayMs(delayMs, draw) - delayMs
          expect(extra).toBeGreaterThanOrEqual(0)
          expect(extra).toBeLessThanOrEqual(Math.min(delayMs / 4, 300_000))
        },
      ),
    )
  })
})

describe('leeches', () => {
  it.each(LEECHES)('%i lapses at a threshold of %i: %s', (lapses, threshold, expected) => {
    expect(becomesLeech(lapses, threshold)).toBe(expected)
  })

  it('once a leech, a card stays one', () => {
    expect([7, 8, 9, 12].map((lapses) => isLeech(lapses, 8))).toEqual([false, true, true, true])
  })
})

describe('mixing', () => {
  it.each(MIXES)('$a with $b', ({ a, b, out }) => {
    expect(intersperse(a, b)).toEqual(out)
  })

  it('keeps every item and both orders', () => {
    fc.assert(
      fc.property(fc.nat({ max: 60 }), fc.nat({ max: 60 }), (n, m) => {
        const a = Array.from({ length: n }, (_, i) => i)
        const b = Array.from({ length: m }, (_, i) => 1000 + i)
        const mixed = intersperse(a, b)
        expect(mixed.filter((item) => item < 1000)).toEqual(a)
        expect(mixed.filter((item) => item >= 1000)).toEqual(b)
      }),
    )
  })
})

describe('weights', () => {
  it('takes FSRS-6 weights and nothing that would be repaired in silence', () => {
    const good = WEIGHTS.default6 ?? []
    expect(areWeights(good)).toBe(true)
    expect(areWeights(good.slice(0, 19))).toBe(false)
    expect(areWeights(good.with(3, Number.NaN))).toBe(false)
    expect(areWeights(good.with(20, 0.05))).toBe(false)
    expect(areWeights(good.with(0, 50))).toBe(false)
  })
})

describe('a note of a leech', () => {
  const note = makeNote('n', { kind: 'qa', question: 'Q', answer: 'A' }, { tags: ['news'] })

  it('is tagged once, beside its other tags', () => {
    const tagged = taggedAsLeech(note)
    expect(tagged).toEqual({ ...note, tags: ['news', 'leech'] })
    expect(tagged && taggedAsLeech(tagged)).toBeNull()
  })

  it('is hinted at from the third lapse on, unless leeches are turned off', () => {
    expect([2, 3, 8].map((lapses) => needsRewording(lapses, 8))).toEqual([false, true, true])
    expect(needsRewording(9, 0)).toBe(false)
  })
})
