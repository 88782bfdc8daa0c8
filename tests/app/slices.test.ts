import { expect, test } from 'vitest'
import { inSlices } from '../../src/app/slices.ts'

function* steps(ms: number, clock: { at: number }, count: number): Generator<number, string> {
  for (let i = 0; i < count; i++) {
    clock.at += ms
    yield (i + 1) / count
  }
  return 'done'
}

test('work in slices goes on for no longer than a step beyond half a frame before others have their turn', async () => {
  const clock = { at: 0 }
  const turns: number[] = []
  let last = 0
  const shares: number[] = []
  const value = await inSlices(steps(3, clock, 40), {
    now: () => clock.at,
    signal: new AbortController().signal,
    onShare: (share) => {
      shares.push(share)
      turns.push(clock.at - last)
      last = clock.at
    },
  })
  expect(value).toBe('done')
  expect(Math.max(...turns)).toBeLessThanOrEqual(8 + 3)
  expect(shares.length).toBeGreaterThan(8)
  expect(shares).toEqual([...shares].sort((a, b) => a - b))
})

test('work that is called off stops at its next step', async () => {
  const clock = { at: 0 }
  const aborter = new AbortController()
  const work = inSlices(steps(10, clock, 1000), {
    now: () => clock.at,
    signal: aborter.signal,
    onShare: () => aborter.abort(new Error('called off')),
  })
  await expect(work).rejects.toThrow('called off')
  expect(clock.at).toBeLessThan(100)
})
