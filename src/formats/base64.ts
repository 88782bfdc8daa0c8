const DIGITS = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/'
/** The value of each digit by its code; 255 for what is none. */
const VALUES = new Uint8Array(128).fill(255)
for (let value = 0; value < DIGITS.length; value++) VALUES[DIGITS.charCodeAt(value)] = value
/** Bytes a turn: what a call can take as arguments, and a multiple of three. */
const TURN = 12_288

/** Bytes as text (RFC 4648, with padding). */
export function encodeBase64(bytes: Uint8Array): string {
  let text = ''
  for (let from = 0; from < bytes.length; from += TURN) {
    const codes: number[] = []
    const end = Math.min(from + TURN, bytes.length)
    for (let i = from; i < end; i += 3) {
      const [a = 0, b = 0, c = 0] = bytes.subarray(i, i + 3)
      const group = (a << 16) | (b << 8) | c
      const count = Math.min(3, end - i)
      for (let place = 0; place < 4; place++)
        codes.push(place > count ? PAD : DIGITS.charCodeAt((group >> (18 - 6 * place)) & 63))
    }
    text += String.fromCharCode(...codes)
  }
  return text
}

const PAD = '='.charCodeAt(0)

/** The bytes again, or null for text that `encodeBase64` never gives. */
export function decodeBase64(text: string): Uint8Array<ArrayBuffer> | null {
  if (text.length % 4 !== 0) return null
  const padding = text.endsWith('==') ? 2 : text.endsWith('=') ? 1 : 0
  const bytes = new Uint8Array((text.length / 4) * 3 - padding)
  let at = 0
  let group = 0
  const digits = text.length - padding
  for (let i = 0; i < text.length; i++) {
    const value = i < digits ? (VALUES[text.charCodeAt(i)] ?? 255) : 0
    if (value === 255) return null
    group = (group << 6) | value
    if (i % 4 !== 3) continue
    for (let shift = 16; shift >= 0 && at < bytes.length; shift -= 8) bytes[at++] = (group >> shift) & 255
    group = 0
  }
  return bytes
}
