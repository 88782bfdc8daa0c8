import { describe, expect, it } from 'vitest'
import { type Handlers, makeClient, serve, type WorkerLike } from '../../src/workers/rpc.ts'

type Sums = {
  readonly add: { readonly input: readonly number[]; readonly output: number; readonly progress: number }
  readonly fail: { readonly input: null; readonly output: null; readonly progress: never }
  readonly wait: { readonly input: null; readonly output: string; readonly progress: never }
}

const handlers: Handlers<Sums> = {
  add: (numbers, { progress }) => {
    let sum = 0
    for (const [i, n] of numbers.entries()) {
      sum += n
      progress(i + 1)
    }
    return sum
  },
  fail: () => {
    throw new RangeError('too much')
  },
  wait: (_input, { signal }) =>
    new Promise((resolve) => signal.addEventListener('abort', () => resolve('heard'), { once: true })),
}

/** A worker on a message channel, with what became of it. */
function workerOf(served: Handlers<Sums> = handlers) {
  const life = { started: 0, ended: 0, messages: [] as unknown[], break: (_message: string) => {} }
  const start = (): WorkerLike => {
    life.started++
    const { port1, port2 } = new MessageChannel()
    serve<Sums>(
      {
        postMessage: (message) => port2.postMessage(message),
        addEventListener: (_type, listener) =>
          port2.addEventListener('message', (event) => {
            life.messages.push(event.data)
            listener(event)
          }),
      },
      served,
    )
    port2.start()
    port1.start()
    return {
      postMessage: (message) => port1.postMessage(message),
      addEventListener: (type: string, listener: (event: never) => void) => {
        if (type === 'message') port1.addEventListener('message', (event) => listener(event as never))
        else life.break = (message) => listener({ message } as never)
      },
      terminate: () => {
        life.ended++
        port1.close()
        port2.close()
      },
    }
  }
  return { life, start }
}

const sleep = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms))

describe('a call to a worker', () => {
  it('gives what the worker gives, and says how far it has come', async () => {
    const client = makeClient<Sums>(workerOf().start)
    const steps: number[] = []
    expect(await client.call('add', [1, 2, 3], { onProgress: (step) => steps.push(step) })).toBe(6)
    expect(steps).toEqual([1, 2, 3])
    client.stop()
  })

  it('keeps calls apart that are under way at once', async () => {
    const { life, start } = workerOf()
    const client = makeClient<Sums>(start)
    expect(await Promise.all([client.call('add', [1]), client.call('add', [2, 2]), client.call('add', [])])).toEqual([
      1, 4, 0,
    ])
    expect(life.started).toBe(1)
    client.stop()
  })

  it('rejects with what the worker threw', async () => {
    const client = makeClient<Sums>(workerOf().start)
    await expect(client.call('fail', null)).rejects.toMatchObject({ name: 'RangeError', message: 'too much' })
    client.stop()
  })

  it('can be aborted by telling the worker', async () => {
    const { life, start } = workerOf()
    const client = makeClient<Sums>(start)
    const controller = new AbortController()
    const call = client.call('wait', null, { signal: controller.signal })
    controller.abort()
    await expect(call).rejects.toMatchObject({ name: 'AbortError' })
    expect(await client.call('add', [5])).toBe(5)
    expect(life.messages.some((message) => (message as { kind: string }).kind === 'abort')).toBe(true)
    expect(life.ended).toBe(0)
    client.stop()
  })

  it('can be aborted by ending the worker, and the next call starts another', async () => {
    const { life, start } = workerOf()
    const client = makeClient<Sums>(start, { abort: 'terminate' })
    const controller = new AbortController()
    const call = client.call('wait', null, { signal: controller.signal })
    controller.abort()
    await expect(call).rejects.toMatchObject({ name: 'AbortError' })
    expect(life.ended).toBe(1)
    expect(await client.call('add', [5])).toBe(5)
    expect(life.started).toBe(2)
    client.stop()
  })

  it('is not made at all when it was aborted before', async () => {
    const { life, start } = workerOf()
    const call = makeClient<Sums>(start).call('add', [1], { signal: AbortSignal.abort() })
    await expect(call).rejects.toMatchObject({ name: 'AbortError' })
    expect(life.started).toBe(0)
  })

  it('rejects when the worker breaks down', async () => {
    const { life, start } = workerOf()
    const client = makeClient<Sums>(start)
    const call = client.call('wait', null)
    life.break('no such file')
    await expect(call).rejects.toThrow('no such file')
    client.stop()
  })

  it('lets the worker go after a while without work', async () => {
    const { life, start } = workerOf()
    const client = makeClient<Sums>(start, { idleMs: 20 })
    await client.call('add', [1])
    await client.call('add', [1])
    expect(life.ended).toBe(0)
    await sleep(40)
    expect(life.ended).toBe(1)
  })
})
