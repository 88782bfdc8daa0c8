import { decodeBase45, encodeBase45 } from './base45.ts'
import { crc32 } from './crc32.ts'
import { type Basin, makeBasin, makeFountain, pieceCount } from './fountain.ts'

/**
 * A parcel as a row of QR codes without end, of which another camera has to see any few (`fountain.ts`). The text of
 * each is `RC1:` and, in base 45: the message's CRC-32 (4 bytes), its length (3), the block's number (3), the first two
 * bytes of a CRC-32 of all that and the block, and the block. Numbers have their least byte first.
 */
const MARK = 'RC1:'
const HEAD_BYTES = 12

/** What a code of version 15 holds at the lowest correction: 77 modules a side, which a phone shows 4 px each. In bytes. */
const BLOCK_BYTES = 488
/** At eight codes a second that is two minutes: more is sooner sent as a file. In bytes. */
export const MAX_CODED_BYTES = 500_000
/** Block numbers have three bytes. */
const NUMBERS = 2 ** 24

export type CodeRow = {
  /** How many codes have to be seen at least. */
  readonly needed: number
  /** The text of the code of this number, 0 or more. */
  readonly code: (number: number) => string
}

/** For a message of `MAX_CODED_BYTES` at most. */
export function makeCodeRow(message: Uint8Array): CodeRow {
  const fountain = makeFountain(message, BLOCK_BYTES)
  const check = crc32(message)
  return {
    needed: fountain.pieces,
    code: (number) => {
      const bytes = new Uint8Array(HEAD_BYTES + BLOCK_BYTES)
      const view = new DataView(bytes.buffer)
      view.setUint32(0, check, true)
      view.setUint32(4, message.length, true)
      view.setUint32(7, number % NUMBERS, true)
      bytes.set(fountain.block(number % NUMBERS), HEAD_BYTES)
      view.setUint16(10, frameCheck(bytes), true)
      return MARK + encodeBase45(bytes)
    },
  }
}

export type CodeReader = {
  /** Takes the text of any QR code, as often as it comes. */
  readonly read: (text: string) => CodeProgress
}

export type CodeProgress =
  /** Another code than ours. */
  | { readonly kind: 'other' }
  /** Of a row that is longer than any of ours. */
  | { readonly kind: 'too-large' }
  | { readonly kind: 'reading'; readonly seen: number; readonly needed: number }
  /** All of it was seen, and is not what was sent: reading begins again. */
  | { readonly kind: 'damaged' }
  | { readonly kind: 'whole'; readonly message: Uint8Array }

/** Puts a row together again. A code of another row begins that one anew. */
export function makeCodeReader(): CodeReader {
  let row: { readonly name: string; readonly check: number; readonly basin: Basin } | null = null
  return {
    read: (text) => {
      const code = parseCode(text)
      if (!code) return { kind: 'other' }
      if (code.messageBytes > MAX_CODED_BYTES) return { kind: 'too-large' }
      const name = `${code.check} ${code.messageBytes} ${code.block.length}`
      if (row?.name !== name) row = { name, check: code.check, basin: makeBasin(code.messageBytes, code.block.length) }
      const { basin, check } = row
      basin.add(code.number, code.block)
      const message = basin.message()
      if (!message) return { kind: 'reading', seen: basin.filled(), needed: basin.pieces }
      if (crc32(message) === check) return { kind: 'whole', message }
      row = null
      return { kind: 'damaged' }
    },
  }
}

function parseCode(text: string) {
  const bytes = text.startsWith(MARK) ? decodeBase45(text.slice(MARK.length)) : null
  if (!bytes || bytes.length <= HEAD_BYTES) return null
  const view = new DataView(bytes.buffer)
  if (view.getUint16(10, true) !== frameCheck(bytes)) return null
  const messageBytes = view.getUint32(4, true) & 0xffffff
  const block = bytes.subarray(HEAD_BYTES)
  if (messageBytes === 0 || block.length % 4 !== 0 || pieceCount(messageBytes, block.length) > MOST_PIECES) return null
  return { check: view.getUint32(0, true), messageBytes, number: view.getUint32(7, true) & 0xffffff, block }
}

/** However small its blocks: solving for more would take a phone seconds. */
const MOST_PIECES = 2_000

function frameCheck(bytes: Uint8Array): number {
  const counted = bytes.slice()
  counted[10] = 0
  counted[11] = 0
  return crc32(counted) & 0xffff
}
