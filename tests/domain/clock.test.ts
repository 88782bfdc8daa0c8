import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { isBelieved, isBelievedEvent, isPossible } from '../../src/domain/believed.ts'
import { firstIdAt, formatEventId, instantOfId, isDeviceId, makeClock, parseEventId } from '../../src/domain/clock.ts'
import type { EventId, StoredEvent } from '../../src/domain/event.ts'
import { makeRandom } from '../../src/domain/random.ts'
import { DAY_MS, toInstant } from '../../src/domain/time.ts'

const none = () => null
const NOW = 1_790_000_000_000
const instants = fc.integer({ min: NOW - 10 * DAY_MS, max: NOW + 10 * DAY_MS }).map(toInstant)
const sorted = (ids: readonly string[]): string[] => ids.toSorted((a, b) => (a < b ? -1 : a > b ? 1 : 0))

describe('event ids', () => {
  it('grow with every call, whatever the wall clock does', () => {
    fc.assert(
      fc.property(fc.array(instants, { minLength: 2 }), (times) => {
        const clock = makeClock(() => 'devicea1', none)
        const ids = times.map((at) => clock.next(at))
        expect(new Set(ids).size).toBe(ids.length)
        expect(sorted(ids)).toEqual(ids)
      }),
    )
  })

  it('go on from the last one after a restart, though the clock went back', () => {
    const last = makeClock(() => 'devicea1', none).next(toInstant(NOW))
    expect(
      makeClock(
        () => 'devicea1',
        () => last,
      ).next(toInstant(NOW - 5 * DAY_MS)) > last,
    ).toBe(true)
  })

  it('come after what was seen from another device', () => {
    fc.assert(
      fc.property(instants, fc.integer({ min: -DAY_MS, max: DAY_MS }), (at, ahead) => {
        let newest: EventId | null = null
        const clock = makeClock(
          () => 'devicea1',
          () => newest,
        )
        const before = clock.next(at)
        const theirs = makeClock(() => 'deviceb2', none).next(toInstant(at + ahead))
        newest = theirs
        const after = clock.next(at)
        expect(after > theirs && after > before).toBe(true)
      }),
    )
  })

  it('come after all that is in the log, however far ahead it is', () => {
    const stamps = fc.record({
      ms: fc.integer({ min: 0, max: 62e12 }),
      counter: fc.integer({ min: 0, max: 36 ** 4 - 1 }),
      deviceId: fc.stringMatching(/^[0-9a-z]{8}$/),
    })
    fc.assert(
      fc.property(instants, stamps, (at, stamp) => {
        const id = formatEventId(stamp)
        expect(isPossible(id)).toBe(true)
        const clock = makeClock(
          () => 'devicea1',
          () => id,
        )
        const [first, second] = [clock.next(at), clock.next(at)]
        expect(first > id && second > first).toBe(true)
        expect(first).toHaveLength(21)
      }),
    )
  })

  it('are not dragged along by what no clock tells, nor by our own clock set beyond the year 2984', () => {
    for (const id of ['zzzzzzzzzzzzz00000000', '~', 'zz', '\uffff']) {
      expect(isPossible(id)).toBe(false)
      expect(
        instantOfId(
          makeClock(
            () => 'devicea1',
            () => id as EventId,
          ).next(toInstant(NOW)),
        ),
      ).toBe(NOW)
    }
    const clock = makeClock(() => 'devicea1', none)
    const far = clock.next(toInstant(8e15))
    expect(isPossible(far)).toBe(true)
    expect(clock.next(toInstant(NOW)) > far).toBe(true)
  })

  it('are believed of a clock that was set wrong, and not when they are further ahead than any clock can be set', () => {
    const at = toInstant(NOW)
    expect(isBelieved(firstIdAt(toInstant(Date.UTC(2099, 0, 1))), at)).toBe(true)
    const far = formatEventId({ ms: Date.UTC(2299, 0, 1), counter: 0, deviceId: '00000000' })
    expect(isBelieved(far, at)).toBe(false)
    for (const text of ['zz', 'e0001', '0nothing', '']) expect(isBelieved(text, at)).toBe(false)
  })

  it('are others on each of two copies of a device, though the log that both have runs ahead of their clocks', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 36 ** 4 - 1 }), instants, (counter, at) => {
        const newest = formatEventId({ ms: NOW + 20 * DAY_MS, counter, deviceId: 'devicea1' })
        const copies = [1, 2].map((one) =>
          makeClock(
            () => 'devicea1',
            () => newest,
            makeRandom(one),
          ),
        )
        const ids = copies.map((clock) => Array.from({ length: 50 }, () => clock.next(at)))
        expect(new Set(ids.flat()).size).toBe(100)
        for (const own of ids) {
          expect(sorted([newest, ...own])).toEqual([newest, ...own])
          // No more than a second further ahead for it.
          expect((parseEventId(own.at(-1) ?? '')?.ms ?? 0) - (NOW + 20 * DAY_MS)).toBeLessThanOrEqual(1000)
        }
      }),
    )
  })

  it('are never further ahead than what is believed whenever it comes in, whatever our own clock is set to', () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 0, max: 8.64e15 }), { minLength: 1 }), (times) => {
        const clock = makeClock(() => 'devicea1', none)
        const ids = times.map((at) => clock.next(toInstant(at)))
        expect(sorted(ids)).toEqual(ids)
        for (const [i, id] of ids.entries()) {
          expect(isBelieved(id, toInstant(Date.UTC(2026, 0)))).toBe(true)
          expect(firstIdAt(toInstant(times[i] ?? 0)) <= id).toBe(true)
        }
      }),
    )
  })

  it('are believed of an event that a clock of ours gave when it was held to nothing, and of all that came after', () => {
    const at = toInstant(NOW)
    const named = (ms: number, counter: number, told: number): StoredEvent =>
      ({ id: formatEventId({ ms, counter, deviceId: 'devicea1' }), kind: 'setting', at: told }) as never
    const far = Date.UTC(2300, 0)
    expect(isBelievedEvent(named(far, 0, far), at)).toBe(true)
    expect(isBelievedEvent(named(32e12, 0, 8e15), at)).toBe(true)
    expect(isBelievedEvent(named(far, 1, NOW), at)).toBe(true)
    expect(isBelievedEvent(named(NOW, 0, 1), at)).toBe(true)
    expect(isBelievedEvent(named(far, 0, NOW), at)).toBe(false)
    expect(isBelievedEvent(named(60e12, 1, 60e12), at)).toBe(false)
    expect(isBelievedEvent({ id: 'zz' as EventId, kind: 'later' }, at)).toBe(false)
  })

  it('keep their order and width when a counter runs over', () => {
    const full = formatEventId({ ms: NOW, counter: 36 ** 4 - 1, deviceId: 'devicea1' })
    const next = makeClock(
      () => 'devicea1',
      () => full,
    ).next(toInstant(NOW))
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
    expect(() => makeClock(() => 'short', none)).toThrow(RangeError)
    expect(() => makeClock(() => 'devicea1', none).next(Number.NaN as never)).toThrow(RangeError)
  })
})
