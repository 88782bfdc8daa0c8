import { createSignal } from 'solid-js'
import type { Change, StorageFailure, Store } from '../storage/store.ts'

/** Where the learner's last answers stand: safe, on their way, or held because the device would not take them. */
export type WriteState =
  | { readonly phase: 'safe' }
  | { readonly phase: 'saving'; readonly waiting: number }
  | { readonly phase: 'held'; readonly waiting: readonly Change[]; readonly failure: StorageFailure }

export type Writer = {
  readonly state: () => WriteState
  /**
   * Resolves once the change is durable. A change that fails is kept, in order, with all that follow it; but for one that
   * the collection has no place for any more, which would hold up all the others for ever: then this rejects.
   */
  readonly write: (change: Change) => Promise<void>
  /** Tries what is held again. */
  readonly retry: () => Promise<void>
}

type Waiting = {
  readonly change: Change
  readonly done: () => void
  readonly refuse: (failure: StorageFailure) => void
}

/**
 * Writes one change after another. The interface goes on without waiting; when a write fails or stalls, this keeps the
 * answers and says so, and the session holds until they are safe.
 */
export function createWriter(store: Store): Writer {
  const [state, setState] = createSignal<WriteState>({ phase: 'safe' })
  const queue: Waiting[] = []
  let draining: Promise<void> | null = null
  let isStarting = false

  /** Ends in the same breath as its last look at the queue: what is asked for a moment later starts another. */
  async function drain(): Promise<void> {
    for (let head = queue[0]; head; head = queue[0]) {
      try {
        await store.commit(head.change)
        head.done()
      } catch (thrown) {
        const failure = asFailure(thrown)
        if (failure.kind !== 'refused') {
          draining = null
          hold(failure)
          return
        }
        head.refuse(failure)
      }
      queue.shift()
      setState(queue.length === 0 ? { phase: 'safe' } : { phase: 'saving', waiting: queue.length })
    }
    draining = null
  }

  /** A stalled write may still end well: when it does, the same change again is recognised and costs nothing. */
  function hold(failure: StorageFailure): void {
    setState({ phase: 'held', waiting: queue.map((waiting) => waiting.change), failure })
    if (failure.kind === 'stalled') failure.settled.then(retry, retry)
  }

  async function retry(): Promise<void> {
    if (queue.length === 0) return
    setState({ phase: 'saving', waiting: queue.length })
    await start()
  }

  function start(): Promise<void> {
    draining ??= drain()
    return draining
  }

  /** In a task of its own: whoever did this has something to show first. */
  function startSoon(): void {
    if (draining || isStarting) return
    isStarting = true
    setTimeout(() => {
      isStarting = false
      if (state().phase !== 'held') void start()
    })
  }

  return {
    state,
    write: (change) =>
      new Promise((done, refuse) => {
        queue.push({ change, done, refuse })
        if (state().phase === 'held') {
          setState((held) => (held.phase === 'held' ? { ...held, waiting: queue.map((w) => w.change) } : held))
          return
        }
        setState({ phase: 'saving', waiting: queue.length })
        startSoon()
      }),
    retry,
  }
}

/** The store rejects with its own failures; anything else is a fault of ours, kept in its words. */
function asFailure(thrown: unknown): StorageFailure {
  if (typeof thrown === 'object' && thrown !== null && 'kind' in thrown) return thrown as StorageFailure
  return { kind: 'broken', message: thrown instanceof Error ? thrown.message : String(thrown) }
}
