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
