export type CleanText = {
  /** Blocks separated by blank lines; a heading keeps its `## `. */
  readonly text: string
  readonly title: string | null
  readonly author: string | null
}

/** Lines that belong to the page and not to the article. */
const BOILERPLATE: readonly RegExp[] = [
  /^(subscribe|sign up|click (here|for)|follow us|read more|see also|share this|advertisement|related:|more from|find .{3,40} on your tv|copyright|all rights reserved|©|loading|skip to|a partnership of)\b/i,
  /^[\p{L} .'-]{3,60}(?:\/[\p{L} ]+)+\/?$/u,
  /^(photo|image|picture|credit|source|by|editing by|reporting by)\s*[:.-]?\s+\p{Lu}[\p{L} .,'-]{2,60}$/u,
  /^[*\-_=~#\s]+$/,
]

/**
 * Takes what is not prose out of a page's text: markup, captions' credits, boilerplate. Lines of one paragraph are
 * joined where they were wrapped. The result is what is stored, so offsets into it stay right.
 */
export function cleanBlocks(body: string): CleanText {
  const blocks: string[] = []
  let title: string | null = null
  for (const raw of splitParagraphs(stripMarkup(body))) {
    const block = raw.replace(/[ \t]+/g, ' ').trim()
    if (block === '' || BOILERPLATE.some((pattern) => pattern.test(block))) continue
    const top = /^# (.+)$/.exec(block)
    if (top !== null) {
      title ??= top[1] ?? null
      continue
    }
    blocks.push(block.replace(/^#{2,6} /, '## '))
  }
  const first = blocks[0]
  if (
    title === null &&
    first !== undefined &&
    !/[.?!:]["'”’)]*$/.test(first) &&
    first.split(' ').length >= 4 &&
    first.length < 160
  ) {
    title = first.replace(/^## /, '')
    blocks.shift()
  }
  return { text: blocks.join('\n\n'), title, author: authorOf(blocks) }
}

/** How much of a line's end tells whether it ends a sentence: looking at all of it would take a square of the time. */
const TAIL = 8

/** How much of a paragraph's start tells whether it is a heading. */
const HEAD = 7

/** Paragraphs of a text: by blank lines; single line breaks are wrapping unless each line ends a sentence. */
function splitParagraphs(text: string): string[] {
  const out: string[] = []
  for (const chunk of text.split(/\n[ \t]*\n+/)) {
    // Joined at the end: to look at a text that grew by a line costs as much as to copy it.
    let lines: string[] = []
    let head = ''
    let tail = ''
    let length = 0
    for (const line of chunk.split('\n')) {
      const next = line.trim()
      if (next === '') continue
      const own = /^#{1,6} /.test(next) || /^#{1,6} /.test(head)
      const ended = /[.?!:;]["'”’)\]]*$/.test(tail)
      const wrapped =
        length > 0 && !own && (!ended ? /^[\p{Ll}\d("'“‘]/u.test(next) || length > 55 : length > 55 && length < 95)
      if (!wrapped) {
        if (length > 0) out.push(lines.join(' '))
        lines = []
        length = -1
      }
      lines.push(next)
      length += 1 + next.length
      head = wrapped && head.length < HEAD ? `${head} ${next}`.slice(0, HEAD) : wrapped ? head : next.slice(0, HEAD)
      tail = wrapped ? `${tail} ${next}`.slice(-TAIL) : next.slice(-TAIL)
    }
    if (length > 0) out.push(lines.join(' '))
  }
  return out
}

/** Markdown and HTML marks away, their words kept. Every pattern is linear in the text. */
function stripMarkup(text: string): string {
  const unmarked = text
    // Every line's end is one to the patterns below, which look on from each start of a line.
    .replace(/\r\n?|[\u2028\u2029]/g, '\n')
    .replace(/```[^`]*```/g, '')
    .replace(/<(script|style)\b[^>]{0,500}>[^<]*<\/\1>/gi, '')
    .replace(/<\/?(p|div|br|li|h\d|tr|blockquote|section|article)\b[^<>]{0,500}>/gi, '\n\n')
    .replace(/<[a-z/!][^<>]{0,500}>/gi, '')
    .replace(/&nbsp;/g, ' ')
    .replace(/&amp;/g, '&')
    .replace(/&(lt|gt);/g, '')
    .replace(/&quot;/g, '"')
    .replace(/&#39;|&rsquo;|&apos;/g, "'")
    .replace(/!\[[^\]\n]{0,300}\]\([^)\n]{0,500}\)/g, '')
    .replace(/\[([^\]\n]{1,300})\]\([^)\n]{0,500}\)/g, '$1')
    .replace(/(\*\*|__)(?=\S)([^*_\n]{1,300})\1/g, '$2')
    .replace(/(^|[\s(])[*_](?=\S)([^*_\n]{1,300})[*_](?=[\s.,;:!?)]|$)/gm, '$1$2')
  const unquoted = withoutEmptyLines(unmarked).replace(/^\s*>\s?/gm, '')
  return withoutEmptyLines(unquoted).replace(/^\s*(?:[-*+]|\d+\.)\s+(?=\S)/gm, '')
}

/** Many empty lines would be looked through from each of them. */
const withoutEmptyLines = (text: string): string => text.replace(/\n(?:[^\S\n]*\n)+/g, '\n\n')

/** A block without what is quoted in it. Behind the last mark that ends a quote no quote is looked for, from each start. */
function outsideQuotes(block: string): string {
  const end = Math.max(block.lastIndexOf('"'), block.lastIndexOf('”')) + 1
  return block.slice(0, end).replace(/["“][^"”]*["”]/g, '') + block.slice(end)
}

/** The writer of an op-ed: a line "X was/is a …" about somebody, where the text says I or my elsewhere. */
function authorOf(blocks: readonly string[]): string | null {
  const outside = blocks.map(outsideQuotes).join('\n')
  if (!/\b(I|my|me)\b/.test(outside)) return null
  for (const block of [blocks[0], blocks[blocks.length - 1]]) {
    const match = /^(\p{Lu}[\p{L}.'’-]+(?: \p{Lu}[\p{L}.'’-]+){1,3}) (?:is|was) (?:an?|the) /u.exec(block ?? '')
    if (match !== null) return match[1] ?? null
  }
  return null
}
