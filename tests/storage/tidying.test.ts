import { afterEach, describe, expect, it, vi } from 'vitest'
import { tidied } from '../../src/storage/tidying.ts'

const MUCH = 50_000

/** A browser that tells of nothing that it tidies up. */
class Silent {
  register(): void {}
  unregister(): boolean {
    return false
  }
}

/** One that tells at once. */
class Prompt extends Silent {
  readonly #told: (held: null) => void
  constructor(told: (held: null) => void) {
    super()
    this.#told = told
  }
  override register(): void {
    this.#told(null)
  }
}

describe('the pause in which memory is tidied up', () => {
  afterEach(() => {
    vi.useRealTimers()
    vi.unstubAllGlobals()
  })

  it('ends as soon as something was tidied', async () => {
    vi.stubGlobal('FinalizationRegistry', Prompt)
    vi.useFakeTimers()
    await tidied(MUCH)
    expect(vi.getTimerCount()).toBe(0)
  })

  it('ends where nobody ever tells of it', async () => {
    vi.stubGlobal('FinalizationRegistry', Silent)
    vi.useFakeTimers()
    const pause = tidied(MUCH)
    await vi.runAllTimersAsync()
    await expect(pause).resolves.toBeUndefined()
  })

  it('is none where there is little', async () => {
    vi.stubGlobal('FinalizationRegistry', Silent)
    vi.useFakeTimers()
    await tidied(MUCH - 1)
    expect(vi.getTimerCount()).toBe(0)
  })
})
