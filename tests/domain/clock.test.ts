import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { firstIdAt, formatEventId, instantOfId, isDeviceId, makeClock, parseEventId } from '../../src/domain/clock.ts'
import type { EventId } from '../../src/domain/event.ts'
import { DAY_MS, toInstant } from '../../src/domain/time.ts'

const NOW = 1_790_000_000_000
const instants = fc.integer({ min: NOW - 10 * DAY_MS, max: NOW + 10 * DAY_MS }).map(toInstant)
const sorted = (ids: readonly string[]): string[] => ids.toSorted((a, b) => (a < b ? -1 : a > b ? 1 : 0))

describe('event ids', () => {
  it('grow with every call, whatever the wall clock does', () => {
    fc.assert(
      fc.property(fc.array(instants, { minLength: 2 }), (times) => {
        const clock = makeClock('devicea1', null)
        const ids = times.map((at) => clock.next(at))
        expect(new Set(ids).size).toBe(ids.length)
        expect(sorted(ids)).toEqual(ids)
      }),
    )
  })

  it('go on from the last one after a restart, though the clock went back', () => {
    const last = makeClock('devicea1', null).next(toInstant(NOW))
    expect(makeClock('devicea1', last).next(toInstant(NOW - 5 * DAY_MS)) > last).toBe(true)
  })

  it('come after what was seen from another device', () => {
    fc.assert(
      fc.property(instants, fc.integer({ min: -DAY_MS, max: DAY_MS }), (at, ahead) => {
        const clock = makeClock('devicea1', null)
        const theirs = makeClock('deviceb2', null).next(toInstant(at + ahead))
        expect(clock.observe(theirs, at)).toBe(true)
        expect(clock.next(at) > theirs).toBe(true)
      }),
    )
  })

  it('are not dragged along by a clock more than a day ahead, seen now or last before a restart', () => {
    const theirs = makeClock('deviceb2', null).next(toInstant(NOW + 2 * DAY_MS))
    const clock = makeClock('devicea1', null)
    expect(clock.observe(theirs, toInstant(NOW))).toBe(false)
    expect(instantOfId(clock.next(toInstant(NOW)))).toBe(NOW)
    expect(instantOfId(makeClock('devicea1', theirs).next(toInstant(NOW)))).toBe(NOW)
  })

  it('keep their order and width when a counter runs over', () => {
    const full = formatEventId({ ms: NOW, counter: 36 ** 4 - 1, deviceId: 'devicea1' })
    const next = makeClock('devicea1', full).next(toInstant(NOW))
    expect(next > full).toBe(true)
    expect(next).toHaveLength(full.length)
    expect(parseEventId(next)).toEqual({ ms: NOW + 1, counter: 0, deviceId: 'devicea1' })
  })

  it('parse to what they were made of', () => {
    const stamps = fc.record({
      ms: fc.integer({ min: 0, max: 36 ** 9 - 1 }),
      counter: fc.integer({ min: 0, max: 36 ** 4 - 1 }),
      deviceId: fc.stringMatching(/^[0-9a-z]{8}$/),
    })
    fc.assert(
      fc.property(stamps, (stamp) => {
        expect(parseEventId(formatEventId(stamp))).toEqual(stamp)
        expect(firstIdAt(toInstant(stamp.ms)) <= formatEventId(stamp)).toBe(true)
      }),
    )
  })

  it('are refused where they are none', () => {
    expect(parseEventId('nothing')).toBeNull()
    expect(instantOfId('' as EventId)).toBeNull()
    expect(isDeviceId('UPPER123')).toBe(false)
    expect(() => makeClock('short', null)).toThrow(RangeError)
    expect(makeClock('devicea1', null).observe('nothing' as EventId, toInstant(NOW))).toBe(false)
    expect(() => makeClock('devicea1', null).next(Number.NaN as never)).toThrow(RangeError)
  })
})
