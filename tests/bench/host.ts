import { existsSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { type BrowserContext, chromium } from '@playwright/test'
import { build, type Rolldown } from 'vite'
import { chromiumOptions, findChromium } from '../../src/cli/chromium.ts'
import { serve } from '../../src/cli/server.ts'

const here = (path: string) => fileURLToPath(new URL(path, import.meta.url))
/** `DIST=folder` measures another build than the one in dist/. */
const dist = process.env.DIST ?? here('../../dist/')

export type Host = {
  /** Of the built app; the pages of `pages/` are beside it, under `bench/NAME.html`, on the same origin. */
  readonly url: string
  readonly close: () => Promise<void>
}

/** Serves the built app, and the named pages of `pages/` with what of the sources they measure. */
export async function startHost(pages: readonly string[]): Promise<Host> {
  if (!existsSync(join(dist, 'index.html'))) throw new Error('There is no build in dist/: run npm run build first.')
  const files = new Map<string, string | Uint8Array>()
  for (const part of pages.length === 0 ? [] : await buildPages(pages))
    files.set(`/bench/${part.fileName}`, part.type === 'chunk' ? part.code : part.source)
  for (const name of pages)
    files.set(
      `/bench/${name}.html`,
      `<!doctype html><meta charset="utf-8"><script type="module" src="${name}.js"></script>`,
    )
  return serve({
    folder: dist,
    base: '/',
    port: 0,
    intercept: (request, response) => {
      const path = request.url ?? ''
      const file = files.get(path)
      if (file === undefined) return false
      const type = path.endsWith('.html')
        ? 'text/html'
        : path.endsWith('.js')
          ? 'text/javascript'
          : 'application/octet-stream'
      response.writeHead(200, { 'Content-Type': type }).end(file)
      return true
    },
  })
}

async function buildPages(pages: readonly string[]): Promise<Rolldown.RolldownOutput['output']> {
  const built = (await build({
    configFile: false,
    root: here('pages'),
    base: '/bench/',
    logLevel: 'error',
    worker: { format: 'es' },
    build: {
      write: false,
      target: 'es2022',
      assetsInlineLimit: 0,
      modulePreload: { polyfill: false },
      rolldownOptions: {
        input: Object.fromEntries(pages.map((name) => [name, here(`pages/${name}.ts`)])),
        output: { entryFileNames: '[name].js' },
      },
    },
  })) as Rolldown.RolldownOutput
  return built.output
}

/** A phone with a disk of its own: what it stores is really written, and outlives a restart. */
export type Phone = {
  /** Where it keeps everything; its processes name it. */
  readonly folder: string
  readonly start: () => Promise<BrowserContext>
  readonly remove: () => void
}

export function newPhone(): Phone {
  const folder = mkdtempSync(join(tmpdir(), 'recite-bench-'))
  return {
    folder,
    start: () =>
      chromium.launchPersistentContext(folder, {
        ...chromiumOptions(findChromium()),
        viewport: { width: 390, height: 844 },
        deviceScaleFactor: 2,
        hasTouch: true,
        locale: 'en-GB',
      }),
    remove: () => rmSync(folder, { recursive: true, force: true }),
  }
}
