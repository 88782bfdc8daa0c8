import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { hostOf, isOpenToAll, parseAddress } from '../../src/domain/endpoint.ts'
import { passagesOf } from '../../src/domain/passages.ts'
import { makeCardScanner } from '../../src/formats/cardScanner.ts'
import { makeReplyReader } from '../../src/formats/modelReply.ts'

const field = fc
  .string({ unit: 'grapheme', minLength: 1, maxLength: 40 })
  .map((text) => `x${text.trim()}y`.normalize('NFC'))
const card = fc.record({ question: field, answer: field, sentence: field })

/** Cuts a text at random places. */
const inPieces = (text: string, cuts: readonly number[]): readonly string[] => {
  const places = [...new Set(cuts.map((cut) => cut % (text.length + 1)))].sort((a, b) => a - b)
  return [0, ...places].map((start, i) => text.slice(start, places[i] ?? text.length))
}

describe('cards in what a model says', () => {
  test('are found whatever stands around them and however the words are cut', () => {
    const around = fc.constantFrom('', 'Sure:\n', '```json\n[', '\n],', '{"cards": [', ']}', '<b>', '\n- ', "it's ")
    fc.assert(
      fc.property(
        fc.array(fc.tuple(around, card), { maxLength: 6 }),
        around,
        fc.array(fc.nat(), { maxLength: 12 }),
        fc.boolean(),
        (cards, tail, cuts, thinks) => {
          const thought = thinks ? '<think>{"question":"a","answer":"b","sentence":"c"} hm</think>' : ''
          const words = `${thought}${cards.map(([lead, each]) => lead + JSON.stringify(each)).join('\n')}${tail}`
          const scanner = makeCardScanner()
          const found = inPieces(words, cuts).flatMap((piece) => scanner.push(piece))
          expect(found).toEqual(cards.map(([, each]) => each))
        },
      ),
    )
  })

  test('never throw, whatever is said', () => {
    const bits = fc.constantFrom(
      '{',
      '}',
      '"',
      '\\',
      '\n',
      '[',
      ']',
      ':',
      ',',
      '"question"',
      '"a"',
      '<think>',
      '</think>',
    )
    fc.assert(
      fc.property(fc.array(fc.oneof(bits, fc.string({ unit: 'binary' }))), (words) => {
        const scanner = makeCardScanner()
        for (const each of words) scanner.push(each)
        scanner.end()
      }),
    )
  })

  test('may not carry another object’s poisoned fields', () => {
    const scanner = makeCardScanner()
    expect(scanner.push('{"__proto__":null,"question":"Q?","answer":"A","sentence":"S."}')).toEqual([
      { question: 'Q?', answer: 'A', sentence: 'S.' },
    ])
    expect(scanner.push(`{"question":"${'x'.repeat(9_000)}","answer":"A","sentence":"S."}`)).toEqual([])
  })
})

describe('a reply’s body', () => {
  test('gives the words of its events in order, however the body is cut', () => {
    fc.assert(
      fc.property(fc.array(fc.string({ unit: 'grapheme' })), fc.array(fc.nat()), (words, cuts) => {
        const events = words.map((content) => `data: ${JSON.stringify({ choices: [{ delta: { content } }] })}\r\n\r\n`)
        const body = `: hello\n\n${events.join('')}data: [DONE]\n\ndata: {"choices":[{"delta":{"content":"late"}}]}\n\n`
        const reader = makeReplyReader()
        const said =
          inPieces(body, cuts)
            .map((piece) => reader.push(piece) ?? '')
            .join('') + (reader.end() ?? '')
        expect(said).toBe(words.join(''))
        expect(reader.isDone()).toBe(true)
      }),
    )
  })

  test('never throws, whatever it is', () => {
    fc.assert(
      fc.property(fc.array(fc.oneof(fc.string(), fc.constantFrom('data:', '{', '}', '\n', '[DONE]'))), (pieces) => {
        const reader = makeReplyReader()
        for (const piece of pieces) reader.push(piece)
        reader.end()
      }),
    )
  })
})

describe('an address', () => {
  test.each([
    ['http://localhost:11434/v1', 'http://localhost:11434/v1', 'localhost:11434'],
    [' https://api.example.org/v1/chat/completions ', 'https://api.example.org/v1', 'api.example.org'],
    ['http://192.168.1.7:8080/', 'http://192.168.1.7:8080', '192.168.1.7:8080'],
    ['http://[::1]:8080/v1/', 'http://[::1]:8080/v1', '[::1]:8080'],
  ])('%s is %s, of the host %s', (typed, address, host) => {
    expect(parseAddress(typed)).toBe(address)
    expect(hostOf(address)).toBe(host)
  })

  test('is open to all on the way where it is HTTP to another device', () => {
    const open = [
      'http://192.168.1.7:8080/v1',
      'http://example.org',
      'http://localhost.example.org/v1',
      'http://127.0.0.1.evil.org',
    ]
    const closed = [
      'https://example.org/v1',
      'http://localhost:11434/v1',
      'http://127.0.0.1:8080',
      'http://[::1]:8080/v1',
    ]
    expect(open.map(isOpenToAll)).toEqual(open.map(() => true))
    expect(closed.map(isOpenToAll)).toEqual(closed.map(() => false))
  })

  test.each([
    '',
    'localhost:11434',
    'ftp://example.org',
    'javascript:alert(1)',
    'https://me:secret@example.org/v1',
    'https://example.org/v1?key=1',
    'https://example.org/v1#x',
    'https://example.org\\@evil.org/',
    'https://exa mple.org',
  ])('%s is none', (typed) => {
    expect(parseAddress(typed)).toBeNull()
  })
})

describe('passages of an article', () => {
  test('hold all of its words in order, none longer than is allowed', () => {
    const block = fc.string({ unit: fc.constantFrom('a', 'b', ' ', '. ', 'ccc'), maxLength: 120 })
    fc.assert(
      fc.property(fc.array(block), fc.integer({ min: 5, max: 60 }), (blocks, longest) => {
        const text = blocks.join('\n\n')
        const passages = passagesOf(text, longest)
        expect(passages.join('').replace(/\s/g, '')).toBe(text.replace(/\s/g, ''))
        expect(passages.filter((passage) => passage.length > longest || passage.trim() === '')).toEqual([])
      }),
    )
  })
})
