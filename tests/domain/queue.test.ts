import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { newCard } from '../../src/domain/card.ts'
import { type Columns, makeColumns, type Place, setRow } from '../../src/domain/columns.ts'
import { deckScope, EVERYWHERE, folderScope, makeDeckTree } from '../../src/domain/deckTree.ts'
import type { ReviewEvent } from '../../src/domain/event.ts'
import { countDone, countDoneIn, type Done, doneCards } from '../../src/domain/limits.ts'
import type { DeckId } from '../../src/domain/note.ts'
import { buildQueue, placeKey, type QueueOptions, queueCounts } from '../../src/domain/queue.ts'
import { DEFAULT_SETTINGS, type Settings } from '../../src/domain/settings.ts'
import { makeStudyPlan, type PlanInput } from '../../src/domain/studyPlan.ts'
import {
  addDays,
  type Due,
  dueAtInstant,
  dueOnDay,
  type StudyDay,
  toInstant,
  toStudyDay,
} from '../../src/domain/time.ts'
import { cardIdNamed, deckNamed, defaultScheduler, FIRST_DAY, momentAt, stateAfter } from './arbitraries.ts'

const today = toStudyDay(FIRST_DAY + 30)
const now = momentAt(today).at

type Kind = 'new' | 'intraday' | 'interday' | 'review' | 'later'

const options = (
  { seed = 1, ...input }: Partial<PlanInput> & { readonly seed?: number } = {},
  values: Partial<Settings> = {},
): QueueOptions => ({
  today,
  plan: makeStudyPlan({
    settings: { ...DEFAULT_SETTINGS, ...values },
    tree: () => [],
    today,
    done: { new: 0, review: 0 },
    doneIn: new Map(),
    session: [],
    isBehind: false,
    ...input,
  }),
  seed,
})

type Row = {
  readonly kind: Kind
  readonly overdue?: number
  readonly seenToday?: boolean
  readonly out?: 'suspended' | 'buried' | undefined
}

/** A deck of notes, each a list of its cards. */
function deckOf(name: string, notes: readonly (readonly Row[])[]): Columns {
  const columns = makeColumns(
    deckNamed(name),
    notes.map((rows) => rows.length),
  )
  for (const [row, { kind, overdue = 0, seenToday = false, out }] of notes.flat().entries()) {
    const recall = { stability: 5, difficulty: 5, day: seenToday ? today : addDays(today, -9) }
    const base = {
      ...newCard(cardIdNamed(`${name}${row}`)),
      suspended: out === 'suspended',
      buriedOn: out === 'buried' ? today : null,
    }
    setRow(columns, row, { ...base, memory: memoryOf(kind, overdue, recall) })
  }
  return columns
}

function memoryOf(kind: Kind, overdue: number, recall: { stability: number; difficulty: number; day: StudyDay }) {
  const day = (days: number): Due => dueOnDay(addDays(today, days))
  switch (kind) {
    case 'new':
      return { phase: 'new' } as const
    case 'intraday':
      return { phase: 'learning', step: 0, due: dueAtInstant(toInstant(now + overdue * 60_000)), ...recall } as const
    case 'interday':
      return { phase: 'relearning', step: 0, due: day(-overdue), ...recall } as const
    case 'review':
      return { phase: 'review', due: day(-overdue), ...recall } as const
    case 'later':
      return { phase: 'review', due: day(1 + overdue), ...recall } as const
  }
}

const rowsArbitrary: fc.Arbitrary<Row> = fc.record({
  kind: fc.constantFrom<Kind>('new', 'intraday', 'interday', 'review', 'later'),
  overdue: fc.nat({ max: 20 }),
  seenToday: fc.boolean(),
  out: fc.constantFrom(undefined, undefined, undefined, 'suspended' as const, 'buried' as const),
})
const decksArbitrary = fc.array(fc.array(fc.array(rowsArbitrary, { maxLength: 3 }), { maxLength: 30 }), {
  maxLength: 3,
})
const doneArbitrary = fc.record({ new: fc.nat({ max: 30 }), review: fc.nat({ max: 60 }) })

const noteKey = (place: Place): string => `${place.deckId}:${place.note}`

describe('the queue', () => {
  it('keeps the limits, shows no card twice, no hidden one, and no two siblings but those on steps', () => {
    fc.assert(
      fc.property(
        decksArbitrary,
        doneArbitrary,
        fc.nat({ max: 30 }),
        fc.nat({ max: 60 }),
        fc.integer(),
        (decks, done, newPerDay, reviewsPerDay, seed) => {
          const columns = decks.map((notes, i) => deckOf(`deck${i}`, notes))
          const queue = buildQueue(columns, options({ done, seed }, { newPerDay, reviewsPerDay }))
          const all = [...queue.main, ...queue.learning]
          expect(new Set(all.map(({ place }) => placeKey(place))).size).toBe(all.length)
          const rows = decks.map((notes) => notes.flat())
          for (const { place } of all) {
            const row = rows[Number(place.deckId.slice(4))]?.[place.row]
            expect(row?.out).toBeUndefined()
            expect(row?.kind).not.toBe('later')
          }
          const counts = queueCounts({ main: queue.main, learning: [] })
          const left = Math.max(0, reviewsPerDay - done.review - done.new)
          expect(counts.new).toBeLessThanOrEqual(Math.max(0, newPerDay - done.new))
          expect(counts.new + counts.review + counts.learning).toBeLessThanOrEqual(left)
          const onceOnly = all.filter(({ kind }) => kind !== 'learning').map(({ place }) => noteKey(place))
          expect(new Set(onceOnly).size).toBe(onceOnly.length)
          const onSteps = new Set(all.filter(({ kind }) => kind === 'learning').map(({ place }) => noteKey(place)))
          expect(onceOnly.filter((key) => onSteps.has(key))).toEqual([])
        },
      ),
      { numRuns: 200 },
    )
  })

  it('shows reviews by due day, and in deck order what is new', () => {
    fc.assert(
      fc.property(decksArbitrary, fc.integer(), (decks, seed) => {
        const queue = buildQueue(
          decks.map((notes, i) => deckOf(`deck${i}`, notes)),
          options({ seed }),
        )
        const dues = queue.main.filter(({ kind }) => kind === 'review').map(({ due }) => due)
        expect(dues).toEqual(dues.toSorted((a, b) => a - b))
        const fresh = queue.main
          .filter(({ kind }) => kind === 'new')
          .map(({ place }) => [place.deckId, place.row] as const)
        expect(fresh).toEqual(fresh.toSorted(([a, i], [b, j]) => (a === b ? i - j : a < b ? -1 : 1)))
        const waiting = queue.learning.map(({ due }) => due)
        expect(waiting).toEqual(waiting.toSorted((a, b) => a - b))
      }),
    )
  })

  it('is the same for the same seed, and in another order of one day for another', () => {
    const deck = deckOf(
      'deck',
      Array.from({ length: 40 }, () => [{ kind: 'review' as const }]),
    )
    const orderOf = (seed: number): number[] => buildQueue([deck], options({ seed })).main.map(({ place }) => place.row)
    expect(orderOf(3)).toEqual(orderOf(3))
    expect(orderOf(3)).not.toEqual(orderOf(4))
    expect(orderOf(3).toSorted((a, b) => a - b)).toEqual(orderOf(4).toSorted((a, b) => a - b))
  })

  it('new cards use up what reviews leave of the review limit', () => {
    const deck = deckOf('deck', [
      ...Array.from({ length: 8 }, () => [{ kind: 'review' as const }]),
      ...Array.from({ length: 30 }, () => [{ kind: 'new' as const }]),
    ])
    expect(queueCounts(buildQueue([deck], options({}, { reviewsPerDay: 10 })))).toEqual({
      new: 2,
      review: 8,
      learning: 0,
    })
    expect(queueCounts(buildQueue([deck], options({}, { reviewsPerDay: 5 })))).toEqual({
      new: 0,
      review: 5,
      learning: 0,
    })
    expect(queueCounts(buildQueue([deck], options({ done: { new: 15, review: 0 } })))).toMatchObject({ new: 5 })
  })

  it('steps within the day are exempt from limits', () => {
    const deck = deckOf('deck', [[{ kind: 'intraday' }], [{ kind: 'review' }]])
    expect(queueCounts(buildQueue([deck], options({}, { reviewsPerDay: 0 })))).toEqual({
      new: 0,
      review: 0,
      learning: 1,
    })
  })

  it('a note on its steps hides its reviews, a review its new cards, and an answer of today both', () => {
    const decks = [
      deckOf('a', [[{ kind: 'review' }, { kind: 'interday' }, { kind: 'new' }]]),
      deckOf('b', [[{ kind: 'new' }, { kind: 'review' }]]),
      deckOf('c', [[{ kind: 'later', seenToday: true }, { kind: 'review' }, { kind: 'new' }, { kind: 'intraday' }]]),
    ]
    const shown = (burySiblings: boolean) =>
      buildQueue(decks, options({}, { burySiblings }))
        .main.map(({ place }) => `${place.deckId}${place.row}`)
        .sort()
    expect(shown(true)).toEqual(['a1', 'b1'])
    expect(shown(false)).toEqual(['a0', 'a1', 'a2', 'b0', 'b1', 'c1', 'c2'])
  })

  it('a card answered today and made due again on purpose comes', () => {
    const deck = deckOf('deck', [[{ kind: 'review', seenToday: true }]])
    expect(buildQueue([deck], options()).main).toHaveLength(1)
  })

  it('spreads new cards among reviews', () => {
    const deck = deckOf('deck', [
      ...Array.from({ length: 9 }, () => [{ kind: 'review' as const }]),
      ...Array.from({ length: 4 }, () => [{ kind: 'new' as const }]),
    ])
    const kinds = buildQueue([deck], options())
      .main.map(({ kind }) => (kind === 'new' ? 'n' : 'r'))
      .join('')
    expect(kinds).toBe('rrnrrnrrnrrnr')
  })
})

describe('limits of decks', () => {
  const asia = deckNamed('asia')
  const kabul = deckNamed('kabul')
  const sport = deckNamed('sport')
  const tree = makeDeckTree([
    { id: asia, title: 'News::Asia' },
    { id: kabul, title: 'News::Asia::Kabul' },
    { id: sport, title: 'Sport' },
  ])
  const newCards = (count: number): (readonly Row[])[] => Array.from({ length: count }, () => [{ kind: 'new' }])
  const decks = () => [deckOf('asia', newCards(50)), deckOf('kabul', newCards(50)), deckOf('sport', newCards(50))]
  const fresh = (settings: Partial<Settings>, more: Partial<PlanInput> = {}): Record<string, number> => {
    const { main } = buildQueue(decks(), options({ tree, ...more }, settings))
    const count = (deckId: DeckId) => main.filter(({ place }) => place.deckId === deckId).length
    return { asia: count(asia), kabul: count(kabul), sport: count(sport) }
  }

  it('are shared by the decks that inherit them, apart from those with limits of their own', () => {
    expect(fresh({ newPerDay: 20 })).toEqual({ asia: 20, kabul: 0, sport: 0 })
    expect(fresh({ newPerDay: 20, scoped: { [deckScope(asia)]: { newPerDay: 7 } } })).toEqual({
      asia: 7,
      kabul: 0,
      sport: 20,
    })
    const scoped = { [deckScope(kabul)]: { newPerDay: 5 } }
    expect(fresh({ newPerDay: 20, scoped })).toEqual({ asia: 20, kabul: 5, sport: 0 })
  })

  it('hold for all decks in a folder together, also for those with limits of their own', () => {
    const scoped = { [folderScope('News')]: { newPerDay: 10 }, [deckScope(kabul)]: { newPerDay: 4 } }
    expect(fresh({ newPerDay: 3, scoped })).toEqual({ asia: 10, kabul: 0, sport: 3 })
    expect(fresh({ newPerDay: 3, scoped: { ...scoped, [deckScope(asia)]: { newPerDay: 7 } } })).toEqual({
      asia: 7,
      kabul: 0,
      sport: 3,
    })
  })

  it('give way to limits for today, and count what was done where', () => {
    const limits = { [deckScope(asia)]: { day: today, newPerDay: 9, reviewsPerDay: null } }
    const doneIn = new Map<DeckId, Done>([[asia, { new: 2, review: 5 }]])
    const done = { new: 12, review: 5 }
    expect(fresh({ newPerDay: 20, limits }, { done, doneIn })).toEqual({ asia: 7, kabul: 0, sport: 10 })
    const yesterday = { [deckScope(asia)]: { day: addDays(today, -1), newPerDay: 9, reviewsPerDay: null } }
    expect(fresh({ newPerDay: 20, limits: yesterday }, { done })).toEqual({ asia: 8, kabul: 0, sport: 0 })
    const everywhere = { [EVERYWHERE]: { day: today, newPerDay: 30, reviewsPerDay: null } }
    expect(fresh({ newPerDay: 20, limits: everywhere })).toEqual({ asia: 30, kabul: 0, sport: 0 })
  })

  it('never let a deck or a folder pass its own, whatever the tree of limits', () => {
    const limit = fc.option(fc.nat({ max: 60 }), { nil: undefined })
    const limitsOf = fc.record({ newPerDay: limit, reviewsPerDay: limit }).map(withoutUndefined)
    const doneArb = fc.array(doneArbitrary, { minLength: 3, maxLength: 3 })
    fc.assert(
      fc.property(fc.nat({ max: 60 }), fc.nat({ max: 90 }), limitsOf, limitsOf, limitsOf, doneArb, (...given) => {
        const [newPerDay, reviewsPerDay, ofNews, ofAsia, ofKabul, [a, k, s]] = given
        if (!a || !k || !s) return
        const scoped = { [folderScope('News')]: ofNews, [deckScope(asia)]: ofAsia, [deckScope(kabul)]: ofKabul }
        const done = { new: a.new + k.new + s.new, review: a.review + k.review + s.review }
        const doneIn = new Map([
          [asia, a],
          [kabul, k],
          [sport, s],
        ])
        const counts = fresh({ newPerDay, reviewsPerDay, scoped }, { done, doneIn })
        const left = (perDay: number | undefined, used: number) => Math.max(0, (perDay ?? 1e9) - used)
        expect(counts.asia).toBeLessThanOrEqual(left(ofAsia.newPerDay, a.new))
        expect(counts.asia).toBeLessThanOrEqual(left(ofAsia.reviewsPerDay, a.new + a.review))
        expect(counts.kabul).toBeLessThanOrEqual(left(ofKabul.newPerDay, k.new))
        expect((counts.asia ?? 0) + (counts.kabul ?? 0)).toBeLessThanOrEqual(left(ofNews.newPerDay, a.new + k.new))
        expect(counts.sport).toBeLessThanOrEqual(left(newPerDay, s.new))
      }),
    )
  })

  it('new cards can come at random, first or last, each as its deck says', () => {
    const cards = [deckOf('asia', [...newCards(30), ...Array.from({ length: 5 }, () => [{ kind: 'review' as const }])])]
    const kinds = (settings: Partial<Settings>) =>
      buildQueue(cards, options({ tree, session: tree(asia) }, settings))
        .main.map(({ kind }) => kind[0])
        .join('')
    expect(kinds({ newPerDay: 2, newCardMix: 'first' })).toBe('nnrrrrr')
    expect(kinds({ newPerDay: 2, scoped: { [deckScope(asia)]: { newCardMix: 'last' } } })).toBe('rrrrrnn')
    const rows = (seed: number) =>
      buildQueue(cards, options({ tree, seed }, { newCardOrder: 'random', newPerDay: 30 }))
        .main.filter(({ kind }) => kind === 'new')
        .map(({ place }) => place.row)
    expect(rows(1)).toEqual(rows(1))
    expect(rows(1)).not.toEqual(rows(2))
    expect(rows(1).sort((a, b) => a - b)).toEqual(Array.from({ length: 30 }, (_, row) => row))
  })

  it('far behind, what is likeliest to be recalled comes first and new cards wait, unless they are let in', () => {
    const deck = deckOf('asia', [...newCards(5), [{ kind: 'review', overdue: 9 }], [{ kind: 'review', overdue: 1 }]])
    deck.stability.set([100, 2], 5)
    const rows = (settings: Partial<Settings>, isBehind = true) =>
      buildQueue([deck], options({ isBehind }, settings)).main.map(({ place }) => place.row)
    expect(rows({})).toEqual([5, 6])
    expect(rows({ pauseNewCards: false })).toHaveLength(7)
    deck.stability.set([2, 100], 5)
    expect(rows({})).toEqual([6, 5])
    expect(rows({ newPerDay: 0 }, false)).toEqual([5, 6])
  })
})

const withoutUndefined = (limits: Record<string, number | undefined>): Partial<Settings> =>
  Object.fromEntries(Object.entries(limits).filter(([, value]) => value !== undefined))

describe('what was done today', () => {
  it('counts each card once, as new if it was, and leaves out other days and cramming', () => {
    const learned = stateAfter(
      defaultScheduler,
      [
        { rating: 'good', days: 0, minutes: 1 },
        { rating: 'good', days: 0, minutes: 20 },
      ],
      'a',
    )
    const older = stateAfter(
      defaultScheduler,
      [
        { rating: 'easy', days: -9, minutes: 1 },
        { rating: 'good', days: 9, minutes: 1 },
      ],
      'b',
    )
    const crammed = stateAfter(defaultScheduler, [{ rating: 'good', days: 0, minutes: 1 }], 'c')
    const asCram = crammed.events.map((event) => ({ ...(event as ReviewEvent), source: 'cram' as const }))
    const states = new Map([learned.state, older.state, crammed.state].map((state) => [state.cardId, state]))
    const events = [...learned.events, ...older.events, ...asCram]
    expect(countDone(doneCards(toStudyDay(FIRST_DAY), events, states))).toEqual({ new: 1, review: 1 })
    expect(countDone(doneCards(toStudyDay(FIRST_DAY + 1), events, states))).toEqual({ new: 0, review: 0 })
    const decks = new Map([[cardIdNamed('b'), deckNamed('deck')]])
    const inDecks = countDoneIn(doneCards(toStudyDay(FIRST_DAY), events, states), (cardId) => decks.get(cardId))
    expect(inDecks).toEqual(new Map([[deckNamed('deck'), { new: 0, review: 1 }]]))
  })
})
