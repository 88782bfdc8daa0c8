/**
 * Runs `work` once the frame in hand is painted: for what nobody sees yet and must not keep a tap waiting. Where nothing
 * is painted (a hidden page has no frames) it runs soon all the same. Returns what calls it off.
 */
export function afterPaint(work: () => void): () => void {
  let isOver = false
  const run = () => {
    if (!isOver) work()
    isOver = true
  }
  const timer = setTimeout(run, NO_FRAME_MS)
  globalThis.requestAnimationFrame?.(() => setTimeout(run))
  return () => {
    isOver = true
    clearTimeout(timer)
  }
}

/** Longer than a frame takes on a slow phone. */
const NO_FRAME_MS = 200
