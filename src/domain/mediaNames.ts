import { decodeEntities } from './htmlEntities.ts'
import { tokeniseHtml } from './htmlTokens.ts'

const SOUND = /\[sound:([^\]]{1,300})\]/g
const URL_IN_CSS = /url\(\s*(?:"([^"]{1,300})"|'([^']{1,300})'|([^'")\s]{1,300}))\s*\)/gi

/** The files that a stretch of HTML shows or plays, each once: names, not addresses of other places. */
export function mediaNamesIn(html: string): readonly string[] {
  const names = new Set<string>()
  const add = (address: string | undefined) => {
    const name = address === undefined ? null : mediaName(decodeEntities(address))
    if (name !== null) names.add(name)
  }
  if (html.includes('[sound:')) for (const [, name] of html.matchAll(SOUND)) add(name)
  if (/<(?:img|audio|video|source|object|style)\b/i.test(html)) {
    for (const token of tokeniseHtml(html)) {
      if (token.kind !== 'open') continue
      add(token.attributes.get(token.name === 'object' ? 'data' : 'src'))
    }
  }
  return [...names]
}

/** The files that a style sheet shows. */
export const mediaNamesInCss = (css: string): readonly string[] => [
  ...new Set([...css.matchAll(URL_IN_CSS)].flatMap(([, a, b, c]) => mediaName(a ?? b ?? c ?? '') ?? [])),
]

/** The name of a file in the deck that an address means, NFC; null for an address of anything else. */
export function mediaName(address: string): string | null {
  const plain = address.trim()
  if (plain === '' || plain.includes('/') || plain.includes('\\') || /^[a-z][a-z\d+.-]*:/i.test(plain)) return null
  return unescaped(plain).normalize('NFC')
}

function unescaped(name: string): string {
  if (!name.includes('%')) return name
  try {
    return decodeURIComponent(name)
  } catch {
    return name
  }
}
