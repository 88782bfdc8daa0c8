import { type Api, type Handlers, type Port, serve, type WorkerLike } from '../../src/workers/rpc.ts'

/** A worker's own handlers behind ports within this process; messages are copied, as between threads. */
export function makeWorkerHere<A extends Api>(handlers: Handlers<A>): WorkerLike {
  const listeners: ((event: { readonly data: unknown }) => void)[][] = [[], []]
  const port = (mine: number): Port => ({
    postMessage: (message) => {
      const data: unknown = structuredClone(message)
      queueMicrotask(() => {
        for (const listener of listeners[1 - mine] ?? []) listener({ data })
      })
    },
    addEventListener: (type, listener) => {
      if (type === 'message') listeners[mine]?.push(listener)
    },
  })
  serve<A>(port(1), handlers)
  return Object.assign(port(0), { terminate: () => {} }) as WorkerLike
}
