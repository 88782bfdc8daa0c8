import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { StoredEvent } from '../../src/domain/event.ts'
import { isTimeToTune, weightHistory } from '../../src/domain/optimizeHistory.ts'
import { goodIntervals } from '../../src/domain/optimizeIntervals.ts'
import { SHIPPED_SETTINGS } from '../../src/domain/optimizeSettings.ts'
import { startWeights } from '../../src/domain/optimizeStart.ts'
import type { Rating } from '../../src/domain/rating.ts'
import { withoutOutliers } from '../../src/domain/trainingOutliers.ts'
import {
  rowsBefore,
  rowsOf,
  scoredCount,
  scoredFrom,
  splitDay,
  type TrainingRows,
  trainingRows,
} from '../../src/domain/trainingRows.ts'
import { areWeights } from '../../src/domain/weights.ts'
import { cardIdNamed, eventId, FIRST_DAY, logs, momentAt } from './arbitraries.ts'
import { LEARNERS, simulateLearner } from './optimizeLearner.ts'

/** Events from a short notation, in order: `['one', 'good', 3]` answers a card on day 3. */
function logOf(deeds: readonly (readonly [card: string, what: string, day: number])[]): StoredEvent[] {
  return deeds.map(([card, what, day], i) => {
    const base = { ...momentAt(FIRST_DAY + day), id: eventId(i + 1), cardId: cardIdNamed(card) }
    const [kind = '', rest = 'good'] = what.split(' ')
    if (kind === 'reset') return { ...base, kind }
    if (kind === 'baseline') return { ...base, kind, stability: 9, difficulty: 5, due: FIRST_DAY }
    if (kind === 'undo') return { ...momentAt(FIRST_DAY + day), id: base.id, kind, of: [eventId(Number(rest))] }
    const source = kind === 'cram' ? 'cram' : 'study'
    const rating = (kind === 'cram' ? rest : kind) as Rating
    return { ...base, kind: 'review', rating, elapsedMs: 4000, source, due: FIRST_DAY + day + 1, step: null }
  }) as unknown as StoredEvent[]
}

/** Each card's reviews as `grade@gap`, a star where it is scored. */
function shown(rows: TrainingRows): string[] {
  return Array.from({ length: rows.starts.length - 1 }, (_, card) => {
    const places = Array.from(
      { length: (rows.starts[card + 1] ?? 0) - (rows.starts[card] ?? 0) },
      (_, i) => (rows.starts[card] ?? 0) + i,
    )
    return places.map((i) => `${rows.grades[i]}@${rows.gapDays[i]}${rows.scored[i] === 1 ? '*' : ''}`).join(' ')
  })
}

describe('training rows', () => {
  test('score what comes on a later day, and take the rest as what led up to it', () => {
    const log = logOf([
      ['one', 'again', 0],
      ['one', 'good', 0],
      ['two', 'easy', 0],
      ['one', 'good', 3],
      ['one', 'hard', 3],
      ['two', 'again', 9],
    ])
    expect(shown(trainingRows(log))).toEqual(['1@0 3@0 3@3* 2@0', '4@0 1@9*'])
  })

  test('leave out what was undone and what was crammed', () => {
    const log = logOf([
      ['one', 'good', 0],
      ['one', 'again', 2],
      ['', 'undo 2', 2],
      ['one', 'cram again', 3],
      ['one', 'good', 4],
    ])
    expect(shown(trainingRows(log))).toEqual(['3@0 3@4*'])
  })

  test('begin anew at a reset', () => {
    const log = logOf([
      ['one', 'good', 0],
      ['one', 'again', 5],
      ['one', 'reset', 6],
      ['one', 'easy', 7],
      ['one', 'good', 20],
    ])
    expect(shown(trainingRows(log))).toEqual(['4@0 3@13*'])
  })

  test('leave out a card whose memory came from elsewhere, until it is reset', () => {
    const log = logOf([
      ['one', 'baseline', 0],
      ['one', 'good', 5],
      ['two', 'good', 5],
      ['one', 'reset', 6],
      ['one', 'good', 7],
    ])
    expect(shown(trainingRows(log)).sort()).toEqual(['3@0', '3@0'])
  })

  test('take a clock that went back for the same day', () => {
    const log = logOf([
      ['one', 'good', 9],
      ['one', 'good', 4],
      ['one', 'good', 6],
    ])
    expect(shown(trainingRows(log))).toEqual(['3@0 3@0 3@2*'])
  })

  test('can be made of any log, in whatever order it came', () => {
    fc.assert(
      fc.property(logs, (log) => {
        const rows = trainingRows(log)
        expect(trainingRows(log.toReversed())).toEqual(rows)
        expect(rows.starts.at(-1)).toBe(rows.grades.length)
        expect(rows.grades.every((grade) => grade >= 1 && grade <= 4)).toBe(true)
      }),
    )
  })
})

describe('a split in time', () => {
  test('gives every scored review to one side, and leaves the later ones their past', () => {
    fc.assert(
      fc.property(fc.nat(), fc.double({ min: 0.05, max: 0.9, noNaN: true }), (seed, share) => {
        const rows = simulateLearner(LEARNERS.weak ?? [], 200, seed)
        const day = splitDay(rows, share)
        const [before, after] = [rowsBefore(rows, day), scoredFrom(rows, day)]
        expect(scoredCount(before) + scoredCount(after)).toBe(scoredCount(rows))
        expect(before.days.every((each) => each < day)).toBe(true)
        expect(after.grades).toEqual(rows.grades)
      }),
      { numRuns: 30 },
    )
  })

  test('gives about a fifth to the later side where days are many', () => {
    const rows = simulateLearner(LEARNERS.weak ?? [], 3000, 1)
    const share = scoredCount(scoredFrom(rows, splitDay(rows, 0.2))) / scoredCount(rows)
    expect(share).toBeGreaterThan(0.19)
    expect(share).toBeLessThan(0.22)
  })
})

describe('the outlier filter', () => {
  const cards = (count: number, grade: number, gap: number) =>
    Array.from({ length: count }, () => [
      { grade, day: 0 },
      { grade: 3, day: gap },
      { grade: 3, day: gap + 10 },
    ])

  test('drops the rarest first gap of a first rating, with all of its cards’ reviews', () => {
    const rows = rowsOf([...cards(60, 3, 2), ...cards(40, 3, 3), ...cards(2, 3, 30)])
    expect(scoredCount(withoutOutliers(rows))).toBe(200)
  })

  test('drops first gaps that no schedule gives, however many', () => {
    expect(scoredCount(withoutOutliers(rowsOf([...cards(60, 3, 2), ...cards(60, 3, 101)])))).toBe(120)
    expect(scoredCount(withoutOutliers(rowsOf([...cards(60, 4, 2), ...cards(60, 4, 101)])))).toBe(240)
  })

  test('never drops more than a twentieth for being rare, and changes nothing but what is scored', () => {
    fc.assert(
      fc.property(fc.nat(), fc.constantFrom(300, 2000), (seed, count) => {
        const rows = simulateLearner(LEARNERS.weak ?? [], count, seed)
        const kept = withoutOutliers(rows)
        expect({ ...kept, scored: rows.scored }).toEqual(rows)
        expect(kept.scored.every((one, i) => one <= (rows.scored[i] ?? 0))).toBe(true)
        for (const grade of [1, 2, 3, 4]) {
          const cards = firstGaps(rows).filter((first) => first.grade === grade)
          const longest = grade === 4 ? 365 : 100
          const rare = cards.filter(({ row, gapDays }) => kept.scored[row] === 0 && gapDays <= longest)
          expect(rare.length).toBeLessThanOrEqual(0.05 * cards.length)
        }
      }),
      // A short log in which the few cards dropped had many reviews.
      { numRuns: 20, examples: [[1155047261, 300]] },
    )
  })

  /** The first scored review of each card that has one: its row, its gap, and the card's first rating. */
  function firstGaps(rows: ReturnType<typeof trainingRows>) {
    return [...rows.starts.slice(0, -1)].flatMap((start, card) => {
      for (let row = start; row < (rows.starts[card + 1] ?? 0); row++)
        if (rows.scored[row] === 1) return [{ row, grade: rows.grades[start], gapDays: rows.gapDays[row] ?? 0 }]
      return []
    })
  }
})

test('first stabilities are where the descent starts: near the data where there is much, near the defaults where not', () => {
  const good = (count: number) =>
    rowsOf(
      Array.from({ length: count }, (_, i) => [
        { grade: 3, day: 0 },
        { grade: i % 10 === 0 ? 1 : 3, day: 12 },
      ]),
    )
  const few = startWeights(good(5), SHIPPED_SETTINGS.startSpread)
  const many = startWeights(good(2000), SHIPPED_SETTINGS.startSpread)
  expect(areWeights([...few]) && areWeights([...many])).toBe(true)
  // Nine of ten recalled after twelve days is a stability of twelve.
  expect(Math.abs((many[2] ?? 0) / 12 - 1)).toBeLessThan(0.1)
  expect(few[2]).toBeGreaterThan(2.3)
  expect(few[2]).toBeLessThan(6)
})

describe('what the log says of the weights', () => {
  const setting = (n: number, weights: readonly number[] | null, day: number) =>
    ({ ...momentAt(FIRST_DAY + day), id: eventId(n), kind: 'setting', change: { weights } }) as StoredEvent
  const { strong = [], weak = [] } = LEARNERS

  test('the present set, the one before, and since when', () => {
    expect(weightHistory([])).toMatchObject({ current: null, previous: undefined, changedOn: null })
    const log = [setting(1, strong, 1), setting(2, strong, 2), setting(3, weak, 3)]
    expect(weightHistory(log)).toMatchObject({ current: weak, previous: strong, changedOn: FIRST_DAY + 3 })
    expect(weightHistory([...log, setting(4, strong, 4)])).toMatchObject({ current: strong, previous: weak })
  })

  test('an undo gives the one before back, and nonsense counts for nothing', () => {
    const undo = { ...momentAt(FIRST_DAY + 4), id: eventId(9), kind: 'undo', of: [eventId(2)] } as StoredEvent
    const log = [setting(1, strong, 1), setting(2, weak, 2), undo, setting(3, [1, 2], 5)]
    expect(weightHistory(log)).toMatchObject({ current: strong, previous: null })
  })

  test('it is time to tune from a thousand reviews on, and again after as many more', () => {
    const history = { current: null, previous: undefined, changedOn: null, reviews: 999, reviewsSince: 999 }
    expect(isTimeToTune(history)).toBe(false)
    expect(isTimeToTune({ ...history, reviews: 1000, reviewsSince: 1000 })).toBe(true)
    const changed = { ...history, changedOn: momentAt(FIRST_DAY).day }
    expect(isTimeToTune({ ...changed, reviews: 1900, reviewsSince: 900 })).toBe(false)
    expect(isTimeToTune({ ...changed, reviews: 2100, reviewsSince: 1000 })).toBe(true)
    expect(isTimeToTune({ ...changed, reviews: 11_500, reviewsSince: 1500 })).toBe(false)
  })
})

test('intervals of a card that is always good grow, and are longer for who remembers better and wants less', () => {
  const usual = goodIntervals(null, 0.9, 4)
  expect(usual).toEqual(usual.toSorted((a, b) => a - b))
  expect(goodIntervals(LEARNERS.strong ?? [], 0.9, 1)[0]).toBeGreaterThan(usual[0] ?? 0)
  expect(goodIntervals(null, 0.8, 1)[0]).toBeGreaterThan(goodIntervals(null, 0.95, 1)[0] ?? 0)
})
