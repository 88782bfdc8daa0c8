import { existsSync, readFileSync, statSync } from 'node:fs'
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { extname, join, normalize } from 'node:path'
import { gzipSync } from 'node:zlib'

export type ServeOptions = {
  /** The built folder; a function, so that a test can deploy another build under an open page. */
  readonly folder: string | (() => string)
  /** The path that the build was made for. */
  readonly base: string
  /** 0 takes any free port. */
  readonly port: number
  /** True answers the request itself, for instance with an error. */
  readonly intercept?: (request: IncomingMessage, response: ServerResponse) => boolean
}

export type RunningServer = { readonly url: string; readonly close: () => Promise<void> }

const TYPES: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.txt': 'text/plain; charset=utf-8',
  '.json': 'application/json; charset=utf-8',
  '.webmanifest': 'application/manifest+json; charset=utf-8',
  '.svg': 'image/svg+xml; charset=utf-8',
  '.png': 'image/png',
  '.woff2': 'font/woff2',
  '.wasm': 'application/wasm',
  '.bin': 'application/octet-stream',
}
const COMPRESSED = /^(text|application\/(json|manifest|octet-stream|wasm)|image\/svg)/

/** Serves a build on localhost the way a static host does: its headers file, gzip, and no answer outside the base. */
export async function serve(options: ServeOptions): Promise<RunningServer> {
  const zip = makeZip()
  const server = createServer((request, response) => {
    if (options.intercept?.(request, response)) return
    const folder = typeof options.folder === 'function' ? options.folder() : options.folder
    answer(request, response, folder, options.base, zip)
  })
  await listen(server, options.port)
  const { port } = server.address() as AddressInfo
  return {
    url: `http://localhost:${port}${options.base}`,
    close: () =>
      new Promise((done) => {
        server.close(() => done())
        server.closeAllConnections()
      }),
  }
}

function listen(server: Server, port: number): Promise<void> {
  return new Promise((done, fail) => {
    server.once('error', fail)
    server.listen(port, 'localhost', done)
  })
}

function answer(request: IncomingMessage, response: ServerResponse, folder: string, base: string, zip: Zip): void {
  const path = decodePath(request.url ?? '/')
  const file = path?.startsWith(base) ? fileIn(folder, path.slice(base.length)) : undefined
  if (path === undefined || file === undefined) {
    response
      .writeHead(404, { 'Content-Type': 'text/plain; charset=utf-8' })
      .end(`Nothing here. The app is at ${base}\n`)
    return
  }
  const type = TYPES[extname(file)] ?? 'application/octet-stream'
  const headers = { 'Cache-Control': 'no-cache', ...headersFor(folder, path), 'Content-Type': type }
  const content = readFileSync(file)
  const zipped = COMPRESSED.test(type) && /\bgzip\b/.test(String(request.headers['accept-encoding'] ?? ''))
  const body = zipped ? zip(file, content) : content
  response.writeHead(200, {
    ...headers,
    ...(zipped ? { 'Content-Encoding': 'gzip' } : {}),
    'Content-Length': body.length,
    Vary: 'Accept-Encoding',
  })
  response.end(request.method === 'HEAD' ? undefined : body)
}

type Zip = (file: string, content: Buffer) => Buffer

/** Compresses a file once as long as it stays the same: a build is asked for many times, and holds a large model. */
function makeZip(): Zip {
  const known = new Map<string, { readonly content: Buffer; readonly zipped: Buffer }>()
  return (file, content) => {
    const before = known.get(file)
    if (before?.content.equals(content)) return before.zipped
    const zipped = gzipSync(content)
    known.set(file, { content, zipped })
    return zipped
  }
}

function decodePath(url: string): string | undefined {
  try {
    return decodeURIComponent(new URL(url, 'http://localhost').pathname)
  } catch {
    return undefined
  }
}

function fileIn(folder: string, path: string): string | undefined {
  const file = join(folder, normalize(`/${path || 'index.html'}`))
  return existsSync(file) && statSync(file).isFile() ? file : undefined
}

/** What the build's `_headers` says for a path; later sections win over earlier ones. */
function headersFor(folder: string, path: string): Record<string, string> {
  const file = join(folder, '_headers')
  const headers: Record<string, string> = {}
  let applies = false
  for (const line of existsSync(file) ? readFileSync(file, 'utf8').split('\n') : []) {
    const [, name, value] = /^\s+([\w-]+): (.*)$/.exec(line) ?? []
    if (line.startsWith('/')) applies = line.endsWith('*') ? path.startsWith(line.slice(0, -1)) : path === line
    else if (applies && name && value) headers[name] = value
  }
  return headers
}
