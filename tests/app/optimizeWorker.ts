import { type OptimizeApi, optimizeHandlers } from '../../src/workers/optimizeApi.ts'
import { type Handlers, serve, type WorkerLike } from '../../src/workers/rpc.ts'

/** The worker as the browser would run it, on a message channel. */
export function startWorker(
  handlers: Handlers<OptimizeApi> = optimizeHandlers,
): WorkerLike & { readonly isOver: () => boolean } {
  const { port1, port2 } = new MessageChannel()
  let over = false
  serve<OptimizeApi>(
    {
      postMessage: (message) => port2.postMessage(message),
      addEventListener: (_type, listener) => port2.addEventListener('message', (event) => listener(event)),
    },
    handlers,
  )
  port2.start()
  port1.start()
  return {
    postMessage: (message, transfer) => port1.postMessage(message, transfer),
    addEventListener: (type: string, listener: (event: never) => void) => {
      if (type === 'message') port1.addEventListener('message', (event) => listener(event as never))
    },
    terminate: () => {
      over = true
      port1.close()
      port2.close()
    },
    isOver: () => over,
  }
}
