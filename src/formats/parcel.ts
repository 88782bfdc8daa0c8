import { deflateSync, Inflate } from 'fflate'
import { err, ok, type Result } from '../domain/result.ts'
import { crc32 } from './crc32.ts'
import { type ImportError, importError } from './errors.ts'

/** What a parcel may unpack to, in bytes: far beyond any deck that fits into a link or a row of codes. */
const MAX_TEXT_BYTES = 10_000_000

/** A deck's text as few bytes: a CRC-32, least byte first, of what follows, and that is the text deflated (RFC 1951). */
export function packText(text: string): Uint8Array<ArrayBuffer> {
  const packed = deflateSync(new TextEncoder().encode(text), { level: 9 })
  const parcel = new Uint8Array(CHECK_BYTES + packed.length)
  new DataView(parcel.buffer).setUint32(0, crc32(packed), true)
  parcel.set(packed, CHECK_BYTES)
  return parcel
}

/** The text again. Of bytes from anywhere: never throws, and stops unpacking at the limit. */
export function unpackText(parcel: Uint8Array): Result<string, ImportError> {
  const packed = parcel.subarray(CHECK_BYTES)
  if (packed.length === 0) return err(importError('damaged', '', 'there is nothing in it'))
  const check = new DataView(parcel.buffer, parcel.byteOffset).getUint32(0, true)
  if (check !== crc32(packed)) return err(importError('damaged', '', 'its checksum is another'))
  const bytes = inflate(packed)
  if (!bytes.ok) return bytes
  try {
    return ok(new TextDecoder('utf-8', { fatal: true }).decode(bytes.value))
  } catch {
    return err(importError('damaged', '', 'what it holds is no text'))
  }
}

const CHECK_BYTES = 4
/** Packed bytes at a time: at the worst a thousand times as many come out before they are counted. */
const STRIDE = 1024

function inflate(packed: Uint8Array): Result<Uint8Array, ImportError> {
  const pieces: Uint8Array[] = []
  let length = 0
  let ended = false
  const stream = new Inflate((piece, isLast) => {
    length += piece.length
    ended = isLast
    if (length <= MAX_TEXT_BYTES) pieces.push(piece.slice())
  })
  try {
    for (let from = 0; from < packed.length && length <= MAX_TEXT_BYTES; from += STRIDE)
      stream.push(packed.subarray(from, from + STRIDE), from + STRIDE >= packed.length)
  } catch {
    return err(importError('damaged', '', 'it cannot be unpacked'))
  }
  if (length > MAX_TEXT_BYTES) return err(importError('too-large', '', `more than ${MAX_TEXT_BYTES} bytes unpacked`))
  return ended ? ok(joined(pieces, length)) : err(importError('damaged', '', 'it ends too early'))
}

function joined(pieces: readonly Uint8Array[], length: number): Uint8Array {
  const whole = new Uint8Array(length)
  let at = 0
  for (const piece of pieces) {
    whole.set(piece, at)
    at += piece.length
  }
  return whole
}
