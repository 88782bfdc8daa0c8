import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { EventId, StoredEvent } from '../../src/domain/event.ts'
import { decksSince } from '../../src/storage/decksSince.ts'
import { deckList } from '../../src/storage/journal.ts'
import { openJournalFile, type SyncFile } from '../../src/storage/journalFile.ts'
import { decodeJournal, encodeAddition, encodeHead, encodeLine } from '../../src/storage/journalLines.ts'
import { scanJournal } from '../../src/storage/journalScan.ts'
import { deckId, makeDeck, summarise } from './world.ts'

/** A file in memory, on a device whose power can fail after any number of bytes. */
type Disk = { bytes: Uint8Array<ArrayBuffer> }
type Power = { left: number }

const event = (n: number): StoredEvent => ({ id: `e${n}` as EventId, kind: 'x', text: `ß${n}` }) as StoredEvent

function fileOn(disk: Disk, power: Power): SyncFile {
  const spend = (cost: number) => {
    const spent = Math.min(cost, power.left)
    power.left -= spent
    return spent
  }
  const check = () => {
    if (power.left <= 0) throw new Error('no power')
  }
  return {
    getSize: () => disk.bytes.length,
    read: (buffer, { at }) => {
      buffer.set(disk.bytes.subarray(at, at + buffer.length))
      return buffer.length
    },
    write: (buffer, { at }) => {
      check()
      const written = spend(buffer.length)
      const size = Math.max(disk.bytes.length, at + written)
      const bytes = new Uint8Array(size)
      bytes.set(disk.bytes)
      bytes.set(buffer.subarray(0, written), at)
      disk.bytes = bytes
      check()
      return written
    },
    truncate: (size) => {
      check()
      spend(1)
      disk.bytes = disk.bytes.slice(0, size)
    },
    flush: check,
  }
}

const openOn = (disks: readonly [Disk, Disk], power: Power = { left: Number.POSITIVE_INFINITY }) =>
  openJournalFile([fileOn(disks[0], power), fileOn(disks[1], power)])

const blank = (): [Disk, Disk] => [{ bytes: new Uint8Array(0) }, { bytes: new Uint8Array(0) }]

/** What a file says, as lines in any order: sound, damaged, cut short, of decks that came again or went. */
const written = fc
  .tuple(
    fc.option(fc.nat(12), { nil: undefined }),
    fc.array(
      fc.oneof(
        fc.nat(9).map((n) => encodeAddition({ events: [event(n)] })),
        fc
          .tuple(fc.nat(2), fc.nat(3), fc.option(fc.nat(5), { nil: undefined }))
          .map(([n, version, at]) =>
            encodeAddition({ decks: [deck(`d${n}`, version)], ...(at && { deckChanges: at }) }),
          ),
        fc.tuple(fc.nat(2), fc.nat(5)).map(([n, at]) => encodeAddition({ gone: [deckId(`d${n}`)], deckChanges: at })),
        fc.constantFrom('\n', 'rubbish\n', `${encodeLine({ id: 'e1', kind: 'x' }).slice(0, -3)}\n`),
      ),
      { maxLength: 30 },
    ),
    fc.nat(5),
  )
  .map(([lines, parts, cut]) => {
    const head = lines === undefined ? '' : encodeHead({ dbId: 'db', generation: 3, lines })
    const text = head + parts.join('')
    return text.slice(0, text.length - cut)
  })

const deck = (id: string, version: number) => ({
  ...makeDeck(id, 1, { version }),
  builtIn: false,
  retired: [],
})

describe('a file of the journal', () => {
  it('is known by what it says without being held, whatever it says', () => {
    fc.assert(
      fc.property(written, (text) => {
        const whole = decodeJournal(text)
        const disk = { bytes: new TextEncoder().encode(text) }
        const file = fileOn(disk, { left: Number.POSITIVE_INFINITY })
        const { late: _late, decks, ...scan } = scanJournal(file)
        const { lastId, decks: listed } = summarise(whole)
        const { spoilt, complete, generation, dbId, deckChanges } = whole
        expect(scan).toEqual({ dbId, generation, events: whole.events.length, lastId, deckChanges, spoilt, complete })
        expect(deckList([...decks].map(([id, { version }]) => ({ id, version })))).toBe(listed)
        const files: [Disk, Disk] = [disk, { bytes: new Uint8Array(0) }]
        const opened = openOn(files)
        expect([...opened.events()]).toEqual(whole.events)
        const idsOf = (decks: readonly { readonly id: string }[]) => decks.map(({ id }) => id).sort()
        for (const n of [0, 2, 4]) expect(idsOf(opened.decksSince(n))).toEqual(idsOf(decksSince(whole, n)))
        const cleaned = files.map(({ bytes }) => decodeJournal(new TextDecoder().decode(bytes)))
        expect(cleaned.map(({ spoilt }) => spoilt)).toEqual([0, 0])
        const kept = cleaned[0]?.complete ? cleaned[0] : cleaned[1]
        expect({ events: kept?.events, dbId: kept?.dbId, deckChanges: kept?.deckChanges }).toEqual({
          events: whole.events,
          dbId,
          deckChanges,
        })
        expect(new Map(kept?.decks.map((one) => [one.id, one]))).toEqual(
          new Map(whole.decks.map((one) => [one.id, one])),
        )
      }),
    )
  })

  it('is read and cleaned up a slice at a time, however long it is', () => {
    const disks = blank()
    const long = { long: 'x'.repeat(10_000) }
    const events = Array.from({ length: 700 }, (_, n) => ({ ...event(10_000 + n), ...long }))
    openOn(disks).rewrite({ dbId: 'db', events, decks: [] })
    for (const again of [false, true]) {
      if (again) openOn(disks).append({ events: events.slice(3, 5) })
      let most = 0
      const watched = disks.map((disk) => {
        const file = fileOn(disk, { left: Number.POSITIVE_INFINITY })
        const measure = <T>(buffer: Uint8Array<ArrayBuffer>, work: () => T): T => {
          most = Math.max(most, buffer.length)
          return work()
        }
        return {
          ...file,
          read: (buffer, at) => measure(buffer, () => file.read(buffer, at)),
          write: (buffer, at) => measure(buffer, () => file.write(buffer, at)),
        } satisfies SyncFile
      }) as [SyncFile, SyncFile]
      expect(openJournalFile(watched).summary).toEqual({
        dbId: 'db',
        events: 700,
        lastId: 'e10699',
        decks: '',
        deckChanges: 0,
      })
      expect(most).toBeLessThan(1_100_000)
    }
  })
})

describe('the journal on its files', () => {
  it('begins empty and holds what was appended when it is opened again', () => {
    const disks = blank()
    const first = openOn(disks)
    expect(first.summary).toEqual({ dbId: null, events: 0, lastId: null, decks: '', deckChanges: 0 })
    first.rewrite({ dbId: 'db', events: [], decks: [] })
    first.append({ events: [event(1), event(2)] })
    first.append({ events: [event(3)] })
    expect(openOn(disks).summary).toEqual({ dbId: 'db', events: 3, lastId: 'e3', decks: '', deckChanges: 0 })
  })

  it('holds the new content after a rewriting, and goes on from there', () => {
    const disks = blank()
    const file = openOn(disks)
    file.rewrite({ dbId: 'one', events: [event(1), event(2)], decks: [] })
    file.rewrite({ dbId: 'two', events: [event(7)], decks: [] })
    file.append({ events: [event(8)] })
    expect(openOn(disks).summary).toEqual({ dbId: 'two', events: 2, lastId: 'e8', decks: '', deckChanges: 0 })
  })

  it('cleans up what was spoilt, so that it does not grow with what is of no use', () => {
    const disks = blank()
    const file = openOn(disks)
    file.rewrite({ dbId: 'db', events: [event(1)], decks: [] })
    for (let i = 0; i < 50; i++) file.append({ events: [event(1)] })
    const size = disks[0].bytes.length + disks[1].bytes.length
    expect(openOn(disks).summary.events).toBe(1)
    expect(disks[0].bytes.length + disks[1].bytes.length).toBeLessThan(size / 10)
  })

  it('is whole whatever byte the power fails at: the old content or the new', () => {
    for (let left = 1; left < 400; left++) {
      const disks = blank()
      const file = openOn(disks)
      file.rewrite({ dbId: 'old', events: [event(1), event(2)], decks: [] })
      file.append({ events: [event(3)] })
      const power = { left }
      try {
        openOn(disks, power).rewrite({ dbId: 'new', events: [event(4), event(5)], decks: [] })
      } catch {
        expect(power.left).toBe(0)
      }
      const { summary } = openOn(disks)
      const isOld = summary.dbId === 'old' && summary.events === 3
      const isNew = summary.dbId === 'new' && summary.events === 2
      expect(isOld || isNew, `after ${left} bytes: ${JSON.stringify(summary)}`).toBe(true)
    }
  })

  it('is the same when its content comes part by part, and the old content until the last of it is there', async () => {
    for (let left = 1; left < 400; left++) {
      const [disks, others] = [blank(), blank()]
      const old = { dbId: 'old', events: [event(1), event(2)], decks: [] }
      openOn(disks).rewrite(old)
      openOn(others).rewrite(old)
      const parts = async function* () {
        yield { events: [event(4)] }
        yield { events: [] }
        yield { events: [event(5), event(6)] }
      }
      const power = { left }
      const done = await openOn(disks, power)
        .rewriteParts({ dbId: 'new', lines: 3, deckChanges: 0, parts: parts() })
        .then(
          () => true,
          () => false,
        )
      if (!done) expect(power.left).toBe(0)
      openOn(others).rewrite({ dbId: 'new', events: [event(4), event(5), event(6)], decks: [] })
      const texts = (all: typeof disks) => all.map(({ bytes }) => new TextDecoder().decode(bytes))
      if (done) expect(texts(disks)).toEqual(texts(others))
      const { summary } = openOn(disks)
      expect(summary.dbId === 'new' ? summary.events : summary).toEqual(
        summary.dbId === 'new' ? 3 : { dbId: 'old', events: 2, lastId: 'e2', decks: '', deckChanges: 0 },
      )
    }
  })

  it('that fails in the middle of its parts goes on where it was', async () => {
    const disks = blank()
    const file = openOn(disks)
    file.rewrite({ dbId: 'db', events: [event(1)], decks: [] })
    const parts = async function* () {
      yield { events: [event(8)] }
      throw new Error('the database was closed')
    }
    await expect(file.rewriteParts({ dbId: 'new', lines: 2, deckChanges: 0, parts: parts() })).rejects.toThrow()
    file.append({ events: [event(2)] })
    expect(openOn(disks).summary).toEqual({ dbId: 'db', events: 2, lastId: 'e2', decks: '', deckChanges: 0 })
  })

  it('keeps all that was appended before an append that the power cut short', () => {
    for (let left = 1; left < 120; left++) {
      const disks = blank()
      openOn(disks).rewrite({ dbId: 'db', events: [event(1)], decks: [] })
      const power = { left: Number.POSITIVE_INFINITY }
      const file = openOn(disks, power)
      file.append({ events: [event(2)] })
      power.left = left
      try {
        file.append({ events: [event(3)] })
      } catch {
        expect(power.left).toBe(0)
      }
      const found = openOn(disks).summary.events
      expect(found === 2 || found === 3).toBe(true)
    }
  })
})
