import { execFileSync } from 'node:child_process'
import { createHash, X509Certificate } from 'node:crypto'
import { request } from 'node:http'
import { createSecureServer, type Http2Session } from 'node:http2'
import type { AddressInfo } from 'node:net'

export type SecureHost = { readonly url: string; readonly close: () => Promise<void> }

export type Certificate = {
  readonly pem: string
  /** What Chromium's `--ignore-certificate-errors-spki-list` takes to trust this certificate alone. */
  readonly fingerprint: string
}

/** Of one connection, and unknown to HTTP/2. */
const HOP_BY_HOP = ['connection', 'keep-alive', 'transfer-encoding']

/** A certificate and key for localhost, good for two days, made by the machine's openssl; null where it has none. */
export function localCertificate(): Certificate | null {
  const [key, subject] = ['-newkey rsa:2048 -nodes -keyout -', '-x509 -days 2 -subj /CN=localhost -out -']
  try {
    const words = `req ${key} ${subject}`.split(' ')
    const pem = execFileSync('openssl', words, { encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] })
    const spki = new X509Certificate(pem).publicKey.export({ type: 'spki', format: 'der' })
    return { pem, fingerprint: createHash('sha256').update(spki).digest('base64') }
  } catch {
    return null
  }
}

/** What `origin` answers, over TLS and HTTP/2, as any static host on the web serves it and a plain local server cannot. */
export async function secureHost(origin: string, { pem }: Certificate): Promise<SecureHost> {
  const sessions = new Set<Http2Session>()
  const server = createSecureServer({ key: pem, cert: pem })
  server.on('session', (session) => {
    sessions.add(session)
    session.once('close', () => sessions.delete(session))
  })
  server.on('stream', (stream, { ':path': path = '/', ':method': method, 'accept-encoding': encoding = '' }) => {
    stream.on('error', () => {})
    request(new URL(path, origin), { method, headers: { 'accept-encoding': encoding } }, (answer) => {
      const headers = Object.entries(answer.headers).filter(([name]) => !HOP_BY_HOP.includes(name))
      stream.respond({ ':status': answer.statusCode, ...Object.fromEntries(headers) })
      answer.pipe(stream)
    })
      .on('error', () => stream.close())
      .end()
  })
  await new Promise<void>((done) => server.listen(0, 'localhost', done))
  return {
    url: `https://localhost:${(server.address() as AddressInfo).port}/`,
    close: () =>
      new Promise((done) => {
        server.close(() => done())
        for (const session of sessions) session.destroy()
      }),
  }
}
