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
    const headers = headersFile('/study/')
    expect(headers).toContain(`Content-Security-Policy: ${CONTENT_SECURITY_POLICY}; frame-ancestors 'self'`)
    expect(headers.split('\n').filter((line) => line.startsWith('/'))).toEqual([
      '/study/*',
      '/study/icons.svg',
      '/study/assets/*',
    ])
  })
})

describe('the web app manifest', () => {
  test('takes id, scope, start and shortcuts from the one base', () => {
    const { id, scope, start_url, shortcuts } = webManifest('/study/', '')
    expect([id, scope, start_url]).toEqual(['/study/', '/study/', '/study/'])
    expect(shortcuts?.map(({ url }) => url)).toEqual(['/study/#/study', '/study/#/create'])
  })
})
