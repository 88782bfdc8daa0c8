import { type Random, randomInt } from '../../src/domain/random.ts'

/** What strangers repeat, nest and leave open in texts that we read. */
export const ATOMS: readonly string[] = [
  ...['a', ' ', '\n', '\t', '"', "'", '`', '*', '_', '~', '#', '>', '|', ',', ';', '&', '&amp;', '&#x0;', '\\', '-'],
  ...[
    '(',
    ')',
    '[',
    ']',
    '{',
    '}',
    '<',
    '[[',
    '![',
    '](',
    '[a](b)',
    '**a',
    '> ',
    '- ',
    '1. ',
    '``',
    '\\(',
    '\\[',
    '$$',
  ],
  ...['{{c1::', '}}', '::', '{{#a}}', '{{/a}}', '{{a:', '{{^a}}', '<!--', '-->', '<b>', '</b>', '<b a=', '<a href="'],
  ...['<svg>', '<style>', '</style', '<script>', '<li>', '<td>', '@import', 'url(', '/*', '<p>', '<ul><li>'],
  ...[
    '\\frac{',
    '\\sqrt{',
    '^{',
    '_{',
    '\\left(',
    '\\begin{matrix}',
    '\\def\\a{\\a\\a}',
    '\\text{',
    '\\color{red}{',
    '&\\\\',
  ],
  ...[
    '-',
    'or ',
    'tag:',
    'prop:r<0.',
    'is:due ',
    '"a" ',
    '{"a":',
    '[1,',
    '1e999',
    '\\u0041',
    'é',
    'é',
    '\u202e',
    '\u0000',
  ],
  ...[
    '\ud800',
    '\u200d',
    '🏳️‍🌈',
    'https://a.b/',
    'a@b.c ',
    '---\n',
    'title: a\n',
    '## a\n',
    '\r\n',
    'data: ',
    '__proto__',
  ],
]

const STRANGE_NUMBERS = ['-1', '0', '1e308', '-0', '9007199254740993', '4294967296', 'NaN', '1e999', '0.1']

/** A text a little or a lot other than it was. */
export function mutateText(text: string, random: Random, others: readonly string[]): string {
  const at = randomInt(random, text.length + 1)
  const end = Math.min(text.length, at + 1 + randomInt(random, 40))
  const atom = pick(ATOMS, random)
  switch (randomInt(random, 10)) {
    case 0:
      return text.slice(0, at)
    case 1:
      return text.slice(0, at) + text.slice(end)
    case 2:
      return text.slice(0, at) + atom + text.slice(at)
    case 3:
      return text.slice(0, at) + atom.repeat(1 + randomInt(random, 200)) + text.slice(at)
    case 4:
      return text.slice(0, at) + text.slice(at, end).repeat(2 + randomInt(random, 20)) + text.slice(end)
    case 5:
      return text.slice(0, at) + String.fromCharCode(randomInt(random, 0x10000)) + text.slice(at + 1)
    case 6:
      return text.replace(/-?\d+(?:\.\d+)?/, () => pick(STRANGE_NUMBERS, random))
    case 7:
      return text.slice(0, at) + pick(others, random).slice(randomInt(random, 50))
    case 8:
      return text.slice(at) + text.slice(0, at)
    default:
      return text.slice(0, at) + text.slice(at).replaceAll(text[at] ?? ' ', atom)
  }
}

export function mutateBytes(bytes: Uint8Array, random: Random): Uint8Array {
  const copy = bytes.slice()
  const at = randomInt(random, Math.max(1, copy.length))
  switch (randomInt(random, 6)) {
    case 0:
      return copy.subarray(0, at)
    case 1:
      return joined(copy.subarray(0, at), copy.subarray(Math.min(copy.length, at + 1 + randomInt(random, 100))))
    case 2:
      return joined(copy.subarray(0, at), copy.subarray(at, at + 1 + randomInt(random, 1000)), copy.subarray(at))
    case 3:
      for (let i = 0; i < 4; i++) copy[Math.min(copy.length - 1, at + i)] = randomInt(random, 2) === 0 ? 0xff : 0
      return copy
    default:
      for (let i = 0; i < 1 + randomInt(random, 8); i++) {
        const where = randomInt(random, Math.max(1, copy.length))
        copy[where] = (copy[where] ?? 0) ^ (1 << randomInt(random, 8))
      }
      return copy
  }
}

/** JSON of the same kind with something in it that is not as it should be; what is no JSON is mutated as text. */
export function mutateJson(text: string, random: Random, others: readonly string[]): string {
  let value: unknown
  try {
    value = JSON.parse(text)
  } catch {
    return mutateText(text, random, others)
  }
  const places = placesIn(value)
  const { holder, key } = pick(places, random)
  if (holder === null) return mutateText(text, random, others)
  const strange: readonly unknown[] = [
    ...[null, true, -1, 0, 1.5, 1e308, '', 'x', '__proto__', [], {}, [[]], { length: 9 }, 'a'.repeat(5000)],
    ...['\ud800', '\u202eabc', 'javascript:alert(1)', '../../etc/passwd', JSON.parse('{"__proto__":{"polluted":1}}')],
    ...[copied(pick(places, random).value), nested(200)],
  ]
  if (randomInt(random, 4) === 0) Reflect.deleteProperty(holder, key)
  else Reflect.set(holder, key, pick(strange, random))
  return JSON.stringify(value)
}

const copied = (value: unknown): unknown => JSON.parse(JSON.stringify(value ?? null))

type Place = { readonly holder: object | null; readonly key: string; readonly value: unknown }

/** Every value within, in order, with what holds it. */
function placesIn(value: unknown): readonly Place[] {
  const places: Place[] = [{ holder: null, key: '', value }]
  for (let i = 0; i < places.length && places.length < 5000; i++) {
    const found = places[i]?.value
    if (typeof found !== 'object' || found === null) continue
    for (const [key, inner] of Object.entries(found)) places.push({ holder: found, key, value: inner })
  }
  return places
}

function nested(depth: number): unknown {
  let value: unknown = 1
  for (let i = 0; i < depth; i++) value = i % 2 === 0 ? [value] : { a: value }
  return value
}

export const pick = <T>(items: readonly T[], random: Random): T => items[randomInt(random, items.length)] as T

function joined(...parts: readonly Uint8Array[]): Uint8Array {
  const whole = new Uint8Array(parts.reduce((sum, part) => sum + part.length, 0))
  let at = 0
  for (const part of parts) {
    whole.set(part, at)
    at += part.length
  }
  return whole
}
