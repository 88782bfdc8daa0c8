import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { applyEvent, cardIdOfEvent } from '../../src/domain/apply.ts'
import { type CardState, memoryWord, newCard } from '../../src/domain/card.ts'
import type { EventId, LogEvent, StoredEvent } from '../../src/domain/event.ts'
import { foldLog, refoldCards, replayCard } from '../../src/domain/fold.ts'
import type { CardId } from '../../src/domain/note.ts'
import { makeRandom, shuffle } from '../../src/domain/random.ts'
import { DEFAULT_SETTINGS } from '../../src/domain/settings.ts'
import { validSettings } from '../../src/domain/settingsCheck.ts'
import { effectiveEvents, undoTargets } from '../../src/domain/undo.ts'
import {
  answers,
  cardIdNamed,
  defaultScheduler,
  eventId,
  FIRST_DAY,
  logs,
  momentAt,
  ratings,
  stateAfter,
} from './arbitraries.ts'

const undoOf = (n: number, ...of: EventId[]): LogEvent => ({
  ...momentAt(FIRST_DAY + 200),
  id: eventId(n),
  kind: 'undo',
  of,
})

const byId = (events: Iterable<StoredEvent>): ReadonlyMap<EventId, StoredEvent> =>
  new Map([...events].map((event) => [event.id, event]))

describe('the fold over a log', () => {
  it('is the state that answering gave', () => {
    fc.assert(
      fc.property(answers, (given) => {
        const { state, events } = stateAfter(defaultScheduler, given)
        expect(foldLog(events).cards.get(state.cardId) ?? newCard(state.cardId)).toEqual(state)
        expect(replayCard(state.cardId, events, defaultScheduler)).toEqual(state)
      }),
    )
  })

  it('does not depend on the order in which events came, nor on how often', () => {
    fc.assert(
      fc.property(logs, fc.integer(), (log, seed) => {
        const mixed = shuffle([...log, ...log.slice(0, 5)], makeRandom(seed))
        expect(foldLog(mixed)).toEqual(foldLog(log))
      }),
    )
  })

  it('of two logs merged in either order is the same', () => {
    fc.assert(
      fc.property(logs, fc.func(fc.boolean()), (log, isHere) => {
        const here = log.filter((event) => isHere(event.id))
        const there = log.filter((event) => !isHere(event.id))
        expect(foldLog([...here, ...there])).toEqual(foldLog([...there, ...here]))
        expect(foldLog([...here, ...there])).toEqual(foldLog(log))
      }),
    )
  })

  it('one event at a time gives the same as all at once', () => {
    fc.assert(
      fc.property(logs, (log) => {
        const cards = new Map<CardId, CardState>()
        for (const [i, event] of log.entries()) {
          const known = byId(log.slice(0, i))
          for (const state of refoldCards([...cards.values()], known, [event], defaultScheduler)) {
            cards.set(state.cardId, state)
          }
        }
        const folded = foldLog(log).cards
        for (const [cardId, state] of cards) expect(state).toEqual(folded.get(cardId) ?? newCard(cardId))
        for (const cardId of folded.keys()) expect(cards.get(cardId) ?? newCard(cardId)).toEqual(folded.get(cardId))
      }),
      { numRuns: 200 },
    )
  })

  it('holds finite numbers only', () => {
    fc.assert(
      fc.property(logs, (log) => {
        for (const { memory } of foldLog(log).cards.values()) {
          if (memory.phase === 'new') continue
          expect([memory.stability, memory.difficulty, memory.due, memory.day].every(Number.isFinite)).toBe(true)
        }
      }),
    )
  })

  it('each state lists the events that made it, which are enough to make it again', () => {
    fc.assert(
      fc.property(logs, (log) => {
        const known = byId(log)
        for (const state of foldLog(log).cards.values()) {
          const own = state.events.map((id) => known.get(id)).filter((event) => event !== undefined)
          expect(replayCard(state.cardId, own, defaultScheduler)).toEqual(state)
        }
      }),
    )
  })

  it('passes over kinds of later versions and damaged events', () => {
    const strange = [
      { id: eventId(1), kind: 'hologram', cardId: cardIdNamed('one') },
      {
        ...momentAt(FIRST_DAY),
        id: eventId(2),
        kind: 'review',
        cardId: cardIdNamed('one'),
        rating: 'superb',
        due: 3,
        step: null,
      },
      {
        ...momentAt(FIRST_DAY),
        id: eventId(3),
        kind: 'baseline',
        cardId: cardIdNamed('one'),
        stability: Number.NaN,
        difficulty: 5,
        due: 3,
      },
      { ...momentAt(FIRST_DAY), id: eventId(4), kind: 'setting', change: null },
      { id: eventId(5), kind: 'undo' },
    ] as unknown as StoredEvent[]
    const folded = foldLog(strange)
    expect(folded.settings).toEqual(DEFAULT_SETTINGS)
    expect(folded.cards.get(cardIdNamed('one'))).toEqual(newCard(cardIdNamed('one')))
  })

  it('settings: the later change wins, field by field, and values out of bounds never come into force', () => {
    const change = (n: number, settings: object): StoredEvent =>
      ({ ...momentAt(FIRST_DAY), id: eventId(n), kind: 'setting', change: settings }) as StoredEvent
    const { settings } = foldLog([
      change(3, { newPerDay: 7, desiredRetentionRatio: 2, weights: [1, 2] }),
      change(1, { newPerDay: 5, theme: 'dark' }),
      change(2, { colour: 'red', learningStepsMinutes: [Number.NaN] }),
    ])
    expect(settings).toEqual({ ...DEFAULT_SETTINGS, newPerDay: 7, theme: 'dark' })
    expect(validSettings({ rolloverHour: 24 })).toEqual({})
    const { scoped, limits, ...values } = DEFAULT_SETTINGS
    expect(validSettings(values)).toEqual(values)
    expect(validSettings({ scoped, limits } as object)).toEqual({})
  })

  it('cramming changes no memory', () => {
    const { state, events } = stateAfter(defaultScheduler, [{ rating: 'good', days: 0, minutes: 1 }])
    const cram = { ...events[0], id: eventId(50), source: 'cram', rating: 'again' } as StoredEvent
    const after = applyEvent(state, cram, defaultScheduler)
    expect(after).toEqual({ ...state, events: [...state.events, cram.id] })
  })
})

describe('undo', () => {
  it('of an undo that names a whole collection finds all that it named', () => {
    const all = Array.from({ length: 300_000 }, (_, i) => eventId(i))
    const whole = { ...undoOf(400_000), of: all }
    expect(undoTargets([whole.id], byId([whole]))).toHaveLength(300_001)
  })

  it('after an answer is as if it had not been given', () => {
    fc.assert(
      fc.property(answers, ratings, (given, rating) => {
        const before = stateAfter(defaultScheduler, given)
        const after = stateAfter(defaultScheduler, [...given, { rating, days: 1, minutes: 5 }])
        const last = after.events.at(-1)
        if (last === undefined) throw new Error('an answer was given')
        const [undone] = refoldCards([after.state], byId(after.events), [undoOf(900, last.id)], defaultScheduler)
        expect(undone).toEqual(before.state)
      }),
    )
  })

  it('of an undo brings the answer back, and so on for ever', () => {
    const { state, events } = stateAfter(defaultScheduler, [
      { rating: 'good', days: 0, minutes: 1 },
      { rating: 'again', days: 3, minutes: 1 },
    ])
    const last = events.at(-1)
    if (last === undefined) throw new Error('an answer was given')
    const first = undoOf(901, last.id)
    const second = undoOf(902, first.id)
    const third = undoOf(903, second.id)
    const stateOf = (...undos: LogEvent[]) => foldLog([...events, ...undos]).cards.get(state.cardId)
    expect(stateOf(first, second)).toEqual(state)
    expect(stateOf(first, second, third)).toEqual(stateOf(first))
    const known = byId([...events, first])
    expect(undoTargets([first.id], known)).toEqual([last.id, first.id].sort())
    const undone = stateOf(first)
    if (undone === undefined) throw new Error('the card has one answer left')
    expect(refoldCards([undone], known, [second], defaultScheduler)).toEqual([state])
  })

  it('holds also where the clock of what is undone ran ahead of it', () => {
    const { state, events } = stateAfter(defaultScheduler, [{ rating: 'good', days: 0, minutes: 1 }])
    const ahead = events.map((event) => ({ ...event, id: eventId(5000) }))
    expect(effectiveEvents([...ahead, undoOf(10, eventId(5000))]).map((event) => event.kind)).toEqual(['undo'])
    expect(state.events).toEqual([eventId(1)])
  })

  it('takes back several events at once, of several cards', () => {
    const [one, two] = ['one', 'two'].map((name) => cardIdNamed(name))
    if (one === undefined || two === undefined) throw new Error('two cards')
    const bury = (n: number, cardId: CardId): LogEvent => ({
      ...momentAt(FIRST_DAY),
      id: eventId(n),
      kind: 'bury',
      cardId,
    })
    const log = [bury(1, one), bury(2, two)]
    const cards = [...foldLog(log).cards.values()]
    const undone = refoldCards(cards, byId(log), [undoOf(3, eventId(1), eventId(2))], defaultScheduler)
    expect(undone).toEqual([newCard(one), newCard(two)])
  })
})

describe('single events', () => {
  const cardId = cardIdNamed('one')
  const apply = (state: CardState, event: object): CardState =>
    applyEvent(state, { ...momentAt(FIRST_DAY), id: eventId(77), cardId, ...event } as StoredEvent, defaultScheduler)
  const reviewed = stateAfter(defaultScheduler, [{ rating: 'easy', days: 0, minutes: 1 }], 'one').state

  it('a baseline is a memory without a history', () => {
    const state = apply(newCard(cardId), { kind: 'baseline', stability: 1e9, difficulty: 0, due: FIRST_DAY + 30 })
    expect(state.memory).toEqual({
      phase: 'review',
      stability: 36_500,
      difficulty: 1,
      day: FIRST_DAY,
      due: FIRST_DAY + 30,
    })
    expect(memoryWord(state.memory)).toBe('known')
  })

  it('a reset forgets what was learned, not that the card is suspended or flagged', () => {
    const state = apply({ ...reviewed, suspended: true, flag: 2 }, { kind: 'reset' })
    expect(state).toMatchObject({ memory: { phase: 'new' }, reps: 0, lapses: 0, suspended: true, flag: 2 })
    expect(state.events).toEqual([...reviewed.events, eventId(77)])
  })

  it('a due day can be set for any card that has a memory', () => {
    expect(apply(reviewed, { kind: 'setDue', due: FIRST_DAY }).memory).toMatchObject({
      phase: 'review',
      due: FIRST_DAY,
    })
    expect(apply(newCard(cardId), { kind: 'setDue', due: FIRST_DAY }).memory).toEqual({ phase: 'new' })
  })

  it('Again counts as a lapse in review only', () => {
    const lapsed = stateAfter(defaultScheduler, [
      { rating: 'again', days: 0, minutes: 1 },
      { rating: 'easy', days: 0, minutes: 2 },
      { rating: 'again', days: 9, minutes: 1 },
      { rating: 'again', days: 0, minutes: 20 },
    ]).state
    expect(lapsed).toMatchObject({ lapses: 1, reps: 4, memory: { phase: 'relearning' } })
    expect(lapsed.recentRatings).toEqual(['again', 'easy', 'again', 'again'])
  })

  it('knows which card an event is about', () => {
    expect(cardIdOfEvent({ id: eventId(1), kind: 'hologram' })).toBeNull()
    expect(cardIdOfEvent({ ...momentAt(FIRST_DAY), id: eventId(1), kind: 'bury', cardId })).toBe(cardId)
  })
})
