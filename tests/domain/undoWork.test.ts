import fc from 'fast-check'
import { afterEach, describe, expect, it, vi } from 'vitest'
import { makeCutUndos } from '../../src/domain/cutUndos.ts'
import type { EventId, LogEvent, StoredEvent } from '../../src/domain/event.ts'
import { refoldCards } from '../../src/domain/fold.ts'
import { effectiveEvents } from '../../src/domain/undo.ts'
import { cardIdNamed, defaultScheduler, eventId, FIRST_DAY, momentAt, stateAfter } from './arbitraries.ts'

afterEach(() => vi.restoreAllMocks())

/** How often something was looked up or put away by its key: what the cost of all these is made of. */
function lookUps(work: () => unknown): number {
  const spies = [
    vi.spyOn(Set.prototype, 'has'),
    vi.spyOn(Set.prototype, 'add'),
    vi.spyOn(Map.prototype, 'has'),
    vi.spyOn(Map.prototype, 'get'),
    vi.spyOn(Map.prototype, 'set'),
  ]
  work()
  const count = spies.reduce((sum, spy) => sum + spy.mock.calls.length, 0)
  vi.restoreAllMocks()
  return count
}

const undoOf = (n: number, of: readonly EventId[]): Extract<LogEvent, { kind: 'undo' }> => ({
  ...momentAt(FIRST_DAY + 200),
  id: eventId(n),
  kind: 'undo',
  of,
})

const flagOf = (n: number, card: number): LogEvent => ({
  ...momentAt(FIRST_DAY),
  id: eventId(n),
  kind: 'flag',
  cardId: cardIdNamed(`c${card}`),
  flag: 1 + (n % 7),
})

/** Twice as much asks at most so much more. */
const LINEAR = 2.5

describe('the cost of undos', () => {
  /** Each of n cards flagged and that undone, one by one; then the last flags are undone as well. */
  function flagged(n: number) {
    const flags = Array.from({ length: n }, (_, i) => flagOf(i, i))
    const undos = flags.map((flag, i) => undoOf(n + i, [flag.id]))
    const again = flags.map((_, i) => flagOf(2 * n + i, i))
    const added = again.map((flag, i) => undoOf(3 * n + i, [flag.id]))
    const known = new Map<EventId, StoredEvent>([...flags, ...undos, ...again].map((event) => [event.id, event]))
    const cards = again.map((flag) => stateAfterFlag(flag))
    return { cards, known, added }
  }
  function stateAfterFlag(flag: LogEvent) {
    if (flag.kind !== 'flag') throw new Error('no flag')
    const { state } = stateAfter(defaultScheduler, [])
    return { ...state, cardId: flag.cardId, flag: flag.flag, events: [flag.id] }
  }

  it('grows with the undos, and not with the cards times the undos, where each card has its own', () => {
    const [few, many] = [30, 60].map((n) => {
      const { cards, known, added } = flagged(n)
      return lookUps(() => expect(refoldCards(cards, known, added, defaultScheduler)).toHaveLength(n))
    })
    expect(many).toBeLessThan(LINEAR * (few ?? 0))
  })

  it('grows with the undos of one card, and not with their square', () => {
    const [few, many] = [30, 60].map((n) => {
      const flags = Array.from({ length: n }, (_, i) => flagOf(i, 0))
      const undos = flags.map((flag, i) => undoOf(n + i, [flag.id]))
      const events = [...flags, ...undos]
      return lookUps(() => makeCutUndos()(events))
    })
    expect(many).toBeLessThan(LINEAR * (few ?? 0))
  })

  it('grows with a chain of undos, and not with its square', () => {
    const [few, many] = [30, 60].map((n) => {
      const flags = Array.from({ length: 20 }, (_, i) => flagOf(i, i))
      const undos = Array.from({ length: n }, (_, i) =>
        undoOf(1000 + i, i === 0 ? flags.map(({ id }) => id) : [eventId(999 + i)]),
      )
      const cut = makeCutUndos()
      return lookUps(() => {
        for (const flag of flags) cut([flag, ...undos])
      })
    })
    expect(many).toBeLessThan(LINEAR * (few ?? 0))
  })

  it('grows with what was changed in bulk and undone in bulk, again and again, as that does itself', () => {
    // n notes changed and that undone n times: n² events to fold, and as many names in their undos.
    const [few, many] = [12, 24].map((n) => {
      const rounds = Array.from({ length: n }, (_, round) =>
        Array.from({ length: n }, (_, i) => flagOf(round * 2 * n + i, i)),
      )
      const undos = rounds.map((flags, round) =>
        undoOf(
          round * 2 * n + n,
          flags.map(({ id }) => id),
        ),
      )
      const cut = makeCutUndos()
      return lookUps(() => {
        for (let i = 0; i < n; i++) cut([...rounds.flatMap((flags) => flags[i] ?? []), ...undos])
      })
    })
    expect(many).toBeLessThan(LINEAR * 2 * (few ?? 0))
  })
})

describe('undos cut to a few events', () => {
  it('leave the same of these standing as whole ones', () => {
    const names = fc.array(fc.nat({ max: 29 }), { maxLength: 8 })
    fc.assert(
      fc.property(
        fc.array(names, { maxLength: 20 }),
        fc.array(fc.boolean(), { minLength: 10, maxLength: 10 }),
        (undos, isOurs) => {
          const flags = Array.from({ length: 10 }, (_, i) => flagOf(i, i))
          const all = [
            ...flags,
            ...undos.map((of, i) =>
              undoOf(
                10 + i,
                of.map((n) => eventId(n)),
              ),
            ),
          ]
          const ours = all.filter((event, i) => event.kind === 'undo' || isOurs[i])
          const ids = new Set(ours.map(({ id }) => id))
          const cut = makeCutUndos()(ours)
          const standing = (events: readonly StoredEvent[]) => effectiveEvents(events).map(({ id }) => id)
          expect(standing(cut)).toEqual(standing(ours))
          for (const event of cut)
            if (event.kind === 'undo' && 'of' in event) expect(event.of.every((id) => ids.has(id))).toBe(true)
        },
      ),
    )
  })
})
