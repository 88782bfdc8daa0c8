import { describe, expect, test } from 'vitest'
import { webManifest } from '../../src/cli/build/manifest.ts'
import { CONTENT_SECURITY_POLICY, headersFile } from '../../src/cli/build/policy.ts'

describe('the content security policy', () => {
  test('names no host and allows no inline or evaluated code', () => {
    expect(CONTENT_SECURITY_POLICY).not.toMatch(/https?:|\*|unsafe/)
    expect(CONTENT_SECURITY_POLICY).toContain("default-src 'none'")
    expect(CONTENT_SECURITY_POLICY).toContain("require-trusted-types-for 'script'")
  })

  test('is the same in the headers file, which adds who may frame the app', () => {
    const page = `${CONTENT_SECURITY_POLICY}; frame-ancestors 'self'`
    for (const path of ['/study/', '/study/index.html', '/study/sw.js', '/study/assets/generator.worker-12345678.js'])
      expect(policiesOf(path), path).toEqual([page])
  })

  test('lets the network worker connect, and do nothing else; nobody else may', () => {
    const [policy, ...others] = policiesOf('/study/network/network.worker-12345678.js')
    expect(others).toEqual([])
    expect(policy).toBe("default-src 'none'; connect-src http: https:; require-trusted-types-for 'script'")
    const headers = headersFile('/study/')
    expect(headers.split('http:').length).toBe(2)
  })

  test('lets the worker that reads databases run WebAssembly, and nobody else', () => {
    const [policy, ...others] = policiesOf('/study/wasm/anki.worker-12345678.js')
    expect(others).toEqual([])
    expect(policy).toContain("script-src 'self' 'wasm-unsafe-eval'; connect-src 'self'")
    expect(headersFile('/study/').split('wasm-unsafe-eval').length).toBe(2)
  })

  test('sets no header twice for one file, since hosts would join the two', () => {
    const files = [
      '',
      'index.html',
      'sw.js',
      'icons.svg',
      'more-icons.svg',
      'assets/a-1.js',
      'assets/a-1.woff2',
      'network/n-1.js',
      'wasm/w-1.js',
    ]
    for (const file of files) {
      const names = headersOf(`/study/${file}`).map(([name]) => name)
      expect(new Set(names).size, file).toBe(names.length)
    }
  })
})

/** Every header that a host would set for a path, section by section. */
function headersOf(path: string): readonly (readonly [name: string, value: string])[] {
  const found: [string, string][] = []
  let applies = false
  for (const line of headersFile('/study/').split('\n')) {
    const [, name, value] = /^ {2}([\w-]+): (.*)$/.exec(line) ?? []
    if (name && value && applies) found.push([name, value])
    else if (line.startsWith('/')) applies = line.endsWith('*') ? path.startsWith(line.slice(0, -1)) : path === line
  }
  return found
}

const policiesOf = (path: string): readonly string[] =>
  headersOf(path).flatMap(([name, value]) => (name === 'Content-Security-Policy' ? [value] : []))

describe('the web app manifest', () => {
  test('takes id, scope, start, shortcuts and what opens files from the one base', () => {
    const { id, scope, start_url, shortcuts, file_handlers } = webManifest('/study/', '')
    expect(file_handlers?.map(({ action }) => action)).toEqual(['/study/#/open'])
    expect([id, scope, start_url]).toEqual(['/study/', '/study/', '/study/'])
    expect(shortcuts?.map(({ url }) => url)).toEqual(['/study/#/study', '/study/#/create'])
  })

  test('has the system open with it whatever kind of deck may be shared with it', () => {
    const { file_handlers, share_target } = webManifest('/', '')
    const opened = (file_handlers ?? []).flatMap(({ accept }) => Object.values(accept).flat())
    const { files } = share_target?.params ?? {}
    const deck = [files ?? []].flat().find(({ name }) => name === 'deck')
    const shared = [deck?.accept ?? []].flat().filter((kind) => kind.startsWith('.'))
    expect(opened).toEqual(['.json', '.recite', '.apkg', '.colpkg'])
    expect(new Set(shared)).toEqual(new Set(opened))
  })
})
