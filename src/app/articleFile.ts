import type { HtmlText } from '../workers/htmlText.ts'

/** What a file, a drop or the share sheet brings: text for the form, and what is known of it. */
export type GivenArticle = {
  readonly text: string
  readonly title: string
  readonly outlet: string
  /** As far as it reads as a date: `2013-07-06`. */
  readonly date: string
  readonly url: string
}

export type FileProblem = 'too-big' | 'not-text' | 'empty'

/** A page can be far longer than its article. In bytes. */
const MAX_BYTES = 10_000_000

const HTML = /\.(html?|xhtml)$/i
export const ACCEPTED_FILES = '.txt,.text,.md,.markdown,.html,.htm,.xhtml,text/plain,text/markdown,text/html'

/** Reads a text, Markdown or HTML file. `toText` turns a page's markup into text, away from this thread. */
export async function readArticleFile(
  file: File,
  toText: (html: string) => Promise<HtmlText>,
): Promise<GivenArticle | FileProblem> {
  if (file.size > MAX_BYTES) return 'too-big'
  const text = decodeText(new Uint8Array(await file.arrayBuffer()))
  if (text === null) return 'not-text'
  if (text.trim() === '') return 'empty'
  if (!HTML.test(file.name) && file.type !== 'text/html') return { text, title: '', outlet: '', date: '', url: '' }
  const page = await toText(text)
  return {
    text: page.text,
    title: page.title,
    outlet: page.outlet || page.author,
    date: /^\d{4}-\d{2}-\d{2}/.exec(page.published)?.[0] ?? '',
    url: /^https?:\/\//.test(page.url) ? page.url : '',
  }
}

/**
 * Bytes as text: by their byte order mark, by the page's own word for it, as UTF-8, else as Windows-1252, which older
 * files are in. Null for what is no text.
 */
export function decodeText(bytes: Uint8Array): string | null {
  const [first, second] = bytes
  if (first === 0xff && second === 0xfe) return new TextDecoder('utf-16le').decode(bytes)
  if (first === 0xfe && second === 0xff) return new TextDecoder('utf-16be').decode(bytes)
  if (bytes.includes(0)) return null
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes)
  } catch {
    return new TextDecoder(declaredCharset(bytes) ?? 'windows-1252').decode(bytes)
  }
}

/** The charset that a page names in its first kilobyte, where this browser knows it. */
function declaredCharset(bytes: Uint8Array): string | null {
  const head = new TextDecoder('windows-1252').decode(bytes.subarray(0, 1024))
  const name = /<meta[^>]{0,200}charset\s*=\s*["']?([\w-]{1,40})/i.exec(head)?.[1]
  if (!name || /^utf-?8$/i.test(name)) return null
  try {
    return new TextDecoder(name).encoding
  } catch {
    return null
  }
}
