import { decodeEntities } from './htmlEntities.ts'
import { tokeniseHtml } from './htmlTokens.ts'

const BREAKS = new Set([
  'br',
  'div',
  'p',
  'li',
  'tr',
  'td',
  'th',
  'hr',
  'h1',
  'h2',
  'h3',
  'h4',
  'h5',
  'h6',
  'ul',
  'ol',
  'table',
  'dd',
  'dt',
])

/** A stretch of HTML as one line of words: tags, comments, scripts and sounds left out, characters decoded. */
export function plainText(html: string): string {
  let words = ''
  for (const token of tokeniseHtml(html)) {
    if (token.kind === 'text') words += token.text
    else if (token.kind !== 'title' && BREAKS.has(token.name)) words += ' '
  }
  return decodeEntities(words)
    .replace(/\[sound:[^\]]{0,300}\]|\[anki:[^\]]{0,300}\]/g, ' ')
    .replace(/\s+/g, ' ')
    .trim()
}

/** As it was, but for tags: what Anki compares a typed answer with keeps its spaces. */
export function withoutTags(html: string): string {
  let words = ''
  for (const token of tokeniseHtml(html)) if (token.kind === 'text') words += token.text
  return decodeEntities(words).replaceAll('\u00a0', ' ')
}
