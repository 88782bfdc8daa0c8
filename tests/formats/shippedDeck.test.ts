import { expect, test } from 'vitest'
import { encodeDeck } from '../../src/formats/deckFile.ts'
import { readShippedDeck } from '../../src/formats/shippedDeck.ts'
import { shippedDecks } from '../shippedDecks.ts'

test('a deck that ships is, read as our own, what a stranger’s reader makes of it', () => {
  const decks = shippedDecks()
  expect(decks).not.toHaveLength(0)
  for (const deck of decks) expect(readShippedDeck(encodeDeck(deck))).toEqual(deck)
})

test('what is no deck gives none', () => {
  const [deck] = shippedDecks()
  const whole = JSON.parse(deck ? encodeDeck(deck) : '')
  const wrong = [{ ...whole, format: 'other' }, { ...whole, formatVersion: 2 }, { ...whole, notes: undefined }, [], 1]
  for (const text of ['', '<!doctype html>', 'null', ...wrong.map((value) => JSON.stringify(value))])
    expect(readShippedDeck(text)).toBeNull()
})
