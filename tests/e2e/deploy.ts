import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import type { IncomingMessage, ServerResponse } from 'node:http'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { serve } from '../../src/cli/server.ts'

const dist = fileURLToPath(new URL('../../dist/', import.meta.url))

/** A host of its own for one test, on which a newer version can be put up under the open pages. */
export type Host = {
  readonly url: string
  /** Puts up a version that differs in its page and service worker. With `broken`, one of its files answers 503. */
  readonly deploy: (version: string, options?: { readonly broken?: boolean }) => void
  readonly close: () => Promise<void>
}

export async function startHost(): Promise<Host> {
  const folder = mkdtempSync(join(tmpdir(), 'recite-host-'))
  cpSync(dist, join(folder, 'start'), { recursive: true })
  let current = join(folder, 'start')
  let broken = false
  const server = await serve({
    folder: () => current,
    base: '/',
    port: 0,
    intercept: (request: IncomingMessage, response: ServerResponse) => {
      if (!broken || !request.url?.startsWith('/index.html')) return false
      response.writeHead(503).end()
      return true
    },
  })
  return {
    url: server.url,
    deploy: (version, options = {}) => {
      const next = join(folder, version)
      cpSync(dist, next, { recursive: true })
      edit(join(next, 'index.html'), '<html ', `<html data-version="${version}" `)
      edit(join(next, 'sw.js'), /"\w{32}","url":"index.html"/, `"${version}","url":"index.html"`)
      current = next
      broken = options.broken ?? false
    },
    close: async () => {
      await server.close()
      rmSync(folder, { recursive: true, force: true })
    },
  }
}

function edit(file: string, pattern: string | RegExp, replacement: string): void {
  const text = readFileSync(file, 'utf8')
  const edited = text.replace(pattern, replacement)
  if (edited === text) throw new Error(`${file} holds nothing like ${pattern}`)
  writeFileSync(file, edited)
}
