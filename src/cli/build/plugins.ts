import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Plugin } from 'vite'
import { CONTENT_SECURITY_POLICY, headersFile } from './policy.ts'

/**
 * Writes the policy into the built page, before anything it should cover, and as a headers file. The development server
 * goes without: its module reloading needs what the policy forbids.
 */
export function contentSecurityPolicy(base: string): Plugin {
  return {
    name: 'content-security-policy',
    apply: 'build',
    transformIndexHtml: {
      order: 'post',
      handler: () => [
        {
          tag: 'meta',
          attrs: { 'http-equiv': 'Content-Security-Policy', content: CONTENT_SECURITY_POLICY },
          injectTo: 'head-prepend',
        },
      ],
    },
    generateBundle() {
      this.emitFile({ type: 'asset', fileName: '_headers', source: headersFile(base) })
    },
  }
}

/**
 * Lets Solid build its templates under Trusted Types: its one `innerHTML` takes the markup of our own compiled JSX
 * through a policy that only that module holds. Fails the build when Solid no longer looks as expected.
 */
export function solidTrustedTypes(): Plugin {
  const sink = 't.innerHTML = html;'
  const policy = `const templatePolicy = globalThis.trustedTypes?.createPolicy('solid-template', { createHTML: (html) => html }) ?? { createHTML: (html) => html };`
  let found = false
  return {
    name: 'solid-trusted-types',
    apply: 'build',
    enforce: 'pre',
    transform(code, id) {
      if (!/solid-js[\\/]web[\\/]dist[\\/]web\.js/.test(id)) return null
      if (code.split(sink).length !== 2) throw new Error('solid-js/web no longer assigns its templates as expected')
      found = true
      return { code: `${policy}\n${code.replace(sink, 't.innerHTML = templatePolicy.createHTML(html);')}`, map: null }
    },
    buildEnd(error) {
      if (!error && !found) throw new Error('solid-js/web was not seen by the build: its path has changed')
    },
  }
}

/**
 * Starts the loading of what every page needs with the page itself: code and style of its frame, which the entry would
 * ask for a round trip later. What only some visits need is named in meta tags, for `early.js` to choose from: the parts
 * of each page, and the two text faces.
 */
export function preloads(base: string): Plugin {
  return {
    name: 'preloads',
    apply: 'build',
    transformIndexHtml: {
      order: 'post',
      handler: (html, { bundle }) => {
        const files = Object.keys(bundle ?? {})
        const named = (pattern: RegExp) => files.filter((file) => pattern.test(file)).map((file) => base + file)
        const faces = named(/-latin-wght-.*\.woff2$/)
        if (faces.length !== 2) throw new Error('the two text faces are not where the page looks for them')
        const decks = named(/\.deck-.*\.json$/)
        if (decks.length === 0) throw new Error('the decks that ship are not where the page looks for them')
        const metas = [
          ...decks.map((url) => `<meta name="shipped-deck" content="${url}" />`),
          ...faces.map((url) => `<meta name="text-face" content="${url}" />`),
          ...PAGES_BY_ADDRESS.map(([word, page]) => {
            const parts = named(new RegExp(`/(${page}|cards)-.*\\.(js|css)$`))
            return `<meta name="page-parts" data-page="${word}" content="${parts.join(' ')}" />`
          }),
        ]
        return {
          html: html.replace('<script src', `${metas.join('\n    ')}\n    <script src`),
          tags: [
            ...named(/\/(home|opening|rolldown-runtime)-.*\.js$/).map((href) => ({
              tag: 'link',
              attrs: { rel: 'modulepreload', crossorigin: '', href },
              injectTo: 'head' as const,
            })),
            ...named(/\/home-.*\.css$/).map((href) => ({
              tag: 'link',
              attrs: { rel: 'preload', as: 'style', crossorigin: '', href },
              injectTo: 'head' as const,
            })),
          ],
        }
      },
    },
  }
}

/** The pages that a learner comes back to directly, by the first word of the address. */
const PAGES_BY_ADDRESS = [
  ['study', 'StudyPage'],
  ['read', 'ReadPage'],
] as const

/** The terms of everything that ships, in full, beside the app: our licence, the notice, and each package's own text. */
export function licences(root: string, bundledTools: readonly string[]): Plugin {
  return {
    name: 'licences',
    apply: 'build',
    generateBundle() {
      const { dependencies } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'))
      const names = [...Object.keys(dependencies), ...bundledTools].sort()
      const texts = names.map(
        (name) => `${name}\n${'='.repeat(name.length)}\n\n${licenceOf(join(root, 'node_modules', name))}`,
      )
      const ours = ['LICENSE', 'NOTICE'].map((file) => readFileSync(join(root, file), 'utf8'))
      this.emitFile({ type: 'asset', fileName: 'licences.txt', source: [...ours, ...texts].join('\n\n') })
    },
  }
}

function licenceOf(folder: string): string {
  const file = ['LICENSE', 'LICENSE.md', 'LICENSE.txt', 'LICENCE', 'license'].find((name) =>
    existsSync(join(folder, name)),
  )
  if (!file) throw new Error(`${folder} ships without the text of its licence`)
  return readFileSync(join(folder, file), 'utf8').trim()
}

/**
 * Named characters have no meaning in our Markdown, which is read in a worker too. The module that knows their names asks
 * the page's document, and a worker has none.
 */
export function withoutEntities(): Plugin {
  const name = 'decode-named-character-reference'
  return {
    name: 'without-entities',
    enforce: 'pre',
    resolveId: (source) => (source === name ? `\0${name}` : null),
    load: (id) => (id === `\0${name}` ? 'export const decodeNamedCharacterReference = () => false' : null),
  }
}
