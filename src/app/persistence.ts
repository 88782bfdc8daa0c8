import { createResource, createSignal } from 'solid-js'

export type Persistence = {
  /** Whether the browser promised not to clear the data; null while it is not known, or where it cannot be asked. */
  readonly isKept: () => boolean | null
  /** Asks the browser for its promise; resolves with its answer. */
  readonly ask: () => Promise<boolean>
}

/** A browser may clear what is stored when space runs low, unless it promised not to. The promise is no backup. */
export function createPersistence(): Persistence {
  const [granted, setGranted] = createSignal(false)
  const [found] = createResource(async () => (await navigator.storage?.persisted?.()) ?? null)
  return {
    isKept: () => (granted() ? true : (found.latest ?? null)),
    ask: async () => {
      const answer = (await navigator.storage?.persist?.()) ?? false
      setGranted(answer)
      return answer
    },
  }
}
