import type { DeckId } from '../domain/note.ts'
import { readShippedDeck } from '../formats/shippedDeck.ts'
import type { Store } from '../storage/store.ts'

/** The decks that ship with the app, as addresses whose names change with their content. */
const ADDRESSES = import.meta.glob('../../decks/*.deck.json', {
  query: '?url',
  import: 'default',
  eager: true,
}) as Record<string, string>

/** What this device has seen of them, so that start-up costs nothing and a deck that was removed stays away. */
type Seen = { readonly addresses: readonly string[]; readonly deckIds: readonly DeckId[] }

const SEEN_KEY = 'recite.builtIn'

/**
 * Adds the built-in decks on the first start and brings them up to date after an update of the app. Reads the network
 * (or the precache) only for decks not seen before; one that is out of reach comes with a later start and holds up none.
 */
export async function installBuiltInDecks(store: Store, options: { readonly fresh: boolean }): Promise<void> {
  const seen = options.fresh ? { addresses: [], deckIds: [] } : readSeen()
  const addresses = Object.values(ADDRESSES)
  const unseen = addresses.filter((address) => !seen.addresses.includes(address))
  if (unseen.length === 0) return
  const found = await Promise.all(unseen.map(fetchText))
  const here = await store.decks()
  const deckIds = new Set(seen.deckIds)
  for (const text of found) {
    if (text === null) continue
    const deck = readShippedDeck(text)
    if (!deck) throw new Error('a built-in deck cannot be read')
    const { id } = deck
    const known = here.find((one) => one.id === id)
    if (!known) {
      if (!deckIds.has(id)) await store.putDeck(deck, { builtIn: true })
    } else await (await import('./builtInUpdate.ts')).updateBuiltIn(store, deck, deckIds.has(id))
    deckIds.add(id)
  }
  const missing = unseen.filter((_, i) => found[i] === null)
  keepSeen({ addresses: addresses.filter((address) => !missing.includes(address)), deckIds: [...deckIds] })
}

async function fetchText(address: string): Promise<string | null> {
  try {
    const response = await fetch(address)
    return response.ok ? await response.text() : null
  } catch {
    return null
  }
}

function keepSeen(seen: Seen): void {
  try {
    localStorage.setItem(SEEN_KEY, JSON.stringify(seen))
  } catch {
    // Closed to us in some private modes: the decks are then looked for with every start.
  }
}

function readSeen(): Seen {
  try {
    const parsed: unknown = JSON.parse(localStorage.getItem(SEEN_KEY) ?? 'null')
    if (isSeen(parsed)) return parsed
  } catch {
    // A mangled note of what was seen only means looking again.
  }
  return { addresses: [], deckIds: [] }
}

function isSeen(value: unknown): value is Seen {
  if (typeof value !== 'object' || value === null || !('addresses' in value) || !('deckIds' in value)) return false
  return Array.isArray(value.addresses) && Array.isArray(value.deckIds)
}
