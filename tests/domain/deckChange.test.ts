import fc from 'fast-check'
import { expect, test } from 'vitest'
import type { Deck } from '../../src/domain/deck.ts'
import { deckChange } from '../../src/domain/deckChange.ts'
import type { Note } from '../../src/domain/note.ts'

const note = (id: string, question: string) =>
  ({
    id,
    content: { kind: 'qa', question, answer: 'a' },
    tags: [],
    accepted: [],
    distractors: [],
    evidence: [],
  }) as unknown as Note
const deck = (notes: Note[]) => ({ notes }) as unknown as Deck

test('a deck that is not here is all new', () => {
  expect(deckChange(null, deck([note('1', 'q'), note('2', 'q')]))).toEqual({
    isNew: true,
    fresh: 2,
    changed: 0,
    same: 0,
    retired: 0,
  })
})

test('notes are told apart by id, and by what they say', () => {
  const mine = deck([note('1', 'same'), note('2', 'old words'), note('3', 'gone')])
  const theirs = deck([note('1', 'same'), note('2', 'new words'), note('4', 'added')])
  expect(deckChange(mine, theirs)).toEqual({ isNew: false, fresh: 1, changed: 1, same: 1, retired: 1 })
})

test('every note of either side is counted once', () => {
  const notes = fc.uniqueArray(fc.record({ id: fc.integer({ min: 0, max: 20 }), words: fc.constantFrom('a', 'b') }), {
    selector: ({ id }) => id,
  })
  fc.assert(
    fc.property(notes, notes, (a, b) => {
      const mine = deck(a.map(({ id, words }) => note(String(id), words)))
      const theirs = deck(b.map(({ id, words }) => note(String(id), words)))
      const change = deckChange(mine, theirs)
      expect(change.fresh + change.changed + change.same).toBe(b.length)
      expect(change.retired + change.changed + change.same).toBe(a.length)
    }),
  )
})
