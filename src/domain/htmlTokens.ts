export type HtmlToken =
  | { readonly kind: 'text'; readonly text: string }
  | { readonly kind: 'open'; readonly name: string; readonly attributes: ReadonlyMap<string, string> }
  | { readonly kind: 'close'; readonly name: string }
  | { readonly kind: 'title'; readonly text: string }

/** Elements whose content is no markup: it ends with their own closing tag and nothing else. */
const RAW = new Set(['script', 'style', 'textarea', 'title', 'xmp', 'noembed', 'noframes', 'plaintext'])

const NAME = /[a-zA-Z][^\s/>]*/y
const ATTRIBUTE = /[\s/]*([^\s/>=][^\s/>=]*)(?:\s*=\s*(?:"([^"]*)"|'([^']*)'|([^\s>"']*)))?/y

/**
 * Reads markup as browsers tell tags from text (HTML Standard, section 13.2.5), without building a tree. Comments,
 * declarations and the content of scripts and styles are left out. Never throws; one pass.
 */
export function* tokeniseHtml(html: string): Generator<HtmlToken> {
  let at = 0
  let areQuotesSound = true
  // Where each is missing from the rest of the page, it is not searched for again.
  const gone = new Set<string>()
  const find = (words: string, from: number): number => {
    if (gone.has(words)) return -1
    const found = html.indexOf(words, from)
    if (found < 0) gone.add(words)
    return found
  }
  while (at < html.length) {
    const open = html.indexOf('<', at)
    if (open < 0) break
    if (open > at) yield { kind: 'text', text: html.slice(at, open) }
    const next = html[open + 1] ?? ''
    if (html.startsWith('<!--', open)) {
      const end = find('-->', open + 4)
      at = end < 0 ? html.length : end + 3
    } else if (next === '!' || next === '?') {
      const end = find('>', open)
      at = end < 0 ? html.length : end + 1
    } else if (next === '/' && /[a-zA-Z]/.test(html[open + 2] ?? '')) {
      const name = nameAt(html, open + 2)
      const end = find('>', open)
      if (end < 0) return
      yield { kind: 'close', name }
      at = end + 1
    } else if (/[a-zA-Z]/.test(next)) {
      let tag = areQuotesSound ? readTag(html, open) : null
      if (!tag) {
        // Its quotation marks run to the end of the page: they are not gone by from here on, nor looked through again.
        areQuotesSound = false
        tag = readBareTag(html, open)
      }
      // No tag ends in the rest of the page: that is text.
      if (!tag) {
        yield { kind: 'text', text: html.slice(open) }
        return
      }
      yield { kind: 'open', name: tag.name, attributes: tag.attributes }
      at = tag.end
      if (RAW.has(tag.name)) {
        const close = endOfRaw(html, at, tag.name, gone)
        if (tag.name === 'title') yield { kind: 'title', text: html.slice(at, close) }
        at = close
      }
    } else {
      yield { kind: 'text', text: '<' }
      at = open + 1
    }
  }
  if (at < html.length) yield { kind: 'text', text: html.slice(at) }
}

function nameAt(html: string, at: number): string {
  NAME.lastIndex = at
  return (NAME.exec(html)?.[0] ?? '').slice(0, 100).toLowerCase()
}

type Tag = { readonly name: string; readonly attributes: ReadonlyMap<string, string>; readonly end: number }

/** The tag at `open`, or null where nothing closes it. */
function readTag(html: string, open: number): Tag | null {
  const attributes = new Map<string, string>()
  const name = nameAt(html, open + 1)
  let at = NAME.lastIndex
  for (;;) {
    ATTRIBUTE.lastIndex = at
    const match = ATTRIBUTE.exec(html)
    if (!match) break
    const [, key = '', double, single, bare] = match
    attributes.set(key.toLowerCase(), double ?? single ?? bare ?? '')
    at = ATTRIBUTE.lastIndex
    // A quotation mark that never closes: browsers would take the rest of the page for an attribute.
    if (html[at] === '"' || html[at] === "'") at++
  }
  const end = html.indexOf('>', at)
  return end < 0 ? null : { name, attributes, end: end + 1 }
}

/** The same by its first angle bracket, whatever is quoted. */
function readBareTag(html: string, open: number): Tag | null {
  const end = html.indexOf('>', open)
  return end < 0 ? null : { name: nameAt(html, open + 1), attributes: new Map(), end: end + 1 }
}

/** Where the closing tag of a raw element begins; the end of the page where there is none. */
function endOfRaw(html: string, from: number, name: string, gone: Set<string>): number {
  const key = `</${name}`
  if (gone.has(key)) return html.length
  const close = new RegExp(`</${name}(?=[\\s/>])`, 'gi')
  close.lastIndex = from
  const match = close.exec(html)
  if (!match) gone.add(key)
  return match?.index ?? html.length
}
