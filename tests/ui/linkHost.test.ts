import { expect, test } from 'vitest'
import { addressOf, otherHost, wordsOf } from '../../src/ui/rich/linkHost.ts'
import type { RichNode } from '../../src/ui/rich/tree.ts'

test('a link whose words name another host than it leads to says where it leads', () => {
  expect(otherHost('https://evil.example/login', 'https://bank.com')).toBe('evil.example')
  expect(otherHost('https://evil.example', 'my bank.com page')).toBe('evil.example')
  expect(otherHost('https://bank.com.evil.example/', 'bank.com')).toBe('bank.com.evil.example')
  expect(otherHost('https://bank.com@evil.example:8443/', 'bank.com')).toBe('evil.example:8443')
  // Cyrillic letters that look like Latin ones.
  expect(otherHost('https://аррӏе.com', 'аррӏе.com')).toBe('xn--80ak6aa92e.com')
  expect(otherHost('https://аррӏе.com', 'apple.com')).toBe('xn--80ak6aa92e.com')
})

test('one whose words name its own host, or none, says no more', () => {
  expect(otherHost('https://en.wikipedia.org/wiki/X', 'wikipedia.org')).toBeNull()
  expect(otherHost('https://Example.org/a', 'https://EXAMPLE.org/a')).toBeNull()
  expect(otherHost('https://evil.example', 'the article, p. 3')).toBeNull()
  expect(otherHost('mailto:a@bank.com', 'bank.com')).toBeNull()
  expect(otherHost('https://', 'bank.com')).toBeNull()
})

test('its address is told in letters that cannot be taken for others, and its words are found below emphasis', () => {
  expect(addressOf('https://аррӏе.com/ü')).toBe('https://xn--80ak6aa92e.com/%C3%BC')
  expect(addressOf('https://')).toBe('https://')
  const strong: RichNode = { kind: 'strong', children: [{ kind: 'text', text: 'bank' }] }
  const code: RichNode = { kind: 'code', text: '.com', block: false }
  expect(wordsOf([strong, code, { kind: 'break' }])).toBe('bank.com')
})
