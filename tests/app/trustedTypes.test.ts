import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { isOwnScript } from '../../src/app/trustedTypes.ts'

const origin = 'https://example.org'
const isOwn = (path: string, base = '/') => isOwnScript(new URL(path, `${origin}${base}`), origin, base)

describe('which scripts may run as workers', () => {
  test('a script of another origin never may', () => {
    const path = fc.constantFrom('/sw.js', '/assets/index-B_x1-9aZ.js')
    fc.assert(
      fc.property(fc.webUrl(), path, (address, script) => {
        expect(isOwnScript(new URL(script, address), 'https://recite.invalid', '/')).toBe(false)
      }),
    )
  })

  test('the service worker and hashed build files may', () => {
    expect(isOwn('/sw.js')).toBe(true)
    expect(isOwn('/assets/generator-B_x1-9aZ.js')).toBe(true)
    expect(isOwn('/network/network.worker-B_x1-9aZ.js')).toBe(true)
    expect(isOwn('/wasm/anki.worker-B_x1-9aZ.js')).toBe(true)
    expect(isOwn('/study/sw.js', '/study/')).toBe(true)
  })

  test('a neighbour on the same host may not', () => {
    expect(isOwn('/other/sw.js', '/study/')).toBe(false)
    expect(isOwn('/study/../assets/evil.js', '/study/')).toBe(false)
  })

  test('what is not a build file, or only looks like one, may not', () => {
    for (const path of [
      '/early.js',
      '/assets/deck.json',
      '/assets/a/b.js',
      '/assets/../x.js',
      'data:text/javascript,1',
    ])
      expect(isOwn(path), path).toBe(false)
    expect(isOwnScript(new URL(`blob:${origin}/assets/a.js`), origin, '/')).toBe(false)
  })
})
