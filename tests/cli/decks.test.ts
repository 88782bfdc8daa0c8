import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { makeDecks } from '../../src/cli/decks.ts'
import { decodeDeck } from '../../src/formats/deckFile.ts'

const readDeck = (text: string) => {
  const deck = decodeDeck(text)
  return deck.ok ? deck.value : null
}

const GOOD = `---
title: A bridge over the Lune
published: "1998-05"
outlet: The Marston Gazette
topics: [Bridges, Marston]
---

Mayor Elena Fisk ordered the Halden Company to finish the new bridge over the river Lune by August 15. About 62 percent of the people of Marston own a boat of the Halden Company, which Robert Halden founded in 1871. The people of the town have waited for it since the old one fell into the water in the winter.
`

const OTHER = GOOD.replace('A bridge over the Lune', 'A mill at Dorning')
  .replace('Mayor Elena Fisk ordered', 'Judge Maria Olsen ordered')
  .replace('the new bridge over the river Lune', 'the mill at Dorning')

let folder = ''
let lines: string[] = []
const run = (...args: string[]): number => makeDecks(args, (line) => lines.push(line))

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'recite-decks-'))
  lines = []
  vi.spyOn(console, 'log').mockImplementation(() => undefined)
})

afterEach(() => {
  vi.restoreAllMocks()
  rmSync(folder, { recursive: true, force: true })
})

const put = (name: string, text: string | Uint8Array): string => {
  const path = join(folder, name)
  writeFileSync(path, text)
  return path
}

describe('decks from a folder', () => {
  it('are the same bytes on every run and in any order of the files', () => {
    const first = put('a.md', GOOD)
    const second = put('b.md', OTHER)
    expect(run(first, second, '--out', join(folder, 'one'))).toBe(0)
    expect(run(second, first, '--out', join(folder, 'two'))).toBe(0)
    for (const name of ['a.deck.json', 'b.deck.json']) {
      expect(readFileSync(join(folder, 'two', name), 'utf8')).toBe(readFileSync(join(folder, 'one', name), 'utf8'))
    }
    expect(run(first, second, '--out', join(folder, 'one'), '--check')).toBe(0)
  })

  it('tell a changed article by the check, then count the version up and bury what is gone', () => {
    const path = put('a.md', GOOD)
    const out = join(folder, 'out')
    run(path, '--out', out)
    const before = readDeck(readFileSync(join(out, 'a.deck.json'), 'utf8'))
    put('a.md', GOOD.replace('About 62 percent', 'Most'))
    expect(run(path, '--out', out, '--check')).toBe(1)
    expect(run(path, '--out', out)).toBe(0)
    const after = readDeck(readFileSync(join(out, 'a.deck.json'), 'utf8'))
    expect(before?.version).toBe(1)
    expect(after?.version).toBe(2)
    const gone =
      before?.notes.filter((note) => !after?.notes.some((each) => each.id === note.id)).map((note) => note.id) ?? []
    expect(gone.length).toBeGreaterThan(0)
    expect(after?.tombstones).toEqual([...gone].sort())
    expect(run(path, '--out', out, '--check')).toBe(0)
  })
})

describe('a bad file gets one line with its name and line, and the others still run', () => {
  it.each([
    ['empty.md', '', /empty\.md:1: the file is empty/],
    ['bytes.txt', new Uint8Array([0xff, 0xfe, 0, 1, 2]), /bytes\.txt:1: this is not a text file/],
    ['front.md', GOOD.replace('published: "1998-05"', 'published 1998'), /front\.md:3: expected "key: value"/],
    ['short.md', 'The mayor paid.', /short\.md:1: only 3 words/],
    [
      'german.md',
      'Die Regierung hat der Stadt bis Oktober Zeit gegeben, einen Vertrag zu schließen. '.repeat(8),
      /german\.md:1: the text does not look like English/,
    ],
  ])('%s', (name, text, message) => {
    put(name, text)
    put('good.md', GOOD)
    const out = join(folder, 'out')
    expect(run(folder, '--out', out)).toBe(1)
    expect(lines.filter((line) => message.test(line))).toHaveLength(1)
    expect(readdirSync(out)).toEqual(['good.deck.json'])
  })

  it('and so does a path that does not exist', () => {
    expect(run(join(folder, 'nowhere'), put('good.md', GOOD), '--out', join(folder, 'out'))).toBe(1)
    expect(lines.some((line) => /no such file/.test(line))).toBe(true)
    expect(existsSync(join(folder, 'out', 'good.deck.json'))).toBe(true)
  })

  it('paths without --out are refused', () => {
    mkdirSync(join(folder, 'x'))
    expect(run(join(folder, 'x'))).toBe(1)
    expect(lines.join('\n')).toContain('--out')
  })
})

describe('the committed decks', () => {
  it('are what the seeds give', () => {
    expect(run('--check')).toBe(0)
    expect(fileURLToPath(new URL('../../decks', import.meta.url))).toMatch(/decks$/)
  })
})
