import { err, ok, type Result } from '../domain/result.ts'
import { type ImportError, importError } from './errors.ts'

export type JsonLimits = { readonly chars: number; readonly depth: number }

/** Parses JSON from strangers: never throws, refuses what is too large or nested to be honest, mends broken text. */
export function parseJson(text: string, limits: JsonLimits): Result<unknown, ImportError> {
  if (text.length > limits.chars)
    return err(importError('too-large', '', `${text.length} characters, of ${limits.chars} at most`))
  const json = text.startsWith('\ufeff') ? text.slice(1) : text
  if (isDeeperThan(json, limits.depth))
    return err(importError('too-large', '', `nested more than ${limits.depth} levels deep`))
  try {
    // Mending looks at every value, which costs many times the parsing: most texts cannot need it.
    if (!ANY_SURROGATE.test(json)) return ok(JSON.parse(json))
    return ok(JSON.parse(json, (_key, value: unknown) => (typeof value === 'string' ? wellFormed(value) : value)))
  } catch (thrown) {
    return err(importError('not-json', '', thrown instanceof Error ? thrown.message : 'not JSON'))
  }
}

/** JSON that reads back as the same text: half of a surrogate pair, which reading would mend, is mended before. */
export function toJson(value: unknown): string {
  const json = JSON.stringify(value)
  if (!/\\ud[89a-f]/.test(json)) return json
  return JSON.stringify(value, (_key, inner: unknown) => (typeof inner === 'string' ? wellFormed(inner) : inner))
}

/** Half of a surrogate pair is no text: each becomes U+FFFD, one code unit for one, so that offsets still hold. */
const wellFormed = (text: string): string => text.replace(LONE_SURROGATES, '\ufffd')
const ANY_SURROGATE = /[\ud800-\udfff]|\\u[dD]/
const LONE_SURROGATES = /[\ud800-\udbff](?![\udc00-\udfff])|(?<![\ud800-\udbff])[\udc00-\udfff]/g

/** Where the first number lies that is not finite (JSON can say 1e999), or null. */
export function findNonFinite(value: unknown, path: string): string | null {
  if (typeof value === 'number') return Number.isFinite(value) ? null : path
  if (typeof value !== 'object' || value === null) return null
  const inList = Array.isArray(value)
  for (const [key, inner] of Object.entries(value)) {
    const found = findNonFinite(inner, inList ? `${path}[${key}]` : joinPath(path, key))
    if (found !== null) return found
  }
  return null
}

/** An own property of whatever it is. */
export const read = (value: unknown, key: string): unknown =>
  typeof value === 'object' && value !== null ? Object.getOwnPropertyDescriptor(value, key)?.value : undefined

export const joinPath = (path: string, key: string): string => (path === '' ? key : `${path}.${key}`)

/** Counts brackets outside strings, so that nothing is built before the depth is known. */
function isDeeperThan(json: string, depth: number): boolean {
  let level = 0
  let inText = false
  for (let i = 0; i < json.length; i++) {
    const unit = json.charCodeAt(i)
    if (inText) {
      if (unit === BACKSLASH) i++
      else if (unit === QUOTE) inText = false
    } else if (unit === QUOTE) inText = true
    else if (unit === OPEN_BRACKET || unit === OPEN_BRACE) {
      if (++level > depth) return true
    } else if (unit === CLOSE_BRACKET || unit === CLOSE_BRACE) level--
  }
  return false
}

const QUOTE = 0x22
const BACKSLASH = 0x5c
const OPEN_BRACKET = 0x5b
const CLOSE_BRACKET = 0x5d
const OPEN_BRACE = 0x7b
const CLOSE_BRACE = 0x7d
