import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { Deck } from '../../src/domain/deck.ts'
import type { SourceId } from '../../src/domain/source.ts'
import { busyDay, histogram, levelOf, median } from '../../src/domain/statsBins.ts'
import { cardsIn, choicesOf, statsCards } from '../../src/domain/statsFilter.ts'
import { runsOf } from '../../src/domain/statsRuns.ts'
import { addTallies, shareOf } from '../../src/domain/statsTally.ts'
import { toStudyDay } from '../../src/domain/time.ts'
import { deckNamed, makeNote } from './arbitraries.ts'

const TODAY = toStudyDay(1000)
const studied = fc.array(fc.integer({ min: 940, max: 1001 }), { maxLength: 60 })

/** The longest stretch of days of which each has a studied one within reach behind it, tried from every day. */
function slowRuns(days: readonly number[], today: number, reach: number) {
  const set = new Set(days)
  const runFrom = (start: number): readonly number[] => {
    const run = [start]
    for (let at = start; ; ) {
      const next = Array.from({ length: reach }, (_, i) => at + 1 + i).find((day) => set.has(day))
      if (next === undefined) return run
      run.push(next)
      at = next
    }
  }
  const runs = [...set].map(runFrom)
  const going = runs.filter((run) => (run.at(-1) ?? 0) >= today - reach)
  const longest = (of: readonly (readonly number[])[]) => Math.max(0, ...of.map((run) => run.length))
  return { current: longest(going), longest: longest(runs) }
}

describe('runs of days', () => {
  it('are as long as one finds by walking on from every day', () => {
    fc.assert(
      fc.property(studied, fc.boolean(), (days, restDays) => {
        expect(runsOf(days, TODAY, restDays)).toEqual(slowRuns(days, TODAY, restDays ? 2 : 1))
      }),
    )
  })

  it('are never shorter with rest days, nor longer than the days studied', () => {
    fc.assert(
      fc.property(studied, (days) => {
        const strict = runsOf(days, TODAY, false)
        const rested = runsOf(days, TODAY, true)
        expect(rested.longest).toBeGreaterThanOrEqual(strict.longest)
        expect(rested.current).toBeGreaterThanOrEqual(strict.current)
        expect(rested.longest).toBeLessThanOrEqual(new Set(days).size)
      }),
    )
  })

  it('are not broken by today before it is over', () => {
    expect(runsOf([997, 998, 999], TODAY, false)).toEqual({ current: 3, longest: 3 })
    expect(runsOf([996, 997, 998], TODAY, false)).toEqual({ current: 0, longest: 3 })
    expect(runsOf([996, 997, 998], TODAY, true)).toEqual({ current: 3, longest: 3 })
  })

  it('are not hidden by a lone day ahead, after the clock went back', () => {
    expect(runsOf([998, 999, 1001], TODAY, false)).toEqual({ current: 2, longest: 2 })
  })

  it('pass over one day of rest, not two', () => {
    expect(runsOf([994, 995, 997, 999, 1000], TODAY, true)).toEqual({ current: 5, longest: 5 })
    expect(runsOf([994, 995, 998, 999, 1000], TODAY, true)).toEqual({ current: 3, longest: 3 })
    expect(runsOf([], TODAY, true)).toEqual({ current: 0, longest: 0 })
  })
})

const tallies = fc
  .record({ total: fc.integer({ min: 1, max: 5000 }), part: fc.double({ min: 0, max: 1, noNaN: true }) })
  .map(({ total, part }) => ({ total, recalled: Math.round(total * part) }))

describe('a share with its range', () => {
  it('lies within its range, which lies within 0 and 1', () => {
    fc.assert(
      fc.property(tallies, (tally) => {
        const share = shareOf(tally)
        expect(share?.ratio).toBe(tally.recalled / tally.total)
        expect(share?.low).toBeGreaterThanOrEqual(0)
        expect(share?.low).toBeLessThanOrEqual(share?.ratio ?? 0)
        expect(share?.high).toBeGreaterThanOrEqual(share?.ratio ?? 1)
        expect(share?.high).toBeLessThanOrEqual(1)
      }),
    )
  })

  it('holds, at its ends, the true shares that are just 1.96 standard errors away', () => {
    fc.assert(
      fc.property(tallies, (tally) => {
        const share = shareOf(tally)
        const miss = (truth: number) =>
          Math.abs((share?.ratio ?? 0) - truth) / Math.sqrt((truth * (1 - truth)) / tally.total)
        for (const end of [share?.low ?? 0, share?.high ?? 1])
          if (end > 1e-9 && end < 1 - 1e-9) expect(miss(end)).toBeCloseTo(1.96, 2)
      }),
    )
  })

  it('is known for eight of ten, and unknown for none of none', () => {
    expect(shareOf({ recalled: 8, total: 10 })?.low).toBeCloseTo(0.4902, 4)
    expect(shareOf({ recalled: 8, total: 10 })?.high).toBeCloseTo(0.9433, 4)
    expect(shareOf(addTallies([]))).toBeNull()
  })
})

describe('bins', () => {
  const values = fc.array(fc.double({ min: -5, max: 300, noNaN: true }), { maxLength: 60 })
  const edges = [1, 3, 7, 14]

  it('hold each value once, between their edges', () => {
    fc.assert(
      fc.property(values, (given) => {
        const bins = histogram(given, edges)
        expect(bins.counts).toEqual(
          [Number.NEGATIVE_INFINITY, ...edges].map(
            (low, i) => given.filter((value) => value >= low && value < (edges[i] ?? Number.POSITIVE_INFINITY)).length,
          ),
        )
      }),
    )
  })

  it('have a median with as many values on either side', () => {
    fc.assert(
      fc.property(fc.array(fc.double({ min: 0, max: 9, noNaN: true }), { minLength: 1 }), (given) => {
        const middle = median(given) ?? Number.NaN
        expect(given.filter((value) => value < middle).length).toBeLessThanOrEqual(given.length / 2)
        expect(given.filter((value) => value > middle).length).toBeLessThanOrEqual(given.length / 2)
      }),
    )
  })

  it('leave out what is no number', () => {
    expect(histogram([Number.NaN, 2, Number.POSITIVE_INFINITY], edges)).toMatchObject({ total: 1, median: 2, mean: 2 })
    expect(histogram([], edges)).toMatchObject({ total: 0, median: null, mean: null })
  })
})

describe('steps of a day’s work', () => {
  it('rise with the work, are 0 for none and 4 for the busiest', () => {
    fc.assert(
      fc.property(fc.array(fc.nat({ max: 300 }), { minLength: 1 }), (days) => {
        const busy = busyDay(days)
        const steps = days.map((day) => levelOf(day, busy))
        for (const [i, day] of days.entries()) {
          expect(steps[i] === 0).toBe(day === 0)
          for (const [j, other] of days.entries()) if (day <= other) expect(steps[i]).toBeLessThanOrEqual(steps[j] ?? 0)
        }
        const most = Math.max(...days)
        if (most > 0) expect(levelOf(most, busy)).toBe(4)
      }),
    )
  })

  it('are not paled by one day of ten', () => {
    expect(busyDay([0, 10, 10, 10, 10, 10, 10, 10, 10, 10, 900])).toBe(10)
  })
})

describe('a choice of cards', () => {
  const source = (id: string) => ({ id: id as SourceId, title: `About ${id}` })
  const note = (id: string, tags: readonly string[], sourceId: string) =>
    makeNote(
      id,
      { kind: 'cloze', text: '{{c1::a}} {{c2::b}}' },
      {
        tags,
        evidence: [
          {
            sourceId: sourceId as SourceId,
            sentence: { start: 0, end: 1 },
            answer: { start: 0, end: 1 },
            quote: '',
            resolutions: [],
          },
        ],
      },
    )
  const deck = (id: string, title: string, change: Partial<Deck>): Deck =>
    ({ id: deckNamed(id), title, sources: [], notes: [], ...change }) as unknown as Deck
  const decks = [
    deck('a', 'News :: Asia', {
      sources: [source('s2'), source('s1')] as never,
      notes: [note('x', ['war'], 's1'), note('y', ['pact'], 's2')],
    }),
    deck('b', 'Newsroom', { notes: [note('z', ['war'], 's1')] }),
  ]
  const cards = statsCards(decks)

  it('is of every face of every note', () => {
    expect(cardsIn(cards, { kind: 'all' })).toEqual(['x/c1', 'x/c2', 'y/c1', 'y/c2', 'z/c1', 'z/c2'])
  })

  it('by deck takes in what lies in it, and not what only begins like it', () => {
    expect(cardsIn(cards, { kind: 'deck', path: 'News' })).toHaveLength(4)
    expect(cardsIn(cards, { kind: 'deck', path: 'News::Asia' })).toHaveLength(4)
    expect(cardsIn(cards, { kind: 'deck', path: 'Newsroom' })).toEqual(['z/c1', 'z/c2'])
  })

  it('by tag and by article crosses decks', () => {
    expect(cardsIn(cards, { kind: 'tag', tag: 'war' })).toEqual(['x/c1', 'x/c2', 'z/c1', 'z/c2'])
    expect(cardsIn(cards, { kind: 'article', sourceId: 's2' as SourceId })).toEqual(['y/c1', 'y/c2'])
  })

  it('is from all decks, tags and articles there are, in order', () => {
    expect(choicesOf(decks)).toEqual({
      decks: ['News', 'News::Asia', 'Newsroom'],
      tags: ['pact', 'war'],
      articles: [
        { sourceId: 's1', title: 'About s1' },
        { sourceId: 's2', title: 'About s2' },
      ],
    })
  })
})
