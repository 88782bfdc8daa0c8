/** So many rows are drawn at first, and so many more each time: a cloze alone makes hundreds, and thousands take seconds. */
export const PORTION = 500

/** The first `most` of a list, and how many are left. */
export const portionOf = <T>(
  all: readonly T[],
  most: number,
): { readonly rows: readonly T[]; readonly more: number } => ({
  rows: all.slice(0, most),
  more: Math.max(0, all.length - most),
})

/**
 * The same where rows weigh more or less: those that come before `most` is reached, the first one whatever it weighs.
 * `next` is the `most` that brings on the rows after them.
 */
export function portionByWeight<T>(
  all: readonly T[],
  weightOf: (row: T) => number,
  most: number,
): { readonly rows: readonly T[]; readonly more: number; readonly next: number } {
  let weight = 0
  let count = 0
  for (; count < all.length && (count === 0 || weight < most); count++) weight += weightOf(all[count] as T)
  return { rows: all.slice(0, count), more: all.length - count, next: weight + PORTION }
}
