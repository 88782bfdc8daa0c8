/** One tab at a time sits a paper: of two the later write would win, answer by answer. */
export type PaperLock = {
  /** Resolves with whether this tab has the paper now: `free` if no other has it, `over` even so. */
  readonly take: (how: 'free' | 'over') => Promise<boolean>
  readonly release: () => void
}

export type PaperLockParts = {
  readonly locks: LockManager | null
  readonly channel: Pick<BroadcastChannel, 'postMessage' | 'addEventListener' | 'close'> | null
  /** How long a tab that has the paper may take to let go of it: one that sleeps never answers. */
  readonly patienceMs: number
}

/** What a page leaves behind for a moment while it goes is no other tab. */
const LEAVING_MS = 500

/**
 * `onAsked` is to store what is not yet stored: another tab wants the paper, and gets it when that is done. `onLost` says
 * that it was taken away without asking. Where the browser knows no locks, every tab has it.
 */
export function makePaperLock(
  id: string,
  parts: PaperLockParts,
  onAsked: () => Promise<void>,
  onLost: () => void,
): PaperLock {
  const { locks, channel, patienceMs } = parts
  let letGo: (() => void) | null = null

  function request(options: LockOptions): Promise<boolean> {
    return new Promise((done) => {
      const held = locks?.request(lockName(id), options, () => {
        done(true)
        return new Promise<void>((release) => {
          letGo = release
        })
      })
      // It was not to be had in time, or it was had and is stolen.
      held?.catch(() => {
        done(false)
        if (letGo === null) return
        letGo = null
        onLost()
      })
    })
  }

  function release(): void {
    letGo?.()
    letGo = null
  }

  channel?.addEventListener('message', ({ data }: MessageEvent<unknown>) => {
    if (data === id && letGo !== null) void onAsked().finally(release)
  })

  return {
    take: async (how) => {
      if (locks === null || letGo !== null) return true
      if (how === 'free') return request({ signal: AbortSignal.timeout(LEAVING_MS) })
      channel?.postMessage(id)
      return (await request({ signal: AbortSignal.timeout(patienceMs) })) || request({ steal: true })
    },
    release: () => {
      release()
      channel?.close()
    },
  }
}

const lockName = (id: string): string => `recite.paper.${id}`

/**
 * Does the work if no tab has the paper; resolves with whether it did. A tab on its way out is waited for: what ran out
 * there would else stay until it is looked at again.
 */
export async function ifUnheld(id: string, locks: LockManager | null, work: () => Promise<void>): Promise<boolean> {
  if (locks === null) {
    await work()
    return true
  }
  const patience = AbortSignal.timeout(LEAVING_MS)
  let isHad = false
  const had = locks.request(lockName(id), { signal: patience }, () => {
    isHad = true
    return work()
  })
  return had.then(
    () => true,
    (thrown: unknown) => {
      if (isHad || !patience.aborted) throw thrown
      return false
    },
  )
}
