import type { RichNode } from './tree.ts'

/** As much of a link's words as is looked at: more is no address. */
const LOOKED_AT = 300
const NAMED = /[\p{L}\p{N}-]+(?:\.[\p{L}\p{N}-]+)*\.\p{L}{2,}/gu

/** Where a link leads, with a host in other letters written out as it is asked for (`xn--…`). */
export const addressOf = (href: string): string => parsed(href)?.href ?? href

/**
 * The host of a link whose words name another one, or one that only looks the same: to be said beside it. Null where its
 * words name none, or the very one.
 */
export function otherHost(href: string, words: string): string | null {
  const url = parsed(href)
  const named = words.slice(0, LOOKED_AT).match(NAMED)
  if (!named || url === null || url.host === '') return null
  const isNamed = (name: string) =>
    url.hostname === name.toLowerCase() || url.hostname.endsWith(`.${name.toLowerCase()}`)
  return named.every(isNamed) ? null : url.host
}

export const wordsOf = (nodes: readonly RichNode[]): string =>
  nodes
    .map((node) => {
      if (node.kind === 'text' || node.kind === 'code') return node.text
      return 'children' in node ? wordsOf(node.children) : ''
    })
    .join('')

function parsed(href: string): URL | null {
  try {
    return new URL(href)
  } catch {
    return null
  }
}
