import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { EventId, StoredEvent } from '../../src/domain/event.ts'
import { toInstant } from '../../src/domain/time.ts'
import { type Backup, decodeBackup, encodeBackup } from '../../src/formats/backup.ts'
import { makeDeck } from '../storage/world.ts'
import { arbitraryDeck } from './arbitraryDeck.ts'

const event = (n: number, more: object = {}): StoredEvent =>
  ({ id: `e${String(n).padStart(4, '0')}` as EventId, kind: 'review', cardId: `d-n${n}/front`, ...more }) as StoredEvent

const sample = (): Backup => ({
  appVersion: '0.1.0',
  savedAt: toInstant(1_767_600_000_000),
  decks: [{ ...makeDeck('d', 3), builtIn: true, retired: makeDeck('old', 1).notes }],
  events: [
    event(1, { due: 20_000 }),
    event(2),
    { id: 'e0003' as EventId, kind: 'dreamt', of: { sheep: 7 } } as StoredEvent,
  ],
})

const arbitraryBackup: fc.Arbitrary<Backup> = fc.record({
  appVersion: fc.string(),
  savedAt: fc.nat().map(toInstant),
  decks: fc.array(
    fc
      .record({ deck: arbitraryDeck, builtIn: fc.boolean(), other: arbitraryDeck })
      .map(({ deck, builtIn, other }) => ({ ...deck, builtIn, retired: other.notes })),
    { maxLength: 2 },
  ),
  events: fc.array(
    fc
      .record({ n: fc.nat(), more: fc.dictionary(fc.string(), fc.jsonValue()) })
      .map(({ n, more }) => ({ ...(JSON.parse(JSON.stringify(more)) as object), ...event(n) })),
    { maxLength: 5 },
  ),
})

describe('a backup', () => {
  it('gives back all that went in, and the same text from it again', () => {
    fc.assert(
      fc.property(arbitraryBackup, (backup) => {
        const text = encodeBackup(backup)
        const decoded = decodeBackup(text)
        expect(decoded).toEqual({ ok: true, value: backup })
        if (decoded.ok) expect(encodeBackup(decoded.value)).toBe(text)
      }),
      { numRuns: 60 },
    )
  })

  it('keeps events of kinds that only a later version knows', () => {
    const decoded = decodeBackup(encodeBackup(sample()))
    expect(decoded.ok && decoded.value.events[2]).toEqual({ id: 'e0003', kind: 'dreamt', of: { sheep: 7 } })
  })

  it('may be spaced otherwise and is still the same', () => {
    const text = JSON.stringify(JSON.parse(encodeBackup(sample())), null, 4)
    expect(decodeBackup(text)).toEqual({ ok: true, value: sample() })
  })

  it('says so wherever one character was changed', () => {
    const text = encodeBackup(sample())
    const start = text.indexOf('"decks":[')
    for (let at = start; at < text.length - 2; at += 11) {
      const changed = text[at] === 'x' ? 'y' : 'x'
      expect(decodeBackup(text.slice(0, at) + changed + text.slice(at + 1)).ok, `at ${at}`).toBe(false)
    }
  })

  it('says how much is missing', () => {
    const file = JSON.parse(encodeBackup(sample()))
    file.events.pop()
    expect(decodeBackup(JSON.stringify(file))).toMatchObject({
      ok: false,
      error: { kind: 'damaged', path: 'events', message: '2 are there, of 3' },
    })
  })

  it('is not taken for a deck, nor a deck for it', () => {
    expect(decodeBackup('{"format":"recite-deck"}')).toMatchObject({ ok: false, error: { kind: 'other-format' } })
  })

  it('is refused when it holds a number that is none', () => {
    const text = encodeBackup({ ...sample(), events: [event(1, { due: 1e300 })] }).replaceAll('1e+300', '1e999')
    expect(decodeBackup(text).ok).toBe(false)
  })

  it('never throws, whatever it is given', () => {
    fc.assert(
      fc.property(fc.jsonValue(), fc.jsonValue(), (decks, events) => {
        const file = { format: 'recite-backup', formatVersion: 1, appVersion: '', savedAt: 1, decks, events }
        expect(typeof decodeBackup(JSON.stringify(file)).ok).toBe('boolean')
      }),
    )
  })
})
