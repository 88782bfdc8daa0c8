import { describe, expect, test } from 'vitest'
import { type DeckBranch, deckBranches, tidyTitle } from '../../src/domain/deckList.ts'

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

  test('have tidy titles', () => {
    expect(tidyTitle('  News ::  :: Asia   west ')).toBe('News::Asia west')
    expect(tidyTitle(' :: ')).toBe('')
  })
})
