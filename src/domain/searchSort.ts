import { deckAt, type IndexedDeck, type SearchIndex } from './searchIndex.ts'
import { propOf, type SearchContext } from './searchMatch.ts'

/** `deck` is the order in which decks and their cards stand. */
export const SORTS = ['deck', 'due', 'added', 'lapses', 'difficulty', 'text'] as const
export type Sort = (typeof SORTS)[number]

/**
 * Rows in an order that stays the same from run to run: those that are equal stay in deck order. First come the
 * soonest due, the newest, the most often forgotten, the hardest, the first of the alphabet; `reversed`, the last.
 * Cards without the figure (a new one is not due) come last either way.
 */
export function sortRows(
  index: SearchIndex,
  rows: readonly number[],
  sort: Sort,
  reversed: boolean,
  context: SearchContext,
): readonly number[] {
  if (sort === 'deck') return reversed ? [...rows].reverse() : rows
  const sign = reversed ? -1 : 1
  const order = Uint32Array.from(rows, (_, i) => i)
  if (sort === 'text') {
    const texts = rows.map((number) => {
      const { deck, row } = deckAt(index, number)
      return deck.textOf(deck.columns.note[row] ?? 0)
    })
    order.sort((a, b) => sign * compareText(texts[a] ?? '', texts[b] ?? '') || a - b)
  } else {
    const keys = keysOf(index, rows, sort, context)
    order.sort((a, b) => compareKeys(keys[a] ?? Number.NaN, keys[b] ?? Number.NaN, sign) || a - b)
  }
  return Array.from(order, (i) => rows[i] ?? 0)
}

type Keyed = Exclude<Sort, 'deck' | 'text'>

/** Rising keys, so that the order above is theirs; NaN for none. */
function keysOf(index: SearchIndex, rows: readonly number[], sort: Keyed, context: SearchContext): Float64Array {
  const figures = index.decks.map((deck) => keyOf(deck, sort, context))
  const places = new Map(index.decks.map((deck, i) => [deck, i]))
  return Float64Array.from(rows, (number) => {
    const { deck, row } = deckAt(index, number)
    return figures[places.get(deck) ?? -1]?.(row) ?? Number.NaN
  })
}

function keyOf(deck: IndexedDeck, sort: Keyed, context: SearchContext): (row: number) => number {
  switch (sort) {
    case 'due':
      return propOf('due', deck, context)
    case 'lapses': {
      const lapses = propOf('lapses', deck, context)
      return (row) => -lapses(row)
    }
    case 'difficulty': {
      const difficulty = propOf('d', deck, context)
      return (row) => -difficulty(row)
    }
    case 'added':
      return (row) => -(deck.addedAt[deck.columns.note[row] ?? 0] || Number.NaN)
  }
}

function compareKeys(a: number, b: number, sign: number): number {
  if (Number.isNaN(a) || Number.isNaN(b)) return Number(Number.isNaN(a)) - Number(Number.isNaN(b))
  return sign * (a - b)
}

/** By code unit, not by a language's rules: those differ from one platform to the next. */
const compareText = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0)
