import type { Anchor } from '../domain/anchors.ts'
import type { MinimapLine } from './parts/Minimap.tsx'

/** The last line of print is short, as in a paragraph: percent of the width. */
const LAST_LENGTH = 60

/** An article drawn small, yellow where its cards come from. */
export function articleLines(anchors: readonly Anchor[]): readonly MinimapLine[] {
  return anchors.map((anchor, line) => {
    const length = line === anchors.length - 1 ? LAST_LENGTH : 100
    return { length, mark: anchor && anchor[0] < length ? [anchor[0], Math.min(anchor[1], length)] : null }
  })
}
