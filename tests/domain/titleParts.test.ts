import { describe, expect, it } from 'vitest'
import { splitTitle } from '../../src/domain/deck.ts'

describe('a title deeper than decks may lie in each other', () => {
  it('keeps the deck’s own name', () => {
    const { name, parents } = splitTitle(`${'a::'.repeat(160)}deepest`)
    expect(name).toBe('deepest')
    expect(parents).toHaveLength(99)
  })

  it('is read in proportion to its length', () => {
    expect(splitTitle('::'.repeat(2_000_000)).parents).toHaveLength(99)
  })
})
