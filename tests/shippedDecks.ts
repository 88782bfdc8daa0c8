import { readdirSync, readFileSync } from 'node:fs'
import type { Deck } from '../src/domain/deck.ts'
import { decodeDeck } from '../src/formats/deckFile.ts'

const folder = new URL('../decks/', import.meta.url)

/** The decks that come with the app, by id. */
export function shippedDecks(): readonly Deck[] {
  return readdirSync(folder)
    .map((name) => {
      const deck = decodeDeck(readFileSync(new URL(name, folder), 'utf8'))
      if (!deck.ok) throw new Error(`${name} cannot be read: ${deck.error.message}`)
      return deck.value
    })
    .sort((a, b) => (a.id < b.id ? -1 : 1))
}
