import { safeDeclarations } from './cssSafe.ts'
import { drawable } from './drawable.ts'
import { decodeEntities } from './htmlEntities.ts'
import { type HtmlToken, tokeniseHtml } from './htmlTokens.ts'
import { mediaName } from './mediaNames.ts'

/**
 * A stranger's markup as data: elements and attributes of the lists below and nothing else. It is never HTML again:
 * whoever shows it makes each node by name, so that no parser can read it another way.
 */
export type SafeNode = string | SafeElement
export type SafeElement = {
  readonly tag: string
  readonly attributes: Readonly<Record<string, string>>
  /** Names the content of a picture or a sound; its address is whoever shows it's to make. */
  readonly medium?: string
  /** An element of MathML. */
  readonly maths?: true
  readonly children: readonly SafeNode[]
}

export type SafeOptions = {
  /** What a file's bytes hash to, by its name in the deck; null for what is not here. */
  readonly mediumOf: (name: string) => string | null
  /** What stands for the words within an element, where they are more than words: sounds, blanks to type into. */
  readonly words?: (text: string) => readonly SafeNode[]
}

const TAGS = new Set(
  `a abbr article aside b bdi bdo big blockquote br caption center cite code col colgroup dd del details dfn div dl dt em
  figcaption figure font footer h1 h2 h3 h4 h5 h6 header hr i img ins kbd li main mark ol p pre q rb rp rt rtc ruby s samp
  section small span strike strong sub summary sup table tbody td tfoot th thead time tr tt u ul var wbr`.split(/\s+/),
)
const VOID = new Set(['br', 'hr', 'img', 'wbr', 'col'])
/** Their content goes with them. */
const DROPPED = new Set(
  `script style template title textarea select option iframe frame frameset object embed applet noscript noembed noframes
  xmp plaintext svg math audio video canvas head meta link base form input button dialog portal`.split(/\s+/),
)
/** Of those, the ones that have no content and so no closing tag to wait for. */
const DROPPED_ALONE = new Set(['meta', 'link', 'base', 'input', 'embed', 'frame', 'form', 'button', 'dialog', 'head'])

const ATTRIBUTES = new Set(
  `class id title lang dir align valign width height color size face bgcolor border cellpadding cellspacing
  start reversed alt open datetime`.split(/\s+/),
)

/** Deeper elements, and more of them, than these are left out: their words stay, up to so many nodes in all. */
const DEEPEST = 200
const MOST_ELEMENTS = 5_000
const MOST_NODES = 20_000
const LONGEST_ATTRIBUTE = 2_000
/** Rows or columns that a cell may reach over, and all of them together: each is a place in a table like any other. */
const WIDEST_CELL = 50
const MOST_REACHED = 2_000

/** Closes what an element of this name would end in a browser: paragraphs before blocks, items before items. */
const ENDS: Readonly<Record<string, readonly string[]>> = {
  li: ['li'],
  dt: ['dt', 'dd'],
  dd: ['dt', 'dd'],
  tr: ['tr', 'td', 'th'],
  td: ['td', 'th'],
  th: ['td', 'th'],
  rt: ['rt', 'rp', 'rb'],
  rp: ['rt', 'rp', 'rb'],
  rb: ['rt', 'rp', 'rb'],
}

type Open = { readonly tag: string; readonly children: SafeNode[] }

/** Never throws; takes time in proportion to the length of the markup. */
export function safeTree(html: string, options: SafeOptions): readonly SafeNode[] {
  const root: SafeNode[] = []
  const open: Open[] = []
  let nodes = 0
  let elements = 0
  const room = { left: MOST_REACHED }
  let dropping: { readonly name: string; depth: number } | null = null
  const into = (): SafeNode[] => open.at(-1)?.children ?? root
  const say = (text: string): void => {
    if (text === '' || nodes >= MOST_NODES) return
    const list = options.words ? options.words(text) : [text]
    for (const node of list) into().push(typeof node === 'string' ? drawable(node) : node)
    nodes += list.length
  }
  for (const token of tokeniseHtml(html)) {
    if (dropping) {
      if (token.kind === 'open' && token.name === dropping.name) dropping.depth++
      else if (token.kind === 'close' && token.name === dropping.name && --dropping.depth === 0) dropping = null
      continue
    }
    if (token.kind === 'text') say(decodeEntities(token.text))
    else if (token.kind === 'close') closeTag(open, token.name)
    else if (token.kind === 'open') {
      if (DROPPED.has(token.name)) {
        // What is raw text is left out by the tokeniser already, but for its closing tag.
        if (!DROPPED_ALONE.has(token.name)) dropping = { name: token.name, depth: 1 }
        continue
      }
      if (!TAGS.has(token.name) || nodes >= MOST_NODES) continue
      nodes++
      if (++elements > MOST_ELEMENTS) continue
      for (const name of ENDS[token.name] ?? []) if (open.at(-1)?.tag === name) open.pop()
      const element = elementOf(token, options, room)
      if (VOID.has(token.name)) into().push(element)
      else if (open.length < DEEPEST) {
        into().push(element)
        open.push({ tag: token.name, children: element.children as SafeNode[] })
      }
    }
  }
  return root
}

/** A closing tag ends what it names and all within; one that names nothing open ends nothing. */
function closeTag(open: Open[], name: string): void {
  const at = open.findLastIndex(({ tag }) => tag === name)
  if (at >= 0) open.length = at
}

function elementOf(
  token: Extract<HtmlToken, { kind: 'open' }>,
  options: SafeOptions,
  room: { left: number },
): SafeElement {
  const attributes: Record<string, string> = {}
  for (const [name, raw] of token.attributes) {
    const value = decodeEntities(raw).slice(0, LONGEST_ATTRIBUTE)
    if (name === 'colspan' || name === 'rowspan') attributes[name] = String(spanOf(value, room))
    else if (ATTRIBUTES.has(name) || /^(?:data|aria)-[a-z][a-z\d-]{0,60}$/.test(name)) attributes[name] = value
    else if (name === 'style') attributes.style = safeDeclarations(value)
  }
  const source = token.name === 'img' ? mediaName(decodeEntities(token.attributes.get('src') ?? '')) : null
  const medium = source === null ? null : options.mediumOf(source)
  if (token.name === 'img' && !('alt' in attributes)) attributes.alt = ''
  return { tag: token.name, attributes, children: [], ...(medium !== null && { medium }) }
}

/** How far a cell reaches; where the room for that is used up, it is one cell. */
function spanOf(value: string, room: { left: number }): number {
  const span = Math.min(Math.max(Number.parseInt(value, 10) || 1, 1), WIDEST_CELL)
  room.left -= span - 1
  return room.left < 0 ? 1 : span
}
