import 'fake-indexeddb/auto'
import { afterAll, beforeAll, describe, test, vi } from 'vitest'
import { playSession } from './session.ts'

/** `SEEDS=from..to npm run soak` plays some of them, such as the one that failed. */
const [from = 1000, to = 11_000] = (process.env.SEEDS ?? '').split('..').filter(Boolean).map(Number)
const BATCH = 100

beforeAll(() => {
  vi.stubGlobal('navigator', {})
})
afterAll(() => {
  vi.unstubAllGlobals()
})

describe('ten thousand random sessions over the real storage', () => {
  for (let first = from; first < to; first += BATCH)
    test(`from seed ${first}`, { timeout: 3_600_000 }, async () => {
      for (let seed = first; seed < Math.min(first + BATCH, to); seed++) await playSession(seed, 12 + (seed % 30))
    })
})
