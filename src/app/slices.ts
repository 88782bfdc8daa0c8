import { inParts, type PartOptions } from '../domain/parts.ts'
import { PART_MS } from '../domain/partTime.ts'

/** Lets everything else that waits have its turn. */
export const turn = (): Promise<void> => new Promise((done) => setTimeout(done))

export type SliceOptions = {
  readonly now: () => number
  readonly signal: AbortSignal
  /** The share that is done, 0 to 1, as the work yields it. */
  readonly onShare: (share: number) => void
}

/** For work that nobody calls off or watches. */
export const unwatched = (now: () => number): SliceOptions => ({
  now,
  signal: new AbortController().signal,
  onShare: () => {},
})

/** The same of slices and of parts of them: how each part hears that it is called off, and tells how far it is. */
const asParts = ({ now, signal, onShare }: SliceOptions): PartOptions => ({
  now,
  onPart: (share) => {
    signal.throwIfAborted()
    onShare(share)
  },
})

/** Asks the store for many things, as many at a time as keep to a slice. Rejects once it is called off. */
export const inReads = <I, O>(
  items: readonly I[],
  slices: SliceOptions,
  read: (part: readonly I[]) => Promise<readonly O[]>,
): Promise<O[]> => inParts(items, asParts(slices), read)

/** Does work a slice at a time; each of its steps should take a few milliseconds at most. Rejects once it is called off. */
export async function inSlices<T>(work: Generator<number, T>, { now, signal, onShare }: SliceOptions): Promise<T> {
  let since = now()
  for (;;) {
    signal.throwIfAborted()
    const step = work.next()
    if (step.done === true) return step.value
    if (now() - since < PART_MS) continue
    onShare(step.value)
    await turn()
    since = now()
  }
}
