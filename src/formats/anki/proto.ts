import { AnkiFault } from './problem.ts'
import { viewOf } from './zip.ts'

/** A protobuf message by field number: varints and fixed numbers as numbers, long ones as such, the rest as bytes. */
export type Message = ReadonlyMap<number, readonly (number | bigint | Uint8Array)[]>

/** Reads a message of any shape (protobuf encoding, wire types 0, 1, 2 and 5). Throws `AnkiFault`. */
export function readMessage(bytes: Uint8Array): Message {
  const view = viewOf(bytes)
  const fields = new Map<number, (number | bigint | Uint8Array)[]>()
  let at = 0
  const varint = (): number | bigint => {
    const start = at
    let value = 0
    for (let shift = 0; shift < 70; shift += 7) {
      const byte = bytes[at++]
      if (byte === undefined) throw broken()
      value += (byte & 127) * 2 ** shift
      if (byte < 128) return value <= Number.MAX_SAFE_INTEGER ? value : longOf(bytes.subarray(start, at))
    }
    throw broken()
  }
  const take = (length: number): number => {
    const start = at
    at += length
    if (at > bytes.length) throw broken()
    return start
  }
  while (at < bytes.length) {
    const key = Number(varint())
    const wire = key % 8
    let value: number | bigint | Uint8Array
    if (wire === 0) value = varint()
    else if (wire === 1) value = view.getFloat64(take(8), true)
    else if (wire === 5) value = view.getFloat32(take(4), true)
    else if (wire === 2) {
      const length = Number(varint())
      value = bytes.subarray(take(length), at)
    } else throw broken()
    const number = Math.floor(key / 8)
    const known = fields.get(number)
    if (known) known.push(value)
    else fields.set(number, [value])
  }
  return fields
}

/** A varint of up to 64 bits, signed. */
const longOf = (bytes: Uint8Array): bigint =>
  BigInt.asIntN(
    64,
    bytes.reduceRight((value, byte) => (value << 7n) | BigInt(byte & 127), 0n),
  )

const broken = () => new AnkiFault('damaged', 'a packed record is not whole')

export const numberIn = (message: Message, field: number, otherwise: number): number => {
  const value = message.get(field)?.at(-1)
  return typeof value === 'number' ? value : typeof value === 'bigint' ? Number(value) : otherwise
}

/** A whole number of any length, as text; null where there is none. */
export const longIn = (message: Message, field: number): string | null => {
  const value = message.get(field)?.at(-1)
  return typeof value === 'number' || typeof value === 'bigint' ? String(value) : null
}

export const textIn = (message: Message, field: number): string => {
  const value = message.get(field)?.at(-1)
  return value instanceof Uint8Array ? new TextDecoder().decode(value) : ''
}

export const messageIn = (message: Message, field: number): Message | null => {
  const value = message.get(field)?.at(-1)
  return value instanceof Uint8Array ? readMessage(value) : null
}

export const messagesIn = (message: Message, field: number): readonly Message[] =>
  (message.get(field) ?? []).flatMap((value) => (value instanceof Uint8Array ? [readMessage(value)] : []))

/** Numbers of 32 bits, packed together or one by one, to four decimals: no more were meant. */
export const floatsIn = (message: Message, field: number): readonly number[] =>
  (message.get(field) ?? []).flatMap((value) => {
    if (!(value instanceof Uint8Array)) return [toDecimals(Number(value))]
    const view = viewOf(value)
    return Array.from({ length: Math.floor(value.length / 4) }, (_, i) => toDecimals(view.getFloat32(i * 4, true)))
  })

export const toDecimals = (value: number): number => Math.round(value * 10_000) / 10_000
