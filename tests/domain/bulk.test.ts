import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { type BulkAction, bulkChange, countOf, type Subject } from '../../src/domain/bulk.ts'
import type { CardState } from '../../src/domain/card.ts'
import type { EventId, StoredEvent } from '../../src/domain/event.ts'
import { foldLog, refoldCards } from '../../src/domain/fold.ts'
import { dueOnDay, toStudyDay } from '../../src/domain/time.ts'
import {
  answers,
  deckNamed,
  defaultScheduler,
  eventId,
  FIRST_DAY,
  makeNote,
  momentAt,
  stateAfter,
} from './arbitraries.ts'

const moment = momentAt(FIRST_DAY + 2000)

const cardActions: fc.Arbitrary<BulkAction> = fc.constantFrom<BulkAction[]>(
  { kind: 'suspend' },
  { kind: 'bury' },
  { kind: 'reset' },
  { kind: 'release' },
  { kind: 'flag', flag: 2 },
  { kind: 'setDue', due: dueOnDay(toStudyDay(FIRST_DAY + 2003)) },
)

/** Cards with pasts, and a bulk action or two done to them before, so that there is something to take back. */
const worlds = fc.record({
  cards: fc.array(answers, { maxLength: 6 }),
  actions: fc.array(cardActions, { maxLength: 5 }),
})

type Device = {
  log: StoredEvent[]
  states: Map<string, CardState>
  readonly subjects: () => Subject[]
  readonly act: (action: BulkAction) => readonly StoredEvent[]
}

function makeDevice(
  pasts: typeof worlds extends fc.Arbitrary<infer T extends { cards: unknown }> ? T['cards'] : never,
) {
  let ids = 1_000_000
  const nextId = (): EventId => eventId(++ids)
  const device: Device = {
    log: [],
    states: new Map(),
    subjects: () =>
      [...device.states.values()].map((state, i) => ({
        state,
        note: makeNote(`n${i}`, { kind: 'qa', question: 'Q', answer: 'A' }),
        deckId: deckNamed('d'),
      })),
    act: (action) => {
      const known = new Map(device.log.map((event) => [event.id, event]))
      const change = bulkChange(action, device.subjects(), { moment, nextId, scheduler: defaultScheduler, known })
      device.log.push(...change.events)
      for (const card of change.cards) device.states.set(card.cardId, card)
      return change.events
    },
  }
  for (const [i, past] of pasts.entries()) {
    const made = stateAfter(defaultScheduler, past, `n${i}`)
    const events = made.events.map((event, n): StoredEvent => ({ ...event, id: eventId(i * 1000 + n) }))
    device.log.push(...events)
    const state = foldLog(events).cards.get(made.state.cardId)
    device.states.set(made.state.cardId, state ?? made.state)
  }
  return { device, nextId }
}

describe('a bulk action', () => {
  it('leads to the states that the log folds to', () => {
    fc.assert(
      fc.property(worlds, ({ cards, actions }) => {
        const { device } = makeDevice(cards)
        for (const action of actions) device.act(action)
        const folded = foldLog(device.log).cards
        for (const [cardId, state] of device.states) {
          const card = folded.get(state.cardId)
          if (state.events.length > 0 || card) expect(state, cardId).toEqual(card)
        }
      }),
    )
  })

  it('is taken back exactly by one undo that names its events', () => {
    fc.assert(
      fc.property(worlds, cardActions, ({ cards, actions }, last) => {
        const { device, nextId } = makeDevice(cards)
        for (const action of actions) device.act(action)
        const before = new Map(device.states)
        const events = device.act(last)
        const undo: StoredEvent = { ...moment, id: nextId(), kind: 'undo', of: events.map((event) => event.id) }
        const known = new Map(device.log.map((event) => [event.id, event]))
        for (const state of refoldCards([...device.states.values()], known, [undo], defaultScheduler))
          device.states.set(state.cardId, state)
        expect(device.states).toEqual(before)
      }),
    )
  })

  it('does nothing the second time', () => {
    fc.assert(
      fc.property(worlds, cardActions, ({ cards }, action) => {
        const { device } = makeDevice(cards)
        device.act(action)
        expect(device.act(action)).toEqual([])
      }),
    )
  })

  it('releases what is suspended and what was buried today, in one step', () => {
    const { device } = makeDevice([[], [], []])
    device.act({ kind: 'bury' })
    device.act({ kind: 'suspend' })
    const events = device.act({ kind: 'release' })
    expect(countOf(events)).toBeGreaterThan(0)
    for (const state of device.states.values()) expect([state.suspended, state.buriedOn]).toEqual([false, null])
  })

  it('tags a note once, however many of its cards are meant, and leaves those that have the tag', () => {
    const note = makeNote('n', { kind: 'cloze', text: '{{c1::a}} {{c2::b}}' }, { tags: ['old'] })
    const { device, nextId } = makeDevice([[], []])
    const subjects = device.subjects().map((subject) => ({ ...subject, note }))
    const making = { moment, nextId, scheduler: defaultScheduler, known: new Map() }
    const added = bulkChange({ kind: 'tag', tag: 'new', on: true }, subjects, making)
    expect(added.events).toMatchObject([{ kind: 'note', note: { tags: ['old', 'new'] } }])
    expect(bulkChange({ kind: 'tag', tag: 'old', on: true }, subjects, making).events).toEqual([])
    const removed = bulkChange({ kind: 'tag', tag: 'old', on: false }, subjects, making)
    expect(removed.events).toMatchObject([{ kind: 'note', note: { tags: [] } }])
    const gone = bulkChange({ kind: 'retire' }, subjects, making)
    expect(gone.events).toMatchObject([{ kind: 'retire', noteId: 'n', on: true }])
  })
})
