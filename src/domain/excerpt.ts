import type { Deck } from './deck.ts'
import type { Evidence, Note } from './note.ts'
import type { Source, Span } from './source.ts'

/** What stands for words that are left out, before blanks. */
const LEFT_OUT = '…'

/**
 * A text that is somebody else's as it may be passed on: the sentences that notes quote, blanks for the rest. It is as long
 * as it was, so that every offset into it holds.
 */
export function excerpt(source: Source, notes: readonly Note[]): Source {
  let text = ''
  let end = 0
  for (const span of quotedSpans(source, notes)) {
    if (span.end <= end) continue
    text += leftOut(source.text.slice(end, span.start))
    text += source.text.slice(Math.max(end, span.start), span.end)
    end = span.end
  }
  return { ...source, text: text + leftOut(source.text.slice(end)) }
}

/** A deck with no more of anybody else's text than its notes quote. */
export const withExcerpts = (deck: Deck): Deck => ({
  ...deck,
  sources: deck.sources.map((source) => (source.licence === null ? excerpt(source, deck.notes) : source)),
})

/** True where `part` is `whole` with stretches left out, or the same text. */
export function isExcerptOf(part: string, whole: string): boolean {
  if (part.length !== whole.length) return false
  for (let i = 0; i < part.length; i++)
    if (part[i] !== whole[i] && part[i] !== ' ' && part[i] !== LEFT_OUT) return false
  return true
}

function quotedSpans(source: Source, notes: readonly Note[]): readonly Span[] {
  const pieces = notes.flatMap((note): readonly Evidence[] => [
    ...note.evidence,
    ...note.distractors.flatMap((one) => one.evidence ?? []),
  ])
  return pieces
    .filter((piece) => piece.sourceId === source.id)
    .map((piece) => piece.sentence)
    .sort((a, b) => a.start - b.start)
}

function leftOut(text: string): string {
  const words = text.trim()
  if (words === '') return text
  const at = text.indexOf(words)
  return text.slice(0, at) + LEFT_OUT.padEnd(words.length) + text.slice(at + words.length)
}
