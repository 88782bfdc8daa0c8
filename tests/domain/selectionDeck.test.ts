import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { Deck } from '../../src/domain/deck.ts'
import type { DeckId, NoteId } from '../../src/domain/note.ts'
import { selectionDeck } from '../../src/domain/selectionDeck.ts'
import { decodeDeck, encodeDeck } from '../../src/formats/deckFile.ts'
import { arbitraryDeck } from '../formats/arbitraryDeck.ts'
import { makeDeck } from '../storage/world.ts'

const idsOf = (...decks: Deck[]) => new Set(decks.flatMap(({ notes }) => notes.map(({ id }) => id)))

describe('a selection as a deck', () => {
  test('is a deck that others can open, whatever was selected of whatever decks', () => {
    fc.assert(
      fc.property(arbitraryDeck, arbitraryDeck, fc.func(fc.boolean()), (a, b, isChosen) => {
        const other = { ...b, id: `${b.id}2` as DeckId }
        const chosen = new Set([...idsOf(a, other)].filter((id) => isChosen(id)))
        const deck = selectionDeck('Some', [a, other], chosen)
        if (!deck) return void expect(chosen.size).toBe(0)
        // One note in two decks is told twice, which no deck on a device is.
        fc.pre(deck.notes.length === chosen.size)
        expect(decodeDeck(encodeDeck(deck))).toEqual({ ok: true, value: deck })
      }),
    )
  })

  test('has the notes that were selected, with their sources and no others, under ids of its own', () => {
    const deck = makeDeck('a', 6)
    const [one, , three] = deck.notes
    const some = selectionDeck('Some', [deck, makeDeck('b', 3)], new Set([one?.id, three?.id] as NoteId[]))
    expect(some?.notes.map(({ content }) => content)).toEqual([one?.content, three?.content])
    expect(some?.sources).toEqual(
      deck.sources.filter(({ id }) =>
        [one, three].some((note) => note?.evidence.some((piece) => piece.sourceId === id)),
      ),
    )
    for (const id of idsOf(some ?? deck)) expect(idsOf(deck)).not.toContain(id)
    expect(some?.id).not.toBe(deck.id)
  })

  test('is the same deck whenever it is made', () => {
    const decks = [makeDeck('a', 6), makeDeck('b', 2)]
    expect(selectionDeck('Some', decks, idsOf(...decks))).toEqual(selectionDeck('Some', decks, idsOf(...decks)))
  })

  test('names everybody whose cards it has, and every licence', () => {
    const a = { ...makeDeck('a', 1), authors: ['Ada'], licence: 'CC0-1.0' }
    const b = { ...makeDeck('b', 1), authors: ['Ada', 'Bob'], licence: 'CC-BY-4.0' }
    const both = selectionDeck('Some', [a, b], idsOf(a, b))
    expect(both).toMatchObject({ authors: ['Ada', 'Bob'], licence: 'CC0-1.0 AND CC-BY-4.0' })
  })

  test('keeps apart two texts that two decks have under one name', () => {
    const a = makeDeck('a', 1)
    const b = { ...makeDeck('b', 1), sources: makeDeck('b', 1).sources }
    const [source] = a.sources
    const [other] = b.sources
    if (!source || !other) throw new Error('a deck has a source')
    const sameName = {
      ...b,
      sources: [{ ...other, id: source.id, text: `${other.text} And more.` }],
      notes: b.notes.map((note) => ({
        ...note,
        evidence: note.evidence.map((piece) => ({ ...piece, sourceId: source.id })),
      })),
    }
    const both = selectionDeck('Some', [a, sameName], idsOf(a, sameName))
    expect(both?.sources.map(({ text }) => text)).toEqual([source.text, `${other.text} And more.`])
    expect(both && decodeDeck(encodeDeck(both)).ok).toBe(true)
  })
})
