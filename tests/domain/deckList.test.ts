import { describe, expect, test } from 'vitest'
import { splitTitle } from '../../src/domain/deck.ts'
import { type DeckBranch, deckBranches, tidyTitle } from '../../src/domain/deckList.ts'
import { makeDeckTree } from '../../src/domain/deckTree.ts'
import type { DeckId } from '../../src/domain/note.ts'

const shape = (all: readonly DeckBranch<string>[]): unknown =>
  all.map(({ path, decks, below }) => [path, decks.length, shape(below)])

describe('decks as a tree', () => {
  test('lie in each other by their titles, in order of names, also in decks that are not there', () => {
    const tree = deckBranches(['B', 'A::Y', 'A', 'A::X :: 1', 'B'], (title) => title)
    expect(shape(tree)).toEqual([
      [
        'A',
        1,
        [
          ['A::X', 0, [['A::X::1', 1, []]]],
          ['A::Y', 1, []],
        ],
      ],
      ['B', 2, []],
    ])
  })

  test('are only so deep, whatever a title says', () => {
    const title = Array.from({ length: 20_000 }, (_, i) => `p${i}`).join('::')
    const tree = deckBranches([title], (one) => one)
    const depth = (all: readonly DeckBranch<string>[]): number =>
      Math.max(0, ...all.map(({ below }) => 1 + depth(below)))
    expect(depth(tree)).toBe(100)
    const d = { id: 'd' as DeckId, title }
    expect(makeDeckTree([d])(d.id)).toHaveLength(100)
    expect(splitTitle('A::B')).toEqual({ name: 'B', parents: ['A'] })
  })

  test('have tidy titles', () => {
    expect(tidyTitle('  News ::  :: Asia   west ')).toBe('News::Asia west')
    expect(tidyTitle(' :: ')).toBe('')
  })
})
