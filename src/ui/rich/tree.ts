import { parse, postprocess, preprocess } from 'micromark'
import { type MediaHash, mediaHashOf } from '../../domain/media.ts'
import type { GapTex } from './gaps.ts'

/** A text as it is drawn: nothing in it can be anything but these. */
export type RichNode =
  | { readonly kind: 'text'; readonly text: string }
  | { readonly kind: 'break' }
  | { readonly kind: 'paragraph' | 'quote' | 'em' | 'strong'; readonly children: readonly RichNode[] }
  | {
      readonly kind: 'list'
      readonly ordered: boolean
      readonly start: number
      readonly items: readonly (readonly RichNode[])[]
    }
  | { readonly kind: 'link'; readonly href: string; readonly children: readonly RichNode[] }
  /** `hash` is null for what is not on this device: it is never loaded. */
  | { readonly kind: 'medium'; readonly hash: MediaHash | null; readonly alt: string }
  | { readonly kind: 'code'; readonly text: string; readonly block: boolean }
  | { readonly kind: 'maths'; readonly tex: string; readonly source: string; readonly block: boolean }
  | { readonly kind: 'gap'; readonly index: number }

const MATHS_OPEN = '\uE000'
const MATHS_CLOSE = '\uE001'
const MARKS = /\uE000(\d+)\uE001|\uE002(\d+)\uE003/g

/** Headings, rules, raw HTML and references are not for cards; characters stand for themselves, not for entities. */
const OFF = [
  'headingAtx',
  'setextUnderline',
  'thematicBreak',
  'htmlFlow',
  'htmlText',
  'codeIndented',
  'definition',
  'characterReference',
]
/** A single line is never a block: an answer may well begin with `12.` or a dash. */
const OFF_IN_LINES = [...OFF, 'list', 'blockQuote', 'codeFenced']

/**
 * Markdown with maths in `\( \)`, `\[ \]` and `$$ $$`. Lines break where they break; links lead to the web or to a
 * mailbox, else they are their words alone; pictures name what is on this device. Never throws.
 */
export function richTree(text: string, gapTex: GapTex = () => '\\square'): readonly RichNode[] {
  const lifted = liftMaths(text.replace(/[\uE000\uE001]/g, '\uFFFD'))
  const off = [...(text.trim().includes('\n') ? OFF : OFF_IN_LINES), ...offFor(lifted.text)]
  const parser = parse({ extensions: [{ disable: { null: off } }] })
  const events = postprocess(parser.document().write(preprocess()(lifted.text, undefined, true)))
  return build(events, lifted.maths, gapTex)
}

/**
 * What takes a square of the time where it comes in thousands, which no card does: emphasis is looked for from each of
 * its marks, links from each of their brackets, and each line goes through all quotes and lists that are open. They are
 * letters then.
 */
function offFor(text: string): readonly string[] {
  const hasMany = (marks: RegExp): boolean => (text.match(marks) ?? []).length > MOST_MARKS
  return [
    ...(hasMany(/[*_]/g) ? ['attention'] : []),
    ...(hasMany(/[[\]]/g) ? ['labelStartLink', 'labelStartImage', 'labelEnd'] : []),
    ...(hasManyContainers(text) ? ['list', 'blockQuote'] : []),
  ]
}

const MOST_MARKS = 1000
/** Quotes, lists and emphasis within each other: whoever draws them calls itself for each level. */
const DEEPEST = 32

/** One mark of a quote or of a list's item at the start of a line, behind those before it. */
const CONTAINER = /([ \t]*)(?:>|(?:[-+*]|\d{1,9}[.)])(?![^ \t]))/y

/** Whether quotes and lists may be too many or too deep, which is told from the starts of lines alone. */
function hasManyContainers(text: string): boolean {
  let marks = 0
  for (const line of text.replace(/^\uFEFF/, '').split(/[\r\n]/)) {
    let own = 0
    let columns = 0
    CONTAINER.lastIndex = 0
    for (let match = CONTAINER.exec(line); match; match = CONTAINER.exec(line)) {
      const [, indent = ''] = match
      own++
      columns += indent.replaceAll('\t', '    ').length
      if (marks + own > MOST_MARKS) return true
    }
    marks += own
    // A list that goes on from lines above takes two columns of its items' lines at least.
    if (Math.min(marks, own + Math.floor(columns / 2)) > DEEPEST) return true
  }
  return false
}

type Maths = { readonly tex: string; readonly source: string; readonly block: boolean }
type Events = ReturnType<typeof postprocess>

const DELIMITERS = [
  { open: '\\(', close: '\\)', block: false },
  { open: '\\[', close: '\\]', block: true },
  { open: '$$', close: '$$', block: true },
] as const

/** Takes maths out of the text before Markdown sees its backslashes and stars. In proportion to the text's length. */
function liftMaths(text: string): { readonly text: string; readonly maths: readonly Maths[] } {
  const maths: Maths[] = []
  const unclosed = new Set<string>()
  let lifted = ''
  let at = 0
  while (at < text.length) {
    const kind = DELIMITERS.find(({ open }) => text.startsWith(open, at))
    if (!kind || unclosed.has(kind.open)) {
      // An escaped backslash, with what it would have escaped.
      const width = text.startsWith('\\\\', at) ? 2 : 1
      lifted += text.slice(at, at + width)
      at += width
      continue
    }
    const end = text.indexOf(kind.close, at + 2)
    const tex = end < 0 ? '' : text.slice(at + 2, end)
    if (tex.trim() === '') {
      if (end < 0) unclosed.add(kind.open)
      lifted += text.slice(at, at + 2)
      at += 2
      continue
    }
    lifted += `${MATHS_OPEN}${maths.length}${MATHS_CLOSE}`
    maths.push({ tex, source: text.slice(at, end + 2), block: kind.block })
    at = end + 2
  }
  return { text: lifted, maths }
}

/** What is open while the events are read: a list's items, or the children of anything else. */
type Open = { readonly children: RichNode[]; readonly items: RichNode[][]; target: string; first: number | null }

function build(events: Events, maths: readonly Maths[], gapTex: GapTex): readonly RichNode[] {
  const stack: Open[] = [makeOpen()]
  let code: string | null = null
  let paragraphs = 0
  /** Within a link's target and title, which are no text. */
  let isTarget = false
  const top = (): Open => stack.at(-1) ?? makeOpen()
  const put = (node: RichNode) => {
    const list = top().items.at(-1) ?? top().children
    const last = list.at(-1)
    if (node.kind === 'text' && last?.kind === 'text') list[list.length - 1] = { ...last, text: last.text + node.text }
    else list.push(node)
  }
  const close = (): Open => stack.pop() ?? makeOpen()
  const sourceOf = (text: string) => text.replace(MARKS, (mark, n) => maths[Number(n)]?.source ?? mark)

  for (const [side, token, context] of events) {
    const words = () => context.sliceSerialize(token)
    const type: string = token.type
    if (side === 'enter') {
      if (OPENS.has(type)) stack.push(makeOpen())
      if (type === 'paragraph') paragraphs++
      if (type === 'resource') isTarget = true
      if (type === 'codeText' || type === 'codeFenced') code = ''
      if (type === 'listItemPrefix') top().items.push([])
      continue
    }
    switch (type) {
      case 'paragraph':
        paragraphs--
        put({ kind: 'paragraph', children: close().children })
        break
      case 'blockQuote':
        put({ kind: 'quote', children: close().children })
        break
      case 'emphasis':
        putEmphasis('em', close().children)
        break
      case 'strong':
        putEmphasis('strong', close().children)
        break
      case 'listItemValue':
        top().first ??= Number(words())
        break
      case 'listOrdered':
      case 'listUnordered': {
        const { items, first } = close()
        put({ kind: 'list', ordered: type === 'listOrdered', start: first ?? 1, items })
        break
      }
      case 'resource':
        isTarget = false
        break
      case 'resourceDestinationString':
        top().target = sourceOf(words())
        break
      case 'link': {
        const { target, children } = close()
        putLink(target, children)
        break
      }
      case 'image': {
        const { target, children } = close()
        put({ kind: 'medium', hash: mediaHashOf(target), alt: plainText(children) })
        break
      }
      case 'autolinkProtocol':
        putLink(words(), [{ kind: 'text', text: words() }])
        break
      case 'autolinkEmail':
        putLink(`mailto:${words()}`, [{ kind: 'text', text: words() }])
        break
      case 'codeTextData':
      case 'codeFlowValue':
        code += sourceOf(words())
        break
      case 'codeText':
      case 'codeFenced':
        put({ kind: 'code', text: (code ?? '').replace(/^\n|\n$/g, ''), block: type === 'codeFenced' })
        code = null
        break
      case 'lineEnding':
        if (code !== null) code += '\n'
        else if (paragraphs > 0) put({ kind: 'break' })
        break
      case 'data':
      case 'characterEscapeValue':
        if (!isTarget) putText(words())
        break
    }
  }
  return stack[0]?.children ?? []

  function putEmphasis(kind: 'em' | 'strong', children: readonly RichNode[]): void {
    if (stack.length <= DEEPEST) put({ kind, children })
    else for (const child of children) put(child)
  }

  function putLink(target: string, children: readonly RichNode[]): void {
    if (SAFE_TARGET.test(target)) put({ kind: 'link', href: target, children })
    else for (const child of children) put(child)
  }

  function putText(text: string): void {
    let from = 0
    for (const match of text.matchAll(MARKS)) {
      if (match.index > from) put({ kind: 'text', text: text.slice(from, match.index) })
      from = match.index + match[0].length
      const [, mathsAt, gapAt] = match
      const piece = mathsAt === undefined ? undefined : maths[Number(mathsAt)]
      if (piece)
        put({ kind: 'maths', ...piece, tex: piece.tex.replace(MARKS, (_mark, _n, gap) => gapTex(Number(gap))) })
      else put({ kind: 'gap', index: Number(gapAt) })
    }
    if (from < text.length) put({ kind: 'text', text: text.slice(from) })
  }
}

const OPENS = new Set([
  'paragraph',
  'blockQuote',
  'emphasis',
  'strong',
  'listOrdered',
  'listUnordered',
  'link',
  'image',
])
const SAFE_TARGET = /^(?:https?:\/\/|mailto:)[^\s]+$/i

const makeOpen = (): Open => ({ children: [], items: [], target: '', first: null })

/** The words of a tree, without what makes them look like anything. */
export function plainText(nodes: readonly RichNode[]): string {
  return nodes
    .map((node): string => {
      switch (node.kind) {
        case 'text':
        case 'code':
          return node.text
        case 'break':
          return '\n'
        case 'maths':
          return node.source
        case 'medium':
          return node.alt
        case 'gap':
          return '…'
        case 'list':
          return node.items.map(plainText).join('\n')
        default:
          return plainText(node.children)
      }
    })
    .join('')
}
