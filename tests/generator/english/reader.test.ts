import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { makeReader } from '../../../src/generator/english/reader.ts'
import reference from './reference.json'

const bytes = readFileSync(new URL('../../../src/generator/english/model/en.bin', import.meta.url))
const reader = makeReader(bytes)

test('reads as spaCy does: on 99 % of the tokens or more, everything is the same', () => {
  const same: Record<string, number> = {}
  let tokens = 0
  for (const record of reference) {
    const parse = reader.read(record.text)
    const words = record.words.split('\n')
    expect(parse.tokens.map((token) => token.text)).toEqual(words)
    expect(parse.tokens.map((token) => token.start)).toEqual(numbers(record.starts))
    tokens += words.length
    const count = (what: string, got: readonly unknown[], wanted: readonly unknown[]) => {
      same[what] = (same[what] ?? 0) + got.filter((value, i) => value === wanted[i]).length
    }
    const lemmas = record.lemmas.split('\n').map((lemma, i) => lemma || words[i]?.toLowerCase())
    const starts = new Set(parse.sentences.map((sentence) => sentence.from))
    count('tags', field(parse.tokens, 'tag'), record.tags.split(' '))
    count('coarse tags', field(parse.tokens, 'coarse'), record.coarse.split(' '))
    count('labels', field(parse.tokens, 'dep'), record.labels.split(' '))
    count('heads', field(parse.tokens, 'head'), numbers(record.heads))
    count('lemmas', field(parse.tokens, 'lemma'), lemmas)
    const wantedStarts = new Set(spansOf(record.sentences).map((span) => span.from))
    count('sentence starts', startsIn(words.length, starts), startsIn(words.length, wantedStarts))
    count('entity tags', entityTags(words.length, parse.entities), entityTags(words.length, spansOf(record.entities)))
  }
  const shares = Object.entries(same).map(([what, count]) => [what, (100 * count) / tokens] as const)
  console.log(`${tokens} tokens: ${shares.map(([what, share]) => `${what} ${share.toFixed(2)} %`).join(', ')}`)
  for (const [what, share] of shares) expect(share, what).toBeGreaterThanOrEqual(99)
})

test('tokens are slices of the text, heads end at a root in their own sentence, spans lie in order', () => {
  for (const { text } of reference) {
    const { tokens, sentences, entities } = reader.read(text)
    for (const token of tokens) expect(text.slice(token.start, token.end)).toBe(token.text)
    expect(sentences[0]?.from).toBe(0)
    expect(sentences.at(-1)?.to).toBe(tokens.length)
    sentences.forEach((sentence, i) => {
      if (i > 0) expect(sentence.from).toBe(sentences[i - 1]?.to)
      for (const token of tokens.slice(sentence.from, sentence.to)) {
        let head = token
        for (let step = 0; step < tokens.length && head.head !== head.index; step++) head = tokens[head.head] ?? head
        expect(head.dep).toBe('ROOT')
        expect(head.index >= sentence.from && head.index < sentence.to).toBe(true)
      }
    })
    entities.forEach((entity, i) => {
      expect(entity.from).toBeGreaterThanOrEqual(entities[i - 1]?.to ?? 0)
    })
  }
})

test('a text is read the same whatever was read before it', () => {
  const [first, second] = reference
  const fresh = makeReader(bytes).read(second?.text ?? '')
  reader.read(first?.text ?? '')
  expect(reader.read(second?.text ?? '')).toEqual(fresh)
})

test('offsets count UTF-16 units, and white space is no token', () => {
  const text = '  Ada 😀 slept.\n\n\tBob\u00a0ran.  '
  const { tokens } = reader.read(text)
  expect(tokens.map((token) => token.text)).toEqual(['Ada', '😀', 'slept', '.', 'Bob', 'ran', '.'])
  for (const token of tokens) expect(text.slice(token.start, token.end)).toBe(token.text)
})

test('text without words has an empty parse', () => {
  for (const text of ['', ' ', '\n\n \t'])
    expect(reader.read(text)).toEqual({ tokens: [], sentences: [], entities: [] })
})

test('bytes that are no model are refused', () => {
  expect(() => makeReader(new Uint8Array(5))).toThrow('not a model')
  expect(() => makeReader(new TextEncoder().encode('<!doctype html>'))).toThrow('not a model')
})

function field<T, K extends keyof T>(items: readonly T[], key: K): T[K][] {
  return items.map((item) => item[key])
}

function startsIn(length: number, starts: ReadonlySet<number>): boolean[] {
  return Array.from({ length }, (_, i) => starts.has(i))
}

function numbers(column: string): number[] {
  return column.split(' ').map(Number)
}

type Span = { readonly type: string; readonly from: number; readonly to: number }

function spansOf(column: string): Span[] {
  return column
    .split(' ')
    .filter((span) => span !== '')
    .map((span) => {
      const [type = '', from, to] = span.split(':')
      return { type, from: Number(from), to: Number(to) }
    })
}

function entityTags(length: number, entities: readonly Span[]): string[] {
  const tags = new Array<string>(length).fill('')
  for (const { type, from, to } of entities) {
    for (let i = from; i < to; i++) tags[i] = `${i === from ? 'B' : 'I'}-${type}`
  }
  return tags
}
