/** A template read once: text, fields with what is done to them, and stretches that depend on a field. */
export type TemplateNode =
  | { readonly kind: 'text'; readonly text: string }
  /** `filters` in the order in which they are applied. */
  | { readonly kind: 'field'; readonly name: string; readonly filters: readonly string[] }
  | {
      readonly kind: 'section'
      readonly name: string
      /** Shown when the field says something, or (`empty`) when it does not. */
      readonly when: 'filled' | 'empty'
      readonly children: readonly TemplateNode[]
    }

export type TemplateFault = {
  readonly kind: 'unclosed-braces' | 'unclosed-section' | 'stray-end' | 'unknown-field' | 'too-long'
  readonly name: string
}

export type Template =
  | { readonly ok: true; readonly nodes: readonly TemplateNode[] }
  | { readonly ok: false; readonly fault: TemplateFault }

type Open = { readonly name: string; readonly when: 'filled' | 'empty'; readonly children: TemplateNode[] }

const COMMENT = '<!--'
/** Sections deeper than this are text, marks and all: what reads a template calls itself for each level. */
const DEEPEST = 100
/** An old template says at its start that it writes `<% %>` for braces. */
const OTHER_MARKS = '{{=<% %>=}}'

/**
 * Reads `{{Field}}`, `{{filter:Field}}`, `{{#Field}}…{{/Field}}` and `{{^Field}}…{{/Field}}`. Comments are text, braces
 * in them too. One pass; never throws.
 */
export function parseTemplate(source: string): Template {
  const isOther = source.trimStart().startsWith(OTHER_MARKS)
  const text = isOther ? source.trimStart().slice(OTHER_MARKS.length) : source
  const [openMark, closeMark] = isOther ? ['<%', '%>'] : ['{{', '}}']
  const root: TemplateNode[] = []
  const open: Open[] = []
  const into = (): TemplateNode[] => open.at(-1)?.children ?? root
  const say = (words: string): void => {
    if (words !== '') into().push({ kind: 'text', text: words })
  }
  let at = 0
  /** Sections open beyond the deepest. */
  let beyond = 0
  const nextMark = makeFinder(text, openMark)
  const nextComment = makeFinder(text, COMMENT)
  for (;;) {
    const mark = nextMark(at)
    const comment = nextComment(at)
    if (comment >= 0 && (mark < 0 || comment < mark)) {
      const end = text.indexOf('-->', comment + COMMENT.length)
      const stop = end < 0 ? text.length : end + 3
      say(text.slice(at, stop))
      at = stop
      continue
    }
    if (mark < 0) break
    say(text.slice(at, mark))
    const end = text.indexOf(closeMark, mark + openMark.length)
    if (end < 0) return fault('unclosed-braces', text.slice(mark, mark + 40))
    const inner = text
      .slice(mark + openMark.length, end)
      .replace(/^\{+/, '')
      .trim()
    at = end + closeMark.length
    const sign = inner[0]
    const name = inner.slice(1).trim()
    const isStart = sign === '#' || sign === '^'
    if (isStart ? open.length >= DEEPEST : sign === '/' && beyond > 0) {
      beyond += isStart ? 1 : -1
      say(text.slice(mark, at))
    } else if (isStart) open.push({ name, when: sign === '#' ? 'filled' : 'empty', children: [] })
    else if (sign === '/') {
      const last = open.pop()
      if (!last || last.name !== name) return fault('stray-end', name)
      into().push({ kind: 'section', ...last })
    } else into().push(fieldOf(inner))
  }
  const unclosed = open.at(-1)
  if (unclosed) return fault('unclosed-section', unclosed.name)
  say(text.slice(at))
  return { ok: true, nodes: root }
}

function fieldOf(inner: string): TemplateNode {
  const parts = inner.split(':').map((part) => part.trim())
  const name = parts.pop() ?? ''
  return { kind: 'field', name, filters: parts.filter((part) => part !== '').reverse() }
}

const fault = (kind: TemplateFault['kind'], name: string): Template => ({ ok: false, fault: { kind, name } })

/** Where `words` come next, asked from places that only rise: no stretch is looked through twice. */
function makeFinder(text: string, words: string): (from: number) => number {
  let found = -1
  let isOver = false
  return (from) => {
    if (!isOver && found < from) {
      found = text.indexOf(words, from)
      isOver = found < 0
    }
    return isOver ? -1 : found
  }
}

/** Whether a field says nothing: space and line breaks alone. */
export const isEmptyField = (html: string): boolean => /^(?:\s|<\/?(?:br|div) ?\/?>)*$/i.test(html)

/** Fields that the template names and the note does not have; `cN` of a cloze and the special ones are no strangers. */
export function unknownField(nodes: readonly TemplateNode[], known: ReadonlySet<string>): string | null {
  for (const node of nodes) {
    if (node.kind === 'text') continue
    const isNumber = node.kind === 'section' && /^c\d+$/.test(node.name)
    if (node.name !== '' && !isNumber && !known.has(node.name) && !SPECIAL_FIELDS.has(node.name)) return node.name
    const inner = node.kind === 'section' ? unknownField(node.children, known) : null
    if (inner !== null) return inner
  }
  return null
}

export const SPECIAL_FIELDS: ReadonlySet<string> = new Set([
  'FrontSide',
  'Tags',
  'Type',
  'Deck',
  'Subdeck',
  'CardFlag',
  'Card',
  'CardID',
])

/** Whether anything that the note says would be seen: a template of which nothing is gives no card. */
export const showsSomething = (nodes: readonly TemplateNode[], filled: ReadonlySet<string>): boolean =>
  nodes.some((node) => shows(node, filled))

function shows(node: TemplateNode, filled: ReadonlySet<string>): boolean {
  switch (node.kind) {
    case 'text':
      return false
    case 'field':
      return filled.has(node.name)
    case 'section':
      return filled.has(node.name) === (node.when === 'filled') && showsSomething(node.children, filled)
  }
}

/** The fields that `{{cloze:…}}` shows, wherever they stand. */
export function clozeFields(nodes: readonly TemplateNode[]): readonly string[] {
  return nodes.flatMap((node) => {
    if (node.kind === 'section') return clozeFields(node.children)
    return node.kind === 'field' && node.filters.includes('cloze') ? [node.name] : []
  })
}
