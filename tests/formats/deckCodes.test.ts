import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { makeRandom } from '../../src/domain/random.ts'
import { decodeBase45, encodeBase45 } from '../../src/formats/base45.ts'
import { type CodeProgress, MAX_CODED_BYTES, makeCodeReader, makeCodeRow } from '../../src/formats/deckCodes.ts'
import { makeBasin, makeFountain } from '../../src/formats/fountain.ts'

const bytesOf = (length: number, seed = 1) => {
  const random = makeRandom(seed)
  return Uint8Array.from({ length }, () => Math.floor(random() * 256))
}

describe('base 45', () => {
  test('gives the bytes back, in the characters of a code', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 60 }), (bytes) => {
        const text = encodeBase45(bytes)
        expect(text).toMatch(/^[0-9A-Z $%*+\-./:]*$/)
        expect(decodeBase45(text)).toEqual(Uint8Array.from(bytes))
      }),
    )
  })

  test('writes as RFC 9285 does, and refuses what that never writes', () => {
    expect(encodeBase45(new TextEncoder().encode('base-45'))).toBe('UJCLQE7W581')
    for (const text of ['A', 'abc', ':::', '::', 'AAAA']) expect(decodeBase45(text)).toBeNull()
  })
})

describe('a fountain', () => {
  test('gives the message back from blocks of any numbers, in any order, some twice', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 700 }), fc.nat(), fc.nat(5000), (length, seed, first) => {
        const message = bytesOf(length, seed)
        const fountain = makeFountain(message, 16)
        const basin = makeBasin(length, 16)
        const random = makeRandom(seed)
        for (let turn = 0; basin.message() === null; turn++) {
          expect(turn).toBeLessThan(500)
          const number = first + Math.floor(random() * 300)
          basin.add(number, fountain.block(number))
          basin.add(number, fountain.block(number))
        }
        expect(basin.message()).toEqual(message)
      }),
    )
  })

  test('needs no block more than it has pieces where none is missed', () => {
    const message = bytesOf(1000)
    const fountain = makeFountain(message, 48)
    const basin = makeBasin(1000, 48)
    for (let number = 0; number < fountain.pieces; number++) basin.add(number, fountain.block(number))
    expect(basin.message()).toEqual(message)
  })

  test.each([1, 2, 5, 20, 100, 400])(
    'of %i pieces needs about 1.6 blocks more, from wherever one comes in',
    (pieces) => {
      const message = bytesOf(pieces * 4)
      const fountain = makeFountain(message, 4)
      const trials = pieces > 100 ? 20 : 100
      let extra = 0
      for (let trial = 0; trial < trials; trial++) {
        const basin = makeBasin(message.length, 4)
        let number = pieces * (trial + 1) * 7
        let taken = 0
        while (basin.filled() < pieces) {
          basin.add(number, fountain.block(number))
          number++
          taken++
        }
        extra += taken - pieces
      }
      expect(extra / trials).toBeLessThan(2.5)
    },
  )
})

describe('a row of codes', () => {
  const read = (codes: Iterable<string>): CodeProgress => {
    const reader = makeCodeReader()
    let last: CodeProgress = { kind: 'other' }
    for (const code of codes) {
      last = reader.read(code)
      if (last.kind === 'whole') break
    }
    return last
  }
  function* seen(message: Uint8Array, from: number, sees: () => boolean) {
    const row = makeCodeRow(message)
    for (let number = from; number < from + row.needed * 8 + 100; number++) if (sees()) yield row.code(number)
  }

  test('arrives whole though half of the codes are missed, from whichever on', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 10_000 }), fc.nat(), fc.nat(2 ** 24), (length, seed, from) => {
        const message = bytesOf(length, seed)
        const random = makeRandom(seed)
        expect(read(seen(message, from, () => random() < 0.5))).toEqual({ kind: 'whole', message })
      }),
      { numRuns: 30 },
    )
  })

  test('of the longest message arrives as well', () => {
    const message = bytesOf(MAX_CODED_BYTES)
    const last = read(seen(message, 0, () => true))
    expect(last.kind === 'whole' && Buffer.from(message).equals(last.message)).toBe(true)
    const one = makeCodeRow(bytesOf(MAX_CODED_BYTES + 1)).code(0)
    expect(makeCodeReader().read(one)).toEqual({ kind: 'too-large' })
  })

  test('fits a code of version 15, in its own characters', async () => {
    const { default: encodeQR } = await import('qr')
    const code = makeCodeRow(bytesOf(3000)).code(7)
    expect(code).toMatch(/^[0-9A-Z $%*+\-./:]+$/)
    expect(encodeQR(code, 'raw', { ecc: 'low', border: 1 })).toHaveLength(1 + 77 + 1)
  })

  test('tells how much was seen, and counts nothing twice', () => {
    const row = makeCodeRow(bytesOf(2000))
    const reader = makeCodeReader()
    expect(row.needed).toBe(5)
    expect(reader.read(row.code(3))).toEqual({ kind: 'reading', seen: 1, needed: 5 })
    expect(reader.read(row.code(3))).toEqual({ kind: 'reading', seen: 1, needed: 5 })
    expect(reader.read('https://example.org/')).toEqual({ kind: 'other' })
    expect(reader.read(row.code(9))).toEqual({ kind: 'reading', seen: 2, needed: 5 })
    expect(reader.read(makeCodeRow(bytesOf(2000, 2)).code(0))).toEqual({ kind: 'reading', seen: 1, needed: 5 })
  })

  test('misses a code that was misread, and never throws at any text', () => {
    const code = makeCodeRow(bytesOf(2000)).code(12)
    fc.assert(
      fc.property(fc.integer({ min: 4, max: code.length - 1 }), fc.constantFrom(...'0Z%a'), (at, other) => {
        fc.pre(code[at] !== other)
        expect(makeCodeReader().read(code.slice(0, at) + other + code.slice(at + 1)).kind).toBe('other')
      }),
    )
    fc.assert(
      fc.property(fc.string(), (any) => {
        expect(makeCodeReader().read(any).kind).toBe('other')
        expect(makeCodeReader().read(`RC1:${any}`).kind).toBe('other')
      }),
    )
  })

  test('whose pieces are not what the whole should be says so, and begins again', () => {
    const [good, bad] = [bytesOf(900), bytesOf(900, 2)]

    const reader = makeCodeReader()
    for (const number of [0, 1]) {
      const progress = reader.read(forged(makeCodeRow(bad).code(number), makeCodeRow(good).code(number)))
      expect(progress.kind).toBe(number === 0 ? 'reading' : 'damaged')
    }
    expect(reader.read(makeCodeRow(good).code(0)).kind).toBe('reading')
    expect(reader.read(makeCodeRow(good).code(1))).toEqual({ kind: 'whole', message: good })
  })
})

/** One row's block under the head of another. */
function forged(code: string, head: string): string {
  const bytes = decodeBase45(code.slice(4)) ?? new Uint8Array()
  bytes.set((decodeBase45(head.slice(4)) ?? new Uint8Array()).subarray(0, 10))
  bytes.fill(0, 10, 12)
  const check = crc32Of(bytes)
  bytes[10] = check & 255
  bytes[11] = (check >>> 8) & 255
  return `RC1:${encodeBase45(bytes)}`
}

function crc32Of(bytes: Uint8Array): number {
  let crc = -1
  for (const byte of bytes) {
    crc ^= byte
    for (let bit = 0; bit < 8; bit++) crc = (crc >>> 1) ^ (crc & 1 ? 0xedb88320 : 0)
  }
  return ~crc
}
