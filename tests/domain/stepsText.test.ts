import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { formatSteps, parseSteps } from '../../src/domain/stepsText.ts'

describe('steps as text', () => {
  it('reading what was written gives the same steps', () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 1, max: 14_400 }), { maxLength: 10 }), (minutes) => {
        expect(parseSteps(formatSteps(minutes))).toEqual(minutes)
      }),
    )
  })

  it('takes units in many hands, and a number alone as minutes', () => {
    expect(parseSteps(' 1m 10M  2 h 1d ')).toEqual([1, 10, 120, 1440])
    expect(parseSteps('90s')).toBeNull()
    expect(parseSteps('0,5h 15')).toEqual([30, 15])
    expect(parseSteps('')).toEqual([])
    expect(formatSteps([90, 1440, 2880, 60])).toBe('90m 1d 2d 1h')
  })

  it('never throws, and takes nothing that settings would refuse', () => {
    fc.assert(
      fc.property(fc.string(), (text) => {
        for (const minutes of parseSteps(text) ?? []) expect(minutes > 0 && minutes <= 14_400).toBe(true)
      }),
    )
    expect(parseSteps('11d')).toBeNull()
    expect(parseSteps('0m')).toBeNull()
    expect(parseSteps('1 2 3 4 5 6 7 8 9 10 11')).toBeNull()
  })
})
