import { readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { Deck } from '../../src/domain/deck.ts'
import type { EventId, LogEvent, StoredEvent } from '../../src/domain/event.ts'
import { DEFAULT_BLUEPRINT } from '../../src/domain/exam.ts'
import { hashText } from '../../src/domain/hash.ts'
import type { MediaHash } from '../../src/domain/media.ts'
import type { NoteContent } from '../../src/domain/note.ts'
import { toInstant } from '../../src/domain/time.ts'
import { type Backup, backupLines, encodeBackup, makeBackupLines } from '../../src/formats/backup.ts'
import { BACKUP_LIMITS, decodeBackup, makeBackupReader } from '../../src/formats/backupReader.ts'
import { decodeDeck, encodeDeck } from '../../src/formats/deckFile.ts'
import { makeDeck } from '../storage/world.ts'
import { arbitraryDeck } from './arbitraryDeck.ts'
import { sealOf } from './sealOf.ts'

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
  media: [{ hash: 'ab'.repeat(16) as MediaHash, type: 'image/png', bytes: new Uint8Array([1, 2, 250]).buffer }],
})

const arbitraryBackup: fc.Arbitrary<Backup> = fc.record({
  appVersion: fc.string(),
  savedAt: fc.nat().map(toInstant),
  decks: fc.uniqueArray(
    fc
      .record({ deck: arbitraryDeck, builtIn: fc.boolean(), other: arbitraryDeck })
      .map(({ deck, builtIn, other }) => ({ ...deck, builtIn, retired: other.notes })),
    { maxLength: 2, selector: (deck) => deck.id },
  ),
  events: fc.array(
    fc
      .record({ n: fc.nat(), more: fc.dictionary(fc.string(), fc.jsonValue()) })
      .map(({ n, more }) => ({ ...(JSON.parse(JSON.stringify(more)) as object), ...event(n) })),
    { maxLength: 5 },
  ),
})

const readBack = (text: string) => {
  const decoded = decodeBackup(text)
  if (!decoded.ok) throw new Error(`refused: ${decoded.error.kind} ${decoded.error.message}`)
  return decoded.value
}

describe('a backup', () => {
  describe('reads back what any file may have brought', () => {
    const deep = (levels: number): unknown => JSON.parse(levels === 0 ? '0' : '['.repeat(levels) + ']'.repeat(levels))
    const backupOf = (deck: Deck): Backup => ({ ...sample(), decks: [{ ...deck, builtIn: false, retired: [] }] })
    const comesBack = (backup: Backup) => {
      const read = readBack(encodeBackup(backup))
      expect(read).toEqual({ backup, damage: null, seal: sealOf(backup) })
    }
    const noted = (more: object): Deck => {
      const notes = makeDeck('d', 1).notes.map((note) => ({ ...note, distractors: [], evidence: [], ...more }))
      return { ...makeDeck('d', 0), notes }
    }
    const type = { id: 't', name: 'T', kind: 'fields', fields: ['F'], templates: [], css: '' } as const
    const withType = (more: object): Deck => {
      const content = { kind: 'template', type: { ...type, ...more }, fields: ['a'], cards: [0], media: {}, changed: 1 }
      return noted({ content: content as unknown as NoteContent })
    }

    it.each([
      ['the deck', { ...makeDeck('d', 1), x: deep(63) }],
      ['a note', noted({ x: deep(61) })],
      ['a note type', withType({ x: deep(61) })],
    ])('as deep as a deck file goes, in %s', (_where, deck) => {
      const read = decodeDeck(encodeDeck(deck))
      if (!read.ok) throw new Error(read.error.message)
      comesBack(backupOf(read.value))
    })

    it('half of a character, which reading mends', () => {
      const backup = backupOf({ ...makeDeck('d', 1), title: 'cut \ud83d' })
      const read = readBack(encodeBackup(backup))
      expect(read.damage).toBeNull()
      expect(read.backup.decks[0]?.title).toBe('cut \ufffd')
      expect(sealOf(read.backup)).toEqual(sealOf(backup))
      expect(read.seal).toEqual(sealOf(backup))
    })

    it('any deck that its file may hold, at the limits of it', () => {
      const depth = fc.constantFrom(0, 1, 59, 60, 61, 62, 63, 64)
      const length = fc.constantFrom(1, 499, 500, 501)
      const extremes = fc.record({ deck: arbitraryDeck, depth, inNote: depth, length })
      fc.assert(
        fc.property(extremes, ({ deck, depth, inNote, length }) => {
          const notes = deck.notes.map((note) => ({ ...note, x_deep: deep(inNote) }))
          const most = { ...deck, notes, title: 't'.repeat(length), x_deep: deep(depth) }
          const read = decodeDeck(encodeDeck(most))
          if (read.ok) comesBack(backupOf(read.value))
        }),
        { numRuns: 60 },
      )
    })

    it.each([
      ['a title', { ...makeDeck('d', 1), title: 'x'.repeat(501) }],
      ['the name of a type', withType({ name: 'x'.repeat(2_001) })],
      ['a style', withType({ css: 'x'.repeat(1_000_001) })],
      ['a template', withType({ templates: [{ name: 'C', front: 'x'.repeat(1_000_001), back: '' }] })],
    ])('longer than a deck file may be: %s', (_what, deck) => {
      expect(decodeDeck(encodeDeck(deck)).ok).toBe(false)
      comesBack(backupOf(deck))
    })
  })

  it('gives back all that went in, and the same text from it again', () => {
    fc.assert(
      fc.property(arbitraryBackup, (backup) => {
        const text = encodeBackup(backup)
        const decoded = readBack(text)
        expect(decoded).toEqual({ backup, damage: null, seal: sealOf(backup) })
        expect(encodeBackup(decoded.backup)).toBe(text)
      }),
      { numRuns: 60 },
    )
  })

  it('is the same however it is cut into pieces on the way', () => {
    const text = encodeBackup(sample())
    fc.assert(
      fc.property(fc.array(fc.nat({ max: text.length }), { maxLength: 20 }), (cuts) => {
        const reader = makeBackupReader()
        const places = [0, ...cuts.toSorted((a, b) => a - b), text.length]
        for (const [i, from] of places.entries()) reader.push(text.slice(from, places[i + 1] ?? text.length))
        expect(reader.end()).toEqual(decodeBackup(text))
      }),
    )
  })

  describe('may be of any length, as no more of it is kept than a line may be long', () => {
    const LIMITS = { ...BACKUP_LIMITS, chars: 2_000 }
    const readIn = (text: string, piece = 700) => {
      const reader = makeBackupReader({}, LIMITS)
      for (let at = 0; at < text.length; at += piece) reader.push(text.slice(at, at + piece))
      return reader.end()
    }
    const many = (): string => {
      const events = Array.from(
        { length: 500 },
        (_, n) => ({ id: String(n).padStart(21, '0'), kind: 'later' }) as never,
      )
      return encodeBackup({ ...sample(), decks: [], events, media: [] })
    }

    it('and one that is many times as long reads as ever', () => {
      const text = many()
      expect(text.length).toBeGreaterThan(10 * LIMITS.chars)
      expect(readIn(text)).toEqual(decodeBackup(text))
    })

    it('and a longer line costs itself alone', () => {
      const lines = many().split('\n')
      for (const at of [1, 100, lines.length - 3]) {
        const spoilt = lines.with(at, `["0000000000000",{"event":"${'x'.repeat(5_000)}"}],`).join('\n')
        expect(readIn(spoilt)).toEqual(decodeBackup(spoilt))
      }
      const read = readIn(lines.with(0, 'x'.repeat(5_000)).join('\n'))
      expect(read).toMatchObject({ ok: true, value: { damage: { lines: 1 } } })
    })

    it('and what is in one piece, or never shows to be a backup, is refused', () => {
      const line = `${'y'.repeat(100)}\n`
      for (const text of ['x'.repeat(9_000), line.repeat(90), `{"format":"recite-backup",\n${line.repeat(90)}`])
        expect(readIn(text)).toMatchObject({ ok: false, error: { kind: 'too-large' } })
    })
  })

  describe('is given to whoever takes it', () => {
    const taken = (text: string) => {
      const lines = makeBackupLines()
      const again: string[] = []
      const reader = makeBackupReader({
        head: (head) => void again.push(...lines.start(head)),
        deck: (deck) => void again.push(...lines.deck(deck)),
        event: (event) => void again.push(lines.event(event)),
        medium: (medium) => void again.push(lines.medium(medium)),
      })
      reader.push(text)
      return { read: reader.end(), again: again.join('') + lines.end().text }
    }

    it('in the order in which it is written, and is not kept', () => {
      fc.assert(
        fc.property(arbitraryBackup, (given) => {
          const backup = { ...given, media: sample().media ?? [] }
          const { read, again } = taken(encodeBackup(backup))
          expect(again).toBe(encodeBackup(backup))
          const kept = { appVersion: backup.appVersion, savedAt: backup.savedAt, decks: [], events: [] }
          expect(read).toEqual({ ok: true, value: { backup: kept, damage: null, seal: sealOf(backup) } })
        }),
        { numRuns: 60 },
      )
    })

    it('but for a deck that is not all there', () => {
      const text = encodeBackup(sample())
      const { read, again } = taken(text.replace(/^.*"note":.*\n/m, ''))
      expect(again).not.toContain('{"deck":{')
      expect(read).toMatchObject({ ok: true, value: { backup: { decks: [{ id: 'd' }] } } })
      expect(read.ok && read.value.damage?.partial.size).toBe(1)
    })
  })

  it('is one JSON document, with a line for every record', () => {
    const text = encodeBackup(sample())
    const { format, records } = JSON.parse(text)
    expect(format).toBe('recite-backup')
    // The backup, a deck, its source, 3 notes, a retired one, 3 events, a picture, the end.
    expect(records).toHaveLength(12)
    expect(text.trimEnd().split('\n')).toHaveLength(records.length + 2)
  })

  it('keeps events of kinds that only a later version knows', () => {
    expect(readBack(encodeBackup(sample())).backup.events[2]).toEqual({ id: 'e0003', kind: 'dreamt', of: { sheep: 7 } })
  })

  it('is read from carriage returns and with a mark of byte order too', () => {
    const text = `\ufeff${encodeBackup(sample()).replaceAll('\n', '\r\n')}`
    expect(readBack(text)).toMatchObject({ backup: sample(), damage: null })
  })

  it('is not taken for a deck, nor a deck for it', () => {
    expect(decodeBackup('{"format":"recite-deck"}')).toMatchObject({ ok: false, error: { kind: 'other-format' } })
    expect(decodeBackup('')).toMatchObject({ ok: false, error: { kind: 'not-json' } })
  })

  it('of a later version is refused as such', () => {
    const text = encodeBackup(sample()).replace('"formatVersion":2', '"formatVersion":3')
    expect(decodeBackup(text)).toMatchObject({ ok: false, error: { kind: 'newer-version' } })
  })

  it('never throws, whatever it is given', () => {
    fc.assert(
      fc.property(fc.array(fc.oneof(fc.string(), fc.jsonValue().map(summed)), { maxLength: 8 }), (lines) => {
        expect(typeof decodeBackup(lines.join('\n')).ok).toBe('boolean')
      }),
    )
    fc.assert(
      fc.property(fc.jsonValue(), fc.jsonValue(), (decks, events) => {
        const file = { format: 'recite-backup', formatVersion: 1, appVersion: '', savedAt: 1, decks, events }
        expect(typeof decodeBackup(JSON.stringify(file)).ok).toBe('boolean')
      }),
    )
  })
})

describe('a damaged backup', () => {
  it('gives back every record whose line is whole, whichever line is hit', () => {
    const lines = [...backupLines(sample())]
    for (let hit = 0; hit < lines.length - 1; hit++) {
      const line = lines[hit] ?? ''
      const at = line.length >> 1
      const changed = line[at] === 'x' ? 'y' : 'x'
      const text = lines.with(hit, line.slice(0, at) + changed + line.slice(at + 1)).join('')
      const { backup, damage } = readBack(text)
      if (hit > 0) expect(damage, `line ${hit}`).not.toBeNull()
      const whole = sample()
      const [deck] = whole.decks
      const [got] = backup.decks
      const notes = (deck?.notes ?? []).filter((_, i) => hit !== 4 + i)
      expect(got?.notes.map((note) => note.id)).toEqual(notes.map((note) => note.id))
      expect(got?.retired).toHaveLength(hit === 7 ? 0 : 1)
      expect(got?.sources).toHaveLength(hit === 3 ? 0 : 1)
      expect(got?.title).toBe(hit === 2 ? deck?.sources[0]?.title : deck?.title)
      expect(backup.events).toEqual(whole.events.filter((_, i) => hit !== 8 + i))
      expect(backup.media).toEqual(hit === 11 ? undefined : whole.media)
      expect(damage?.partial.has(deck?.id as never) ?? false, `line ${hit}`).toBe(hit >= 2 && hit <= 7)
    }
  })

  it('says what is missing', () => {
    const lines = [...backupLines(sample())]
    const text = lines.filter((_, i) => i !== 5 && i !== 9).join('')
    const none = { deck: 0, source: 0, retired: 0, media: 0 }
    expect(readBack(text).damage).toMatchObject({ lines: 0, missing: { ...none, note: 1, event: 1 } })
  })

  it('that was cut short says so, and gives what came before', () => {
    const text = encodeBackup(sample())
    for (let at = text.indexOf('"event"') + 200; at < text.length - 5; at += 13) {
      const { backup, damage } = readBack(text.slice(0, at))
      expect(damage?.missing).toBeNull()
      expect(backup.decks).toEqual(sample().decks)
      expect(sample().events.slice(0, backup.events.length)).toEqual(backup.events)
      expect([undefined, sample().media]).toContainEqual(backup.media)
    }
  })

  it('keeps no evidence in a source that is lost', () => {
    const lines = [...backupLines(sample())]
    const [deck] = readBack(lines.filter((_, i) => i !== 3).join('')).backup.decks
    expect(deck?.notes.flatMap((note) => note.evidence)).toEqual([])
    expect(deck?.notes).toHaveLength(3)
  })

  it('never passes for whole, wherever one character of its records was changed', () => {
    const text = encodeBackup(sample())
    const start = text.indexOf('\n') + 1
    for (let at = start; at < text.length - 5; at += 7) {
      if (text[at] === '\n') continue
      const changed = text[at] === 'x' ? 'y' : 'x'
      const decoded = decodeBackup(text.slice(0, at) + changed + text.slice(at + 1))
      expect(decoded.ok && decoded.value.damage === null, `at ${at}`).toBe(false)
    }
  })

  it('lets no number in that is none', () => {
    const line = summed({ event: { id: 'e0009', kind: 'review', due: 1e300 } }).replace('1e+300', '1e999')
    const { backup, damage } = readBack([...backupLines(sample())].toSpliced(9, 0, `${line},\n`).join(''))
    expect(backup.events).toHaveLength(3)
    expect(damage?.lines).toBe(1)
  })
})

describe('a backup of version 1', () => {
  const old = (backup: Backup) => {
    const decks = backup.decks.map((deck) => JSON.stringify(deck))
    const events = backup.events.map((one) => JSON.stringify(one))
    const checksum = hashText([...decks, '', ...events].join('\n'))
    const counts = { decks: decks.length, events: events.length }
    return JSON.stringify({
      format: 'recite-backup',
      formatVersion: 1,
      appVersion: backup.appVersion,
      savedAt: backup.savedAt,
      counts,
      checksum,
      decks: JSON.parse(`[${decks.join()}]`),
      events: JSON.parse(`[${events.join()}]`),
      media: backup.media?.map(({ hash, type }) => ({ hash, type, data: 'AQL6' })),
    })
  }

  it('is read as it was, however it is spaced', () => {
    expect(readBack(old(sample()))).toEqual({ backup: sample(), damage: null, seal: null })
    expect(readBack(JSON.stringify(JSON.parse(old(sample())), null, 4)).backup).toEqual(sample())
  })

  it('as an early version of the app wrote it, is read to the last record', () => {
    const text = readFileSync(fileURLToPath(new URL('backup-1.json', import.meta.url)), 'utf8')
    const { backup, damage } = readBack(text)
    expect(damage).toBeNull()
    expect(backup.decks.map((deck) => deck.notes.length)).toEqual([2])
    expect(backup.events.map((one) => one.kind)).toEqual(['review', 'setting', 'dreamt'])
  })

  it('comes back without the events that are not what their kinds are, and says so', () => {
    const bad = { ...event(2), kind: 'move', noteId: 'd-n0', from: null, deckId: 'd', note: null } as unknown
    const { backup, damage } = readBack(old({ ...sample(), events: [event(1), bad as StoredEvent, event(3)] }))
    expect(backup.events).toEqual([event(1), event(3)])
    expect(damage).toMatchObject({ lines: 1, missing: { event: 1 }, refused: [{ line: null, path: 'events[1].note' }] })
  })

  it('is refused whole when any of it was changed or is missing', () => {
    const text = old(sample())
    const start = text.indexOf('"decks":[')
    for (let at = start; at < text.length - 2; at += 11) {
      const changed = text[at] === 'x' ? 'y' : 'x'
      expect(decodeBackup(text.slice(0, at) + changed + text.slice(at + 1)).ok, `at ${at}`).toBe(false)
    }
    const file = JSON.parse(text)
    file.events.pop()
    expect(decodeBackup(JSON.stringify(file))).toMatchObject({
      ok: false,
      error: { kind: 'damaged', path: 'events', message: '2 are there, of 3' },
    })
  })
})

/** A line as a backup has it, with a sum that is right. */
function summed(value: unknown): string {
  const json = JSON.stringify(value)
  return `["${hashText(json)}",${json}]`
}

describe('an event of a backup', () => {
  const [note] = makeDeck('d', 1).notes
  const moment = { at: 1_767_600_000_000, offsetMinutes: 60, day: 20_458 }
  const cardId = 'd-n0/front'
  /** Of every kind that the app writes one such as it writes; a new kind does not compile without one. */
  const wholes = {
    review: { ...moment, cardId, rating: 'good', elapsedMs: 900, source: 'study', due: 20_460, step: null },
    undo: { ...moment, of: ['e0001'] },
    baseline: { ...moment, cardId, stability: 3.5, difficulty: 5, due: 20_470 },
    reset: { ...moment, cardId },
    setDue: { ...moment, cardId, due: 20_470 },
    suspend: { ...moment, cardId, on: true },
    bury: { ...moment, cardId },
    flag: { ...moment, cardId, flag: 3 },
    anki: { ...moment, cardId, row: '{}' },
    note: { ...moment, noteId: 'd-n0', deckId: 'd', note, merged: true },
    move: { ...moment, noteId: 'd-n0', from: null, deckId: 'd', note },
    retire: { ...moment, noteId: 'd-n0', deckId: 'd', on: true },
    search: { ...moment, name: 'Hard ones', query: 'is:leech' },
    title: { ...moment, deckId: 'd', title: 'Mine::Own' },
    subscribe: { ...moment, deckId: 'd', address: 'https://example.org/d.json', looks: true },
    took: { ...moment, deckId: 'd', version: 5, over: 1_000_000_000 },
    deck: { ...moment, deckId: 'd', removed: false },
    setting: { ...moment, change: { newPerDay: 10 } },
    deckSetting: { ...moment, scope: 'deck d', change: { newPerDay: null } },
    limit: { ...moment, scope: '*', newPerDay: 3, reviewsPerDay: null },
    exam: {
      ...moment,
      title: 'Paper',
      blueprint: DEFAULT_BLUEPRINT,
      code: null,
      questions: [],
      answers: [],
      rulings: {},
      predicted: [],
      spentMs: 5,
      cause: 'time',
    },
    ruling: { ...moment, exam: 'e0001', question: 0, right: true },
  } satisfies Record<LogEvent['kind'], object>
  const readWith = (kind: string, more: object) =>
    readBack(encodeBackup({ ...sample(), events: [event(1), { ...event(2), ...more, kind }, event(3)] }))

  it('is left out and counted as damage where it is not what its kind is', () => {
    const { tags: _tags, ...untagged } = note ?? expect.fail()
    const unsound: readonly (readonly [LogEvent['kind'], object])[] = [
      ['move', { ...wholes.move, note: { id: note?.id, content: note?.content } }],
      ['move', { ...wholes.move, note: null }],
      ['note', { ...wholes.note, note: untagged }],
      ['note', { ...wholes.note, note: { ...note, content: { ...note?.content, question: 5 } } }],
      ['note', { ...wholes.note, note: { ...note, content: { kind: 'template' } } }],
      ['note', { ...wholes.note, noteId: 'constructor' }],
      ['title', { ...wholes.title, title: 5 }],
      ['search', { name: 'x', query: 5 }],
      ['subscribe', { deckId: 'd', address: 5, looks: true }],
      ['ruling', { exam: 'e1', question: -1, right: true }],
      ['exam', { at: 1, title: 'x', questions: [null, {}], answers: [], rulings: {} }],
    ]
    for (const [kind, more] of unsound) {
      const { backup, damage } = readWith(kind, more)
      expect([kind, backup.events.map(({ id }) => id)]).toEqual([kind, ['e0001', 'e0003']])
      expect(damage).toMatchObject({ lines: 1, missing: { event: 1 } })
    }
  })

  it('that is left out is said, with its line and what is wrong there', () => {
    const { tags: _tags, ...untagged } = note ?? expect.fail()
    const { damage } = readWith('move', { ...wholes.move, note: untagged })
    const lines = encodeBackup({ ...sample(), events: [{ ...event(2), ...wholes.move, kind: 'move' }] }).split('\n')
    const line = lines.findIndex((one) => one.includes('"move"')) + 2
    expect(damage?.refused).toMatchObject([{ line, kind: 'shape', path: 'event.note.tags' }])
  })

  it('has no limit on its length, as what a learner wrote must always come back', () => {
    const long = 'x'.repeat(300_000)
    const own = {
      ...note,
      content: { kind: 'qa', question: long, answer: long },
      tags: Array(500).fill('t'),
      accepted: [''],
    }
    expect(readWith('note', { ...wholes.note, note: own }).damage).toBeNull()
    expect(readWith('move', { ...wholes.move, note: own }).damage).toBeNull()
  })

  it('is kept as it is where it is sound, or of a kind that is not known', () => {
    for (const [kind, more] of Object.entries(wholes)) {
      const { backup, damage } = readWith(kind, { ...more, later: true })
      expect(damage).toBeNull()
      expect(backup.events[1]).toEqual({ ...event(2), ...more, later: true, kind })
    }
    for (const [kind, more] of [
      ['note', { ...wholes.note, note: null }],
      ['move', { ...wholes.move, from: 'other' }],
      ['title', { ...wholes.title, title: null }],
      ['search', { ...wholes.search, query: null }],
      ['subscribe', { ...wholes.subscribe, address: null }],
    ] as const)
      expect([kind, readWith(kind, more).damage]).toEqual([kind, null])
    expect(readWith('dreamt', { note: 5, title: [] }).damage).toBeNull()
  })

  it('stands in a file whose time is one that a date can have', () => {
    const { backup, damage } = readBack(encodeBackup({ ...sample(), savedAt: toInstant(1e300) }))
    expect([backup.savedAt, damage?.lines]).toEqual([0, 1])
  })
})
