import { readdirSync, readFileSync } from 'node:fs'
import { Ajv2020 } from 'ajv/dist/2020.js'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { decodeDeck, encodeDeck } from '../../src/formats/deckFile.ts'
import { openRecite } from '../../src/formats/reciteFile.ts'
import { makeDeck } from '../storage/world.ts'
import { sourceOf } from './anki/fixtures.ts'
import { arbitraryDeck, swapped } from './arbitraryDeck.ts'
import { deckFileSchema } from './jsonSchemaOf.ts'

const address = new URL('../../src/formats/deck.schema.json', import.meta.url)
const committed = JSON.parse(readFileSync(address, 'utf8'))
const accepts = new Ajv2020({ strict: true, allErrors: false }).compile(committed)
const folder = new URL('./decks/', import.meta.url)

/** What only the reader can find: the rest of the file, and what a field means. */
const BEYOND_SHAPE = /line feeds|NFC|names a type|not a finite/

describe('the JSON Schema of a deck', () => {
  test('is what the reader goes by', () => {
    expect(committed).toEqual(deckFileSchema())
  })

  test('accepts every deck that is written', () => {
    fc.assert(
      fc.property(arbitraryDeck, (deck) => {
        expect(accepts(JSON.parse(encodeDeck(deck))), JSON.stringify(accepts.errors)).toBe(true)
      }),
      { numRuns: 30 },
    )
  })

  test('accepts and refuses as the reader does, whatever happened to one value', () => {
    const seen = { taken: 0, refused: 0 }
    fc.assert(
      fc.property(arbitraryDeck, fc.jsonValue(), fc.nat(), (deck, value, at) => {
        const file = swapped(JSON.parse(encodeDeck(deck)), value, at)
        const decoded = decodeDeck(JSON.stringify(file))
        const isShape =
          !decoded.ok &&
          ['shape', 'other-format', 'newer-version'].includes(decoded.error.kind) &&
          !BEYOND_SHAPE.test(decoded.error.message)
        expect(accepts(file), decoded.ok ? JSON.stringify(accepts.errors) : decoded.error.message).toBe(!isShape)
        seen[isShape ? 'refused' : 'taken']++
      }),
      { numRuns: 80, endOnFailure: true },
    )
    expect(Math.min(seen.taken, seen.refused)).toBeGreaterThan(5)
  })

  test('refuses what is missing, too long, or of no known form', () => {
    const made = () => JSON.parse(encodeDeck(makeDeck('d', 1)))
    const changed = (change: (whole: ReturnType<typeof made>) => void) => {
      const whole = made()
      change(whole)
      expect(accepts(whole)).toBe(decodeDeck(JSON.stringify(whole)).ok)
      return accepts(whole)
    }
    expect(changed(() => {})).toBe(true)
    expect(changed((whole) => delete whole.licence)).toBe(false)
    expect(changed((whole) => (whole.notes[0].id = 'a b'))).toBe(false)
    expect(changed((whole) => (whole.notes[0].content = { kind: 'qa', question: 'q' }))).toBe(false)
    expect(changed((whole) => (whole.notes[0].content = { kind: 'hologram' }))).toBe(true)
    expect(changed((whole) => (whole.sources[0].url = 'javascript:alert(1)'))).toBe(false)
    expect(changed((whole) => (whole.sources[0].url = 'HTTPS://example.org'))).toBe(true)
    expect(changed((whole) => (whole.title = 'x'.repeat(501)))).toBe(false)
    expect(changed((whole) => (whole.mood = 'cheerful'))).toBe(true)
  })
})

describe('decks of every version of the format', () => {
  const names = readdirSync(folder).sort()

  test.each(names.filter((name) => name.endsWith('.deck.json')))('%s opens, and is written the same again', (name) => {
    const text = readFileSync(new URL(name, folder), 'utf8')
    const decoded = decodeDeck(text)
    if (!decoded.ok) throw new Error(`${decoded.error.path}: ${decoded.error.message}`)
    expect(encodeDeck(decoded.value)).toBe(text)
    expect(accepts(JSON.parse(text)), JSON.stringify(accepts.errors)).toBe(true)
  })

  test.each(names.filter((name) => name.endsWith('.recite')))('%s opens with its media', async (name) => {
    const opened = await openRecite(sourceOf(new Uint8Array(readFileSync(new URL(name, folder)))))
    if (!opened.ok) throw new Error(`${opened.error.path}: ${opened.error.message}`)
    expect(opened.value.media).toHaveLength(1)
    expect(accepts(JSON.parse(encodeDeck(opened.value.deck)))).toBe(true)
  })

  test('there is one of each', () => {
    expect(names).toEqual(['version-1-templates.deck.json', 'version-1.deck.json', 'version-1.recite'])
  })
})
