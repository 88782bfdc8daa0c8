import { addTo } from './lists.ts'
import type { Evidence, Note } from './note.ts'
import type { Source, SourceId } from './source.ts'

/** The stretch of an eighth of a text that a card's sentence covers, in whole percent of it; null where none does. */
export type Anchor = readonly [from: number, to: number] | null

export const ANCHOR_LINES = 8

/** Where cards come from, by source: looked for once for all the sources of a deck, of which there may be thousands. */
export function evidenceBySource(notes: readonly Note[]): ReadonlyMap<SourceId, readonly Evidence[]> {
  const pieces = new Map<SourceId, Evidence[]>()
  for (const note of notes) for (const piece of note.evidence) addTo(pieces, piece.sourceId, piece)
  return pieces
}

/** Where a source's cards come from, as eight lines: enough to draw the article small. */
export function anchorsOf({ text }: Pick<Source, 'text'>, pieces: readonly Evidence[] = []): readonly Anchor[] {
  const lineLength = Math.max(1, text.length / ANCHOR_LINES)
  return Array.from({ length: ANCHOR_LINES }, (_, line): Anchor => {
    const start = line * lineLength
    let [from, to] = [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY]
    for (const { sentence } of pieces) {
      if (sentence.start >= start + lineLength || sentence.end <= start) continue
      from = Math.min(from, sentence.start)
      to = Math.max(to, sentence.end)
    }
    if (from > to) return null
    const percent = (at: number) => Math.round((100 * Math.min(Math.max(at - start, 0), lineLength)) / lineLength)
    return [percent(from), percent(to)]
  })
}
