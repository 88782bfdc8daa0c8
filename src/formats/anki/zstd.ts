import { Decompress } from 'fzstd'
import { AnkiFault } from './problem.ts'
import { makeGatherer, viewOf } from './zip.ts'

const MAGIC = 0xfd2fb528
/** As much as zstd's own tool takes without being asked twice. In bytes. */
const LARGEST_WINDOW = 128 * 1024 * 1024
const STRIDE = 65_536

/**
 * Unpacks a zstd frame. Anki's frames do not say how much comes out, so the limit is the caller's; what they say of the
 * window is believed only within bounds, as memory is set aside for it.
 */
export function unzstd(name: string, packed: Uint8Array, most: number): Uint8Array {
  if (packed.length < 6 || viewOf(packed).getUint32(0, true) !== MAGIC)
    throw new AnkiFault('damaged', `${name} is not packed as it should be`)
  if (windowOf(packed) > LARGEST_WINDOW) throw new AnkiFault('too-large', `${name} asks for too large a window`)
  const gather = makeGatherer(name, most)
  const stream = new Decompress((chunk) => gather.add(chunk))
  try {
    for (let i = 0; i < packed.length; i += STRIDE)
      stream.push(packed.subarray(i, i + STRIDE), i + STRIDE >= packed.length)
  } catch (thrown) {
    if (thrown instanceof AnkiFault) throw thrown
    throw new AnkiFault('damaged', `${name} cannot be unpacked`)
  }
  return gather.take()
}

/** RFC 8878, section 3.1.1.1: the window's size, or the content's where one segment holds it all. */
function windowOf(packed: Uint8Array): number {
  const descriptor = packed[4] ?? 0
  const isSingle = (descriptor & 32) !== 0
  if (!isSingle) {
    const window = packed[5] ?? 0
    const base = 2 ** (10 + (window >> 3))
    return base + (base / 8) * (window & 7)
  }
  const at = 5 + ([0, 1, 2, 4][descriptor & 3] ?? 0)
  const width = [1, 2, 4, 8][descriptor >> 6] ?? 1
  let size = width === 2 ? 256 : 0
  for (let i = 0; i < width; i++) size += (packed[at + i] ?? 0) * 256 ** i
  return size
}
