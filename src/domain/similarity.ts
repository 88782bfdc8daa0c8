/** Beyond this many characters texts are compared as wholes only: nobody types that by heart, and time would be lost. */
export const MAX_COMPARED = 400

/**
 * How many single changes make one text the other: a character put in, taken out, put for another, or two neighbours
 * swapped (Damerau and Levenshtein, no part edited twice). Counted in code points.
 */
export const editDistance = (a: string, b: string): number => {
  const [from, to] = [codePoints(a), codePoints(b)]
  return changesWithin(from, to, Math.max(from.length, to.length))
}

export const codePoints = (text: string): Uint32Array =>
  Uint32Array.from(text, (character) => character.codePointAt(0) ?? 0)

/** The same of code points where it is `most` or less, and some larger number where it is not: found the sooner for it. */
export function changesWithin(from: Uint32Array, to: Uint32Array, most: number): number {
  const more = most + 1
  if (Math.abs(from.length - to.length) > most) return more
  let twoBack = new Uint32Array(to.length + 1)
  let back = new Uint32Array(to.length + 1).map((_, j) => j)
  let row = new Uint32Array(to.length + 1)
  let leastBack = 0
  for (let i = 1; i <= from.length; i++) {
    // Further from the diagonal it takes more changes than that to bring the lengths together.
    const [first, last] = [Math.max(1, i - most), Math.min(to.length, i + most)]
    row[first - 1] = first === 1 ? i : more
    let least = row[first - 1] ?? more
    for (let j = first; j <= last; j++) {
      const same = from[i - 1] === to[j - 1]
      const above = j < i + most ? (back[j] ?? more) : more
      let changes = Math.min(above + 1, (row[j - 1] ?? more) + 1, (back[j - 1] ?? more) + (same ? 0 : 1))
      const isSwap = i > 1 && j > 1 && from[i - 1] === to[j - 2] && from[i - 2] === to[j - 1]
      if (isSwap) changes = Math.min(changes, (twoBack[j - 2] ?? more) + 1)
      row[j] = changes
      if (changes < least) least = changes
    }
    // A swap reaches over one row.
    if (least > most && leastBack >= most) return more
    leastBack = least
    ;[twoBack, back, row] = [back, row, twoBack]
  }
  return back[to.length] ?? more
}

/** 1 for the same text, 0 for nothing in common. */
export function similarity(a: string, b: string): number {
  const longest = Math.max([...a].length, [...b].length)
  return longest === 0 ? 1 : 1 - editDistance(a, b) / longest
}
