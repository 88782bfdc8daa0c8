/** How long work goes on before the page gets its turn: half a frame. */
const SLICE_MS = 8

/** Lets everything else that waits have its turn. */
export const turn = (): Promise<void> => new Promise((done) => setTimeout(done))

export type SliceOptions = {
  readonly now: () => number
  readonly signal: AbortSignal
  /** The share that is done, 0 to 1, as the work yields it. */
  readonly onShare: (share: number) => void
}

/** Does work a slice at a time; each of its steps should take a few milliseconds at most. Rejects once it is called off. */
export async function inSlices<T>(work: Generator<number, T>, { now, signal, onShare }: SliceOptions): Promise<T> {
  let since = now()
  for (;;) {
    signal.throwIfAborted()
    const step = work.next()
    if (step.done === true) return step.value
    if (now() - since < SLICE_MS) continue
    onShare(step.value)
    await turn()
    since = now()
  }
}
