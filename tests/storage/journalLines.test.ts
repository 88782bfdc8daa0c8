import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { EventId, StoredEvent } from '../../src/domain/event.ts'
import {
  betterJournal,
  decodeJournal,
  encodeAddition,
  encodeJournal,
  encodeLine,
} from '../../src/storage/journalLines.ts'
import { deckId, makeDeck } from './world.ts'

const event = (n: number, more: object = {}): StoredEvent => ({ id: `e${n}` as EventId, kind: 'x', ...more })

const events = fc.uniqueArray(
  fc.record({ n: fc.nat(), text: fc.string({ unit: 'grapheme' }) }).map(({ n, text }) => event(n, { text })),
  { maxLength: 8, selector: ({ id }) => id },
)

describe('the journal as text', () => {
  it('gives back what went in', () => {
    fc.assert(
      fc.property(events, events, fc.nat(), (first, later, generation) => {
        const added = later.filter((event) => !first.some(({ id }) => id === event.id))
        const text =
          encodeJournal({ dbId: 'db', events: first, decks: [] }, generation) + encodeAddition({ events: added })
        expect(decodeJournal(text)).toEqual({
          dbId: 'db',
          events: [...first, ...added],
          decks: [],
          deckChanges: 0,
          decksAt: new Map(),
          generation,
          spoilt: 0,
          complete: true,
        })
      }),
    )
  })

  it('loses only the line that was torn, wherever in its bytes the writing stopped', () => {
    const whole =
      encodeJournal({ dbId: 'db', events: [event(1)], decks: [] }, 1) + encodeAddition({ events: [event(2)] })
    const bytes = new TextEncoder().encode(whole + encodeAddition({ events: [event(3, { text: 'größer 🙂 als' })] }))
    const before = new TextEncoder().encode(whole).length
    for (let end = before; end < bytes.length; end++) {
      const read = decodeJournal(new TextDecoder().decode(bytes.slice(0, end)))
      expect(read.events).toEqual([event(1), event(2)])
      expect(read.complete).toBe(true)
      expect(read.spoilt).toBe(end === before ? 0 : 1)
    }
  })

  it('loses only the lines that were damaged, and says that some were', () => {
    const text = encodeJournal({ dbId: 'db', events: [1, 2, 3, 4].map((n) => event(n)), decks: [] }, 1)
    const at = text.indexOf('"e2"') + 1
    const read = decodeJournal(`${text.slice(0, at)}E${text.slice(at + 1)}`)
    expect(read.events).toEqual([event(1), event(3), event(4)])
    expect(read.spoilt).toBe(1)
  })

  it('never throws, whatever the file holds', () => {
    fc.assert(fc.property(fc.string({ unit: 'binary' }), (text) => void expect(decodeJournal(text).events).toEqual([])))
  })

  it('holds an event once that was written twice', () => {
    const read = decodeJournal(
      encodeJournal({ dbId: 'db', events: [event(1)], decks: [] }, 1) + encodeAddition({ events: [event(1)] }),
    )
    expect(read.events).toEqual([event(1)])
    expect(read.spoilt).toBe(1)
  })
})

describe("the learner's own decks in the journal", () => {
  const deck = (name: string, version: number) => ({ ...makeDeck(name, 2, { version }), builtIn: false, retired: [] })

  it('are there in the version that came last, and not at all once they went', () => {
    const text =
      encodeJournal({ dbId: 'db', events: [event(1)], decks: [deck('a', 1), deck('b', 1)] }, 1) +
      encodeAddition({ decks: [deck('a', 2), deck('c', 1)] }) +
      encodeAddition({ gone: [deckId('b')], events: [event(2)] })
    const read = decodeJournal(text)
    expect(read.decks).toEqual([deck('a', 2), deck('c', 1)])
    expect(read.events).toEqual([event(1), event(2)])
    expect([read.complete, read.spoilt]).toEqual([true, 3])
  })

  it.each([
    ['a note without content', { notes: [{ id: 'n' }] }],
    ['a note that is none', { retired: [null] }],
    ['no list of notes', { notes: 'none' }],
  ])('are left out where one has %s, whatever its checksum says', (_, spoilt) => {
    const spoiltDeck = { ...deck('a', 1), ...spoilt } as unknown as ReturnType<typeof deck>
    const text =
      encodeJournal({ dbId: 'db', events: [event(1)], decks: [deck('b', 1)] }, 1) + encodeLine({ deck: spoiltDeck })
    expect(decodeJournal(text).decks).toEqual([deck('b', 1)])
  })
})

describe('of two journals', () => {
  const whole = (generation: number, count: number) =>
    decodeJournal(
      encodeJournal({ dbId: 'db', events: Array.from({ length: count }, (_, n) => event(n)), decks: [] }, generation),
    )

  it('the later one counts, even if it holds less', () => {
    expect(betterJournal(whole(1, 5), whole(2, 1)).generation).toBe(2)
    expect(betterJournal(whole(2, 1), whole(1, 5)).generation).toBe(2)
  })

  it('the later one does not count while its writing was cut short', () => {
    const text = encodeJournal({ dbId: 'db', events: [event(1), event(2)], decks: [] }, 2)
    const cut = decodeJournal(text.slice(0, -3))
    expect(betterJournal(whole(1, 2), cut).generation).toBe(1)
  })

  it('one that lost its first line still counts when it holds more', () => {
    const headless = decodeJournal(encodeAddition({ events: [event(1), event(2)] }))
    expect(betterJournal(headless, decodeJournal('')).events).toHaveLength(2)
  })
})
