import { describe, expect, it } from 'vitest'
import type { DeckInfo } from '../../src/domain/deck.ts'
import type { EventId, StoredEvent } from '../../src/domain/event.ts'
import { DAY_MS, type Instant, toInstant } from '../../src/domain/time.ts'
import { countUnsaved, isWorthSaving } from '../../src/domain/unsaved.ts'

const NOON = toInstant(1_767_600_000_000)
const id = (n: number) => `e${String(n).padStart(4, '0')}` as EventId
const review = (n: number, card = n): StoredEvent =>
  ({ id: id(n), kind: 'review', cardId: `c${card}/front`, at: NOON + n }) as StoredEvent
const deck = (name: string, cardCount: number, builtIn = false, version = 1) =>
  ({ id: name, version, cardCount, builtIn }) as DeckInfo

describe('what would be lost', () => {
  it('is everything where there is no copy, but for decks that ship with the app', () => {
    const unsaved = countUnsaved(
      [review(1), review(2), review(3, 1)],
      null,
      [deck('own', 7), deck('built', 9, true)],
      new Set(),
    )
    expect(unsaved).toEqual({ reviews: 3, studied: 2, made: 7, other: 0, acts: 3, since: NOON + 1 })
  })

  it('is what came after the copy, less what was taken back', () => {
    const undo = { id: id(9), kind: 'undo', of: [id(5)] } as unknown as StoredEvent
    const events = [review(3), review(4), review(5), undo]
    const unsaved = countUnsaved(events, id(3), [deck('own', 7)], new Set(['own 1']))
    expect(unsaved).toEqual({ reviews: 1, studied: 1, made: 0, other: 0, acts: 1, since: NOON + 4 })
  })

  it('counts cards that were changed here, and decks that came since or came newer', () => {
    const note = { id: id(8), kind: 'note', noteId: 'n1' } as unknown as StoredEvent
    const unsaved = countUnsaved([note], id(1), [deck('own', 7), deck('new', 2, false, 3)], new Set(['own 1', 'new 2']))
    expect(unsaved.made).toBe(3)
  })

  it('counts cards written by hand, moved or taken away: each once, and not besides the deck that has them', () => {
    const of = (n: number, kind: string, noteId: string, deckId = 'own') =>
      ({ id: id(n), kind, noteId, deckId, at: NOON + n }) as unknown as StoredEvent
    const decks = [deck('own', 7), deck('new', 2)]
    const events = [of(4, 'move', 'n1'), of(5, 'note', 'n1'), of(6, 'retire', 'n2'), of(7, 'move', 'n3', 'new')]
    const unsaved = countUnsaved(events, id(3), decks, new Set(['own 1']))
    expect(unsaved).toEqual({ reviews: 0, studied: 0, made: 4, other: 0, acts: 3, since: NOON + 4 })
  })

  it('counts whatever else was done, and takings back of what the copy holds', () => {
    const act = (n: number, kind: string, more = {}) => ({ id: id(n), kind, at: NOON + n, ...more }) as StoredEvent
    const kinds = ['exam', 'suspend', 'title', 'setting', 'deck', 'flag', 'kind of a later version']
    const events = [
      ...kinds.map((kind, i) => act(i + 4, kind)),
      act(20, 'anki'),
      act(21, 'undo', { of: [id(2)] }),
      act(22, 'undo', { of: [id(4)] }),
    ]
    const unsaved = countUnsaved(events, id(3), [deck('empty', 0)], new Set())
    expect(unsaved).toMatchObject({ reviews: 0, made: 0, other: 8, acts: 7, since: NOON + 5 })
  })
})

describe('a copy is offered', () => {
  const isOffered = (acts: number, days: number, hushed: { acts: number; at: Instant } | null = null) =>
    isWorthSaving({ acts, since: NOON }, toInstant(NOON + days * DAY_MS), hushed)

  it('after 50 reviews or changes, or 7 days after the first of fewer', () => {
    expect([isOffered(49, 6.9), isOffered(50, 0), isOffered(1, 7), isOffered(0, 30)]).toEqual([
      false,
      true,
      true,
      false,
    ])
    expect(isWorthSaving({ acts: 0, since: null }, NOON, null)).toBe(false)
  })

  it('again only 50 of them or 7 days after it was waved away', () => {
    const hushed = { acts: 50, at: toInstant(NOON + DAY_MS) }
    expect([isOffered(99, 2, hushed), isOffered(100, 2, hushed), isOffered(51, 8, hushed)]).toEqual([false, true, true])
  })

  it('anew for what came since a copy, whatever was waved away before', () => {
    const hushed = { acts: 500, at: toInstant(NOON - DAY_MS) }
    expect(isOffered(50, 0, hushed)).toBe(true)
  })
})
