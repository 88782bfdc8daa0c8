import { expect, test } from 'vitest'
import { withShortNames } from '../../src/domain/deckNames.ts'
import { decodeDeck, encodeDeck } from '../../src/formats/deckFile.ts'
import { makeDeck } from '../storage/world.ts'

const LONG = 'W'.repeat(100_000)

test('names of any length are cut to what a deck’s file may have', () => {
  const deck = makeDeck('d', 2)
  const [source] = deck.sources
  if (!source) throw new Error('a deck of an article')
  const named = { ...source, title: LONG, author: LONG, outlet: LONG, licence: LONG }
  const sources = [{ ...named, basedOn: { author: LONG, outlet: LONG, kind: 'news' as const } }]
  const short = withShortNames({ ...deck, title: LONG, licence: LONG, authors: [LONG, LONG], sources })
  expect(decodeDeck(encodeDeck(short)).ok).toBe(true)
  expect(short.sources[0]?.text).toBe(source.text)
})

test('names that a deck’s file may have stay as they are', () => {
  const deck = makeDeck('d', 2)
  expect(withShortNames(deck)).toEqual(deck)
  expect(withShortNames(deck).sources[0]).toBe(deck.sources[0])
})
