/**
 * A 64-bit hash of text as 13 characters of base 32 (FNV-1a in two lanes over UTF-16 code units, then a final mix).
 * For identities and seeds, not for secrets: the same text gives the same hash everywhere and for ever.
 */
export function hashText(text: string): string {
  const [high, low] = hashLanes(text)
  return (high.toString(32).padStart(7, '0') + low.toString(32).padStart(7, '0')).slice(1)
}

/** 32 bits of the same hash, to seed a generator of random numbers. */
export const hashToSeed = (text: string): number => hashLanes(text)[1]

function hashLanes(text: string): [number, number] {
  let a = 0x811c9dc5
  let b = 0x9e3779b9
  for (let i = 0; i < text.length; i++) {
    const unit = text.charCodeAt(i)
    a = Math.imul(a ^ unit, 0x01000193)
    b = Math.imul(b ^ ((unit << 7) | (unit >>> 9)), 0x85ebca6b)
    b = (b << 13) | (b >>> 19)
  }
  return [mix(a ^ text.length), mix(b ^ Math.imul(a, 0xc2b2ae35))]
}

function mix(lane: number): number {
  let x = lane
  x = Math.imul(x ^ (x >>> 16), 0x85ebca6b)
  x = Math.imul(x ^ (x >>> 13), 0xc2b2ae35)
  return (x ^ (x >>> 16)) >>> 0
}
