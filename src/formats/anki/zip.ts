import { Inflate } from 'fflate'
import { crc32 } from '../crc32.ts'
import { AnkiFault } from './problem.ts'

/** A file as it is read: a stretch at a time, so that its media never lie in memory together. */
export type ByteSource = {
  readonly size: number
  /** Bytes from `start` (inclusive) to `end` (exclusive). */
  readonly read: (start: number, end: number) => Promise<Uint8Array>
}

export type ZipEntry = {
  readonly name: string
  readonly method: number
  readonly packedSize: number
  readonly size: number
  readonly crc: number
  /** Where its local header begins. */
  readonly offset: number
}

export type Zip = {
  readonly entries: ReadonlyMap<string, ZipEntry>
  /** An entry's content; no more than `most` bytes of it, and no more than it says it has. */
  readonly open: (entry: ZipEntry, most: number) => Promise<Uint8Array>
}

const MOST_ENTRIES = 300_000
const END = 0x06054b50
const END64 = 0x06064b50
const LOCATOR64 = 0x07064b50
const CENTRAL = 0x02014b50
const LOCAL = 0x04034b50
const STORED = 0
const DEFLATED = 8

/**
 * Reads a zip's directory and, later, single entries of it (PKWARE APPNOTE 6.3.10, with ZIP64). What the directory says
 * is checked against the file and against what comes out. Throws `AnkiFault`.
 */
export async function openZip(file: ByteSource): Promise<Zip> {
  const { at, size, count } = await findDirectory(file)
  if (count > MOST_ENTRIES) throw new AnkiFault('too-large', `${count} files in the package`)
  if (at + size > file.size) throw new AnkiFault('damaged', 'the directory of the package lies outside it')
  const bytes = await file.read(at, at + size)
  const view = viewOf(bytes)
  const entries = new Map<string, ZipEntry>()
  let from = 0
  for (let i = 0; i < count; i++) {
    if (from + 46 > bytes.length || view.getUint32(from, true) !== CENTRAL)
      throw new AnkiFault('damaged', 'the directory of the package is not whole')
    const nameLength = view.getUint16(from + 28, true)
    const extraLength = view.getUint16(from + 30, true)
    const next = from + 46 + nameLength + extraLength + view.getUint16(from + 32, true)
    if (next > bytes.length) throw new AnkiFault('damaged', 'the directory of the package is not whole')
    const name = new TextDecoder().decode(bytes.subarray(from + 46, from + 46 + nameLength))
    const extra = bytes.subarray(from + 46 + nameLength, from + 46 + nameLength + extraLength)
    const entry = withLongSizes(
      {
        name,
        method: view.getUint16(from + 10, true),
        crc: view.getUint32(from + 16, true),
        packedSize: view.getUint32(from + 20, true),
        size: view.getUint32(from + 24, true),
        offset: view.getUint32(from + 42, true),
      },
      extra,
    )
    if (view.getUint16(from + 8, true) & 1) throw new AnkiFault('damaged', `${name} is encrypted`)
    entries.set(name, entry)
    from = next
  }
  return { entries, open: (entry, most) => openEntry(file, entry, most) }
}

async function findDirectory(file: ByteSource): Promise<{ at: number; size: number; count: number }> {
  const start = Math.max(0, file.size - 65_557)
  const tail = await file.read(start, file.size)
  const view = viewOf(tail)
  for (let i = tail.length - 22; i >= 0; i--) {
    if (view.getUint32(i, true) !== END) continue
    const end = {
      at: view.getUint32(i + 16, true),
      size: view.getUint32(i + 12, true),
      count: view.getUint16(i + 10, true),
    }
    const isLong = i >= 20 && view.getUint32(i - 20, true) === LOCATOR64
    return isLong ? await findDirectory64(file, bigNumber(view, i - 12)) : end
  }
  throw new AnkiFault('not-a-package', 'not a zip file')
}

async function findDirectory64(file: ByteSource, at: number): Promise<{ at: number; size: number; count: number }> {
  if (at + 56 > file.size) throw new AnkiFault('damaged', 'the end of the package is not where it should be')
  const view = viewOf(await file.read(at, at + 56))
  if (view.getUint32(0, true) !== END64) throw new AnkiFault('damaged', 'the end of the package is not whole')
  return { at: bigNumber(view, 48), size: bigNumber(view, 40), count: bigNumber(view, 32) }
}

/** ZIP64's extra field holds, in this order, those of size, packed size and offset that did not fit. */
function withLongSizes(entry: ZipEntry, extra: Uint8Array): ZipEntry {
  const view = viewOf(extra)
  for (let i = 0; i + 4 <= extra.length; i += 4 + view.getUint16(i + 2, true)) {
    if (view.getUint16(i, true) !== 1) continue
    let at = i + 4
    const next = (short: number): number => {
      if (short !== 0xffffffff || at + 8 > extra.length) return short
      at += 8
      return bigNumber(view, at - 8)
    }
    const size = next(entry.size)
    const packedSize = next(entry.packedSize)
    return { ...entry, size, packedSize, offset: next(entry.offset) }
  }
  return entry
}

async function openEntry(file: ByteSource, entry: ZipEntry, most: number): Promise<Uint8Array> {
  if (entry.size > most) throw new AnkiFault('too-large', `${entry.name} has ${entry.size} bytes`)
  if (entry.offset + 30 > file.size) throw new AnkiFault('damaged', `${entry.name} lies outside the package`)
  const head = viewOf(await file.read(entry.offset, entry.offset + 30))
  if (head.getUint32(0, true) !== LOCAL) throw new AnkiFault('damaged', `${entry.name} is not where it should be`)
  const start = entry.offset + 30 + head.getUint16(26, true) + head.getUint16(28, true)
  if (start + entry.packedSize > file.size) throw new AnkiFault('damaged', `${entry.name} lies outside the package`)
  const packed = await file.read(start, start + entry.packedSize)
  const content = unpack(entry, packed)
  if (content.length !== entry.size) throw new AnkiFault('damaged', `${entry.name} is not as long as it says`)
  if (crc32(content) !== entry.crc) throw new AnkiFault('damaged', `${entry.name} is not what was packed`)
  return content
}

function unpack(entry: ZipEntry, packed: Uint8Array): Uint8Array {
  if (entry.method === STORED) return packed
  if (entry.method !== DEFLATED) throw new AnkiFault('damaged', `${entry.name} is packed in a way that is not known`)
  const whole = new Uint8Array(Math.min(entry.size, packed.length * MOST_RATIO))
  let length = 0
  const inflate = new Inflate((chunk) => {
    if (length + chunk.length > whole.length)
      throw new AnkiFault('too-large', `${entry.name} unpacks to more than ${entry.size} bytes`)
    whole.set(chunk, length)
    length += chunk.length
  })
  try {
    for (let i = 0; i < packed.length; i += STRIDE)
      inflate.push(packed.subarray(i, i + STRIDE), i + STRIDE >= packed.length)
  } catch (thrown) {
    if (thrown instanceof AnkiFault) throw thrown
    throw new AnkiFault('damaged', `${entry.name} cannot be unpacked`)
  }
  return whole.subarray(0, length)
}

/** Deflate packs no tighter, so that memory is set aside for no size that an entry only claims. */
const MOST_RATIO = 1032

/** Packed bytes at a time: at the worst a thousand times as many come out before they are counted. */
const STRIDE = 65_536

/** Puts pieces together, and stops at the first byte that is too much. */
export function makeGatherer(name: string, most: number) {
  const pieces: Uint8Array[] = []
  let length = 0
  return {
    add: (piece: Uint8Array): void => {
      length += piece.length
      if (length > most) throw new AnkiFault('too-large', `${name} unpacks to more than ${most} bytes`)
      pieces.push(piece.slice())
    },
    take: (): Uint8Array => {
      const whole = new Uint8Array(length)
      let at = 0
      for (const piece of pieces) {
        whole.set(piece, at)
        at += piece.length
      }
      return whole
    },
  }
}

export const viewOf = (bytes: Uint8Array): DataView => new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)

function bigNumber(view: DataView, at: number): number {
  const value = view.getUint32(at, true) + view.getUint32(at + 4, true) * 2 ** 32
  return Number.isSafeInteger(value) ? value : Number.MAX_SAFE_INTEGER
}
