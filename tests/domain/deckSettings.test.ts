import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import {
  deckScope,
  EVERYWHERE,
  folderScope,
  makeDeckPaths,
  makeDeckTree,
  originOf,
  scopesOf,
  settingsIn,
} from '../../src/domain/deckTree.ts'
import type { StoredEvent } from '../../src/domain/event.ts'
import { foldLog } from '../../src/domain/fold.ts'
import { makeRandom, shuffle } from '../../src/domain/random.ts'
import { DEFAULT_SETTINGS, type DeckChange, type Scope, type Settings } from '../../src/domain/settings.ts'
import { foldSettings } from '../../src/domain/settingsFold.ts'
import { limitIn } from '../../src/domain/studyPlan.ts'
import { toStudyDay } from '../../src/domain/time.ts'
import { deckNamed, eventId, FIRST_DAY, momentAt } from './arbitraries.ts'

const scopes = fc.constantFrom(EVERYWHERE, folderScope('News'), deckScope(deckNamed('asia')))
const changes: fc.Arbitrary<DeckChange> = fc.record(
  {
    newPerDay: fc.oneof(fc.constant(null), fc.integer({ min: -3, max: 40 })),
    desiredRetentionRatio: fc.oneof(fc.constant(null), fc.double({ min: 0.5, max: 1.2, noNaN: true })),
    learningStepsMinutes: fc.oneof(fc.constant(null), fc.array(fc.integer({ min: 0, max: 20_000 }), { maxLength: 3 })),
    easyDays: fc.oneof(
      fc.constant(null),
      fc.array(fc.constantFrom('normal' as const, 'reduced' as const, 'minimum' as const), { maxLength: 8 }),
    ),
  },
  { requiredKeys: [] },
)

const events: fc.Arbitrary<readonly StoredEvent[]> = fc
  .array(
    fc.oneof(
      fc.record({ kind: fc.constant('deckSetting'), scope: scopes, change: changes }),
      fc.record({
        kind: fc.constant('limit'),
        scope: scopes,
        newPerDay: fc.oneof(fc.constant(null), fc.integer({ min: -1, max: 60 })),
        reviewsPerDay: fc.oneof(fc.constant(null), fc.constant(Number.NaN), fc.nat({ max: 60 })),
      }),
      fc.record({ kind: fc.constant('setting'), change: fc.record({ newPerDay: fc.nat({ max: 60 }) }) }),
      fc.constant({ kind: 'deckSetting', scope: 7, change: null }),
      fc.constant({ kind: 'of a later version', scope: '*' }),
    ),
    { maxLength: 20 },
  )
  .map((kinds) =>
    kinds.map(
      (kind, i) => ({ ...momentAt(FIRST_DAY + (i % 3)), ...kind, id: eventId(i + 1) }) as unknown as StoredEvent,
    ),
  )

const isWithinBounds = (settings: Settings): boolean =>
  Object.values(settings.scoped).every(
    ({ newPerDay = 0, desiredRetentionRatio: ratio = 0.9, learningStepsMinutes = [], easyDays }) =>
      newPerDay >= 0 &&
      ratio >= 0.7 &&
      ratio <= 0.99 &&
      learningStepsMinutes.every((minutes) => minutes > 0) &&
      (easyDays === undefined || (easyDays.length === 7 && easyDays.includes('normal'))),
  )

describe('settings of decks in the log', () => {
  it('are the same whichever device the events came from first, stay within bounds, and are gone when undone', () => {
    fc.assert(
      fc.property(events, fc.integer(), (log, seed) => {
        const settings = foldLog(log).settings
        const mixed = shuffle(log, makeRandom(seed))
        expect(foldLog([...mixed, ...log]).settings).toEqual(settings)
        expect(isWithinBounds(settings)).toBe(true)
        const undo = {
          ...momentAt(FIRST_DAY),
          id: eventId(99),
          kind: 'undo',
          of: log.map(({ id }) => id),
        } as StoredEvent
        expect(foldLog([...log, undo]).settings).toEqual(DEFAULT_SETTINGS)
      }),
    )
  })

  const own = (n: number, scope: Scope, change: DeckChange): StoredEvent => ({
    ...momentAt(FIRST_DAY),
    id: eventId(n),
    kind: 'deckSetting',
    scope,
    change,
  })

  it('a setting handed back is inherited again, the others stay', () => {
    const scope = deckScope(deckNamed('asia'))
    const { scoped } = foldSettings([
      own(1, scope, { newPerDay: 5, leechLapses: 4 }),
      own(2, scope, { newPerDay: null, desiredRetentionRatio: 2 }),
    ])
    expect(scoped[scope]).toEqual({ leechLapses: 4 })
  })

  it('what is not a deck’s own affair is passed over', () => {
    const scope = deckScope(deckNamed('asia'))
    const { scoped } = foldSettings([own(1, scope, { theme: 'dark', weights: null } as DeckChange)])
    expect(scoped[scope]).toEqual({})
  })

  it('limits hold on their day alone, and an earlier day’s that comes late changes nothing', () => {
    const limit = (n: number, day: number, newPerDay: number | null): StoredEvent => ({
      ...momentAt(day),
      id: eventId(n),
      kind: 'limit',
      scope: EVERYWHERE,
      newPerDay,
      reviewsPerDay: null,
    })
    const settings = foldSettings([limit(1, FIRST_DAY + 1, 30), limit(2, FIRST_DAY, 50)])
    expect(limitIn(settings, EVERYWHERE, 'newPerDay', toStudyDay(FIRST_DAY + 1))).toBe(30)
    expect(limitIn(settings, EVERYWHERE, 'newPerDay', toStudyDay(FIRST_DAY + 2))).toBe(20)
    expect(limitIn(settings, EVERYWHERE, 'reviewsPerDay', toStudyDay(FIRST_DAY + 1))).toBe(200)
    const far = foldSettings([limit(1, FIRST_DAY + 27_000, 30), limit(2, FIRST_DAY, 50)])
    expect(limitIn(far, EVERYWHERE, 'newPerDay', toStudyDay(FIRST_DAY))).toBe(50)
  })
})

describe('the tree of decks', () => {
  const news = deckNamed('news')
  const asia = deckNamed('asia')
  const kabul = deckNamed('kabul')
  const tree = makeDeckTree([
    { id: kabul, title: 'News::Asia::Kabul' },
    { id: asia, title: 'News :: Asia' },
    { id: news, title: 'Old news' },
  ])

  it('gives what a deck inherits from, outermost first: folders, decks called like them, itself', () => {
    expect(tree(kabul)).toEqual([folderScope('News'), folderScope('News::Asia'), deckScope(asia), deckScope(kabul)])
    expect(tree(news)).toEqual([deckScope(news)])
    expect(tree(deckNamed('gone'))).toEqual([deckScope(deckNamed('gone'))])
  })

  it('the innermost that says something wins, and is named as the origin', () => {
    const settings: Settings = {
      ...DEFAULT_SETTINGS,
      newPerDay: 11,
      scoped: {
        [folderScope('News')]: { newPerDay: 7, leechLapses: 5 },
        [deckScope(asia)]: { leechLapses: 6 },
        [deckScope(kabul)]: { desiredRetentionRatio: 0.8 },
      },
    }
    const scopes = tree(kabul)
    expect(settingsIn(settings, scopes)).toMatchObject({ newPerDay: 7, leechLapses: 6, desiredRetentionRatio: 0.8 })
    expect(originOf(settings, scopes, 'newPerDay')).toBe(folderScope('News'))
    expect(originOf(settings, scopes, 'leechLapses')).toBe(deckScope(asia))
    expect(originOf(settings, scopes, 'reviewsPerDay')).toBe(EVERYWHERE)
    expect(settingsIn(settings, tree(news))).toMatchObject({ newPerDay: 11, leechLapses: 8 })
  })
})

describe('decks that lie in others', () => {
  const titles = { a: 'A', x: 'A::X', deep: 'A :: X::Deep', other: 'AB', lone: 'B::C', again: 'A' }
  const decks = Object.entries(titles).map(([name, title]) => ({ id: deckNamed(name), title }))

  it('are studied with them, parents first, whatever the order they come in', () => {
    fc.assert(
      fc.property(fc.integer(), (seed) => {
        const { within, on, folders } = makeDeckPaths(shuffle(decks, makeRandom(seed)))
        expect(within(deckNamed('a'))).toEqual(['a', 'x', 'deep'].map(deckNamed))
        expect(within(deckNamed('x'))).toEqual(['x', 'deep'].map(deckNamed))
        expect(within(deckNamed('lone'))).toEqual([deckNamed('lone')])
        expect(within(deckNamed('gone'))).toEqual([deckNamed('gone')])
        expect(on('A')).toEqual(['a', 'again', 'x', 'deep'].map(deckNamed))
        expect(on('B')).toEqual([deckNamed('lone')])
        expect(on('C')).toEqual([])
        expect([...folders].sort()).toEqual(['A', 'A::X', 'B'])
      }),
    )
  })

  it('inherit together what the folder that is studied does, and not what each has for itself', () => {
    const tree = makeDeckTree(decks)
    const all = Object.keys(titles).map(deckNamed)
    expect(scopesOf(tree, null, all)).toEqual([])
    expect(scopesOf(tree, deckNamed('lone'), [deckNamed('lone')])).toEqual(tree(deckNamed('lone')))
    expect(scopesOf(tree, { folder: 'B' }, [deckNamed('lone')])).toEqual([folderScope('B')])
    const within = makeDeckPaths(decks).on('A::X')
    expect(scopesOf(tree, { folder: 'A::X' }, within)).toEqual([
      folderScope('A'),
      deckScope(deckNamed('a')),
      folderScope('A::X'),
    ])
    expect(scopesOf(tree, { folder: 'Gone' }, [])).toEqual([])
  })
})
