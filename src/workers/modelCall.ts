import { type Endpoint, type ModelFailure, modelFailure } from '../domain/endpoint.ts'
import type { ProposedCard } from '../domain/proposedCard.ts'
import { err, ok, type Result } from '../domain/result.ts'
import { makeCardScanner } from '../formats/cardScanner.ts'
import { errorWords, makeReplyReader, modelNames } from '../formats/modelReply.ts'
import { type CardToReword, type Passage, proposeBody, rewordBody } from '../formats/modelRequest.ts'

/**
 * The only code that sends anything to an address which a learner gave: requests to two addresses below it, with
 * bodies that `formats/modelRequest.ts` writes. It follows no redirect, sends no cookie and no referrer, and reads no more than its limits of any answer.
 */

export type CallLimits = {
  /** Longest time without a byte. Small machines think long before the first word. */
  readonly silenceMs: number
  /** Longest time in all. */
  readonly totalMs: number
  /** Most bytes of an answer. */
  readonly bytes: number
  /** Most cards of a passage; with these the rest is not waited for. */
  readonly cards: number
}

export const CALL_LIMITS: CallLimits = { silenceMs: 180_000, totalMs: 900_000, bytes: 2_000_000, cards: 40 }

export type CallOptions = { readonly signal: AbortSignal; readonly limits?: CallLimits }

/** How many things in the answer looked like cards and could not be read. */
export type Proposed = { readonly broken: number }

/**
 * Asks for cards from a passage; `onCards` gets them as they come, also those before a failure.
 *
 * @throws {DOMException} `AbortError` when the caller's signal says so
 */
export const proposeCards = (
  endpoint: Endpoint,
  passage: Passage,
  onCards: (cards: readonly ProposedCard[]) => void,
  options: CallOptions,
): Promise<Result<Proposed, ModelFailure>> =>
  askForCards(endpoint, proposeBody(endpoint.model, passage), onCards, options)

/** Asks for another wording of one question. */
export async function rewordQuestion(
  endpoint: Endpoint,
  card: CardToReword,
  { signal, limits = CALL_LIMITS }: CallOptions,
): Promise<Result<string, ModelFailure>> {
  let question = ''
  const onCards = ([first]: readonly ProposedCard[]) => {
    question = first?.question ?? ''
  }
  const body = rewordBody(endpoint.model, card)
  const asked = await askForCards(endpoint, body, onCards, { signal, limits: { ...limits, cards: 1 } })
  return asked.ok || question !== '' ? ok(question) : asked
}

async function askForCards(
  endpoint: Endpoint,
  body: string,
  onCards: (cards: readonly ProposedCard[]) => void,
  { signal, limits = CALL_LIMITS }: CallOptions,
): Promise<Result<Proposed, ModelFailure>> {
  const reply = makeReplyReader()
  const scanner = makeCardScanner()
  let count = 0
  const take = (words: string): void => {
    const cards = scanner.push(words).slice(0, limits.cards - count)
    count += cards.length
    if (cards.length > 0) onCards(cards)
  }
  const failure = await request(endpoint, 'chat/completions', body, { signal, limits }, (text) => {
    const words = reply.push(text)
    if (words === null) return modelFailure('not-a-model')
    take(words)
    return reply.isDone() || count >= limits.cards ? 'enough' : 'more'
  })
  const rest = failure === null && count < limits.cards ? reply.end() : ''
  if (rest) take(rest)
  scanner.end()
  if (failure !== null) return err(failure)
  if (rest === null) return err(modelFailure('not-a-model'))
  return count === 0 ? err(modelFailure('unreadable')) : ok({ broken: scanner.broken() })
}

/** Names of the models that the server offers. Sends no text. */
export async function listModels(
  endpoint: Endpoint,
  { signal, limits = CALL_LIMITS }: CallOptions,
): Promise<Result<readonly string[], ModelFailure>> {
  let text = ''
  const failure = await request(endpoint, 'models', null, { signal, limits }, (more) => {
    text += more
    return 'more'
  })
  if (failure !== null) return err(failure)
  const names = modelNames(text)
  return names ? ok(names) : err(modelFailure('not-a-model'))
}

/**
 * The endpoint with a model's name: its own, else the first that the server lists. Servers that list none are asked
 * without a name.
 */
export async function nameModel(endpoint: Endpoint, options: CallOptions): Promise<Result<Endpoint, ModelFailure>> {
  if (endpoint.model !== '') return ok(endpoint)
  const names = await listModels(endpoint, options)
  if (names.ok) return ok({ ...endpoint, model: names.value[0] ?? '' })
  return names.error.kind === 'missing' || names.error.kind === 'not-a-model' ? ok(endpoint) : names
}

type Heard = 'more' | 'enough' | ModelFailure

/** Null when the answer was heard to its end, or as far as was wanted. */
async function request(
  { address, key }: Endpoint,
  path: 'chat/completions' | 'models',
  body: string | null,
  { signal, limits }: Required<CallOptions>,
  hear: (text: string) => Heard,
): Promise<ModelFailure | null> {
  signal.throwIfAborted()
  const controller = new AbortController()
  let problem: ModelFailure | null = null
  const give = (up: ModelFailure): void => {
    problem ??= up
    controller.abort()
  }
  const forward = () => controller.abort()
  signal.addEventListener('abort', forward)
  const total = setTimeout(() => give(modelFailure('endless')), limits.totalMs)
  let silence = setTimeout(() => give(modelFailure('silent')), limits.silenceMs)
  const stillThere = (): void => {
    clearTimeout(silence)
    silence = setTimeout(() => give(modelFailure('silent')), limits.silenceMs)
  }
  try {
    const call = () =>
      fetch(`${address}/${path}`, {
        method: body === null ? 'GET' : 'POST',
        headers: {
          Accept: 'application/json, text/event-stream',
          ...(body === null ? {} : { 'Content-Type': 'application/json' }),
          ...(key === '' ? {} : { Authorization: `Bearer ${key}` }),
        },
        body,
        mode: 'cors',
        credentials: 'omit',
        redirect: 'manual',
        referrerPolicy: 'no-referrer',
        cache: 'no-store',
        signal: controller.signal,
      })
    // A kept connection may have been closed while it rested, which shows only when it is used again.
    const response = await call().catch((thrown) => {
      if (controller.signal.aborted) throw thrown
      return call()
    })
    stillThere()
    if (response.type === 'opaqueredirect' || (response.status >= 300 && response.status < 400))
      return modelFailure('moved', response.status || null)
    if (!response.ok) {
      let said = ''
      await readBody(response, REFUSAL_BYTES, stillThere, (text) => {
        said += text
        return 'more'
      })
      return modelFailure(problemOf(response.status), response.status, errorWords(said))
    }
    return await readBody(response, limits.bytes, stillThere, hear)
  } catch {
    signal.throwIfAborted()
    return problem ?? modelFailure('unreachable')
  } finally {
    clearTimeout(total)
    clearTimeout(silence)
    signal.removeEventListener('abort', forward)
    controller.abort()
  }
}

/** As much of a refusal as can hold its reason. */
const REFUSAL_BYTES = 20_000

async function readBody(
  response: Response,
  mostBytes: number,
  stillThere: () => void,
  hear: (text: string) => Heard,
): Promise<ModelFailure | null> {
  const reader = response.body?.getReader()
  if (!reader) return null
  const decoder = new TextDecoder()
  let bytes = 0
  for (;;) {
    const { done, value } = await reader.read()
    if (done) return null
    stillThere()
    bytes += value.length
    const heard = bytes > mostBytes ? modelFailure('endless') : hear(decoder.decode(value, { stream: true }))
    if (heard === 'more') continue
    await reader.cancel()
    return heard === 'enough' ? null : heard
  }
}

function problemOf(status: number): ModelFailure['kind'] {
  if (status === 401 || status === 403) return 'key'
  if (status === 404 || status === 405) return 'missing'
  if (status === 402 || status === 429) return 'too-often'
  return status >= 500 ? 'broke' : 'refused'
}
