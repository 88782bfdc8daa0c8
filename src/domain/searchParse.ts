import { RATINGS } from './rating.ts'
import { err, ok, type Result } from './result.ts'
import {
  FIELDS,
  type Field,
  NAME_FIELDS,
  OPS,
  type Part,
  PROPS,
  type Query,
  SEARCH_STATES,
  type Term,
} from './search.ts'

/** Why a search cannot be read: what is wrong, and where it stands (UTF-16 offset and length in the text). */
export type SearchProblem = { readonly at: number; readonly length: number } & (
  | { readonly kind: 'unknown-field'; readonly field: string }
  | { readonly kind: 'missing-value'; readonly field: Field }
  | { readonly kind: 'unknown-state'; readonly value: string }
  | { readonly kind: 'bad-property'; readonly value: string }
  | { readonly kind: 'bad-days'; readonly field: 'rated' | 'added'; readonly value: string }
  | { readonly kind: 'stray-parenthesis' }
  | { readonly kind: 'too-deep' }
  | { readonly kind: 'too-long' }
)

/**
 * Reads a search in one pass, and never throws. It is kind to what is half typed: an open quote or parenthesis closes
 * at the end, and an `or` or `-` with nothing beside it asks for nothing. What cannot be meant is a problem, the first
 * one of them.
 */
export function parseSearch(text: string): Result<Query, SearchProblem> {
  let pos = 0
  let problem: SearchProblem | null = null
  let terms = 0

  const skipSpace = (): void => {
    while (pos < text.length && isSpace(text.charCodeAt(pos))) pos++
  }
  const refuse = (found: SearchProblem): null => {
    problem ??= found
    return null
  }

  /** Parts joined by `or`, up to a closing parenthesis or the end. */
  function alternatives(depth: number): Part | null {
    const parts: (Part | null)[] = [sequence(depth)]
    while (takeWord('or')) parts.push(sequence(depth))
    return join('or', parts)
  }

  /** Parts side by side: all of them are asked for. */
  function sequence(depth: number): Part | null {
    const parts: (Part | null)[] = []
    for (skipSpace(); pos < text.length && text[pos] !== ')' && !sees('or'); skipSpace()) {
      if (!takeWord('and')) parts.push(part(depth))
    }
    return join('and', parts)
  }

  function part(depth: number): Part | null {
    let negated = false
    for (; text[pos] === '-'; pos++) negated = !negated
    const found = text[pos] === '(' ? group(depth) : term()
    return negated && found !== null ? negate(found) : found
  }

  function group(depth: number): Part | null {
    const at = pos
    pos++
    if (depth >= MAX_DEPTH) {
      pos = text.length
      return refuse({ kind: 'too-deep', at, length: 1 })
    }
    const inside = alternatives(depth + 1)
    skipSpace()
    if (text[pos] === ')') pos++
    return inside
  }

  function term(): Part | null {
    const at = pos
    if (++terms > MOST_TERMS) {
      pos = text.length
      return refuse({ kind: 'too-long', at, length: 1 })
    }
    if (text[pos] === '"') return textTerm(quoted())
    const word = bareWord()
    const colon = FIELD.exec(word)?.[0].length ?? 0
    if (colon === 0) return textTerm(word)
    const field = word.slice(0, colon - 1)
    const value = colon === word.length && text[pos] === '"' ? quoted() : word.slice(colon)
    const found = fieldTerm(field.toLowerCase(), value.trim(), at, pos - at)
    return 'at' in found ? refuse(found) : found
  }

  /** Up to a space, a parenthesis or a quotation mark. */
  function bareWord(): string {
    const start = pos
    while (pos < text.length && !endsWord(text.charCodeAt(pos))) pos++
    return text.slice(start, pos)
  }

  /** The text between quotation marks, `\"` and `\\` taken for what they stand for. */
  function quoted(): string {
    let value = ''
    let start = ++pos
    for (; pos < text.length && text[pos] !== '"'; pos++) {
      const next = text[pos + 1]
      if (text[pos] !== '\\' || (next !== '"' && next !== '\\')) continue
      value += text.slice(start, pos)
      start = ++pos
    }
    value += text.slice(start, pos)
    pos = Math.min(pos + 1, text.length)
    return value
  }

  /** Whether the next word is an operator: on its own, without quotes. */
  function sees(word: 'or' | 'and'): boolean {
    skipSpace()
    const end = pos + word.length
    if (text.slice(pos, end).toLowerCase() !== word) return false
    return end >= text.length || endsWord(text.charCodeAt(end))
  }

  function takeWord(word: 'or' | 'and'): boolean {
    const isThere = sees(word)
    if (isThere) pos += word.length
    return isThere
  }

  const parts: (Part | null)[] = []
  for (skipSpace(); pos < text.length; skipSpace()) {
    parts.push(alternatives(0))
    if (pos >= text.length) break
    refuse({ kind: 'stray-parenthesis', at: pos, length: 1 })
    pos++
  }
  return problem === null ? ok(join('and', parts) ?? { kind: 'all' }) : err(problem)
}

/** Parentheses in parentheses: more than anyone means, and few enough to follow by recursion. */
const MAX_DEPTH = 60

/** Each card is asked for each: an exam's search of a hundred thousand of them would hold up every page. */
const MOST_TERMS = 1000

const FIELD = /^[a-z]+:/i

const isSpace = (code: number): boolean => code <= 32 || code === 0xa0 || code === 0x3000 || code === 0x200b

const QUOTE = 34
const OPEN = 40
const CLOSE = 41

const endsWord = (code: number): boolean => isSpace(code) || code === QUOTE || code === OPEN || code === CLOSE

const textTerm = (text: string): Term | null => (text.trim() === '' ? null : { kind: 'text', text })

/** One part or none stands for itself; parts of the same kind become one. */
function join(kind: 'and' | 'or', parts: readonly (Part | null)[]): Part | null {
  const flat = parts.flatMap((part) => (part === null ? [] : part.kind === kind ? part.of : [part]))
  const [first] = flat
  return flat.length > 1 ? { kind, of: flat } : (first ?? null)
}

const negate = (part: Part): Part => (part.kind === 'not' ? part.of : { kind: 'not', of: part })

function fieldTerm(field: string, value: string, at: number, length: number): Term | SearchProblem {
  if (!isOneOf(FIELDS, field)) return { kind: 'unknown-field', field, at, length }
  if (value === '') return { kind: 'missing-value', field, at, length }
  if (isOneOf(NAME_FIELDS, field)) return { kind: 'named', field, name: value }
  switch (field) {
    case 'is': {
      const state = value.toLowerCase()
      return isOneOf(SEARCH_STATES, state) ? { kind: 'is', state } : { kind: 'unknown-state', value, at, length }
    }
    case 'prop':
      return propTerm(value) ?? { kind: 'bad-property', value, at, length }
    case 'added': {
      const days = DAYS.exec(value)
      return days ? { kind: 'added', days: Number(value) } : { kind: 'bad-days', field, value, at, length }
    }
    case 'rated': {
      const [, days, grade] = RATED.exec(value) ?? []
      if (days === undefined) return { kind: 'bad-days', field, value, at, length }
      return { kind: 'rated', days: Number(days), rating: grade ? (RATINGS[Number(grade) - 1] ?? null) : null }
    }
  }
}

function propTerm(value: string): Term | null {
  const [, name = '', operator = '', figure] = PROP.exec(value.toLowerCase()) ?? []
  if (figure === undefined || !isOneOf(PROPS, name) || !isOneOf(OPS, operator)) return null
  // Minus zero is zero.
  return { kind: 'prop', prop: name, op: operator, value: Number(figure) + 0 }
}

const DAYS = /^[1-9]\d{0,4}$/
const RATED = /^([1-9]\d{0,4})(?::([1-4]))?$/
const PROP = /^([a-z]+)(<=|>=|!=|=|<|>)(-?\d{1,9}(?:\.\d{1,6})?)$/

const isOneOf = <T extends string>(all: readonly T[], text: string): text is T =>
  (all as readonly string[]).includes(text)
