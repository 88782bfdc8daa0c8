import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { hostOfDeck, parseDeckAddress } from '../../src/domain/deckAddress.ts'
import { type DownloadLimits, downloadDeck } from '../../src/workers/deckDownload.ts'
import { type Answer, CORS, type ModelServer, refusal, startModelServer } from './modelServer.ts'

let server: ModelServer

beforeAll(async () => {
  server = await startModelServer(says('{}'))
})
afterAll(() => server.close())

const says =
  (body: string, headers: Record<string, string> = {}): Answer =>
  (response) => {
    response.writeHead(200, { ...CORS, ...headers }).end(body)
  }

const LIMITS: DownloadLimits = { silenceMs: 30_000, bytes: 1000 }

async function download(answer: Answer, limits: Partial<DownloadLimits> = {}, signal = new AbortController().signal) {
  server.answer(answer)
  return downloadDeck(`${server.address}/letters.deck.json`, { signal, limits: { ...LIMITS, ...limits } })
}
const kindOf = async (answer: Answer, limits: Partial<DownloadLimits> = {}) => {
  const got = await download(answer, limits)
  return got.ok ? 'taken' : got.error.kind
}

describe('a deck at an address', () => {
  test('is asked for once, by name, with nothing that tells who asks', async () => {
    const before = server.asked.length
    const got = await download(says('{"format":"recite-deck"}'))
    expect(got.ok && (await got.value.text())).toBe('{"format":"recite-deck"}')
    const asked = server.asked.slice(before)
    expect(asked).toMatchObject([{ method: 'GET', path: '/v1/letters.deck.json', body: '' }])
    expect(Object.keys(asked[0]?.headers ?? {})).not.toEqual(expect.arrayContaining(['cookie']))
    expect(Object.keys(asked[0]?.headers ?? {})).not.toEqual(expect.arrayContaining(['referer']))
  })

  test('is refused as a web page, whatever that calls itself', async () => {
    expect(await kindOf(says('<!DOCTYPE html><title>Letters</title>'))).toBe('page')
    expect(await kindOf(says('  \n<html lang="en">', { 'Content-Type': 'application/json' }))).toBe('page')
  })

  test('is told as missing, refused or broken by what the server says', async () => {
    expect(await kindOf(refusal(404, 'no'))).toBe('missing')
    expect(await kindOf(refusal(403, 'no'))).toBe('missing')
    expect(await kindOf(refusal(500, 'oh'))).toBe('broke')
    expect(await kindOf(refusal(429, 'later'))).toBe('broke')
  })

  test('is not looked for where a redirect points to, near or far, locked or open', async () => {
    for (const location of ['/v1/other.json', 'https://example.org/x', 'http://example.org/x', 'file:///etc/passwd']) {
      const before = server.asked.length
      expect(await kindOf(refusal(302, '', { Location: location }))).toBe('moved')
      expect(server.asked.length).toBe(before + 1)
    }
  })

  test('is read no further than the limit, said or not', async () => {
    expect(await kindOf(says('x'.repeat(1000)))).toBe('taken')
    expect(await kindOf(says('x'.repeat(1001)))).toBe('too-large')
    const endless: Answer = (response) => {
      response.writeHead(200, CORS)
      const more = () => response.writable && response.write('x'.repeat(5000), () => setImmediate(more))
      more()
    }
    expect(await kindOf(endless)).toBe('too-large')
  })

  test('that never comes is given up', async () => {
    expect(await kindOf(() => {}, { silenceMs: 30 })).toBe('silent')
    const half: Answer = (response) => void response.writeHead(200, CORS).write('{"format"')
    expect(await kindOf(half, { silenceMs: 50 })).toBe('silent')
    expect(await kindOf((response) => response.destroy())).toBe('unreachable')
  })

  test('is not waited for when the learner leaves', async () => {
    const leaving = new AbortController()
    const asking = download(() => leaving.abort(), {}, leaving.signal)
    await expect(asking).rejects.toThrow(/abort/i)
  })

  test('is not asked for at an address that no learner could have given', async () => {
    const got = await downloadDeck('http://example.org/x', { signal: new AbortController().signal })
    expect(got).toMatchObject({ ok: false, error: { kind: 'unreachable' } })
  })
})

test('an address is one of the web, locked, without a name and password; open only to this device', () => {
  for (const good of [
    'https://example.org/a.recite',
    'https://example.org:8443/a?v=2',
    ' http://127.0.0.1:80/x ',
    'http://[::1]:8080/x',
    'HTTPS://EXAMPLE.ORG',
  ])
    expect(parseDeckAddress(good), good).toBe(good.trim())
  for (const bad of [
    '',
    'example.org/a',
    'http://example.org/a',
    'https://me:secret@example.org/',
    'https://example.org/#x',
    'javascript:alert(1)',
    'https://',
    'https://a b/',
    `https://example.org/${'x'.repeat(2000)}`,
    'http://localhost.example.org/',
  ])
    expect(parseDeckAddress(bad), bad).toBeNull()
  expect(hostOfDeck('https://example.org:8443/a?v=2')).toBe('example.org:8443')
})
