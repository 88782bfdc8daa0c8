import type { Source, Span } from './source.ts'

/** Where a sentence may end: a stop, closing marks, space, and something that can begin the next one. */
const SENTENCE_BREAK = /[.!?][”’"')\]]* +(?=[“‘"'([]*[\p{Lu}\p{N}])/gu

/** Longer neighbours cost more room than they help, in UTF-16 units. */
const LONGEST_NEIGHBOUR = 320

/**
 * The sentence before a span in the same paragraph, to read the span in its place; null at a paragraph's start or where
 * it would be too long. An approximation for showing: never evidence.
 */
export function sentenceBefore(source: Source, span: Span): string | null {
  const paragraphStart = source.text.lastIndexOf('\n', Math.max(0, span.start - 1)) + 1
  const before = source.text.slice(paragraphStart, span.start).trimEnd()
  if (before === '') return null
  let start = 0
  for (const match of before.matchAll(SENTENCE_BREAK)) start = match.index + match[0].length
  const sentence = before.slice(start)
  return sentence === '' || sentence.length > LONGEST_NEIGHBOUR ? null : sentence
}
