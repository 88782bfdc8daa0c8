/**
 * `hashText` of a text that comes in parts and is never there as a whole. Said once more than there, as what starts the
 * app has room for the short way only; a law holds the two together.
 */
export function hashParts(): { readonly add: (part: string) => void; readonly end: () => string } {
  let a = 0x811c9dc5
  let b = 0x9e3779b9
  let length = 0
  return {
    add: (part) => {
      for (let i = 0; i < part.length; i++) {
        const unit = part.charCodeAt(i)
        a = Math.imul(a ^ unit, 0x01000193)
        b = Math.imul(b ^ ((unit << 7) | (unit >>> 9)), 0x85ebca6b)
        b = (b << 13) | (b >>> 19)
      }
      length += part.length
    },
    end: () => {
      const [high, low] = [mix(a ^ length), mix(b ^ Math.imul(a, 0xc2b2ae35))]
      return (high.toString(32).padStart(7, '0') + low.toString(32).padStart(7, '0')).slice(1)
    },
  }
}

function mix(lane: number): number {
  let x = lane
  x = Math.imul(x ^ (x >>> 16), 0x85ebca6b)
  x = Math.imul(x ^ (x >>> 13), 0xc2b2ae35)
  return (x ^ (x >>> 16)) >>> 0
}
