import { decodeEntities } from '../domain/htmlEntities.ts'
import { type HtmlToken, tokeniseHtml } from '../domain/htmlTokens.ts'

/** What a page says about itself, and its article as text: paragraphs apart, headings as `## `. */
export type HtmlText = {
  readonly text: string
  readonly title: string
  readonly author: string
  readonly outlet: string
  /** As written in the page. */
  readonly published: string
  readonly url: string
}

/**
 * A page's article as text. No markup is ever run or rendered: tags are read only to be left out, and every step takes
 * time in proportion to the page. Prefers what stands in `<article>` or `<main>`, where that is most of the prose.
 */
export function htmlToText(html: string): HtmlText {
  const facts = new Map<string, string>()
  const careful = readBlocks(tokeniseHtml(html), facts, LEFT_OUT)
  // Broken pages open a menu and never close it: then everything counts.
  const blocks = sizeOf(careful) < LEAST_PROSE ? readBlocks(tokeniseHtml(html), facts, new Set(['head'])) : careful
  const prose = bestPart(blocks)
  const heading = prose.find((block) => block.level === 1) ?? blocks.find((block) => block.level === 1)
  const title = heading?.text ?? facts.get('og:title') ?? facts.get('title') ?? ''
  return {
    text: prose
      .filter((block) => block.level !== 1)
      .map((block) => (block.level > 1 ? `## ${block.text}` : block.text))
      .join('\n\n'),
    title,
    author: facts.get('author') ?? facts.get('article:author') ?? '',
    outlet: facts.get('og:site_name') ?? '',
    published: facts.get('article:published_time') ?? facts.get('date') ?? facts.get('time') ?? '',
    url: facts.get('canonical') ?? facts.get('og:url') ?? '',
  }
}

/** Whether pasted text is a page's source rather than prose with a stray tag. */
export const looksLikeHtml = (text: string): boolean =>
  /^\s*<(!doctype|html|body|article|main|div|p|h1)\b/i.test(text.slice(0, 2000)) ||
  (text.match(/<\/?(p|div|br|span|a|li|article|section|h[1-6])\b[^<>]{0,200}>/gi) ?? []).length >= 6

type Block = { readonly text: string; readonly level: number; readonly part: 'article' | 'main' | 'page' }

/** Less than this is no article, in UTF-16 units. */
const LEAST_PROSE = 200

/** Their text is never the article's. */
const LEFT_OUT = new Set(
  'nav footer aside button select svg figcaption dialog template noscript iframe object canvas audio video head menu'.split(
    ' ',
  ),
)
const BREAKS = new Set(
  'p div br li ul ol dl dt dd tr td th table blockquote section article main header hr pre h1 h2 h3 h4 h5 h6 figure body address details summary'.split(
    ' ',
  ),
)
const VOID = new Set('br hr img input meta link wbr source area base col embed track param'.split(' '))

function readBlocks(
  tokens: Iterable<HtmlToken>,
  facts: Map<string, string>,
  leavingOut: ReadonlySet<string>,
): readonly Block[] {
  const blocks: Block[] = []
  const inside = new Map<string, number>()
  let words = ''
  let level = 0
  const isIn = (name: string) => (inside.get(name) ?? 0) > 0
  const flush = () => {
    const text = decodeEntities(words).replace(/\s+/g, ' ').trim()
    if (text !== '') blocks.push({ text, level, part: isIn('article') ? 'article' : isIn('main') ? 'main' : 'page' })
    words = ''
  }
  let leftOut = 0
  for (const token of tokens) {
    if (token.kind === 'text') {
      if (leftOut === 0) words += token.text
      continue
    }
    if (token.kind === 'title') {
      const title = decodeEntities(token.text).replace(/\s+/g, ' ').trim()
      if (!facts.has('title') && title !== '') facts.set('title', title)
      continue
    }
    if (token.kind === 'open') readFacts(token, facts)
    const { name } = token
    if (BREAKS.has(name) && leftOut === 0) flush()
    if (VOID.has(name)) continue
    const depth = inside.get(name) ?? 0
    if (token.kind === 'open') {
      inside.set(name, depth + 1)
      if (leavingOut.has(name)) leftOut++
    } else if (depth > 0) {
      inside.set(name, depth - 1)
      if (leavingOut.has(name)) leftOut--
    }
    if (/^h[1-6]$/.test(name)) level = token.kind === 'open' ? Number(name[1]) : 0
    if (name === 'body' && token.kind === 'open') leftOut = 0
  }
  flush()
  return blocks
}

function readFacts(token: Extract<HtmlToken, { kind: 'open' }>, facts: Map<string, string>): void {
  const put = (key: string | undefined, value: string | undefined) => {
    const words = decodeEntities(value ?? '')
      .replace(/\s+/g, ' ')
      .trim()
      .slice(0, 500)
    if (key && words !== '' && !facts.has(key)) facts.set(key, words)
  }
  const { attributes } = token
  if (token.name === 'meta')
    put((attributes.get('property') ?? attributes.get('name'))?.toLowerCase(), attributes.get('content'))
  if (token.name === 'link' && attributes.get('rel')?.toLowerCase() === 'canonical')
    put('canonical', attributes.get('href'))
  if (token.name === 'time') put('time', attributes.get('datetime'))
}

const sizeOf = (blocks: readonly Block[]): number => blocks.reduce((sum, block) => sum + block.text.length, 0)

/** Half of the page's words are enough for an article to stand for it. */
function bestPart(blocks: readonly Block[]): readonly Block[] {
  const all = sizeOf(blocks)
  for (const names of [['article'], ['article', 'main']]) {
    const part = blocks.filter((block) => names.includes(block.part))
    if (sizeOf(part) * 2 >= all && part.length > 0) return part
  }
  return blocks
}
