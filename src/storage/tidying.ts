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

/**
 * Where there is much of it, waits until all memory has been tidied up, and asks for it: between two things that each
 * leave much behind, so that the second does not come on top of what is left of the first. Blocks that stay held count
 * as old, and only what is old has everything looked through; a symbol is old from the beginning, so that it goes no
 * sooner. Where no one tidies, not for long.
 */
export async function tidied(records: number): Promise<void> {
  if (records < MUCH) return
  let isTidy = false
  const witness = new FinalizationRegistry<null>(() => {
    isTidy = true
  })
  const token = {}
  witness.register(oldest(), null, token)
  const held: ArrayBuffer[] = []
  for (let turn = 0; turn < MOST_TURNS && !isTidy; turn++) {
    if (held.length < MOST_HELD) held.push(new ArrayBuffer(BLOCK_BYTES))
    await new Promise((resolve) => setTimeout(resolve, TURN_MS))
  }
  witness.unregister(token)
}

/** Not every browser can watch a symbol. */
function oldest(): WeakKey {
  const symbol = Symbol()
  try {
    new WeakSet([symbol])
    return symbol
  } catch {
    return {}
  }
}

/** Records (notes, reviews, events) from which on it is worth the pause. */
const MUCH = 50_000
const TURN_MS = 5
const MOST_TURNS = 300
const MOST_HELD = 100
