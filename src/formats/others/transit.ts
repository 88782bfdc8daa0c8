import { type Data, DataFault, DEEPEST } from './plainData.ts'

/**
 * What a JSON value says in Transit (github.com/cognitect/transit-format), in its short form with codes for what was
 * said before as well as in its verbose one. Throws `DataFault`.
 */
export function readTransit(json: unknown): Data {
  const said: string[] = []

  /** Codes count what could be cached, and start again when they run out. */
  function recall(text: string, isKey: boolean): string {
    if (text.startsWith('^') && text !== '^ ' && text.length <= 3) {
      const known = said[codeOf(text)]
      if (known === undefined) throw new DataFault(`the code ${text} stands for nothing`)
      return known
    }
    if (text.length > 3 && (isKey || /^~[:$#]/.test(text))) {
      if (said.length === MOST_CODES) said.length = 0
      said.push(text)
    }
    return text
  }

  function value(raw: unknown, depth: number): Data {
    if (depth > DEEPEST) throw new DataFault(`more than ${DEEPEST} levels deep`)
    if (typeof raw === 'string') return textOf(recall(raw, false))
    if (typeof raw === 'number' || typeof raw === 'boolean' || raw === null) return raw
    if (Array.isArray(raw)) return listOf(raw, depth)
    if (typeof raw === 'object') return objectOf(raw, depth)
    return null
  }

  function listOf(raw: readonly unknown[], depth: number): Data {
    const [first] = raw
    if (first === '^ ') {
      const entries = new Map<string, Data>()
      for (let i = 1; i + 1 < raw.length; i += 2) {
        const key = keyOf(raw[i], depth)
        entries.set(key, value(raw[i + 1], depth + 1))
      }
      return entries
    }
    if (raw.length === 2 && typeof first === 'string') {
      const tag = recall(first, false)
      if (tag.startsWith('~#')) return taggedAs(tag.slice(2), value(raw[1], depth + 1))
      return [textOf(tag), value(raw[1], depth + 1)]
    }
    return raw.map((item) => value(item, depth + 1))
  }

  function objectOf(raw: object, depth: number): Data {
    const pairs = Object.entries(raw)
    const [only] = pairs
    if (pairs.length === 1 && only?.[0].startsWith('~#')) return taggedAs(only[0].slice(2), value(only[1], depth + 1))
    return new Map(pairs.map(([key, inner]) => [keyOf(key, depth), value(inner, depth + 1)]))
  }

  const keyOf = (raw: unknown, depth: number): string => {
    const key = typeof raw === 'string' ? textOf(recall(raw, true)) : value(raw, depth + 1)
    return typeof key === 'string' ? key : String(key)
  }

  return value(json, 0)
}

const FIRST_CODE = 48
const CODE_DIGITS = 44
const MOST_CODES = CODE_DIGITS * CODE_DIGITS

function codeOf(text: string): number {
  const digit = (at: number): number => text.charCodeAt(at) - FIRST_CODE
  return text.length === 2 ? digit(1) : digit(1) * CODE_DIGITS + digit(2)
}

function textOf(text: string): Data {
  if (!text.startsWith('~')) return text
  const rest = text.slice(2)
  switch (text[1]) {
    case ':':
    case '$':
    case 'u':
    case 'r':
    case 'c':
      return rest
    case '~':
    case '^':
    case '`':
      return text.slice(1)
    case '?':
      return rest === 't'
    case '_':
      return null
    case 'i':
    case 'd':
    case 'n':
    case 'f':
    case 'm':
      return finite(Number(rest))
    case 't':
      return finite(/^-?\d+$/.test(rest) ? Number(rest) : Date.parse(rest))
    default:
      return text
  }
}

const finite = (number: number): number | null => (Number.isFinite(number) ? number : null)

/** Sets and lists are their items, times their milliseconds; of what is not known, what it holds. */
function taggedAs(tag: string, inner: Data): Data {
  if (tag !== 'cmap' || !Array.isArray(inner)) return inner
  const entries = new Map<string, Data>()
  for (let i = 0; i + 1 < inner.length; i += 2) entries.set(String(inner[i]), inner[i + 1] ?? null)
  return entries
}
