import { encodeQR } from 'qr'
import { describe, expect, test } from 'vitest'
import { makeCodeRow } from '../../src/formats/deckCodes.ts'
import { decodeDeck } from '../../src/formats/deckFile.ts'
import { deckLink, parcelText } from '../../src/formats/deckLink.ts'
import { packText } from '../../src/formats/parcel.ts'
import { type Pixels, type Seen, scanHandlers } from '../../src/workers/scanApi.ts'
import { makeDeck } from '../storage/world.ts'

/** The code as a camera may see it: somewhere in a grey picture, four pixels a module. */
function picture(text: string | null): Pixels {
  const [width, height, scale] = [640, 480, 4]
  const data = new Uint8ClampedArray(width * height * 4).fill(150)
  const modules = text === null ? [] : encodeQR(text, 'raw', { ecc: 'low', border: 4 })
  for (const [y, row] of modules.entries())
    for (const [x, dark] of row.entries())
      for (let py = 0; py < scale; py++)
        for (let px = 0; px < scale; px++) {
          const at = ((y * scale + py + 60) * width + x * scale + px + 90) * 4
          data.fill(dark ? 20 : 240, at, at + 3)
        }
  return { width, height, data }
}

function makeScanner() {
  let shown: Pixels = picture(null)
  const handlers = scanHandlers(() => shown)
  const call = { progress: () => {}, signal: new AbortController().signal }
  return (text: string | null): Seen => {
    shown = picture(text)
    return handlers.look({} as ImageBitmap, call) as Seen
  }
}

const deck = makeDeck('d', 30)

describe('the pictures of a camera', () => {
  test('give a deck whole from codes of which every third was missed, one was seen twice and one is of something else', () => {
    const look = makeScanner()
    const row = makeCodeRow(packText(parcelText(deck)))
    expect(row.needed).toBeGreaterThan(3)
    expect(look(null)).toEqual({ kind: 'nothing' })
    expect(look(row.code(1))).toEqual({ kind: 'reading', seen: 1, needed: row.needed })
    expect(look(row.code(1))).toEqual({ kind: 'reading', seen: 1, needed: row.needed })
    expect(look('https://example.org/')).toEqual({ kind: 'other' })
    let last: Seen = { kind: 'nothing' }
    for (let number = 2; last.kind !== 'whole'; number++) {
      expect(number).toBeLessThan(row.needed * 4 + 40)
      if (number % 3 > 0) last = look(row.code(number))
    }
    expect(decodeDeck(last.text)).toEqual({ ok: true, value: deck })
  })

  test('tell a link to a deck from other addresses', () => {
    const look = makeScanner()
    const small = makeDeck('d', 1)
    const link = deckLink('https://example.org/', packText(parcelText(small)))
    expect(look(link)).toEqual({ kind: 'link', part: link.slice(link.indexOf('1.')) })
    expect(look('https://example.org/#/decks')).toEqual({ kind: 'other' })
  })

  test('of a row that holds no deck, though it arrived whole, say that it is damaged', () => {
    const look = makeScanner()
    expect(look(makeCodeRow(Uint8Array.of(1, 2, 3, 4, 5, 6)).code(0))).toEqual({ kind: 'damaged' })
  })
})
