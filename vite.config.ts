import { readFileSync } from 'node:fs'
import { availableParallelism } from 'node:os'
import { fileURLToPath } from 'node:url'
import { VitePWA } from 'vite-plugin-pwa'
import solid from 'vite-plugin-solid'
import { defineConfig } from 'vitest/config'
import { cardFrame } from './src/cli/build/cardFrame.ts'
import { CHUNK_GROUPS } from './src/cli/build/chunks.ts'
import { webManifest } from './src/cli/build/manifest.ts'
import {
  contentSecurityPolicy,
  licences,
  preloads,
  solidTrustedTypes,
  withoutEntities,
} from './src/cli/build/plugins.ts'
import { workerFile } from './src/cli/build/policy.ts'

const { version } = JSON.parse(readFileSync(new URL('package.json', import.meta.url), 'utf8')) as { version: string }

const here = (path: string) => fileURLToPath(new URL(path, import.meta.url))

/** `BASE=/path/` builds for a host that serves the app under a path: it sets base, scope, start_url and id together. */
const base = `/${process.env.BASE ?? ''}/`.replace(/\/+/g, '/')

/** Development packages of which something ends up in the build. */
const SHIPPED_TOOLS = [
  '@fontsource-variable/newsreader',
  '@fontsource-variable/schibsted-grotesk',
  '@phosphor-icons/core',
  'workbox-core',
  'workbox-precaching',
  'workbox-routing',
  'workbox-strategies',
]

const app = () => [
  // Inline style attributes would break `style-src 'self'`; Solid sets dynamic styles through the CSSOM instead.
  solid({ solid: { inlineStyles: false } as object }),
  solidTrustedTypes(),
  contentSecurityPolicy(base),
  cardFrame(),
  preloads(base),
  licences(here('.'), SHIPPED_TOOLS),
  VitePWA({
    strategies: 'injectManifest',
    srcDir: '.',
    filename: 'sw.ts',
    injectRegister: false,
    // They are among the files already.
    includeManifestIcons: false,
    manifest: webManifest(base, here('src/public')),
    injectManifest: {
      globPatterns: ['**/*.{html,js,css,svg,png,woff2,json}'],
      // Fetched, and kept, on first use by the service worker: faces for rarer letters. Install art is never shown here.
      globIgnores: ['sw.js', '**/*-latin-ext-*', 'screenshots/**'],
      dontCacheBustURLsMatching: /^(assets|network)\//,
      maximumFileSizeToCacheInBytes: 5_000_000,
    },
  }),
]

export default defineConfig({
  root: here('src'),
  base,
  publicDir: 'public',
  cacheDir: here('node_modules/.vite'),
  plugins: process.env.VITEST ? [] : app(),
  define: { __APP_VERSION__: JSON.stringify(version) },
  server: { fs: { allow: ['..'] } },
  worker: {
    format: 'es',
    plugins: () => [withoutEntities()],
    rolldownOptions: { output: { entryFileNames: workerFile, codeSplitting: false } },
  },
  build: {
    outDir: '../dist',
    emptyOutDir: true,
    target: 'es2022',
    // Older engines would need every colour twice: light-dark() and nesting are in all of 2024's.
    cssTarget: ['chrome123', 'safari17.5', 'firefox120'],
    manifest: true,
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    rolldownOptions: { output: { codeSplitting: { groups: CHUNK_GROUPS } } },
  },
  // Solid's server build, which Node would pick, has no reactivity: tests of `app/` need the browser's.
  ssr: process.env.VITEST ? { resolve: { conditions: ['browser', 'module', 'import'] } } : {},
  test: {
    environment: 'node',
    // Else one core of two is left idle.
    maxWorkers: Math.max(2, availableParallelism() - 1),
    server: { deps: { inline: [/solid-js/, /@solidjs/] } },
    projects: [
      {
        extends: true,
        root: here('.'),
        test: {
          name: 'unit',
          include: ['tests/**/*.test.ts'],
          exclude: ['tests/budget.test.ts', 'tests/e2e/**'],
          // Only what hangs should fail by time; how fast a test runs is the machine's affair.
          testTimeout: 120_000,
          hookTimeout: 120_000,
        },
      },
      { extends: true, root: here('.'), test: { name: 'budget', include: ['tests/budget.test.ts'] } },
      { extends: true, root: here('.'), test: { name: 'anki', include: ['tests/anki/*.oracle.ts'] } },
      { extends: true, root: here('.'), test: { name: 'soak', include: ['tests/soak/*.soak.ts'] } },
    ],
  },
})
