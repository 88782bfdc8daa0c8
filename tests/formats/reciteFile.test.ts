import { createHash } from 'node:crypto'
import fc from 'fast-check'
import { type Zippable, zipSync } from 'fflate'
import { describe, expect, test } from 'vitest'
import type { Deck } from '../../src/domain/deck.ts'
import { type Media, type MediaHash, mediaIn, mediaLink } from '../../src/domain/media.ts'
import { encodeDeck } from '../../src/formats/deckFile.ts'
import { encodeRecite, mediaOfDeck, openRecite } from '../../src/formats/reciteFile.ts'
import { makeDeck } from '../storage/world.ts'
import { sourceOf } from './anki/fixtures.ts'
import { arbitraryDeck } from './arbitraryDeck.ts'

const text = (words: string) => new TextEncoder().encode(words)
const hashOf = (bytes: Uint8Array): MediaHash =>
  createHash('sha256').update(bytes).digest('hex').slice(0, 32) as MediaHash

const mediumOf = (bytes: Uint8Array, type = 'image/png'): Media => ({
  hash: hashOf(bytes),
  type,
  bytes: bytes.slice().buffer,
})

/** The deck with notes that show these. */
function showing(deck: Deck, media: readonly Media[]): Deck {
  const [note] = makeDeck('with-media', 1).notes
  if (!note) throw new Error('no note')
  const notes = media.map(({ hash }, i) => ({
    ...note,
    id: `shows-${i}` as typeof note.id,
    evidence: [],
    content: { kind: 'qa' as const, question: `See ${mediaLink(hash, 'it')}`, answer: 'yes' },
  }))
  return { ...deck, notes: [...deck.notes.filter(({ id }) => !id.startsWith('shows-')), ...notes] }
}

async function packed(deck: Deck, media: readonly Media[] = []): Promise<Uint8Array> {
  const pieces: Uint8Array[] = []
  const read = async (hash: MediaHash) => media.find((medium) => medium.hash === hash) ?? null
  for await (const piece of encodeRecite(deck, read)) pieces.push(piece)
  return new Uint8Array(Buffer.concat(pieces))
}

const open = (bytes: Uint8Array) => openRecite(sourceOf(bytes))
const kindOf = async (bytes: Uint8Array) => {
  const opened = await open(bytes)
  return opened.ok ? 'taken' : opened.error.kind
}
const zip = (files: Zippable) => zipSync({ 'deck.json': text(encodeDeck(makeDeck('d', 1))), ...files })

const media = fc
  .uniqueArray(fc.uint8Array({ minLength: 1, maxLength: 3000 }), { maxLength: 4, selector: (bytes) => hashOf(bytes) })
  .map((all) => all.map((bytes, i) => mediumOf(bytes, i % 2 === 0 ? 'image/png' : 'audio/mpeg')))

describe('a .recite file', () => {
  test('gives back the deck and its media, whatever is in it', async () => {
    await fc.assert(
      fc.asyncProperty(arbitraryDeck, media, async (deck, files) => {
        const whole = showing(deck, files)
        const opened = await open(await packed(whole, files))
        if (!opened.ok) throw new Error(opened.error.message)
        expect(opened.value.deck).toEqual(whole)
        const found = await Promise.all(
          opened.value.media.map(async ({ hash, type, size, read }) => ({ hash, type, size, bytes: await read() })),
        )
        const expected = [...files]
          .sort((a, b) => (a.hash < b.hash ? -1 : 1))
          .map(({ hash, type, bytes }) => ({ hash, type, size: bytes.byteLength, bytes: new Uint8Array(bytes) }))
        expect(found).toEqual(expected)
      }),
      { numRuns: 40 },
    )
  })

  test('is the same bytes for the same deck, and says one time everywhere', async () => {
    const files = [mediumOf(text('one')), mediumOf(text('two'))]
    const deck = showing(makeDeck('d', 3), files)
    const turned = Object.fromEntries(Object.entries(deck).reverse()) as unknown as Deck
    const bytes = await packed(deck, files)
    expect(await packed(turned, files.toReversed())).toEqual(bytes)
    const view = new DataView(bytes.buffer)
    // Noon of 1 January 1980, as DOS writes it.
    expect([view.getUint16(10, true), view.getUint16(12, true)]).toEqual([12 << 11, (1 << 5) | 1])
  })

  test('holds the media that its notes name and are here, and no others', async () => {
    const here = mediumOf(text('here'))
    const missing = mediumOf(text('missing'))
    const deck = showing(makeDeck('d', 1), [here, missing])
    expect(mediaOfDeck(deck)).toHaveLength(2)
    const opened = await open(await packed(deck, [here, mediumOf(text('nobody names it'))]))
    expect(opened.ok && opened.value.media.map(({ hash }) => hash)).toEqual([here.hash])
  })

  test('brings nothing that no note of it names', async () => {
    const opened = await open(zip({ [`media/${hashOf(text('x'))}.png`]: text('x'), 'notes.txt': text('hello') }))
    expect(opened.ok && opened.value.media).toEqual([])
  })

  test('finds media in every kind of content, also in those that are not known', () => {
    const hash = hashOf(text('x'))
    for (const content of [
      { kind: 'qa', question: mediaLink(hash, ''), answer: 'a' },
      { kind: 'occlusion', picture: hash },
      { kind: 'template', media: { 'a.png': hash } },
      { kind: 'hologram', beams: [{ of: hash }] },
    ])
      expect(mediaIn(content)).toEqual([hash])
    expect(mediaIn({ text: `${hash}0` })).toEqual([])
  })
})

describe('a .recite file is refused', () => {
  test('when it is no zip, has no deck, or a deck that is none', async () => {
    expect(await kindOf(text('PK\u0003\u0004 and nothing more'))).toBe('damaged')
    expect(await kindOf(zipSync({ 'other.json': text('{}') }))).toBe('other-format')
    expect(await kindOf(zipSync({ 'deck.json': text('{"format":') }))).toBe('not-json')
    expect(await kindOf(zipSync({ 'deck.json': text('{"format":"recite-deck","formatVersion":99}') }))).toBe(
      'newer-version',
    )
  })

  test('when a name in it would leave its folder', async () => {
    for (const name of ['../deck.json', 'media/../../x', '/etc/passwd', 'c:x', 'media\\x', 'a\u0000b'])
      expect(await kindOf(zip({ [name]: text('x') })), name).toBe('unsafe-name')
    expect(await kindOf(zip({ 'media/..x.png': text('x'), 'a..b/c': text('x') }))).toBe('taken')
  })

  test('when it holds more files, or more in them, than any honest one', async () => {
    const many = Object.fromEntries(Array.from({ length: 20_001 }, (_, i) => [`x${i}`, new Uint8Array(0)]))
    expect(await kindOf(zip(many))).toBe('too-large')
    const hashes = Array.from({ length: 5 }, (_, i) => hashOf(text(String(i))))
    const deck = showing(
      makeDeck('d', 1),
      hashes.map((hash) => ({ hash, type: 'image/png', bytes: new ArrayBuffer(0) })),
    )
    const files = Object.fromEntries(hashes.map((hash) => [`media/${hash}.png`, text('x')]))
    const bytes = zipSync({ 'deck.json': text(encodeDeck(deck)), ...files })
    expect(await kindOf(withSizes(bytes, 'media/', 49_000_000))).toBe('too-large')
  })

  test('when it unpacks to more than it says, at the first byte too many, or says more than it has', async () => {
    const bomb = zipSync({ 'deck.json': new Uint8Array(3_000_000) })
    expect(await kindOf(withSizes(bomb, 'deck.json', 10))).toBe('too-large')
    expect(await kindOf(withSizes(bomb, 'deck.json', 60_000_000))).toBe('too-large')
    expect(await kindOf(withSizes(zip({}), 'deck.json', 40_000_000))).toBe('damaged')
  })

  test('or taken as it was, wherever a byte was changed or the end cut off; nothing is thrown', async () => {
    const files = [mediumOf(text('one'))]
    const deck = showing(makeDeck('d', 2), files)
    const whole = await packed(deck, files)
    await fc.assert(
      fc.asyncProperty(fc.nat(whole.length - 1), fc.nat(255), fc.boolean(), async (at, byte, cut) => {
        const opened = await open(cut ? whole.slice(0, at) : whole.with(at, byte))
        if (opened.ok) expect(opened.value.deck).toEqual(deck)
        else expect(opened.error.message).not.toBe('')
      }),
      { numRuns: 300 },
    )
  })
})

/** Overwrites the sizes that the directory says of some files, as a liar would. */
function withSizes(bytes: Uint8Array, prefix: string, size: number): Uint8Array {
  const lying = bytes.slice()
  const view = new DataView(lying.buffer)
  for (let i = 0; i + 46 < lying.length; i++) {
    if (view.getUint32(i, true) !== 0x02014b50) continue
    const name = new TextDecoder().decode(lying.subarray(i + 46, i + 46 + view.getUint16(i + 28, true)))
    if (name.startsWith(prefix)) view.setUint32(i + 24, size, true)
  }
  return lying
}
