type Held = { readonly end: (reason: unknown) => void }
type Waiting = { readonly grant: () => void; readonly steal: boolean }

/** Exclusive locks as browsers have them, for tabs of one test: waiting in line, giving up by signal, stealing. */
export function makeLocks(): LockManager {
  const held = new Map<string, Held>()
  const lines = new Map<string, Waiting[]>()

  function next(name: string): void {
    if (!held.has(name)) lines.get(name)?.shift()?.grant()
  }

  const request = (name: string, options: LockOptions, work: (lock: Lock | null) => unknown): Promise<unknown> =>
    new Promise((resolve, reject) => {
      const line = lines.get(name) ?? []
      lines.set(name, line)
      const grant = () => {
        options.signal?.removeEventListener('abort', giveUp)
        const own: Held = { end: reject }
        held.set(name, own)
        void Promise.resolve(work({ name, mode: 'exclusive' }))
          .then(resolve, reject)
          .finally(() => {
            if (held.get(name) !== own) return
            held.delete(name)
            next(name)
          })
      }
      const entry: Waiting = { grant, steal: options.steal === true }
      const giveUp = () => {
        const at = line.indexOf(entry)
        if (at >= 0) line.splice(at, 1)
        reject(options.signal?.reason)
      }
      if (options.ifAvailable && held.has(name)) {
        void Promise.resolve(work(null)).then(resolve, reject)
        return
      }
      if (options.steal) {
        held.get(name)?.end(new DOMException('stolen', 'AbortError'))
        held.delete(name)
        grant()
        return
      }
      options.signal?.addEventListener('abort', giveUp)
      line.push(entry)
      next(name)
    })
  return { request, query: async () => ({ held: [], pending: [] }) } as unknown as LockManager
}
