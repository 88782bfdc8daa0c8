/**
 * What is drawn of a stranger's TeX. Temml has no limits of its own but on expansions: a formula takes some 10 µs a
 * character, matrices and `\ce` more and not always in proportion, and whoever draws it calls itself for each brace.
 */
const LONGEST_TEX = 2000
/** Of a whole card, or of all that stands on a page, in characters: some 200 ms of drawing. */
const MOST_TEX = 20_000

/** Levels of braces, fences and environments: a browser lays two hundred nested boxes out for seconds. */
const DEEPEST = 24

/** Boxes within each other once it is drawn: a change of size opens one without any brace. 24 continued fractions fit. */
const DEEPEST_BOX = 80
/** Boxes of one formula: a letter is one, a cell of a matrix two. */
const MOST_BOXES = 2500

/**
 * Macros of a formula's own copy what they are given: nested in a hundred characters they make millions of marks. What
 * refers to another formula is a link without words to wherever it likes.
 */
const REFUSED = /\\(?:[gex]?def|(?:re)?newcommand|providecommand|(?:eq)?ref)(?![A-Za-z])/

/** Whether a formula is tried at all; else it is shown as it was typed. */
export const isDrawable = (tex: string): boolean =>
  tex.length <= LONGEST_TEX && weightOf(tex) <= LONGEST_TEX && !REFUSED.test(tex) && depthOf(tex) <= DEEPEST

/** Characters, as they are drawn: an accent, also one of a letter like "é", is two boxes around its letter. */
function weightOf(tex: string): number {
  const parts = tex.normalize('NFD')
  return parts.length + (parts.match(/\p{M}/gu)?.length ?? 0)
}

function depthOf(tex: string): number {
  let depth = 0
  let deepest = 0
  for (const [mark] of tex.matchAll(/\\(?:left|begin|right|end)(?![A-Za-z])|\\[{}]|[{}]/g)) {
    if (mark === '{' || mark === '\\left' || mark === '\\begin') deepest = Math.max(deepest, ++depth)
    else if (mark === '}' || mark === '\\right' || mark === '\\end') depth--
  }
  return deepest
}

/** What a formula came to: how many boxes, and how many of them within each other. */
export type TexSize = { readonly boxes: number; readonly depth: number }

export type Boxes = { readonly children?: readonly Boxes[] }

/** Around every formula. */
const HOLDERS = 3

/**
 * Of a tree that may be far too deep for anything that calls itself, without what is only text; no more is counted than
 * is too much.
 */
export function sizeOf(root: Boxes): TexSize {
  let boxes = -HOLDERS
  let depth = 0
  for (let level: readonly Boxes[] = [root]; level.length > 0; depth++) {
    boxes += level.length
    if (boxes > MOST_BOXES || depth > DEEPEST_BOX) break
    level = level.flatMap(({ children = [] }) => children.filter((one) => one.children !== undefined))
  }
  return { boxes, depth }
}

export type TexRoom = {
  /** Whether a formula may be drawn and still fits. */
  readonly fits: (tex: string) => boolean
  /** True, and so much less is left, where the formula may be drawn and still fits, also by what it came to. */
  readonly take: (tex: string, size?: TexSize) => boolean
  /** What was taken is not shown any more. */
  readonly giveBack: (tex: string, size?: TexSize) => void
}

const NO_SIZE: TexSize = { boxes: 0, depth: 0 }

export function makeTexRoom(): TexRoom {
  let left = MOST_TEX
  // A browser's work grows faster than the depth.
  const costOf = (tex: string, { boxes, depth }: TexSize): number => Math.max(weightOf(tex), boxes, depth ** 2)
  return {
    fits: (tex) => isDrawable(tex) && costOf(tex, NO_SIZE) <= left,
    take: (tex, size = NO_SIZE) => {
      const cost = costOf(tex, size)
      if (!isDrawable(tex) || size.boxes > MOST_BOXES || size.depth > DEEPEST_BOX || cost > left) return false
      left -= cost
      return true
    },
    giveBack: (tex, size = NO_SIZE) => {
      left += costOf(tex, size)
    },
  }
}
