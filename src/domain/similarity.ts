/** Beyond this many characters texts are compared as wholes only: nobody types that by heart, and time would be lost. */
export const MAX_COMPARED = 400

/**
 * How many single changes make one text the other: a character put in, taken out, put for another, or two neighbours
 * swapped (Damerau and Levenshtein, no part edited twice). Counted in code points.
 */
export function editDistance(a: string, b: string): number {
  const from = [...a]
  const to = [...b]
  let twoBack: number[] = []
  let back = Array.from({ length: to.length + 1 }, (_, j) => j)
  for (let i = 1; i <= from.length; i++) {
    const row = [i]
    for (let j = 1; j <= to.length; j++) {
      const same = from[i - 1] === to[j - 1]
      let least = Math.min((back[j] ?? 0) + 1, (row[j - 1] ?? 0) + 1, (back[j - 1] ?? 0) + (same ? 0 : 1))
      const isSwap = i > 1 && j > 1 && from[i - 1] === to[j - 2] && from[i - 2] === to[j - 1]
      if (isSwap) least = Math.min(least, (twoBack[j - 2] ?? 0) + 1)
      row.push(least)
    }
    twoBack = back
    back = row
  }
  return back[to.length] ?? 0
}

/** 1 for the same text, 0 for nothing in common. */
export function similarity(a: string, b: string): number {
  const longest = Math.max([...a].length, [...b].length)
  return longest === 0 ? 1 : 1 - editDistance(a, b) / longest
}
