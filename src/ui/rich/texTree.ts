import temml from 'temml'
import type { Boxes } from './tex.ts'

/** A formula as boxes that are no elements yet. */
export type TexTree = Boxes & { readonly toNode: () => Node }

/** Sizes beyond this, in em, would let a formula cover the page. */
const MOST_EM = 20
const MOST_EXPANSIONS = 500

/** Null for what cannot be read. */
export function readTex(tex: string, isBlock: boolean): TexTree | null {
  try {
    return temml.__renderToMathMLTree(tex, {
      displayMode: isBlock,
      throwOnError: true,
      trust: false,
      strict: false,
      maxSize: [MOST_EM, MOST_EM],
      maxExpand: MOST_EXPANSIONS,
    }) as TexTree
  } catch {
    return null
  }
}

/** As elements within a holder; false for what no browser takes. */
export function drawInto(holder: Element, tree: TexTree): boolean {
  try {
    holder.append(tree.toNode())
    return true
  } catch {
    return false
  }
}
