/**
 * Chromium keeps every request, and every text that was handed to it, until memory is tidied up, and sees no reason to: they
 * are not memory of the script's, a buffer is. These are never written to, so that they take none, and are held so long
 * that they count. Call it with each megabyte or so; at the start for all that came before.
 */
export function makeTidying(): () => void {
  const blocks = Array.from({ length: BLOCKS }, () => new ArrayBuffer(BLOCK_BYTES))
  let next = 0
  return () => {
    blocks[next++ % BLOCKS] = new ArrayBuffer(BLOCK_BYTES)
  }
}

const BLOCK_BYTES = 4_000_000
const BLOCKS = 16
