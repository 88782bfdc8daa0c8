import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { request } from 'node:http'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { headersFile } from '../../src/cli/build/policy.ts'
import { type RunningServer, serve } from '../../src/cli/server.ts'

const outside = mkdtempSync(join(tmpdir(), 'recite-server-'))
let server: RunningServer

beforeAll(async () => {
  const folder = join(outside, 'dist')
  mkdirSync(join(folder, 'assets'), { recursive: true })
  writeFileSync(join(outside, 'secret.txt'), 'secret')
  writeFileSync(join(folder, 'index.html'), '<!doctype html>')
  writeFileSync(join(folder, 'sw.js'), '// worker')
  writeFileSync(join(folder, 'assets/a-12345678.js'), '// code')
  writeFileSync(join(folder, '_headers'), headersFile('/study/'))
  server = await serve({ folder, base: '/study/', port: 0 })
})

afterAll(async () => {
  await server.close()
  rmSync(outside, { recursive: true })
})

describe('serving a build', () => {
  test('the page carries the policy and is asked for anew each time', async () => {
    const { status, headers } = await fetch(server.url)
    expect(status).toBe(200)
    expect(headers.get('content-type')).toBe('text/html; charset=utf-8')
    expect(headers.get('content-security-policy')).toContain("default-src 'none'")
    expect(headers.get('cache-control')).toBe('no-cache')
    expect(headers.get('content-encoding')).toBe('gzip')
  })

  test('a file that was changed is served as it is now', async () => {
    const text = async () => (await fetch(`${server.url}changing.js`)).text()
    const file = join(outside, 'dist/changing.js')
    for (const content of ['// before', '// after!']) {
      writeFileSync(file, content)
      expect([await text(), await text()]).toEqual([content, content])
    }
  })

  test('the service worker is asked for anew, a file with a hash is kept for ever', async () => {
    const worker = await fetch(`${server.url}sw.js`)
    const asset = await fetch(`${server.url}assets/a-12345678.js`)
    expect(worker.headers.get('cache-control')).toBe('no-cache')
    expect(asset.headers.get('cache-control')).toContain('immutable')
    expect(asset.headers.get('content-type')).toBe('text/javascript; charset=utf-8')
  })

  test('nothing is served outside the base, or outside the folder', async () => {
    const port = Number(new URL(server.url).port)
    for (const path of [
      '/',
      '/sw.js',
      '/study/../secret.txt',
      '/study/..%2fsecret.txt',
      '/study/%E0%A4%A',
      '/study/assets',
    ])
      expect(await rawStatus(port, path), path).toBe(404)
  })
})

/** `fetch` would tidy the path before sending it. */
function rawStatus(port: number, path: string): Promise<number | undefined> {
  return new Promise((done, fail) => {
    request({ host: 'localhost', port, path }, (response) => {
      response.resume()
      done(response.statusCode)
    })
      .once('error', fail)
      .end()
  })
}
