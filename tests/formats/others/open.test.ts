import fc from 'fast-check'
import { strToU8, zipSync } from 'fflate'
import { describe, expect, test } from 'vitest'
import type { MediaHash } from '../../../src/domain/media.ts'
import { FORMATS, formatOf } from '../../../src/formats/others/formats.ts'
import { looksOf, openOther } from '../../../src/formats/others/open.ts'
import { guessPairs, readPairs, spokenSeparator } from '../../../src/formats/others/pairs.ts'
import { sourceOf } from '../anki/fixtures.ts'
import { contentsOf, contextOf } from './decks.ts'

const { now, momentAt } = contextOf('x')
const PNG = new Uint8Array([137, 80, 78, 71])
const HASH = 'c'.repeat(32) as MediaHash
const deps = (fileName: string) => ({ fileName, now, momentAt, hashOf: async () => HASH, onMedia: () => {} })
const zip = (files: Record<string, string | Uint8Array>) =>
  zipSync(
    Object.fromEntries(
      Object.entries(files).map(([name, one]) => [name, typeof one === 'string' ? strToU8(one) : one]),
    ),
  )
const open = (bytes: Uint8Array, fileName = 'x.zip') => openOther(sourceOf(bytes), deps(fileName))
const opened = async (bytes: Uint8Array, fileName?: string) => {
  const read = await open(bytes, fileName)
  if (!read.ok) throw new Error(read.error.detail)
  return read.value
}
const known = async (bytes: Uint8Array, fileName: string) => {
  const looks = await looksOf(sourceOf(bytes), fileName)
  return looks && (formatOf(looks)?.name ?? null)
}

const MNEMOSYNE = `<openSM2sync number_of_entries="2"><log type="16" o_id="f"><f>&lt;img src="pics/a.png"&gt;</f><b>b</b></log><log type="6" o_id="c" card_t="1" fact="f" fact_v="1.1"></log></openSM2sync>`
const FILES: Readonly<Record<string, Uint8Array>> = {
  Mnemosyne: zip({ 'cards.xml': MNEMOSYNE, METADATA: 'card_set_name:M\n', 'pics/a.png': PNG }),
  Mochi: zip({ 'data.edn': '{:decks [{:name "D" :cards [{:content "![](@media/a.png)\n---\nb"}]}]}', 'a.png': PNG }),
  'hashcards export': strToU8(
    '{"cards":[{"hash":"x","familyHash":null,"deckName":"D","content":{"basic":{"question":"q","answer":"a"}}}]}',
  ),
  hashcards: strToU8('Q: q\nA: a'),
  Obsidian: strToU8('#flashcards\n\nq::a'),
  'folder of Markdown': zip({ 'notes/a.md': 'q::![[a.png]]', 'notes/prose.md': 'x', 'pics/a.png': PNG }),
}

describe('a file of another program', () => {
  test.each(FORMATS.map(({ name }) => name))('of %s is known by what is in it, whatever it is called', async (name) => {
    const bytes = FILES[name] ?? new Uint8Array()
    expect(await known(bytes, 'anything.bin')).toBe(name)
    const { import: read, media } = await opened(bytes, 'anything.bin')
    expect(read.counts.cards).toBe(1)
    const hasPicture = ['Mnemosyne', 'Mochi', 'folder of Markdown'].includes(name)
    expect(read.counts.media).toBe(hasPicture ? 1 : 0)
    expect([...media.keys()]).toEqual(hasPicture ? [HASH] : [])
    expect(JSON.stringify(read.decks).includes(HASH)).toBe(hasPicture)
    for (const medium of media.values()) expect(await medium.read()).toEqual(PNG)
    expect(read.leftOut).toEqual([])
  })

  test('of none of these is not known', async () => {
    for (const text of ['', 'word\tmeaning', '{"format":"recite-deck"}', '# prose', 'a - b'])
      expect(await known(strToU8(text), 'a.txt'), text).toBeNull()
    expect(await known(new Uint8Array([0, 1, 2, 3]), 'a.md')).toBeNull()
    expect(await known(zip({ 'deck.json': '{}', 'readme.md': 'x' }), 'a.recite')).toBeNull()
    expect(await known(zip({ 'collection.anki21b': '', 'readme.md': 'x' }), 'a.apkg')).toBeNull()
  })

  test('of several notes has one deck for each name, and each note once', async () => {
    const files = { 'a.md': '#flashcards/x\n\nq::a', 'b.md': '#flashcards/x\n\nq::a\n\nr::b', 'c.md': 'Q: q\nA: a' }
    const { import: read } = await opened(zip(files))
    expect(read.decks.map(({ title, notes }) => [title, notes.length])).toEqual([
      ['x', 2],
      ['c', 1],
    ])
    expect(read.leftOut).toEqual([{ reason: 'notes-twice', count: 1 }])
    expect(contentsOf(read)).toHaveLength(3)
  })

  test('says in which note of a folder something is amiss', async () => {
    expect(await open(zip({ 'a.md': 'q::a', 'b/c.md': 'Q: a\nA: b\n---\nstray' }))).toEqual({
      ok: false,
      error: { kind: 'shape', detail: 'b/c.md, line 4: text that belongs to no card' },
    })
  })

  test('that is spoilt is refused or read, never thrown at', async () => {
    const all = Object.values(FILES)
    await fc.assert(
      fc.asyncProperty(
        fc.constantFrom(...all),
        fc.array(fc.tuple(fc.nat(), fc.nat(255)), { maxLength: 5 }),
        fc.nat(),
        async (bytes, changes, end) => {
          const spoilt = bytes.slice(0, end % 3 === 0 ? end % bytes.length : bytes.length)
          for (const [at, byte] of changes) spoilt[at % spoilt.length] = byte
          await open(spoilt)
        },
      ),
      { numRuns: 300 },
    )
  })

  test('that says less than it holds is refused', async () => {
    const bytes = zip({ 'cards.xml': 'x'.repeat(1_000_000) })
    new DataView(bytes.buffer).setUint32(bytes.length - 22 - 55 + 24, 10, true)
    const read = await open(bytes)
    expect(read.ok).toBe(false)
  })
})

describe('a text of pairs', () => {
  test('is parted by any two texts, and answers may hold the first one again', () => {
    const { rows } = readPairs('cat => Katze => Tier;;dog => Hund;;;;alone', 'German.txt', {
      between: ' => ',
      cards: ';;',
    })
    expect(rows).toEqual([['cat', 'Katze => Tier'], ['dog', 'Hund'], ['alone']])
  })

  test('may have answers of several lines', () => {
    const { rows, deck } = readPairs('a\tone\ntwo\r\n\r\nb\t"three"', 'x/German.txt', { between: '\t', cards: '\n\n' })
    expect(rows).toEqual([
      ['a', 'one\ntwo'],
      ['b', '"three"'],
    ])
    expect(deck).toBe('German')
  })

  test('is what was written with them, whatever the words', () => {
    const separator = fc.constantFrom('\t', ',', ';', ' - ', '=>', '|', '\n\n', '::')
    fc.assert(
      fc.property(separator, separator, fc.array(fc.tuple(fc.string(), fc.string())), (between, cards, pairs) => {
        fc.pre(between !== cards)
        const clean = (one: string) =>
          [between, cards]
            .reduce((text, mark) => text.split(mark).join(''), one)
            .replace(/[^\x20-\x7e]/g, '')
            .trim()
        const known = pairs.map(([a, b]) => [`a${clean(a)}b`, `a${clean(b)}b`])
        fc.pre(
          known.every((row) =>
            row.every((cell) => !cell.includes(between.trim() || '\t') && !cell.includes(cards.trim() || '\n')),
          ),
        )
        const text = known.map((row) => row.join(between)).join(cards)
        expect(readPairs(text, '', { between, cards }).rows).toEqual(known)
      }),
    )
    fc.assert(
      fc.property(
        fc.string(),
        fc.string(),
        fc.string(),
        (text, between, cards) => void readPairs(text, '', { between, cards }),
      ),
    )
  })

  test('is guessed by its dashes; what has tabs or a head is a table', () => {
    expect(guessPairs('cat - Katze\ndog - Hund\n')).toEqual({ between: ' - ', cards: '\n' })
    expect(guessPairs('cat\tKatze - Tier')).toBeNull()
    expect(guessPairs('#separator:comma\na - b')).toBeNull()
    expect(guessPairs('cat, Katze')).toBeNull()
    expect(spokenSeparator('\\n\\n')).toBe('\n\n')
    expect(spokenSeparator('\\t-\\\\n')).toBe('\t-\\n')
  })
})
