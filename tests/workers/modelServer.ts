import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'

/** What reached a model server. */
export type Asked = {
  readonly method: string
  readonly path: string
  readonly headers: IncomingMessage['headers']
  readonly body: string
}

export type ModelServer = {
  /** Base address, as a learner would give it. */
  readonly address: string
  readonly asked: readonly Asked[]
  /** How it answers from now on. */
  readonly answer: (how: Answer) => void
  readonly close: () => Promise<void>
}

export type Answer = (response: ServerResponse, asked: Asked) => void

export const CORS = {
  'Access-Control-Allow-Origin': '*',
  'Access-Control-Allow-Headers': 'authorization, content-type',
}

/** A server on this machine that speaks, or fails to speak, OpenAI's chat interface as a test tells it. */
export async function startModelServer(how: Answer): Promise<ModelServer> {
  const asked: Asked[] = []
  let answer = how
  const server = createServer((request, response) => {
    if (request.method === 'OPTIONS') {
      response.writeHead(204, CORS).end()
      return
    }
    let body = ''
    request.setEncoding('utf8')
    request.on('data', (text: string) => {
      body += text
    })
    request.on('end', () => {
      const { method = '', url: path = '', headers } = request
      asked.push({ method, path, headers, body })
      answer(response, { method, path, headers, body })
    })
  })
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done))
  return {
    address: `http://127.0.0.1:${(server.address() as AddressInfo).port}/v1`,
    asked,
    answer: (next) => {
      answer = next
    },
    close: () =>
      new Promise((done) => {
        server.close(() => done())
        server.closeAllConnections()
      }),
  }
}

/** Cards, one a line, as a model that does as it is told would write them. */
export const cardLines = (cards: readonly object[]): string => cards.map((card) => JSON.stringify(card)).join('\n')

/** Says these words as one JSON reply. */
export const whole =
  (content: string): Answer =>
  (response) => {
    response.writeHead(200, { ...CORS, 'Content-Type': 'application/json' })
    response.end(JSON.stringify({ choices: [{ message: { role: 'assistant', content } }] }))
  }

/** Says these words as a stream of events, some characters at a time. */
export const streamed =
  (content: string, size = 7): Answer =>
  (response) => {
    response.writeHead(200, { ...CORS, 'Content-Type': 'text/event-stream' })
    for (let at = 0; at < content.length; at += size)
      response.write(eventOf({ choices: [{ delta: { content: content.slice(at, at + size) } }] }))
    response.end('data: [DONE]\n\n')
  }

export const eventOf = (value: object): string => `data: ${JSON.stringify(value)}\n\n`

export const refusal =
  (status: number, body: string, headers: Record<string, string> = {}): Answer =>
  (response) => {
    response.writeHead(status, { ...CORS, ...headers }).end(body)
  }
