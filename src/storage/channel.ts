import type { CardState } from '../domain/card.ts'
import type { Place } from '../domain/columns.ts'
import type { EventId } from '../domain/event.ts'
import type { StoreChange } from './store.ts'

/** As much of a BroadcastChannel as is used here. */
export type Channel = {
  readonly postMessage: (message: unknown) => void
  readonly addEventListener: (type: 'message', listener: (event: { readonly data: unknown }) => void) => void
  readonly close: () => void
}

/** What tabs with the same database tell each other. */
export type Message =
  | {
      readonly kind: 'changed'
      readonly change: StoreChange['kind']
      readonly cards: readonly CardState[]
      /** Of the cards, in order; null where this is not known. */
      readonly places: readonly (Place | null)[]
      readonly lastId: EventId | null
      /** Missing in messages of earlier versions of the app. */
      readonly deckChanges?: number
    }
  | { readonly kind: 'who-holds'; readonly name: string }
  | { readonly kind: 'holding'; readonly name: string; readonly version: number }

export type Bus = {
  readonly send: (message: Message) => void
  readonly listen: (listener: (message: Message) => void) => () => void
  readonly close: () => void
}

/** One typed channel; with null (a browser without, or a single tab) it sends to nobody. */
export function makeBus(channel: Channel | null): Bus {
  const listeners = new Set<(message: Message) => void>()
  let open = true
  channel?.addEventListener('message', ({ data }) => {
    if (open && isMessage(data)) for (const listener of listeners) listener(data)
  })
  return {
    send: (message) => {
      if (open) channel?.postMessage(message)
    },
    listen: (listener) => {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
    close: () => {
      open = false
      channel?.close()
    },
  }
}

const isMessage = (data: unknown): data is Message => typeof data === 'object' && data !== null && 'kind' in data

/** The oldest version of the database that another tab holds open, or null when none answers within `waitMs`. */
export function askHolders(bus: Bus, name: string, waitMs: number): Promise<number | null> {
  return new Promise((resolve) => {
    let oldest: number | null = null
    const stop = bus.listen((message) => {
      if (message.kind !== 'holding' || message.name !== name) return
      oldest = Math.min(oldest ?? message.version, message.version)
    })
    bus.send({ kind: 'who-holds', name })
    setTimeout(() => {
      stop()
      resolve(oldest)
    }, waitMs)
  })
}
