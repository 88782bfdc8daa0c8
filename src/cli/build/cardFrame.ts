import { createHash } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import type { Plugin } from 'vite'

const folder = fileURLToPath(new URL('../../ui/cardFrame/', import.meta.url))
const read = (name: string): string => readFileSync(folder + name, 'utf8')

const SCRIPT = read('card.js')

/** What a policy calls exactly this script, and no other. */
export const CARD_SCRIPT = `'sha256-${createHash('sha256').update(SCRIPT).digest('base64')}'`

/** No network, no scripts but the frame's own, pictures and sounds only as bytes that were handed in. */
const CARD_POLICY = [
  "default-src 'none'",
  `script-src ${CARD_SCRIPT}`,
  'img-src blob:',
  'media-src blob:',
  "base-uri 'none'",
  "form-action 'none'",
].join('; ')

/**
 * `virtual:card-frame`: the document in which strangers' cards are shown, as text with its script in it. A frame without
 * an origin is out of the service worker's reach, so offline it can only come with the page.
 */
export function cardFrame(): Plugin {
  const name = 'virtual:card-frame'
  return {
    name: 'card-frame',
    resolveId: (id) => (id === name ? `\0${name}` : null),
    load(id) {
      if (id !== `\0${name}`) return null
      const html = read('card.html')
        .replace('content=""', `content="${CARD_POLICY}"`)
        .replace('<script></script>', () => `<script>${SCRIPT}</script>`)
      return `export default ${JSON.stringify(html)}`
    },
  }
}
