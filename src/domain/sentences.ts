import type { Span } from './source.ts'

/** A stop with its closing marks and the space behind it, where something that can begin a sentence follows. */
const STOP = /[.!?…]["'”’)\]]* +(?=["'“‘([]*[\p{Lu}\p{N}])/gu

/** What ends with a full stop and seldom ends a sentence: titles, initials, shortened words. */
const SHORTENED =
  /(?:^|[\s("“‘'[])(?:(?:Mr|Mrs|Ms|Dr|Prof|Gen|Col|Lt|Sgt|Capt|Sen|Rep|Gov|Rev|Hon|St|Mt|No|vs|etc|e\.g|i\.e|Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sept?|Oct|Nov|Dec)|(?:\p{Lu}\.)*\p{Lu})\.$/u

const HEADING = /^#{1,6} +/

/**
 * An article's sentences for choosing one: in order, apart, without the space around them, headings left out. `known`
 * are those that cards already stand on; each comes back as it is. The rest is cut by its stops: an approximation.
 */
export function sentenceSpans(text: string, known: readonly Span[]): readonly Span[] {
  const fixed = disjoint(known)
  const spans: Span[] = []
  let at = 0
  for (const span of fixed) {
    spans.push(...cutBlocks(text, at, span.start), span)
    at = span.end
  }
  spans.push(...cutBlocks(text, at, text.length))
  return spans
}

/** In order, without what overlaps an earlier one. */
function disjoint(known: readonly Span[]): readonly Span[] {
  let end = 0
  return [...known]
    .sort((a, b) => a.start - b.start || b.end - a.end)
    .filter((span) => {
      if (span.start < end || span.end <= span.start) return false
      end = span.end
      return true
    })
}

function cutBlocks(text: string, from: number, to: number): readonly Span[] {
  const spans: Span[] = []
  let start = from
  while (start < to) {
    const feed = text.indexOf('\n', start)
    const end = feed < 0 || feed > to ? to : feed
    const opensLine = start === 0 || text[start - 1] === '\n'
    if (!(opensLine && HEADING.test(text.slice(start, Math.min(end, start + 8)))))
      spans.push(...cutLine(text, start, end))
    start = end + 1
  }
  return spans
}

function cutLine(text: string, from: number, to: number): readonly Span[] {
  const line = text.slice(from, to)
  const spans: Span[] = []
  let start = 0
  const add = (end: number) => {
    const words = line.slice(start, end)
    const trimmed = words.trim()
    const lead = words.length - words.trimStart().length
    if (trimmed !== '') spans.push({ start: from + start + lead, end: from + start + lead + trimmed.length })
    start = end
  }
  for (const match of line.matchAll(STOP)) {
    const stop = match.index + 1
    if (line[match.index] === '.' && SHORTENED.test(line.slice(Math.max(start, stop - 16), stop))) continue
    add(match.index + match[0].length)
  }
  add(line.length)
  return spans
}
