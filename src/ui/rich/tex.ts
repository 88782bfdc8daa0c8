/**
 * What is drawn of a stranger's TeX. Temml has no limits of its own but on expansions: a formula takes some 10 µs a
 * character, matrices and `\ce` more and not always in proportion, and whoever draws it calls itself for each brace.
 */
const LONGEST_TEX = 2000
/** Of a whole card, or of all that stands on a page, in characters: some 200 ms of drawing. */
const MOST_TEX = 20_000

/** Levels of braces, fences and environments: a browser lays two hundred nested boxes out for seconds. */
const DEEPEST = 24

/** Macros of a formula's own copy what they are given: nested in a hundred characters they make millions of marks. */
const DEFINES = /\\(?:[gex]?def|(?:re)?newcommand|providecommand)(?![A-Za-z])/

/** Whether a formula is drawn at all; else it is shown as it was typed. */
export const isDrawable = (tex: string): boolean =>
  tex.length <= LONGEST_TEX && !DEFINES.test(tex) && depthOf(tex) <= DEEPEST

function depthOf(tex: string): number {
  let depth = 0
  let deepest = 0
  for (const [mark] of tex.matchAll(/\\(?:left|begin|right|end)(?![A-Za-z])|\\[{}]|[{}]/g)) {
    if (mark === '{' || mark === '\\left' || mark === '\\begin') deepest = Math.max(deepest, ++depth)
    else if (mark === '}' || mark === '\\right' || mark === '\\end') depth--
  }
  return deepest
}

export type TexRoom = {
  /** True, and so many characters less are left, where the formula still fits and may be drawn. */
  readonly take: (tex: string) => boolean
  /** What was taken is not shown any more. */
  readonly giveBack: (tex: string) => void
}

export function makeTexRoom(): TexRoom {
  let left = MOST_TEX
  return {
    take: (tex) => {
      if (!isDrawable(tex) || tex.length > left) return false
      left -= tex.length
      return true
    },
    giveBack: (tex) => {
      left += tex.length
    },
  }
}
