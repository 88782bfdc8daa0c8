import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { Deck } from '../../src/domain/deck.ts'
import { decodeDeck, encodeDeck } from '../../src/formats/deckFile.ts'
import { makeDeck } from '../storage/world.ts'
import { arbitraryDeck, swapped } from './arbitraryDeck.ts'

describe('a deck file', () => {
  it('gives back the deck that went in, whatever is in it', () => {
    fc.assert(
      fc.property(arbitraryDeck, (deck) => {
        expect(decodeDeck(encodeDeck(deck))).toEqual({ ok: true, value: deck })
      }),
      { numRuns: 200 },
    )
  })

  it('is the same text for the same deck, in whatever order its fields were set', () => {
    fc.assert(
      fc.property(arbitraryDeck, (deck) => {
        expect(encodeDeck(turned(deck) as Deck)).toBe(encodeDeck(deck))
      }),
    )
  })

  it('never throws, whatever JSON it is given', () => {
    fc.assert(
      fc.property(fc.jsonValue(), (value) => {
        const text = JSON.stringify({ format: 'recite-deck', formatVersion: 1, ...Object(value) })
        expect(typeof decodeDeck(text).ok).toBe('boolean')
        expect(decodeDeck(JSON.stringify(value)).ok).toBe(false)
      }),
    )
  })

  it('never throws, whatever happened to one value in a good file', () => {
    fc.assert(
      fc.property(arbitraryDeck, fc.jsonValue(), fc.nat(), (deck, value, at) => {
        const text = JSON.stringify(swapped(JSON.parse(encodeDeck(deck)), value, at))
        const decoded = decodeDeck(text)
        if (decoded.ok) expect(decodeDeck(encodeDeck(decoded.value))).toEqual(decoded)
        else expect(decoded.error.message).not.toBe('')
      }),
      { numRuns: 300 },
    )
  })

  it('never throws on text cut short or that is no JSON at all', () => {
    const text = encodeDeck(makeDeck('d', 2))
    for (let end = 0; end < text.length - 2; end += 7)
      expect(decodeDeck(text.slice(0, end))).toMatchObject({ ok: false, error: { kind: 'not-json' } })
    fc.assert(fc.property(fc.string({ unit: 'binary' }), (any) => void expect(decodeDeck(any).ok).toBe(false)))
  })

  it('begins with its format and version', () => {
    expect(encodeDeck(makeDeck('d', 1))).toMatch(/^\{\s*"format": "recite-deck",\s*"formatVersion": 1,/)
  })
})

describe('a deck file that is wrong', () => {
  const good = () => JSON.parse(encodeDeck(makeDeck('d', 4)))
  const errorOf = (change: (file: ReturnType<typeof good>) => void) => {
    const file = good()
    change(file)
    const decoded = decodeDeck(JSON.stringify(file))
    return decoded.ok ? null : decoded.error
  }

  it('says which field is missing and where', () => {
    expect(errorOf((file) => delete file.notes[3].content.answer)).toMatchObject({
      kind: 'shape',
      path: 'notes[3].content.answer',
    })
    expect(errorOf((file) => delete file.title)).toMatchObject({ kind: 'shape', path: 'title' })
  })

  it('is refused under an id that every object has, and says so', () => {
    const names = [...Object.getOwnPropertyNames(Object.prototype)]
    expect(names).toContain('__proto__')
    for (const name of names) {
      const refused = { kind: 'shape', message: `“${name}” cannot be an id: JavaScript itself uses that name` }
      expect(errorOf((file) => (file.id = name))).toMatchObject({ ...refused, path: 'id' })
      expect(errorOf((file) => (file.notes[1].id = name))).toMatchObject({ ...refused, path: 'notes[1].id' })
    }
    expect(errorOf((file) => (file.id = 'constructor-2'))).toBeNull()
  })

  it('is refused when a quote is not what the source says there', () => {
    const error = errorOf((file) => (file.notes[2].evidence[0].quote = 'Sentence 2 says nothing.'))
    expect(error).toMatchObject({ kind: 'evidence', path: 'notes[2].evidence[0]' })
  })

  it('is refused when evidence points outside the text, to no source, or to an answer outside its sentence', () => {
    expect(errorOf((file) => (file.notes[0].evidence[0].sentence.end = 9999))?.kind).toBe('evidence')
    expect(errorOf((file) => (file.notes[0].evidence[0].sourceId = 'nowhere'))?.kind).toBe('evidence')
    expect(errorOf((file) => (file.notes[0].evidence[0].answer = { start: 0, end: 9999 }))?.kind).toBe('evidence')
  })

  it('is refused when a source is not stored in the one form that offsets are good for', () => {
    expect(errorOf((file) => (file.sources[0].text += ' cafe\u0301'))).toMatchObject({ path: 'sources[0].text' })
    expect(errorOf((file) => (file.sources[0].text += '\r\n'))).toMatchObject({ path: 'sources[0].text' })
  })

  it('is refused when two notes have one id, or a note is dead and alive', () => {
    expect(errorOf((file) => (file.notes[1].id = file.notes[0].id))).toMatchObject({
      kind: 'duplicate',
      path: 'notes[1].id',
    })
    expect(errorOf((file) => file.tombstones.push(file.notes[1].id))?.kind).toBe('duplicate')
  })

  it('is refused when an id could pass for something else', () => {
    for (const id of ['', 'a b', 'a/b', 'a\nb', 'x'.repeat(129), 7])
      expect(errorOf((file) => (file.notes[0].id = id))).toMatchObject({ kind: 'shape', path: 'notes[0].id' })
  })

  it('is refused when its link would run something', () => {
    expect(errorOf((file) => (file.sources[0].url = 'javascript:alert(1)'))).toMatchObject({ path: 'sources[0].url' })
  })

  it('is refused as another format, or as newer than this app', () => {
    expect(errorOf((file) => (file.format = 'other-deck'))?.kind).toBe('other-format')
    expect(errorOf((file) => (file.formatVersion = 2))?.kind).toBe('newer-version')
  })

  it('is refused when it is nested too deeply to be honest', () => {
    const text = `{"format":"recite-deck","formatVersion":1,"x":${'['.repeat(100_000)}${']'.repeat(100_000)}}`
    expect(decodeDeck(text)).toMatchObject({ ok: false, error: { kind: 'too-large' } })
  })
})

describe('a deck file from elsewhere', () => {
  it('keeps what is not known, wherever it stands, and gives it on', () => {
    const file = JSON.parse(encodeDeck(makeDeck('d', 1)))
    file.mood = 'cheerful'
    file.sources[0].shelf = { row: 3 }
    file.notes[0].evidence[0].colour = 'red'
    const decoded = decodeDeck(JSON.stringify(file))
    if (!decoded.ok) throw new Error(decoded.error.message)
    expect(JSON.parse(encodeDeck(decoded.value))).toEqual(file)
  })

  it('keeps kinds of notes that are not known yet', () => {
    const file = JSON.parse(encodeDeck(makeDeck('d', 1)))
    file.notes[0].content = { kind: 'hologram', beams: 3 }
    const decoded = decodeDeck(JSON.stringify(file))
    expect(decoded.ok && decoded.value.notes[0]?.content).toEqual({ kind: 'hologram', beams: 3 })
  })

  it('cannot say of itself what only a collection can', () => {
    const file = { ...JSON.parse(encodeDeck(makeDeck('d', 1))), builtIn: true, retired: [], noteCount: 7, own: ['x'] }
    const decoded = decodeDeck(JSON.stringify(file))
    expect(decoded).toEqual({ ok: true, value: makeDeck('d', 1) })
  })

  it('is refused when it brings so much that is not known that every list of decks would carry it', () => {
    const file = { ...JSON.parse(encodeDeck(makeDeck('d', 1))), ballast: 'x'.repeat(30_000) }
    expect(decodeDeck(JSON.stringify(file))).toMatchObject({ ok: false, error: { kind: 'too-large', path: 'ballast' } })
  })

  it('is refused when a number in it is none, known or not', () => {
    const text = encodeDeck(makeDeck('d', 1)).replace('"version": 1,', '"version": 1, "weight": 1e999,')
    expect(decodeDeck(text)).toMatchObject({ ok: false, error: { kind: 'shape', path: 'weight' } })
  })

  it('has half characters mended without moving anything', () => {
    const file = encodeDeck(makeDeck('d', 1)).replace('What does', 'What\\ud800 does')
    const decoded = decodeDeck(file)
    expect(decoded.ok && decoded.value.notes[0]?.content).toMatchObject({ question: 'What\ufffd does sentence 0 say?' })
  })
})

/** The same value with the keys of every object in the opposite order. */
function turned(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(turned)
  if (typeof value !== 'object' || value === null) return value
  return Object.fromEntries(
    Object.entries(value)
      .reverse()
      .map(([key, inner]) => [key, turned(inner)]),
  )
}
