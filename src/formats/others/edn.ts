import { ownAt } from '../../domain/ownAt.ts'
import { type Data, DataFault, DEEPEST } from './plainData.ts'

/** Reads EDN (github.com/edn-format/edn), the first form in it. Throws `DataFault` that says where. */
export function readEdn(text: string): Data {
  let at = text.startsWith('\ufeff') ? 1 : 0

  const fail = (what: string): never => {
    throw new DataFault(`line ${text.slice(0, at).split('\n').length}: ${what}`)
  }

  /** Commas are spaces; `#_` leaves out what follows. */
  function skip(depth: number): void {
    for (;;) {
      at = endOfSpace(text, at)
      if (!text.startsWith('#_', at)) return
      at += 2
      form(depth + 1)
    }
  }

  function form(depth: number): Data {
    if (depth > DEEPEST) fail(`more than ${DEEPEST} levels deep`)
    skip(depth)
    const unit = text[at]
    if (unit === undefined) return fail('the end comes too early')
    if (unit === '(' || unit === '[') return items(unit === '(' ? ')' : ']', depth)
    if (unit === '{') return map(depth)
    if (text.startsWith('#{', at)) {
      at++
      return items('}', depth)
    }
    if (unit === '"') return words()
    if (unit === '#') return tagged(depth)
    if (unit === '\\') return character()
    return atom()
  }

  function items(close: string, depth: number): readonly Data[] {
    at++
    const list: Data[] = []
    for (;;) {
      skip(depth)
      if (text[at] === close) break
      list.push(form(depth + 1))
    }
    at++
    return list
  }

  function map(depth: number): Data {
    const list = items('}', depth)
    if (list.length % 2 === 1) fail('a map has a key without a value')
    const entries = new Map<string, Data>()
    for (let i = 0; i < list.length; i += 2) entries.set(nameOf(list[i] ?? null), list[i + 1] ?? null)
    return entries
  }

  function words(): string {
    const from = ++at
    while (at < text.length && text[at] !== '"') at += text[at] === '\\' ? 2 : 1
    if (at >= text.length) return fail('a text has no end')
    const said = text.slice(from, at++)
    if (!said.includes('\\')) return said
    return said.replace(/\\(?:u([0-9a-fA-F]{4})|([\s\S]))/g, (_, code: string | undefined, mark: string) =>
      code === undefined ? (ESCAPES[mark] ?? mark) : String.fromCharCode(Number.parseInt(code, 16)),
    )
  }

  function tagged(depth: number): Data {
    at++
    const tag = token()
    const value = form(depth + 1)
    if (tag !== 'inst' || typeof value !== 'string') return value
    const ms = Date.parse(value)
    return Number.isFinite(ms) ? ms : null
  }

  function character(): string {
    at++
    const name = text[at] === undefined ? '' : token() || (text[at++] ?? '')
    return ownAt(CHARACTERS, name) ?? name
  }

  function token(): string {
    const from = at
    while (at < text.length && !ENDS.test(text[at] ?? '')) at++
    return text.slice(from, at)
  }

  function atom(): Data {
    const found = token()
    if (found === '') return fail(`${JSON.stringify(text[at])} is out of place`)
    if (found === 'nil') return null
    if (found === 'true' || found === 'false') return found === 'true'
    if (/^[+-]?\d/.test(found)) {
      const number = Number(found.replace(/[NM]$/, ''))
      return Number.isFinite(number) ? number : null
    }
    return found.startsWith(':') ? found.slice(1) : found
  }

  return form(0)
}

const nameOf = (key: Data): string => (typeof key === 'string' ? key : String(key))

function endOfSpace(text: string, from: number): number {
  let at = from
  while (at < text.length) {
    if (text[at] === ';') {
      const end = text.indexOf('\n', at)
      at = end < 0 ? text.length : end
    } else if (!SPACE.test(text[at] ?? '')) break
    at++
  }
  return Math.min(at, text.length)
}

const SPACE = /[\s,]/
const ENDS = /[\s,;"()[\]{}\\]/
const ESCAPES: Readonly<Record<string, string>> = { n: '\n', t: '\t', r: '\r', b: '\b', f: '\f' }
const CHARACTERS: Readonly<Record<string, string>> = { newline: '\n', space: ' ', tab: '\t', return: '\r' }
