import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import type { Endpoint, ModelProblem } from '../../src/domain/endpoint.ts'
import type { ProposedCard } from '../../src/domain/proposedCard.ts'
import { CALL_LIMITS, type CallLimits, listModels, proposeCards } from '../../src/workers/modelCall.ts'
import {
  type Answer,
  CORS,
  cardLines,
  eventOf,
  type ModelServer,
  refusal,
  startModelServer,
  streamed,
  whole,
} from './modelServer.ts'

const CARD = {
  question: 'Who built the bridge?',
  answer: 'the Halden Company',
  sentence: 'The Halden Company built it.',
}
const OTHER = { ...CARD, question: 'What did the Halden Company build?', answer: 'it' }
const PASSAGE = { title: 'A bridge', published: '1998-05', text: 'The Halden Company built it.' }

let server: ModelServer
let endpoint: Endpoint
let cards: ProposedCard[] = []

beforeAll(async () => {
  server = await startModelServer(whole(cardLines([CARD])))
  endpoint = { address: server.address, model: 'small', key: 'secret-key' }
})
afterAll(() => server.close())
beforeEach(() => {
  cards = []
})

function propose(answer: Answer, limits: Partial<CallLimits> = {}, signal = new AbortController().signal) {
  server.answer(answer)
  return proposeCards(endpoint, PASSAGE, (more) => cards.push(...more), {
    signal,
    limits: { ...CALL_LIMITS, ...limits },
  })
}

async function problemOf(answer: Answer, limits: Partial<CallLimits> = {}): Promise<ModelProblem | 'none'> {
  const result = await propose(answer, limits)
  return result.ok ? 'none' : result.error.kind
}

/** Opens a stream of events and leaves the rest to `go`. */
const stream =
  (go: (say: (text: string) => void, end: () => void) => void): Answer =>
  (response) => {
    response.writeHead(200, { ...CORS, 'Content-Type': 'text/event-stream' })
    go(
      (text) => response.write(text),
      () => response.end(),
    )
  }
const delta = (content: string) => eventOf({ choices: [{ delta: { content } }] })

describe('a model that does as it is told', () => {
  test('gives the same cards whether it answers whole or in a stream, however that is cut', async () => {
    const words = `Here you are:\n\`\`\`json\n${cardLines([CARD, OTHER])}\n\`\`\``
    for (const answer of [whole(words), streamed(words, 1), streamed(words, 9), streamed(words, 10_000)]) {
      cards = []
      expect(await propose(answer)).toEqual({ ok: true, value: { broken: 0 } })
      expect(cards).toEqual([CARD, OTHER])
    }
  })

  test('is sent the passage, its title and date, the model’s name and the key, and nothing else', async () => {
    await propose(streamed(cardLines([CARD])))
    const asked = server.asked.at(-1)
    expect(asked?.path).toBe('/v1/chat/completions')
    expect(asked?.headers.authorization).toBe('Bearer secret-key')
    expect(asked?.headers.cookie ?? asked?.headers.referer).toBeUndefined()
    const body = JSON.parse(asked?.body ?? '{}')
    expect(Object.keys(body).sort()).toEqual(['messages', 'model', 'stream', 'temperature'])
    expect(body.model).toBe('small')
    expect(body.messages[1]).toEqual({
      role: 'user',
      content: 'Title: A bridge\nPublished: 1998-05\n\nPassage:\nThe Halden Company built it.',
    })
  })

  test('without a key and a model’s name is sent neither', async () => {
    server.answer(whole(cardLines([CARD])))
    const bare = { address: server.address, model: '', key: '' }
    await proposeCards(bare, PASSAGE, () => undefined, { signal: new AbortController().signal })
    const asked = server.asked.at(-1)
    expect(asked?.headers.authorization).toBeUndefined()
    expect(JSON.parse(asked?.body ?? '{}')).not.toHaveProperty('model')
  })

  test('names its models', async () => {
    const { signal } = new AbortController()
    server.answer(refusal(200, JSON.stringify({ data: [{ id: 'small' }, { id: 'large' }, { id: 7 }] })))
    expect(await listModels(endpoint, { signal })).toEqual({ ok: true, value: ['small', 'large'] })
    expect(server.asked.at(-1)).toMatchObject({ method: 'GET', path: '/v1/models', body: '' })
    server.answer(refusal(200, '<html>'))
    expect(await listModels(endpoint, { signal })).toMatchObject({ ok: false, error: { kind: 'not-a-model' } })
  })
})

describe('a bad answer', () => {
  test.each<[string, number, ModelProblem]>([
    ['a wrong key', 401, 'key'],
    ['a key without rights', 403, 'key'],
    ['an unknown model', 404, 'missing'],
    ['no quota', 429, 'too-often'],
    ['a refusal', 400, 'refused'],
    ['a breakdown', 500, 'broke'],
    ['an overload', 503, 'broke'],
  ])('%s (%i) is named, with what the server says of it', async (_, status, kind) => {
    const result = await propose(refusal(status, JSON.stringify({ error: { message: `no:\n ${status}` } })))
    expect(result).toEqual({ ok: false, error: { kind, status, said: `no: ${status}` } })
  })

  test('a refusal of many megabytes is read no further than its reason could stand', async () => {
    const result = await propose(refusal(500, 'x'.repeat(8_000_000)))
    expect(result).toEqual({ ok: false, error: { kind: 'broke', status: 500, said: '' } })
  })

  test.each<[string, Answer, ModelProblem]>([
    ['a web page', refusal(200, '<!doctype html><title>Sign in</title>'), 'not-a-model'],
    ['an empty body', refusal(200, ''), 'not-a-model'],
    ['JSON of something else', refusal(200, '{"hello":1}'), 'not-a-model'],
    ['JSON cut short', refusal(200, '{"choices":[{"message":{"content":"{\\"question'), 'not-a-model'],
    ['polite words without a card', whole('I cannot help with that.'), 'unreadable'],
    ['cards of other fields', whole('{"front":"Who?","back":"He"}'), 'unreadable'],
    ['a card cut short', streamed('{"question": "Who built'), 'unreadable'],
    ['cards that are no JSON', whole("{question: 'Who?', answer: 'He', sentence: 'He did.'}"), 'unreadable'],
    ['no words at all', whole(''), 'unreadable'],
  ])('%s gives no card and a reason', async (_, answer, kind) => {
    expect(await problemOf(answer)).toBe(kind)
    expect(cards).toEqual([])
  })

  test('broken cards do not spoil the whole ones around them', async () => {
    const words = `{"question": "Who\n${cardLines([CARD])}\n{"question": 3, "answer": "x", "sentence": "y"}\n{oops}\n${cardLines([OTHER])}\n{"question":`
    expect(await propose(streamed(words))).toEqual({ ok: true, value: { broken: 4 } })
    expect(cards).toEqual([CARD, OTHER])
  })

  test('a redirect is not followed, and the key goes nowhere else', async () => {
    const before = server.asked.length
    expect(await problemOf(refusal(307, '', { Location: `${server.address}/elsewhere` }))).toBe('moved')
    expect(server.asked.length).toBe(before + 1)
  })

  test('silence before the first word, and after some, is given up; what came stays', async () => {
    expect(await problemOf(() => undefined, { silenceMs: 50 })).toBe('silent')
    expect(
      await problemOf(
        stream((say) => say(delta(cardLines([CARD])))),
        { silenceMs: 200 },
      ),
    ).toBe('silent')
    expect(cards).toEqual([CARD])
  })

  test('a stream without an end is left, by its bytes and by the clock; what came stays', async () => {
    const flood = stream((say, end) => {
      say(delta(cardLines([CARD])))
      const timer = setInterval(() => say(delta('blah '.repeat(2_000))), 1)
      setTimeout(() => {
        clearInterval(timer)
        end()
      }, 20_000).unref()
    })
    expect(await problemOf(flood, { bytes: 100_000 })).toBe('endless')
    expect(cards).toEqual([CARD])
    const drip = stream((say) => {
      const timer = setInterval(() => say(': still here\n\n'), 5)
      setTimeout(() => clearInterval(timer), 20_000).unref()
    })
    expect(await problemOf(drip, { totalMs: 200 })).toBe('endless')
  })

  test('a giant reply that is no stream is left as well', async () => {
    expect(await problemOf(whole('x'.repeat(4_000_000)))).toBe('endless')
  })

  test('of more cards than anybody asked for only the first are taken', async () => {
    const many = Array.from({ length: 500 }, (_, i) => ({ ...CARD, answer: `answer ${i}` }))
    expect(await propose(streamed(cardLines(many), 200), { cards: 12 })).toMatchObject({ ok: true })
    expect(cards.length).toBe(12)
  })

  test('a connection that was closed while it rested is opened again, once', async () => {
    let calls = 0
    const restless: Answer = (response, asked) => {
      calls += 1
      if (calls === 1) response.destroy()
      else streamed(cardLines([CARD]))(response, asked)
    }
    // A server of its own: no connection kept from an earlier test takes the one more try.
    const other = await startModelServer(restless)
    const { signal } = new AbortController()
    const at = { ...endpoint, address: other.address }
    expect(await proposeCards(at, PASSAGE, (more) => cards.push(...more), { signal })).toMatchObject({ ok: true })
    expect(cards).toEqual([CARD])
    await other.close()
  })

  test('a connection that breaks, or was never there, is unreachable', async () => {
    expect(await problemOf((response) => response.destroy())).toBe('unreachable')
    const nowhere = { ...endpoint, address: 'http://127.0.0.1:9/v1' }
    const result = await proposeCards(nowhere, PASSAGE, () => undefined, { signal: new AbortController().signal })
    expect(result).toMatchObject({ ok: false, error: { kind: 'unreachable' } })
  })

  test('a call that is stopped rejects, and is no failure', async () => {
    const aborter = new AbortController()
    const call = propose(() => aborter.abort(), {}, aborter.signal)
    await expect(call).rejects.toMatchObject({ name: 'AbortError' })
    await expect(propose(whole(''), {}, aborter.signal)).rejects.toMatchObject({ name: 'AbortError' })
  })
})
