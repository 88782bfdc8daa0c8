import fc from 'fast-check'
import { deflateSync } from 'fflate'
import { describe, expect, test } from 'vitest'
import { crc32 } from '../../src/formats/crc32.ts'
import { decodeDeck } from '../../src/formats/deckFile.ts'
import { deckLink, linkedPart, parcelText, readLinked } from '../../src/formats/deckLink.ts'
import { packText, unpackText } from '../../src/formats/parcel.ts'
import { makeDeck } from '../storage/world.ts'
import { arbitraryDeck } from './arbitraryDeck.ts'

const HERE = 'https://example.org/recite/'
const linkOf = (text: string) => deckLink(HERE, packText(text))
const partOf = (link: string) => linkedPart(link) ?? ''

describe('a link to a deck', () => {
  test('gives back the deck that went in, whatever is in it', () => {
    fc.assert(
      fc.property(arbitraryDeck, (deck) => {
        const link = linkOf(parcelText(deck))
        const text = readLinked(partOf(link))
        expect(text.ok && decodeDeck(text.value)).toEqual({ ok: true, value: deck })
      }),
      { numRuns: 30 },
    )
  })

  test('is the same for the same deck, and made of characters that no app changes', () => {
    const link = linkOf(parcelText(makeDeck('d', 20)))
    expect(link).toBe(linkOf(parcelText(makeDeck('d', 20))))
    expect(link).toMatch(/^https:\/\/example\.org\/recite\/#\/open\/1\.[\w-]+$/)
  })

  test('cut short anywhere, or with any character changed, is refused and never throws', () => {
    const part = partOf(linkOf(parcelText(makeDeck('d', 3))))
    for (let end = 0; end < part.length; end++) expect(readLinked(part.slice(0, end)).ok).toBe(false)
    fc.assert(
      fc.property(fc.nat(part.length - 1), fc.constantFrom(...'A-_z9.%ä'), (at, other) => {
        fc.pre(part[at] !== other)
        // Of the last character, not all six bits stand for something.
        fc.pre(at < part.length - 1)
        expect(readLinked(part.slice(0, at) + other + part.slice(at + 1)).ok).toBe(false)
      }),
    )
  })

  test('never throws, whatever text it is', () => {
    fc.assert(
      fc.property(fc.oneof(fc.string(), fc.base64String()), (any) => {
        expect(readLinked(any).ok).toBe(false)
        expect(readLinked(`1.${any}`).ok).toBe(false)
      }),
    )
  })

  test('is told from other text, whatever its host, and with spaces around it', () => {
    expect(linkedPart(' https://else.where/#/open/1.abc\n')).toBe('1.abc')
    expect(linkedPart('http://localhost:4173/a/b/?x=1#/open/12.-_')).toBe('12.-_')
    expect(linkedPart('#/open/1.abc')).toBe('1.abc')
    for (const text of [
      '',
      'https://example.org/',
      'look: https://a.b/#/open/1.x',
      '#/open',
      '#/open/abc',
      '#/deck/1.x',
    ])
      expect(linkedPart(text)).toBeNull()
  })

  test('of a later version says so', () => {
    expect(readLinked('2.whatever')).toMatchObject({ ok: false, error: { kind: 'newer-version' } })
  })

  test('longer than any browser takes is not even read', () => {
    expect(readLinked(`1.${'A'.repeat(2_000_000)}`)).toMatchObject({ ok: false, error: { kind: 'too-large' } })
  })
})

describe('a parcel', () => {
  const sealed = (packed: Uint8Array) => {
    const parcel = new Uint8Array(4 + packed.length)
    new DataView(parcel.buffer).setUint32(0, crc32(packed), true)
    parcel.set(packed, 4)
    return parcel
  }

  test('gives back any text', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme', maxLength: 3000 }), (text) => {
        expect(unpackText(packText(text))).toEqual({ ok: true, value: text })
      }),
    )
  })

  test('that unpacks to more than any deck is refused before it is all there', () => {
    const bomb = sealed(deflateSync(new Uint8Array(12_000_000), { level: 1 }))
    expect(bomb.length).toBeLessThan(200_000)
    expect(unpackText(bomb)).toMatchObject({ ok: false, error: { kind: 'too-large' } })
  })

  test('whose checksum was made to fit other bytes is refused as well, and never throws', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 300 }), (bytes) => {
        const read = unpackText(sealed(bytes))
        if (!read.ok) expect(read.error.kind).toBe('damaged')
      }),
      { numRuns: 500 },
    )
    const whole = deflateSync(new TextEncoder().encode('a text that goes on and on, and on'.repeat(9)))
    for (let end = 0; end < whole.length; end++)
      expect(unpackText(sealed(whole.slice(0, end)))).toMatchObject({ ok: false, error: { kind: 'damaged' } })
    expect(unpackText(sealed(deflateSync(Uint8Array.of(0xc3, 0x28))))).toMatchObject({ ok: false })
  })

  test('of fewer bytes than a checksum has is refused', () => {
    for (let length = 0; length <= 4; length++) expect(unpackText(new Uint8Array(length)).ok).toBe(false)
  })
})
