import { createSignal, onCleanup, onMount, type Resource } from 'solid-js'
import type { Subscription } from '../domain/deckAddress.ts'
import type { DeckId } from '../domain/note.ts'
import { receivedVersion } from '../domain/receivedVersion.ts'
import { subscribeEvent } from './deckEvents.ts'
import { createLiveQuery } from './liveQuery.ts'
import { type Services, useServices } from './services.ts'

/** The version at a deck's address, where it holds anything that the deck here does not; else null. Changes nothing. */
export async function newerVersion(services: Services, deckId: DeckId, address: string): Promise<number | null> {
  const { readFromAddress } = await import('./transfer.ts')
  const read = await readFromAddress(services, address, new AbortController().signal)
  if (!read.ok) return null
  const { deck, merge } = read.value
  return deck.id === deckId && !merge.changesNothing && !merge.isOlder ? deck.version : null
}

/** The deck whose address the learner has just pressed to see, on the way from its page to the one that shows it. */
let pressed: DeckId | null = null

export const pressLook = (deckId: DeckId): void => {
  pressed = deckId
}

/** A deck's address to look at, and whether that was pressed here, once: a mere link must not make this device ask. */
export async function addressToLook(
  { store }: Pick<Services, 'store'>,
  deckId: DeckId,
): Promise<{ readonly address: string; readonly isPressed: boolean } | null> {
  const isPressed = pressed === deckId
  pressed = null
  const subscription = await store.subscription(deckId)
  return subscription && { address: subscription.address, isPressed }
}

export type DeckSubscription = {
  readonly current: Resource<Subscription | null>
  /** The version that was found at the address, where the learner lets the page look by itself. */
  readonly newer: () => number | null
  readonly change: (subscription: Subscription | null) => Promise<void>
}

/** Decks that were looked for since the app was opened: once is enough. */
const looked = new WeakMap<Services['store'], Map<DeckId, number | null>>()

/** Where a deck comes from. Looks there by itself only where the learner said so, and never takes anything. */
export function createSubscription(deckId: () => DeckId): DeckSubscription {
  const services = useServices()
  const { store } = services
  const found = looked.get(store) ?? new Map<DeckId, number | null>()
  looked.set(store, found)
  const [newer, setNewer] = createSignal<number | null>(null)
  const current = createLiveQuery(store, ['decks'], () => store.subscription(deckId()))
  let open = true
  onCleanup(() => {
    open = false
  })

  async function look(): Promise<void> {
    const id = deckId()
    const subscription = await store.subscription(id)
    if (!subscription?.looks || !navigator.onLine) return
    if (!found.has(id)) found.set(id, await newerVersion(services, id, subscription.address).catch(() => null))
    const version = found.get(id) ?? null
    const held = version === null ? null : await store.collectedDeck(id)
    const here = held ? receivedVersion(held.deck) : 0
    if (open && id === deckId()) setNewer(version !== null && version > here ? version : null)
  }
  onMount(() => void look().catch(() => {}))

  return {
    current,
    newer,
    change: async (subscription) => {
      await store.commit({ events: [subscribeEvent(services, deckId(), subscription)], cards: [] })
      if (subscription?.looks) void look().catch(() => {})
    },
  }
}
