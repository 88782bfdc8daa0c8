/**
 * Calls across `postMessage`, typed by one table of methods that both sides share. A call can be aborted, may tell how
 * far it has come, and rejects with what the other side threw.
 */

/** The methods of a worker: what each takes, gives, and says on the way. */
export type Api = Record<string, { readonly input: unknown; readonly output: unknown; readonly progress: unknown }>

export type Handlers<A extends Api> = {
  readonly [M in keyof A]: (
    input: A[M]['input'],
    call: { readonly progress: (progress: A[M]['progress']) => void; readonly signal: AbortSignal },
  ) => A[M]['output'] | Promise<A[M]['output']>
}

/** As much of a Worker, of its inside, or of a MessagePort as is used here. */
export type Port = {
  readonly postMessage: (message: unknown, transfer: Transferable[]) => void
  readonly addEventListener: (type: 'message', listener: (event: { readonly data: unknown }) => void) => void
}

type Question<A extends Api> =
  | { readonly kind: 'call'; readonly id: number; readonly method: keyof A; readonly input: unknown }
  | { readonly kind: 'abort'; readonly id: number }

type Reply =
  | { readonly kind: 'progress'; readonly id: number; readonly progress: unknown }
  | { readonly kind: 'done'; readonly id: number; readonly output: unknown }
  | { readonly kind: 'failed'; readonly id: number; readonly name: string; readonly message: string }

/** Answers calls that come in at a port. */
export function serve<A extends Api>(port: Port, handlers: Handlers<A>): void {
  const calls = new Map<number, AbortController>()
  const reply = (message: Reply) => port.postMessage(message, [])
  port.addEventListener('message', ({ data }) => {
    const question = data as Question<A>
    if (question.kind === 'abort') calls.get(question.id)?.abort()
    else if (question.kind === 'call') void answer(question)
  })

  async function answer({ id, method, input }: Extract<Question<A>, { kind: 'call' }>): Promise<void> {
    const controller = new AbortController()
    calls.set(id, controller)
    try {
      const progress = (progress: unknown) => reply({ kind: 'progress', id, progress })
      reply({ kind: 'done', id, output: await handlers[method](input, { progress, signal: controller.signal }) })
    } catch (thrown) {
      const { name, message } = thrown instanceof Error ? thrown : { name: 'Error', message: String(thrown) }
      reply({ kind: 'failed', id, name, message })
    } finally {
      calls.delete(id)
    }
  }
}

export type CallOptions<Progress> = {
  readonly onProgress?: (progress: Progress) => void
  readonly signal?: AbortSignal
  readonly transfer?: Transferable[]
}

export type Client<A extends Api> = {
  readonly call: <M extends keyof A>(
    method: M,
    input: A[M]['input'],
    options?: CallOptions<A[M]['progress']>,
  ) => Promise<A[M]['output']>
  /** Ends the worker; what is under way rejects. The next call starts another. */
  readonly stop: () => void
}

/** A worker as the client needs it: a port that can break and be ended. */
export type WorkerLike = Port & {
  readonly terminate: () => void
  addEventListener(type: 'message', listener: (event: { readonly data: unknown }) => void): void
  addEventListener(type: 'error', listener: (event: { readonly message?: string }) => void): void
}

export type ClientOptions = {
  /** Ends the worker after so long without a call, to give back its memory. Never, when left out. */
  readonly idleMs?: number
  /** How a call is aborted: by telling the worker, or, where it computes without a pause and cannot hear, by ending it. */
  readonly abort?: 'tell' | 'terminate'
}

type Pending = {
  readonly resolve: (output: unknown) => void
  readonly reject: (reason: Error) => void
  readonly onProgress: ((progress: unknown) => void) | undefined
}

/** Calls a worker that is started with the first call. */
export function makeClient<A extends Api>(start: () => WorkerLike, options: ClientOptions = {}): Client<A> {
  const pending = new Map<number, Pending>()
  let worker: WorkerLike | null = null
  let idle: ReturnType<typeof setTimeout> | undefined
  let lastId = 0

  function running(): WorkerLike {
    if (worker) return worker
    const started = start()
    started.addEventListener('message', ({ data }) => hear(data as Reply))
    started.addEventListener('error', ({ message }) => {
      if (worker === started) end(new Error(message || 'the worker broke down'))
    })
    worker = started
    return started
  }

  function hear(reply: Reply): void {
    const call = pending.get(reply.id)
    if (!call) return
    switch (reply.kind) {
      case 'progress':
        call.onProgress?.(reply.progress)
        break
      case 'done':
        settle(reply.id)
        call.resolve(reply.output)
        break
      case 'failed':
        settle(reply.id)
        call.reject(Object.assign(new Error(reply.message), { name: reply.name }))
        break
      default:
        reply satisfies never
    }
  }

  function settle(id: number): void {
    pending.delete(id)
    if (pending.size === 0 && options.idleMs !== undefined) idle = setTimeout(() => end(null), options.idleMs)
  }

  function end(reason: Error | null): void {
    clearTimeout(idle)
    worker?.terminate()
    worker = null
    const calls = [...pending.values()]
    pending.clear()
    for (const call of calls) call.reject(reason ?? aborted())
  }

  function abort(id: number): void {
    const call = pending.get(id)
    if (!call) return
    if (options.abort === 'terminate') {
      end(null)
    } else {
      worker?.postMessage({ kind: 'abort', id } satisfies Question<A>, [])
      settle(id)
      call.reject(aborted())
    }
  }

  return {
    call: (method, input, { onProgress, signal, transfer = [] } = {}) =>
      new Promise((resolve, reject) => {
        if (signal?.aborted) {
          reject(aborted())
          return
        }
        clearTimeout(idle)
        const id = ++lastId
        pending.set(id, {
          resolve: resolve as Pending['resolve'],
          reject,
          onProgress: onProgress as Pending['onProgress'],
        })
        signal?.addEventListener('abort', () => abort(id), { once: true })
        try {
          running().postMessage({ kind: 'call', id, method, input } satisfies Question<A>, transfer)
        } catch (thrown) {
          settle(id)
          reject(thrown)
        }
      }),
    stop: () => end(null),
  }
}

const aborted = (): Error => new DOMException('the call was aborted', 'AbortError')
