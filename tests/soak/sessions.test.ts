import 'fake-indexeddb/auto'
import { afterAll, beforeAll, describe, test, vi } from 'vitest'
import { playSession } from './session.ts'

beforeAll(() => {
  vi.stubGlobal('navigator', {})
})
afterAll(() => {
  vi.unstubAllGlobals()
})

describe('random sessions over the real storage', () => {
  for (let batch = 0; batch < 20; batch++)
    test(`keep state = fold(log) and the queue's laws, batch ${batch}`, { timeout: 60_000 }, async () => {
      for (let i = 0; i < 10; i++) await playSession(batch * 10 + i, 6)
    })
})
