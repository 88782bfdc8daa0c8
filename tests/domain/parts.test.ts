import fc from 'fast-check'
import { expect, test } from 'vitest'
import { inParts, nextSize } from '../../src/domain/parts.ts'
import { PART_MS } from '../../src/domain/partTime.ts'

/** Works through so many things on a device on which each takes so long; tells how long its parts took. */
async function worked(count: number, msOf: (done: number) => number): Promise<{ done: number[]; parts: number[] }> {
  let at = 0
  let finished = 0
  const parts: number[] = []
  const items = Array.from({ length: count }, (_, i) => i)
  const done = await inParts(items, { now: () => at }, async (part) => {
    const since = at
    for (const _ of part) at += msOf(finished++)
    parts.push(at - since)
    return part
  })
  return { done, parts }
}

test('whatever the device, everything is done once and in order', () =>
  fc.assert(
    fc.asyncProperty(fc.nat(3000), fc.double({ min: 0, max: 3, noNaN: true }), async (count, ms) => {
      const { done } = await worked(count, () => ms)
      expect(done).toEqual(Array.from({ length: count }, (_, i) => i))
    }),
    { numRuns: 60 },
  ))

test('on a device of any one speed no part but the first takes longer than its time, as far as parts can be small', () =>
  fc.assert(
    fc.asyncProperty(fc.double({ min: 0.001, max: PART_MS / 50, noNaN: true }), async (ms) => {
      const { parts } = await worked(5000, () => ms)
      // Rounding to whole things may add half of one.
      expect(Math.max(...parts.slice(1))).toBeLessThanOrEqual(PART_MS + ms)
    }),
    { numRuns: 60 },
  ))

test('on a device that becomes slow parts are short again after the one that it happened in and the next', async () => {
  const { parts } = await worked(4000, (done) => (done < 2000 ? 0.01 : 0.1))
  const isLong = parts.map((ms) => ms > PART_MS + 1)
  const first = isLong.indexOf(true)
  expect(first).toBeGreaterThan(0)
  expect(isLong.lastIndexOf(true)).toBeLessThanOrEqual(first + 1)
  expect(parts.length).toBeGreaterThan(first + 20)
})

test('on a fast device parts are large', async () => {
  const { parts } = await worked(10_000, () => 0.001)
  expect(parts.length).toBeLessThan(20)
})

test('parts have sizes that get somewhere', () =>
  fc.assert(
    fc.property(fc.integer({ min: 50, max: 1000 }), fc.nat(100_000), (size, ms) => {
      expect(nextSize(size, ms)).toBeGreaterThanOrEqual(50)
      expect(nextSize(size, ms)).toBeLessThanOrEqual(Math.min(1000, size * 2))
    }),
  ))

test('work that is called off between two parts does no more of them', async () => {
  let parts = 0
  const items = Array.from({ length: 1000 }, (_, i) => i)
  const stop = (share: number) => {
    if (share > 0) throw new Error('called off')
  }
  await expect(
    inParts(items, { now: () => 0, onPart: stop }, async (part) => {
      parts++
      return part
    }),
  ).rejects.toThrow('called off')
  expect(parts).toBe(1)
})
