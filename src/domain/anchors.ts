import type { Note } from './note.ts'
import type { Source } from './source.ts'

/** The stretch of an eighth of a text that a card's sentence covers, in whole percent of it; null where none does. */
export type Anchor = readonly [from: number, to: number] | null

export const ANCHOR_LINES = 8

/** Where a source's cards come from, as eight lines: enough to draw the article small. */
export function anchorsOf(source: Source, notes: readonly Note[]): readonly Anchor[] {
  const spans = notes.flatMap((note) => note.evidence.filter((piece) => piece.sourceId === source.id))
  const lineLength = Math.max(1, source.text.length / ANCHOR_LINES)
  return Array.from({ length: ANCHOR_LINES }, (_, line): Anchor => {
    const start = line * lineLength
    const inside = spans.filter(({ sentence }) => sentence.start < start + lineLength && sentence.end > start)
    if (inside.length === 0) return null
    const percent = (at: number) => Math.round((100 * Math.min(Math.max(at - start, 0), lineLength)) / lineLength)
    const from = Math.min(...inside.map(({ sentence }) => sentence.start))
    const to = Math.max(...inside.map(({ sentence }) => sentence.end))
    return [percent(from), percent(to)]
  })
}
