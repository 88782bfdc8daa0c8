/**
 * Two lists in one, each in its own order, evenly mixed: after every pick both are as near as can be to the ratio
 * (a + 1) : (b + 1), so that neither comes in a lump at the start or the end. The first list goes first in a tie.
 */
export function intersperse<T>(a: readonly T[], b: readonly T[]): T[] {
  const ratio = (a.length + 1) / (b.length + 1)
  const out: T[] = []
  let i = 0
  let j = 0
  while (i < a.length && j < b.length) {
    const takeA = i + 1 <= (j + 1) * ratio
    out.push((takeA ? a[i++] : b[j++]) as T)
  }
  while (i < a.length) out.push(a[i++] as T)
  while (j < b.length) out.push(b[j++] as T)
  return out
}
