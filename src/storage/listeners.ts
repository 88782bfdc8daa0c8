/** Whoever wants to hear of something, told one after the other in the order in which they came. */
export type Listeners<T> = {
  /** Returns what ends it. */
  readonly add: (listener: (news: T) => void) => () => void
  readonly tell: (news: T) => void
}

export function makeListeners<T>(): Listeners<T> {
  const listeners = new Set<(news: T) => void>()
  return {
    add: (listener) => {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
    tell: (news) => {
      for (const listener of [...listeners]) listener(news)
    },
  }
}
