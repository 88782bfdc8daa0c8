import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { KEPT, keptCopies } from '../../src/domain/copies.ts'
import { type StudyDay, toStudyDay } from '../../src/domain/time.ts'

const arbitraryDays = fc.uniqueArray(fc.integer({ min: 19_000, max: 21_500 }).map(toStudyDay), { maxLength: 300 })
const sorted = (days: Iterable<StudyDay>) => [...days].sort((a, b) => a - b)

/** A copy is made on each of the days in turn, and the rest thinned at once. */
function thinAsTheyCome(days: readonly StudyDay[]): StudyDay[] {
  return sorted(days).reduce<StudyDay[]>((kept, day) => sorted(keptCopies(kept.concat(day))), [])
}

describe('thinning copies', () => {
  it('keeps the newest, and never more than there may be', () => {
    fc.assert(
      fc.property(arbitraryDays, (days) => {
        const kept = keptCopies(days)
        expect(kept.size).toBeLessThanOrEqual(KEPT.days + KEPT.weeks + KEPT.months)
        for (const day of kept) expect(days).toContain(day)
        if (days.length > 0) expect(kept).toContain(Math.max(...days))
      }),
    )
  })

  it('comes to the same twice, and in any order', () => {
    fc.assert(
      fc.property(arbitraryDays, (days) => {
        const kept = sorted(keptCopies(days))
        expect(sorted(keptCopies(kept))).toEqual(kept)
        expect(sorted(keptCopies(days.toReversed()))).toEqual(kept)
      }),
    )
  })

  it('day by day comes to the same as once', () => {
    fc.assert(
      fc.property(arbitraryDays, (days) => {
        expect(thinAsTheyCome(days)).toEqual(sorted(keptCopies(days)))
      }),
    )
  })

  it('of two years of daily copies leaves some of each kind', () => {
    const days = Array.from({ length: 730 }, (_, i) => toStudyDay(20_000 + i))
    const ages = sorted(keptCopies(days)).map((day) => 20_729 - day)
    expect(ages.slice(-7)).toEqual([6, 5, 4, 3, 2, 1, 0])
    for (const age of [7, 14, 30, 60, 90, 180, 330])
      expect(ages.some((each) => each >= age && each <= age + 31)).toBe(true)
    expect(ages.length).toBeGreaterThan(18)
  })

  it('keeps a lone old copy for ever', () => {
    expect([...keptCopies([toStudyDay(12_345)])]).toEqual([12_345])
  })
})
