import { type DownloadProblem, parseDeckAddress } from '../domain/deckAddress.ts'
import { err, ok, type Result } from '../domain/result.ts'

/**
 * Asks an address that the learner gave for a deck, and for nothing else: one request without a body, cookie or
 * referrer, no redirect followed, and no more read than the limits.
 */

export type DownloadLimits = {
  /** Longest time without a byte. */
  readonly silenceMs: number
  readonly bytes: number
}

const DOWNLOAD_LIMITS: DownloadLimits = { silenceMs: 30_000, bytes: 250_000_000 }

export type DownloadOptions = { readonly signal: AbortSignal; readonly limits?: DownloadLimits }

/** @throws {DOMException} `AbortError` when the caller's signal says so */
export async function downloadDeck(
  address: string,
  { signal, limits = DOWNLOAD_LIMITS }: DownloadOptions,
): Promise<Result<Blob, DownloadProblem>> {
  signal.throwIfAborted()
  if (parseDeckAddress(address) === null) return failed('unreachable')
  const silence = new AbortController()
  const forward = () => silence.abort()
  signal.addEventListener('abort', forward)
  let isSilent = false
  let timer: ReturnType<typeof setTimeout> | undefined
  const stillThere = (): void => {
    clearTimeout(timer)
    timer = setTimeout(() => {
      isSilent = true
      silence.abort()
    }, limits.silenceMs)
  }
  try {
    stillThere()
    const response = await fetch(address, {
      mode: 'cors',
      credentials: 'omit',
      redirect: 'manual',
      referrerPolicy: 'no-referrer',
      // What the browser has is used where the server says that it is still the same.
      cache: 'no-cache',
      signal: silence.signal,
    })
    const { status } = response
    if (response.type === 'opaqueredirect' || (status >= 300 && status < 400)) return failed('moved', status || null)
    if (!response.ok) return failed(status === 429 || status >= 500 ? 'broke' : 'missing', status)
    if (Number(response.headers.get('content-length')) > limits.bytes) return failed('too-large', status)
    const body = await readBody(response, limits.bytes, stillThere)
    if (body === null) return failed('too-large', status)
    return (await isPage(body)) ? failed('page', status) : ok(body)
  } catch {
    signal.throwIfAborted()
    return failed(isSilent ? 'silent' : 'unreachable')
  } finally {
    clearTimeout(timer)
    signal.removeEventListener('abort', forward)
    silence.abort()
  }
}

const failed = (kind: DownloadProblem['kind'], status: number | null = null): Result<never, DownloadProblem> =>
  err({ kind, status })

/** Null for more than `most` bytes. */
async function readBody(response: Response, most: number, stillThere: () => void): Promise<Blob | null> {
  const reader = response.body?.getReader()
  const parts: Uint8Array<ArrayBuffer>[] = []
  let size = 0
  while (reader) {
    const { done, value } = await reader.read()
    if (done) break
    stillThere()
    size += value.length
    if (size > most) {
      await reader.cancel()
      return null
    }
    parts.push(value)
  }
  return new Blob(parts)
}

const isPage = async (body: Blob): Promise<boolean> =>
  /^\s*<(!doctype|html|head|\?xml)\b/i.test(await body.slice(0, 500).text())
